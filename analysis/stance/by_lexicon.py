"""Pairs of mentions scored by the words between them that count by the rules of `sentiment.lexicon`."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.schema import rows
from analysis.sentiment import by_lexicon
from analysis.sentiment.lexicon import scores
from analysis.stance.pairs import PAIR_LABELS


def score(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    pairs: Sequence[tuple[int, int]],
) -> NDArray[np.float64]:
    """Score pairs of rows of `mentions`, the two of one sentence: (pairs, 5), of each of `PAIR_LABELS`.

    Who comes first holds the opinion of the second, but where "by" stands between the words and the second
    ("was condemned by"). The sum of the words, -1 to 1 as for mentions, is neutral within ±0.05; else its
    label has half of 1 plus its size, which is no probability.
    """
    found = np.zeros((len(pairs), len(PAIR_LABELS)))
    found[:, 0] = 1.0
    if not len(pairs):
        return found
    weights: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for row in rows(by_lexicon.contributions(articles, sentences, tokens, mentions)):
        weights.setdefault((row.article_id, row.mention), []).append((row.start, row.weight))
    is_by = tokens["norm"] == "by"
    agents: dict[str, NDArray[np.int64]] = {
        str(name): group.to_numpy() for name, group in tokens[is_by].groupby("article_id")["start"]
    }
    keys = list(zip(mentions["article_id"], mentions["mention"], strict=True))
    starts, ends = mentions["start"].tolist(), mentions["end"].tolist()
    none = np.zeros(0, dtype="int64")
    for number, pair in enumerate(pairs):
        first, second = sorted(pair, key=lambda row: starts[row])
        words = {
            start: weight
            for row in pair
            for start, weight in weights.get(keys[row], ())
            if ends[first] <= start < starts[second]
        }
        if not words:
            continue
        places = agents.get(keys[first][0], none)
        by = places[np.searchsorted(places, max(words)) : np.searchsorted(places, starts[second])]
        total = scores([math.fsum(words.values())])
        if total.label == "neutral":
            continue
        holder = second if len(by) else first
        way = "p->q" if holder == pair[0] else "q->p"
        share = (1.0 + total.positive + total.negative) / 2
        found[number, 0] = 1.0 - share
        found[number, PAIR_LABELS.index((total.label, way))] = share
    return found
