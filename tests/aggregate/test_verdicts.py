"""Tests of `analysis.aggregate.verdicts`."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.aggregate.verdicts import VERDICTS, verdict

SHARES = {"negative": 0.1, "positive": 0.1}
SCORES = st.floats(-1, 1)


@pytest.mark.parametrize(
    ("mean", "low", "high", "n_units", "expected"),
    [
        (0.5, 0.3, 0.7, 5, "favourable"),
        (0.25, 0.01, 0.7, 5, "favourable"),
        (0.24, 0.1, 0.3, 5, "leans favourable"),
        (0.5, 0.004, 0.7, 5, "no clear direction"),
        (-0.5, -0.7, -0.3, 5, "unfavourable"),
        (-0.1, -0.2, -0.01, 5, "leans unfavourable"),
        (0.0, -0.1, 0.1, 5, "no clear direction"),
        (0.5, 0.3, 0.7, 4, "too few to judge"),
        (math.nan, math.nan, math.nan, 0, "too few to judge"),
        (0.5, math.nan, math.nan, 9, "too few to judge"),
    ],
)
def test_words(mean: float, low: float, high: float, n_units: int, expected: str) -> None:
    assert verdict(mean, low, high, n_units, SHARES) == expected


@pytest.mark.parametrize(
    ("negative", "positive", "expected"),
    [(0.2, 0.2, "mixed"), (0.19, 0.5, "no clear direction"), (0.5, 0.19, "no clear direction")],
)
def test_both_signs_in_numbers_are_mixed(negative: float, positive: float, expected: str) -> None:
    assert verdict(0.0, -0.3, 0.3, 9, {"negative": negative, "positive": positive}) == expected


@given(SCORES, SCORES, SCORES, st.integers(0, 9), st.floats(0, 1), st.floats(0, 1))
def test_the_other_sign_gives_the_other_word(
    one: float, two: float, three: float, n_units: int, negative: float, positive: float
) -> None:
    low, mean, high = sorted((one, two, three))
    found = verdict(mean, low, high, n_units, {"negative": negative, "positive": positive})
    turned = verdict(-mean, -high, -low, n_units, {"negative": positive, "positive": negative})
    opposites = dict(zip(VERDICTS, (*reversed(VERDICTS[:-1]), VERDICTS[-1]), strict=True))
    opposites |= {"mixed": "mixed", "no clear direction": "no clear direction"}
    assert turned == opposites[found]
