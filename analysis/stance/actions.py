"""What parties do to one another, outside of quotations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.pairs import PAIR_LABELS
from analysis.network.sentences import rows_by_sentence
from analysis.stance.rows import Row

# Mentions further apart in a sentence are not compared, so that the work stays linear in their number.
_REACH = 6
_WAYS = ("p->q", "q->p")


def pairs_of(mentions: pd.DataFrame, is_quoted: Sequence[bool]) -> list[tuple[int, int]]:
    """Pair the mentions of different parties that act in one sentence and are not quoted, by their rows."""
    is_used = ((mentions["role"] == "actor").to_numpy() & ~np.array(is_quoted, dtype="bool")).tolist()
    parties = mentions["party"].tolist()
    found: list[tuple[int, int]] = []
    for numbers in rows_by_sentence(mentions).values():
        used = [number for number in numbers if is_used[number]]
        for place, first in enumerate(used):
            near = used[place + 1 : place + 1 + _REACH]
            found += [(first, second) for second in near if parties[first] != parties[second]]
    return found


def action_rows(
    mentions: pd.DataFrame, pairs: Sequence[tuple[int, int]], opinions: NDArray[np.float64]
) -> list[Row]:
    """Give rows of the table `stances` for every sentence and two parties paired in it, one each way.

    `pairs` are rows of `mentions`, `opinions` (pairs, 5) the probabilities of each of `PAIR_LABELS`.
    """
    parties, sentences = mentions["party"].tolist(), mentions["sentence"].tolist()
    ids, numbers, entities = (
        mentions["article_id"].tolist(),
        mentions["mention"].tolist(),
        mentions["entity"].tolist(),
    )
    # The strongest pair of mentions for each sentence, source and target.
    best: dict[tuple[str, int, str, str], tuple[float, int, int, float, float]] = {}
    for (p, q), row in zip(pairs, opinions.tolist(), strict=True):
        for way, (source, target) in zip(_WAYS, ((p, q), (q, p)), strict=True):
            positive = row[PAIR_LABELS.index(("positive", way))]
            negative = row[PAIR_LABELS.index(("negative", way))]
            key = (ids[source], sentences[source], parties[source], parties[target])
            found = (positive + negative, source, target, positive, negative)
            if key not in best or found[0] > best[key][0]:
                best[key] = found
    return [
        Row(
            article_id=name,
            sentence=sentence,
            source=holder,
            source_kind="party",
            source_entity=entities[source],
            target=meant,
            target_entity=entities[target],
            mention=numbers[target],
            basis="action",
            quote=None,
            negative=negative,
            neutral=1.0 - positive - negative,
            positive=positive,
            label=max((positive, "positive"), (1.0 - positive - negative, "neutral"), (negative, "negative"))[
                1
            ],
        )
        for (name, sentence, holder, meant), (_, source, target, positive, negative) in best.items()
    ]
