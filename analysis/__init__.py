"""Sidelight: how a news text treats each side.

``import analysis as sl`` is light: everything below is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis import annotate, charts, prose, schema
    from analysis.aggregate import (
        compare,
        party_mentions,
        party_sentiment,
        quoted_words,
        rank_articles,
        robustness,
        sentiment_by_voice,
        share_of_voice,
        similar_stories,
        stance_matrix,
        stances_between,
        timeline,
        verdict,
    )
    from analysis.corpus import iter_articles, make_article, read_articles
    from analysis.corpus.duplicates import duplicate_groups
    from analysis.corpus.example import load_example
    from analysis.corpus.inspection import inspect_files
    from analysis.corpus.natural import articles_from
    from analysis.display import Block, Figure
    from analysis.documents import document_sentiment
    from analysis.keywords import (
        around,
        collocations,
        concordance,
        dispersion,
        diversity,
        document_terms,
        find_topics,
        keyness,
        keyness_by,
        keyphrases,
        kwic,
        news_reference,
        positions,
        readability,
        term_frequencies,
        tf_idf,
        within,
        without,
        words_around,
    )
    from analysis.narrowing import where
    from analysis.pipeline import (
        Analyzer,
        DaskAnalysis,
        Sentiment,
        analyze,
        analyze_article,
        analyze_batches,
        analyze_dask,
        sentiment_toward,
        suggest_parties,
        write_run,
    )
    from analysis.records import Article, Party, Person, Registry, SidelightError
    from analysis.references.over_corpus import one_name
    from analysis.registry.reading import read_registry
    from analysis.report import Page, Report, Section, write_report
    from analysis.schema import Analysis
    from analysis.sentiment import explain, score_sentences
    from analysis.storage import Run, TableWriter, open_run, read_tables
    from analysis.validation import (
        agreement,
        label,
        read_labels,
        recalibrate,
        sample,
        validate,
        with_labels,
        write_evaluation,
        write_sample,
    )

__all__ = [
    "Analysis",
    "Analyzer",
    "Article",
    "Block",
    "DaskAnalysis",
    "Figure",
    "Page",
    "Party",
    "Person",
    "Registry",
    "Report",
    "Run",
    "Section",
    "Sentiment",
    "SidelightError",
    "TableWriter",
    "agreement",
    "analyze",
    "analyze_article",
    "analyze_batches",
    "analyze_dask",
    "annotate",
    "around",
    "articles_from",
    "charts",
    "collocations",
    "compare",
    "concordance",
    "dispersion",
    "diversity",
    "document_sentiment",
    "document_terms",
    "duplicate_groups",
    "explain",
    "find_topics",
    "inspect_files",
    "iter_articles",
    "keyness",
    "keyness_by",
    "keyphrases",
    "kwic",
    "label",
    "load_example",
    "make_article",
    "news_reference",
    "one_name",
    "open_run",
    "party_mentions",
    "party_sentiment",
    "positions",
    "prose",
    "quoted_words",
    "rank_articles",
    "read_articles",
    "read_labels",
    "read_registry",
    "read_tables",
    "readability",
    "recalibrate",
    "robustness",
    "sample",
    "schema",
    "score_sentences",
    "sentiment_by_voice",
    "sentiment_toward",
    "share_of_voice",
    "similar_stories",
    "stance_matrix",
    "stances_between",
    "suggest_parties",
    "term_frequencies",
    "tf_idf",
    "timeline",
    "validate",
    "verdict",
    "where",
    "with_labels",
    "within",
    "without",
    "words_around",
    "write_evaluation",
    "write_report",
    "write_run",
    "write_sample",
]

# Where each name lives; a module that is offered whole stands under its own name.
_HOMES = {
    "aggregate": (
        "compare",
        "party_mentions",
        "party_sentiment",
        "quoted_words",
        "rank_articles",
        "robustness",
        "sentiment_by_voice",
        "share_of_voice",
        "similar_stories",
        "stance_matrix",
        "stances_between",
        "timeline",
        "verdict",
    ),
    "annotate": (),
    "charts": (),
    "corpus": ("iter_articles", "make_article", "read_articles"),
    "corpus.duplicates": ("duplicate_groups",),
    "corpus.example": ("load_example",),
    "corpus.inspection": ("inspect_files",),
    "corpus.natural": ("articles_from",),
    "display": ("Block", "Figure"),
    "documents": ("document_sentiment",),
    "keywords": (
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
    ),
    "narrowing": ("where",),
    "pipeline": (
        "Analyzer",
        "DaskAnalysis",
        "Sentiment",
        "analyze",
        "analyze_article",
        "analyze_batches",
        "analyze_dask",
        "sentiment_toward",
        "suggest_parties",
        "write_run",
    ),
    "prose": (),
    "records": ("Article", "Party", "Person", "Registry", "SidelightError"),
    "references.over_corpus": ("one_name",),
    "registry.reading": ("read_registry",),
    "report": ("Page", "Report", "Section", "write_report"),
    "schema": ("Analysis",),
    "sentiment": ("explain", "score_sentences"),
    "storage": ("Run", "TableWriter", "open_run", "read_tables"),
    "validation": (
        "agreement",
        "label",
        "read_labels",
        "recalibrate",
        "sample",
        "validate",
        "with_labels",
        "write_evaluation",
        "write_sample",
    ),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(f"analysis.{module}"), name)
        if name == module and not names:
            return importlib.import_module(f"analysis.{module}")
    if name == "schema":
        return importlib.import_module("analysis.schema")
    raise AttributeError(f"module 'analysis' has no attribute {name!r}; it has: {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
