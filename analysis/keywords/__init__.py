"""Term statistics: tables in, tables out, each measure with its formula in its docstring."""

from __future__ import annotations

from analysis.keywords.frequencies import term_frequencies
from analysis.keywords.keyness import keyness, keyness_by
from analysis.keywords.reference import WordList, news_reference
from analysis.keywords.weights import DocumentTerms, document_terms, tf_idf

__all__ = [
    "DocumentTerms",
    "WordList",
    "document_terms",
    "keyness",
    "keyness_by",
    "news_reference",
    "term_frequencies",
    "tf_idf",
]
