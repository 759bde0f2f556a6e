"""Tests of `analysis.aggregate.comparison`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from scipy import stats

from analysis.aggregate import compare, party_sentiment
from analysis.records import ChoiceError
from analysis.schema import Analysis, check_table
from tests.aggregate.scored import FRANCE, SPAIN, STORIES, Story, by_network, stories, turned

NUMBERS = ["mean", "other_mean", "difference", "low", "high"]
WAVE = [0.1, -0.1, 0.2, -0.2, 0.0]


def outlets(one: float, other: float, n: int = 5) -> Analysis:
    """Make n articles of each of two outlets, whose scores toward Spain go up and down around a mean."""
    return stories(
        *(Story({SPAIN: [one + step]}, "Gazette") for step in WAVE[:n]),
        *(Story({SPAIN: [other + step]}, "Herald") for step in WAVE[:n]),
    )


def test_outlets_that_differ() -> None:
    table = compare(outlets(0.5, -0.25))
    check_table("comparison", table)
    (row,) = table.to_dict("records")
    assert [row["group"], row["other_group"], row["party"], row["other_party"]] == [
        "Gazette",
        "Herald",
        SPAIN,
        SPAIN,
    ]
    assert (row["n"], row["other_n"], row["is_few"]) == (5, 5, False)
    assert [row[name] for name in NUMBERS[:3]] == pytest.approx([0.5, -0.25, 0.75])
    # By hand: variance of the scores 0.025, of a mean 0.005, of the difference 0.01; t(4) is 2.776.
    assert [row["low"], row["high"]] == pytest.approx([0.75 - 0.2776, 0.75 + 0.2776], abs=1e-4)
    assert row["p"] == row["p_adjusted"] == pytest.approx(2 * stats.t.sf(7.5, 4), rel=1e-6)


def test_outlets_that_do_not_differ() -> None:
    (row,) = compare(outlets(0.1, 0.1)).to_dict("records")
    assert row["low"] < row["difference"] == 0 < row["high"]
    assert row["p"] == 1


def test_few_articles_are_numbers_but_no_test() -> None:
    (row,) = compare(outlets(0.5, -0.25, n=4)).to_dict("records")
    assert row["is_few"]
    assert row["p"] < 0.05
    assert np.isnan(row["p_adjusted"])


def test_one_article_has_no_interval() -> None:
    (row,) = compare(outlets(0.5, -0.25, n=1)).to_dict("records")
    assert row["difference"] == 0.75
    assert np.isnan([row["low"], row["high"], row["p"], row["p_adjusted"]]).all()


def test_holm_by_hand() -> None:
    made = [
        Story({SPAIN: [mean + step]}, outlet)
        for outlet, mean in (("A", 0.0), ("B", 0.1), ("C", 0.4))
        for step in WAVE
    ]
    table = compare(stories(*made)).sort_values("p", ignore_index=True)
    least, middle, most = table["p"]
    assert least < middle < most
    assert table["p_adjusted"].tolist() == pytest.approx([3 * least, 2 * middle, most])


def test_parties_within_an_outlet_are_paired_by_article() -> None:
    # What lifts one party in an article lifts the other, too: the difference hardly varies.
    moods = [-0.4, -0.2, 0.0, 0.2, 0.4]
    made = [
        Story({SPAIN: [mood + 0.1 + slip], FRANCE: [mood]}, "Herald")
        for mood, slip in zip(moods, [0.01, -0.01, 0.02, -0.02, 0.0], strict=True)
    ]
    (row,) = compare(stories(*made), None, between="party").to_dict("records")
    assert (row["party"], row["other_party"], row["n"], row["other_n"]) == (FRANCE, SPAIN, 5, 5)
    assert pd.isna(row["group"])
    assert row["difference"] == pytest.approx(-0.1)
    assert row["high"] < 0
    assert row["high"] - row["low"] < 0.1


def test_parties_in_every_group() -> None:
    made = [Story({SPAIN: [0.5 + step], FRANCE: [step]}, outlet) for outlet in ("A", "B") for step in WAVE]
    table = compare(stories(*made), between="party")
    assert table[["group", "other_group"]].to_numpy().tolist() == [["A", "A"], ["B", "B"]]


def test_periods_are_named_by_their_first_day() -> None:
    made = [Story({SPAIN: [0.5]}, None, f"2026-0{month}-03") for month in (1, 2)]
    table = compare(stories(*made), "month")
    assert table[["group", "other_group"]].to_numpy().tolist() == [["2026-01-01", "2026-02-01"]]


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_other_signs_turn_the_differences(made: list[Story]) -> None:
    one, other = (compare(stories(*all_of)) for all_of in (made, map(turned, made)))
    for name, opposite in (("difference", "difference"), ("low", "high"), ("mean", "mean")):
        assert one[name].tolist() == pytest.approx((-other[opposite]).tolist(), nan_ok=True, abs=1e-9)
    assert one["p"].tolist() == pytest.approx(other["p"].tolist(), nan_ok=True, abs=1e-6)


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_means_are_those_of_the_groups(made: list[Story]) -> None:
    result = stories(*made)
    means = party_sentiment(result, by="source", n_resamples=9).set_index(["source", "party"])["mean"]
    for row in compare(result).to_dict("records"):
        assert row["mean"] == pytest.approx(means[row["group"], row["party"]])
        assert row["other_mean"] == pytest.approx(means[row["other_group"], row["party"]])


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_the_order_of_articles_does_not_matter(made: list[Story]) -> None:
    ids = [f"a{number}" for number in range(len(made))]
    for between in ("group", "party"):
        one = compare(stories(*made, ids=ids), between=between)
        other = compare(stories(*made[::-1], ids=ids[::-1]), between=between)
        pd.testing.assert_frame_equal(one, other)


def test_parties_that_are_asked_for() -> None:
    result = stories(*(Story({SPAIN: [0.5], FRANCE: [0.1]}, outlet) for outlet in ("A", "B")))
    assert compare(result, party=SPAIN)["party"].tolist() == [SPAIN]
    with pytest.raises(ChoiceError, match=r"^party is 'Peru'; there are: France, Spain$"):
        compare(result, party="Peru")


def test_what_cannot_be_compared_is_an_error() -> None:
    with pytest.raises(ChoiceError, match=r"^by is None; expected what to group by"):
        compare(outlets(0.1, 0.1), None)
    with pytest.raises(ChoiceError, match=r"^between is 'outlet'; expected one of: group, party$"):
        compare(outlets(0.1, 0.1), between="outlet")
    many = stories(*(Story({SPAIN: [0.1]}, f"Outlet {number}") for number in range(500)))
    with pytest.raises(ChoiceError, match=r"^compare would give 124,750 pairs, the most is 100,000"):
        compare(many)


@pytest.mark.parametrize("between", ["group", "party"])
def test_nothing_to_compare_gives_an_empty_table(between: str) -> None:
    for result in (Analysis.stack([]), stories(Story({SPAIN: [0.5]}, "Herald"))):
        table = compare(result, between=between)
        check_table("comparison", table)
        assert table.empty


def test_errors_of_the_method_are_in_the_interval_of_a_difference() -> None:
    plain = outlets(0.5, -0.25)
    (row,) = compare(by_network(plain)).to_dict("records")
    (by_hand,) = compare(plain).to_dict("records")
    sampling = ["difference", "low", "high"]
    assert [row[f"sampling_{name}"] for name in sampling] == pytest.approx(
        [by_hand[name] for name in sampling]
    )
    assert row["high"] - row["low"] > by_hand["high"] - by_hand["low"]
    assert row["p"] > by_hand["p"]


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_a_small_p_is_an_interval_off_zero(made: list[Story]) -> None:
    for result in (stories(*made), by_network(stories(*made))):
        table = compare(result, None, between="party").dropna(subset=["p"])
        is_off = (table["low"] > 0) | (table["high"] < 0)
        assert is_off.tolist() == (table["p"] < 0.05).tolist()
