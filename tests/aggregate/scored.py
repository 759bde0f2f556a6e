"""Analyses of articles with made-up mentions and scores, so that tests depend on nothing that finds them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
from hypothesis import strategies as st

from analysis.records import Article
from analysis.schema import Analysis, article_table, make_table
from analysis.sentiment.labels import label_of

SPAIN, FRANCE = "Spain", "France"


class Story(NamedTuple):
    """An article: scores of mentions by party, a sentence each (NaN: none), and what is known of it."""

    scores: dict[str, Sequence[float]]
    source: str | None = None
    published: str | None = None
    extra: dict[str, Any] | None = None
    title: str = ""


# One to eight articles of two outlets, over three weeks.
STORIES = st.lists(
    st.tuples(
        st.dictionaries(
            st.sampled_from([SPAIN, FRANCE, "Italy"]),
            st.lists(st.sampled_from([-0.9, -0.5, 0.0, 0.25, 0.75]), min_size=1, max_size=3),
            min_size=1,
        ),
        st.sampled_from(["Herald", "Gazette"]),
        st.sampled_from(["2026-01-05", "2026-01-12", "2026-01-25"]),
    ).map(lambda parts: Story(dict(parts[0]), parts[1], parts[2])),
    min_size=1,
    max_size=8,
)


def stories(*made: Story, ids: Sequence[str] | None = None) -> Analysis:
    """Make an analysis of these articles, whose ids are a0, a1 and so on, and nothing else."""
    ids = ids or [f"a{number}" for number in range(len(made))]
    articles = [
        Article(
            article_id,
            story.title or article_id,
            title=story.title,
            source=story.source,
            published=pd.Timestamp(story.published).date() if story.published else None,
        )
        for article_id, story in zip(ids, made, strict=True)
    ]
    said = [
        (article_id, number, party, score)
        for article_id, story in zip(ids, made, strict=True)
        for number, (party, score) in enumerate(
            (party, score) for party, scores in story.scores.items() for score in scores
        )
    ]
    names, numbers, parties, scores = zip(*said, strict=True) if said else ((), (), (), ())
    n = len(said)
    shared = {"article_id": names, "mention": numbers, "party": parties}
    extras = [None if story.extra is None else json.dumps(story.extra) for story in made]
    return dataclasses.replace(
        Analysis.stack([]),
        articles=article_table(articles).assign(extra=pd.Series(extras, dtype="str")),
        mentions=make_table(
            "mentions",
            {
                **shared,
                "sentence": numbers,
                "start": [0] * n,
                "end": [0] * n,
                "surface": parties,
                "entity": [None] * n,
                "kind": ["name"] * n,
                "role": ["actor"] * n,
                "confidence": [1.0] * n,
            },
        ),
        sentiments=make_table(
            "sentiments",
            {
                **shared,
                **{name: [float("nan")] * n for name in ("negative", "neutral", "positive")},
                "score": scores,
                "label": [None if score != score else label_of(score) for score in scores],
                "about": pd.Series([None] * n, dtype="str"),
                "method": ["by hand"] * n,
                "is_whole": [True] * n,
            },
        ),
    )


def by_network(result: Analysis) -> Analysis:
    """Say that the network gave the scores, with probabilities that make them up."""
    score = result.sentiments["score"]
    return dataclasses.replace(
        result,
        sentiments=result.sentiments.assign(
            method="neural",
            negative=(-score).clip(lower=0),
            neutral=1 - score.abs(),
            positive=score.clip(lower=0),
        ),
    )


def turned(story: Story) -> Story:
    """Turn the sign of every score."""
    return story._replace(scores={party: [-one for one in own] for party, own in story.scores.items()})
