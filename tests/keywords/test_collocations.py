"""Tests of `analysis.keywords.collocations`."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures

from analysis.keywords import collocations, words_around
from analysis.keywords.collocations import association, log_dice
from analysis.schema import Analysis
from tests.keywords.corpora import corpus


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int, int]:
    both, first, second, rest = (draw(st.integers(1, 10**5)) for _ in range(4))
    return both, both + first, both + second, both + first + second + rest


@given(counts())
def test_measures_are_nltks(found: tuple[int, int, int, int]) -> None:
    both, first, second, total = found
    row = association([both], [first], [second], [total]).iloc[0]
    marginals = (both, (first, second), total)
    assert row["pmi"] == pytest.approx(BigramAssocMeasures.pmi(*marginals), abs=1e-9)
    assert row["t_score"] == pytest.approx(BigramAssocMeasures.student_t(*marginals))
    assert abs(row["g2"]) == pytest.approx(
        BigramAssocMeasures.likelihood_ratio(*marginals), rel=1e-6, abs=1e-5
    )
    assert row["log_dice"] == pytest.approx(14 + math.log2(BigramAssocMeasures.dice(*marginals)))


# Rychlý (2008): 14 where two words are never apart, and a point less for half as much company.
def test_log_dice() -> None:
    assert log_dice([10, 5, 0], [10, 10, 10], [10, 10, 10]).tolist() == pytest.approx(
        [14, 13, np.nan], nan_ok=True
    )


# Bouma (2009): 1 where two words are never apart, 0 where they are independent, -1 where never together.
@pytest.mark.parametrize(("both", "expected"), [(10, 1), (1, 0)])
def test_npmi_at_its_limits(both: int, expected: float) -> None:
    assert association([both], [10], [10], [100])["npmi"].tolist() == pytest.approx([expected])


def test_pairs_by_hand() -> None:
    table = collocations(corpus("Grain ships, grain ships, black ships. Grain port"), min_count=1)
    counted = table.sort_values("term")[["term", "count", "count_left", "count_right", "expected"]]
    assert counted.to_numpy().tolist() == [
        ["black ships", 1, 1, 3, 0.75],
        ["grain port", 1, 3, 1, 0.75],
        ["grain ships", 2, 3, 3, 2.25],
    ]
    assert table.set_index("term").loc["grain ships", "pmi"] == pytest.approx(math.log2(2 / 2.25))


def test_rare_pairs_and_function_words_are_left_out() -> None:
    result = corpus("of the port of the port of grain")
    assert collocations(result).empty
    assert set(collocations(result, stop_words=True)["term"]) == {"of the", "the port", "port of"}


def test_words_around_by_hand() -> None:
    result = corpus("grain ships left. Black grain went. Ships black")
    table = words_around(result, "grain", size=1, min_count=1).set_index("term")
    assert table["count"].to_dict() == {"ships": 1, "black": 1, "went": 1}
    assert table["count_total"].to_dict() == {"ships": 2, "black": 2, "went": 1}
    # Three of the six words that are not grain stand beside it.
    assert table.loc["went", "expected"] == pytest.approx(0.5)
    assert table.loc["ships", "log_dice"] == pytest.approx(14 + math.log2(2 / (2 + 2)))


def test_one_side_only(real: Analysis) -> None:
    left = words_around(real, "talks", side="left", size=1, min_count=1)
    assert "peace" in set(left["term"])
    assert "peace" not in set(words_around(real, "talks", side="right", size=1, min_count=1)["term"])


def test_words_around_a_party_by_sentence() -> None:
    result = corpus("Iran failed. Iran failed again. Oman praised", "Oman failed")
    table = words_around(result, party="Iran", unit="sentence")
    assert table[["term", "count", "count_total"]].to_numpy().tolist() == [["failed", 2, 3]]
    assert table["g2"].iloc[0] > 0


def test_empty_input_gives_all_columns(real: Analysis) -> None:
    nothing = Analysis.stack([])
    assert list(collocations(nothing).columns) == list(collocations(real).columns)
    assert collocations(nothing).empty
    table = words_around(real, "zebra")
    assert table.empty
    assert list(table.columns) == list(words_around(real, "talks").columns)
    assert words_around(nothing, "talks").empty
