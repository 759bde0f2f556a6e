"""Term statistics: tables in, tables out, each measure with its formula in its docstring."""

from __future__ import annotations

from analysis.keywords.collocations import collocations, words_around
from analysis.keywords.dispersion import dispersion, positions
from analysis.keywords.frequencies import term_frequencies
from analysis.keywords.keyness import keyness, keyness_by
from analysis.keywords.keyphrases import keyphrases
from analysis.keywords.kwic import concordance, kwic
from analysis.keywords.readability import diversity, readability
from analysis.keywords.reference import WordList, news_reference
from analysis.keywords.topics import Topics, find_topics
from analysis.keywords.weights import DocumentTerms, document_terms, tf_idf
from analysis.keywords.windows import around, within, without

__all__ = [
    "DocumentTerms",
    "Topics",
    "WordList",
    "around",
    "collocations",
    "concordance",
    "dispersion",
    "diversity",
    "document_terms",
    "find_topics",
    "keyness",
    "keyness_by",
    "keyphrases",
    "kwic",
    "news_reference",
    "positions",
    "readability",
    "term_frequencies",
    "tf_idf",
    "within",
    "without",
    "words_around",
]
