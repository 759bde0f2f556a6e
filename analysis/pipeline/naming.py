"""What articles name, as text for people to read and edit."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.corpus.natural import articles_from
from analysis.network.articles import read_articles
from analysis.parties.suggestion import suggest
from analysis.pipeline.analyzer import finder_of
from analysis.pipeline.reading import by_registry, checked, in_batches, prepared
from analysis.records import Registry, check_registry
from analysis.references.canonical import canonical_names, merge_counts
from analysis.references.merges import describe_merges
from analysis.references.over_corpus import entity_counts
from analysis.registry import combine
from analysis.tokens.document import Document


def suggest_parties(articles: object, *, registry: Registry | None = None) -> str:
    """Write a parties file (TOML) of what articles mention, for a user to edit.

    Parameters
    ----------
    articles, registry
        As for `analyze`.

    Returns
    -------
    str
        The text of the file: each party with the people found, then who and what the articles tie to none.
    """
    check_registry(registry)
    finder = finder_of(registry or Registry(), 1)

    def found() -> Iterator[pd.DataFrame]:
        for article in checked(articles_from(articles)):
            document = Document.of(article)
            yield finder.find([document], read_articles([document])).mentions

    return suggest(found(), finder)


def list_merges(articles: object, *, registry: Registry | None = None) -> str:
    """Write which names of people, organisations, places and groups are taken for one, and why.

    Parameters
    ----------
    articles, registry
        As for `analyze`.

    Returns
    -------
    str
        What `references.merges.describe_merges` writes of all that the network finds named.
    """
    brought: dict[Registry, None] = {}
    parts = []
    check_registry(registry)
    for batch in in_batches(prepared(articles, registry, "keep", brought)):
        for own, group in by_registry(batch, registry):
            documents = [Document.of(article) for article in group]
            found = finder_of(own, 1).find(documents, read_articles(documents))
            parts.append(entity_counts(found.entities, found.references))
    counts = merge_counts(parts)
    return describe_merges(canonical_names(counts, registry=combine(brought)), counts)
