"""Tests of `analysis.aggregate.influence`."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings

import analysis as sl
from analysis.aggregate import party_sentiment, rank_articles, robustness
from analysis.records import ChoiceError
from analysis.schema import Analysis, check_table
from tests.aggregate.scored import FRANCE, SPAIN, STORIES, Story, by_network, stories, turned


def test_one_sentence_that_carries_the_mean() -> None:
    table = robustness(stories(Story({SPAIN: [0.0, 0.0, 0.0, 0.0, 0.0, 0.9]})))
    check_table("robustness", table)
    (row,) = table.to_dict("records")
    assert row["unit"] == "5"
    assert [
        row[name] for name in ("sampling_mean", "lowest", "highest", "mean_without", "moves")
    ] == pytest.approx([0.15, 0.0, 0.18, 0.0, 0.15])
    assert row["rests_on_one"]


def test_one_article_among_many_that_agree() -> None:
    result = stories(*(Story({SPAIN: [0.4 + number / 100]}) for number in range(8)))
    (row,) = robustness(result).to_dict("records")
    assert (row["verdict"], row["verdict_without"]) == ("favourable", "favourable")
    assert row["unit"] == "a7"
    assert not row["rests_on_one"]


def test_of_two_that_move_it_alike_the_one_that_holds_it_up() -> None:
    (row,) = robustness(stories(*(Story({SPAIN: [score]}) for score in (0.1, 0.3, 0.5)))).to_dict("records")
    assert row["unit"] == "a2"
    assert row["mean_without"] == pytest.approx(0.2)


def test_a_verdict_may_hang_on_one_that_moves_little() -> None:
    scores = [0.06, 0.05, 0.07, 0.06, 0.05, 0.07, -0.15]
    (row,) = robustness(stories(*(Story({SPAIN: [score]}) for score in scores))).to_dict("records")
    assert abs(row["moves"]) < 0.1
    assert (row["verdict"], row["verdict_without"]) == ("no clear direction", "leans favourable")
    assert row["rests_on_one"]


def test_a_single_unit() -> None:
    (row,) = robustness(stories(Story({SPAIN: [0.5]}))).to_dict("records")
    assert row["rests_on_one"]
    assert math.isnan(row["lowest"])
    assert math.isnan(row["moves"])


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_means_without_one_are_those_of_the_rest(made: list[Story]) -> None:
    result = stories(*made)
    if len(made) < 3:
        return
    for row in robustness(result, n_resamples=50).dropna().to_dict("records"):
        left = sl.where(result, article=[name for name in result.article_ids if name != row["unit"]])
        means = party_sentiment(left, n_resamples=9).set_index("party")["sampling_mean"]
        assert row["mean_without"] == pytest.approx(means[row["party"]])
        assert row["lowest"] - 1e-9 <= row["mean_without"] <= row["highest"] + 1e-9


def test_what_a_unit_moves_is_the_mean_of_the_scores() -> None:
    plain = stories(*(Story({SPAIN: [score]}) for score in (0.6, 0.6, 0.6, 0.6, 0.6, -0.3)))
    own, corrected = (robustness(result).to_dict("records")[0] for result in (plain, by_network(plain)))
    for name in ("sampling_mean", "unit", "moves", "mean_without", "lowest", "highest"):
        assert own[name] == corrected[name]


def test_verdicts_are_those_of_corrected_means() -> None:
    result = by_network(stories(*(Story({SPAIN: [score]}) for score in [0.6, 0.2, 0.1, 0.1, 0.3])))
    (row,) = robustness(result).to_dict("records")
    assert row["verdict"] == party_sentiment(result)["verdict"].item() == "no clear direction"


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_other_signs_rest_on_the_same_ones(made: list[Story]) -> None:
    one, other = (robustness(stories(*which)) for which in (made, list(map(turned, made))))
    assert one["unit"].tolist() == other["unit"].tolist()
    assert one["moves"].tolist() == pytest.approx((-other["moves"]).tolist(), nan_ok=True)
    assert one["rests_on_one"].tolist() == other["rests_on_one"].tolist()


def test_in_groups() -> None:
    result = stories(*(Story({SPAIN: [0.5]}, outlet) for outlet in ("A", "A", "B")))
    assert robustness(result, by="source")[["source", "n_units"]].to_numpy().tolist() == [["A", 2], ["B", 1]]


RANKED = stories(
    Story({SPAIN: [0.1, 0.2], FRANCE: [0.9]}, "Herald", "2026-01-05", title="Dull"),
    Story({SPAIN: [-0.5]}, title="Cold"),
    Story({SPAIN: [0.8, 0.6]}, title="Warm"),
    Story({FRANCE: [0.5]}, title="Elsewhere"),
)


def test_ranking() -> None:
    table = rank_articles(RANKED, SPAIN)
    check_table("ranking", table)
    assert table[["title", "n", "n_units"]].to_numpy().tolist() == [
        ["Warm", 2, 2],
        ["Dull", 2, 2],
        ["Cold", 1, 1],
    ]
    assert table["mean"].tolist() == pytest.approx([0.7, 0.15, -0.5])
    alone = party_sentiment(RANKED.select("a2"))[["low", "high"]].to_numpy()
    assert table[["low", "high"]].to_numpy()[0].tolist() == alone[0].tolist()
    assert rank_articles(RANKED, SPAIN, ascending=True)["title"].tolist() == ["Cold", "Dull", "Warm"]


def test_of_equal_means_the_one_with_more_mentions_is_first_both_ways() -> None:
    result = stories(Story({SPAIN: [0.5]}), Story({SPAIN: [0.5, 0.5]}))
    for ascending in (False, True):
        ranked = rank_articles(result, SPAIN, ascending=ascending)
        assert ranked["article_id"].tolist() == ["a1", "a0"]


def test_a_party_that_is_not_there() -> None:
    with pytest.raises(ChoiceError, match=r"^party is 'Peru'; there are: France, Spain$"):
        rank_articles(RANKED, "Peru")


def test_nothing_rests_on_nothing() -> None:
    for result in (Analysis.stack([]), stories(Story({SPAIN: [math.nan]}))):
        table = robustness(result)
        check_table("robustness", table)
        assert table.empty
    pd.testing.assert_frame_equal(robustness(stories()), robustness(Analysis.stack([])))
