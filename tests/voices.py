"""Analyses with attributions made by hand, so that tests do not depend on what finds them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

import analysis as sl
from analysis.records import AUTHOR, UNATTRIBUTED
from analysis.schema import columns, make_table, rows
from analysis.sentiment.labels import label_of


class Said(NamedTuple):
    """A stance: whose, of whom, its score, and where; without a source kind, it is a party's."""

    source: str
    target: str
    score: float
    kind: str = "party"
    basis: str = "quotation"
    sentence: int = 0
    article: str = "a"
    source_entity: str | None = None
    target_entity: str | None = None
    quote: int | None = None
    mention: int = 0


class Quote(NamedTuple):
    """A quotation: its speaker, their party, the stretches of text it is made of, and its kind."""

    speaker: str | None
    party: str | None
    contents: tuple[str, ...]
    kind: str = "indirect"


def own(target: str, score: float, **where: Any) -> Said:
    """Make a stance in the author's own words."""
    return Said(AUTHOR, target, score, "author", "author", **where)


def stance_table(said: Sequence[Said]) -> pd.DataFrame:
    """Make the table `stances`, with probabilities that give the scores."""
    values: dict[str, list[Any]] = {name: [] for name in columns("stances")}
    for number, one in enumerate(said):
        filled = {
            "article_id": one.article,
            "stance": number,
            "source_kind": one.kind,
            "negative": max(0.0, -one.score),
            "neutral": 1 - abs(one.score),
            "positive": max(0.0, one.score),
            "label": label_of(one.score),
        }
        for name, column in values.items():
            column.append(filled[name] if name in filled else getattr(one, name))
    return make_table("stances", values)


def with_stances(result: sl.Analysis, said: Sequence[Said]) -> sl.Analysis:
    """Put these stances in the place of what was found."""
    return dataclasses.replace(result, stances=stance_table(said))


def articles(*texts: str, registry: sl.Registry | None = None, method: str = "lexicon") -> sl.Analysis:
    """Analyse texts as articles a, b, c and so on."""
    made = [sl.Article(chr(ord("a") + n), text) for n, text in enumerate(texts)]
    return sl.analyze(made, registry=registry, method=method)


def quoting(result: sl.Analysis, quotes: Sequence[Quote], actions: Sequence[Said] = ()) -> sl.Analysis:
    """Attribute stretches of one article, and give every mention that acts and has a score its voice."""
    article_id, body = result.article_ids[0], result.articles["text"].iloc[0]
    spans = []
    for quote in quotes:
        starts = [body.index(content) for content in quote.contents]
        spans.append(
            [(start, start + len(content)) for start, content in zip(starts, quote.contents, strict=True)]
        )
    pieces = [(number, span) for number, own_spans in enumerate(spans) for span in own_spans]
    said = []
    acting = result.mentions.merge(result.sentiments.drop(columns="party"), on=["article_id", "mention"])
    for row in rows(acting[(acting["role"] == "actor") & acting["score"].notna()]):
        inside = [number for number, (start, end) in pieces if start <= row.start and row.end <= end]
        shared = {
            "target": row.party,
            "target_entity": None if pd.isna(row.entity) else row.entity,
            "score": row.score,
            "sentence": row.sentence,
            "mention": row.mention,
            "article": article_id,
        }
        said.append(_voice(quotes[inside[-1]], inside[-1], shared) if inside else own(**shared))
    return dataclasses.replace(
        result,
        quotes=_quote_table(article_id, body, quotes, spans),
        contents=make_table(
            "contents",
            {
                "article_id": [article_id] * len(pieces),
                "quote": [number for number, _ in pieces],
                "start": [start for _, (start, _) in pieces],
                "end": [end for _, (_, end) in pieces],
                "surface": [body[start:end] for _, (start, end) in pieces],
            },
        ),
        stances=stance_table([*said, *(one._replace(article=article_id) for one in actions)]),
    )


def _voice(quote: Quote, number: int, shared: dict[str, Any]) -> Said:
    if quote.speaker is None:
        return Said(UNATTRIBUTED, kind="unattributed", quote=number, **shared)
    if quote.party is None:
        return Said(quote.speaker, kind="person", quote=number, **shared)
    entity = None if quote.speaker == quote.party else quote.speaker
    return Said(quote.party, source_entity=entity, quote=number, **shared)


def _quote_table(
    article_id: str, body: str, quotes: Sequence[Quote], spans: Sequence[Sequence[tuple[int, int]]]
) -> pd.DataFrame:
    n = len(quotes)
    starts = [own_spans[0][0] for own_spans in spans]
    ends = [own_spans[-1][1] for own_spans in spans]
    nowhere = dict.fromkeys(("cue_start", "cue_end", "speaker_start", "speaker_end"), [None] * n)
    return make_table(
        "quotes",
        {
            **nowhere,
            "article_id": [article_id] * n,
            "quote": list(range(n)),
            "start": starts,
            "end": ends,
            "surface": [body[start:end] for start, end in zip(starts, ends, strict=True)],
            "kind": [quote.kind for quote in quotes],
            "speaker": [quote.speaker for quote in quotes],
            "speaker_party": [quote.party for quote in quotes],
        },
    )
