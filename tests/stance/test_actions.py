"""What parties do to one another, with the opinions of pairs given."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.stance.actions import action_rows, pairs_of
from analysis.stance.rows import Row
from tests.stance.test_voices import IRAN, OMAN, mentions_at


def found(mentions: pd.DataFrame, *rows: tuple[float, ...]) -> tuple[list[tuple[int, int]], list[Row]]:
    pairs = pairs_of(mentions, [False] * len(mentions))
    return pairs, action_rows(mentions, pairs, np.array(rows, dtype="float64").reshape(-1, 5))


def test_each_pair_gives_a_row_each_way() -> None:
    asked, rows = found(mentions_at(OMAN, IRAN), (0.2, 0.0, 0.0, 0.7, 0.1))
    assert asked == [(0, 1)]
    assert [(row.source, row.target, row.mention, row.label) for row in rows] == [
        ("Oman", "Iran", 1, "negative"),
        ("Iran", "Oman", 0, "neutral"),
    ]
    assert [row.negative for row in rows] == [0.7, 0.1]
    assert [row.negative + row.neutral + row.positive for row in rows] == pytest.approx([1, 1])


def test_of_several_mentions_of_a_party_those_that_say_most_count() -> None:
    mentions = mentions_at(OMAN, IRAN, (15, 19, "Iran", "actor"))
    asked, rows = found(mentions, (0.9, 0.1, 0, 0, 0), (0.1, 0.0, 0.0, 0.0, 0.9))
    assert asked == [(0, 1), (0, 2)]
    (iran,), (oman,) = ([row for row in rows if row.source == name] for name in ("Iran", "Oman"))
    assert iran.label == "negative"
    assert (oman.mention, oman.positive) == (1, 0.1)


def test_places_quoted_mentions_and_one_party_make_no_pair() -> None:
    assert found(mentions_at(OMAN, (9, 13, "Iran", "place")))[0] == []
    assert found(mentions_at(OMAN, (15, 19, "Oman", "actor")))[0] == []
    assert found(mentions_at(OMAN))[1] == []
    assert pairs_of(mentions_at(OMAN, IRAN), [False, True]) == []


def test_the_number_of_pairs_is_linear_in_the_number_of_mentions() -> None:
    def pairs(n: int) -> int:
        return len(pairs_of(pd.concat([mentions_at(OMAN, IRAN)] * n, ignore_index=True), [False] * 2 * n))

    assert pairs(200) < 2.2 * pairs(100)
