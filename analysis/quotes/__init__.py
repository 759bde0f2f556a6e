"""Attributions: who says, thinks or wants what, in whose words.

An attribution has a content, and mostly a cue ("said", "according to") and a source. Every method finds the
same spans; who the source is, the tables of entities and references tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import pandas as pd

from analysis.network.articles import ArticleReading, read_articles
from analysis.quotes import by_network, by_rules
from analysis.quotes.records import Attribution, Span
from analysis.quotes.referents import Referents
from analysis.quotes.speakers import WRITER, Speakers
from analysis.records import check_choice
from analysis.schema import columns, make_table, rows
from analysis.tokens.document import Document

__all__ = ["METHODS", "Attribution", "find_attributions", "find_quotes"]

METHODS = ("neural", "lexicon")


def find_attributions(
    documents: Sequence[Document],
    *,
    method: str = "neural",
    readings: Sequence[ArticleReading] | None = None,
) -> list[list[Attribution]]:
    """Find every attribution of articles.

    Parameters
    ----------
    documents
        Any number of articles; none gives an empty list.
    method
        One of `METHODS`. ``neural``: a small network, see `quotes.by_network`. ``lexicon``: quotation marks,
        cue verbs and rules, see `quotes.by_rules`.
    readings
        What the network read of them (`network.articles.read_articles`), for ``neural``; without, it does.

    Returns
    -------
    list of list of Attribution
        For every article its attributions, by the start of their contents.

    Raises
    ------
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    if method == "neural":
        found = by_network.find(documents, read_articles(documents) if readings is None else readings)
    else:
        found = by_rules.find(documents)
    return [[item._replace(content=_apart(item.content)) for item in own] for own in found]


def find_quotes(
    documents: Sequence[Document],
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    references: pd.DataFrame,
    *,
    method: str = "neural",
    readings: Sequence[ArticleReading] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find every attribution and who it is attributed to.

    Parameters
    ----------
    documents
        Any number of articles; none gives empty tables.
    mentions, entities, references
        Their tables as declared in `schema.TABLES`.
    method, readings
        As for `find_attributions`.

    Returns
    -------
    quotes : DataFrame
        One row an attribution, by article and the start of its content; where the source speaks for
        several parties ("both Drennish and Kestrian officials"), one row for each of them, as a mention of
        "both sides" has. What only seems or appears so, to nobody in particular, is the author's own view,
        and has no row. `speaker` is the name of an entity, else the words for the source; it is NA
        for a quotation whose speaker the text does not tell, or a pronoun that it does not resolve.
    contents : DataFrame
        The stretches that its content is made of: several where a cue stands between them.

    Raises
    ------
    ChoiceError
        The method is unknown.
    """
    found = find_attributions(documents, method=method, readings=readings)
    quotes: list[tuple[object, ...]] = []
    contents: list[tuple[object, ...]] = []
    named = [_by_article(table) for table in (mentions, entities, references)]
    for document, attributions in zip(documents, found, strict=True):
        name, text = document.article_id, document.text
        speakers = Speakers(document, Referents(*(own.get(name, []) for own in named)))
        kinds = _kinds(document, attributions)
        number = 0
        for item, kind, speaker in zip(attributions, kinds, speakers.resolve(attributions), strict=True):
            if speaker == WRITER:
                continue
            start, end = item.content[0][0], item.content[-1][1]
            for party in speaker.parties or (None,):
                quotes.append(
                    (
                        *(name, number, start, end, text[start:end], kind),
                        *_hull(item.cue),
                        *_hull(item.source),
                        *(speaker.name, party),
                    )
                )
                contents += [(name, number, *span, text[slice(*span)]) for span in item.content]
                number += 1
    return _table("quotes", quotes), _table("contents", contents)


def _by_article(table: pd.DataFrame) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows(table):
        found.setdefault(row.article_id, []).append(row)
    return found


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Put spans in order, those that overlap as one: quotation marks that cross can give two."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def _kinds(document: Document, attributions: Sequence[Attribution]) -> list[str]:
    """Tell how much of each content stands in quotation marks: direct, mixed or indirect."""
    starts = [
        start
        for start, is_word in zip(document.tokens.starts, document.tokens.are_words, strict=True)
        if is_word
    ]
    is_quoted = [0] * (len(starts) + 1)
    for start, end in document.quoted:
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            is_quoted[index + 1] = 1
    until = [*accumulate(is_quoted)]
    kinds = []
    for item in attributions:
        ranges = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in item.content]
        n = sum(stop - first for first, stop in ranges)
        n_quoted = sum(until[stop] - until[first] for first, stop in ranges)
        kinds.append("direct" if n and n == n_quoted else "mixed" if n_quoted else "indirect")
    return kinds


def _hull(spans: Sequence[Span]) -> tuple[int | None, int | None]:
    return (spans[0][0], spans[-1][1]) if spans else (None, None)


def _table(name: str, found: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    values = zip(*found, strict=True) if found else [()] * len(columns(name))
    return make_table(name, dict(zip(columns(name), map(list, values), strict=True)))
