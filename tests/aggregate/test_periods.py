"""Tests of `analysis.aggregate.periods`."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.aggregate import party_sentiment, timeline
from analysis.records import ChoiceError
from analysis.schema import Analysis, check_table
from tests.aggregate.scored import FRANCE, SPAIN, Story, by_network, stories

MADE = [
    Story({SPAIN: [0.5, 0.1]}, published="2026-01-05"),
    Story({SPAIN: [0.3]}, published="2026-01-07"),
    Story({SPAIN: [0.9], FRANCE: [-0.5]}, published="2026-01-11"),
    Story({SPAIN: [-0.3]}, published="2026-01-19"),
    Story({FRANCE: [0.0]}),
]
RESULT = stories(*MADE)


def test_every_week_has_a_row_also_an_empty_one() -> None:
    table = timeline(RESULT)
    check_table("timeline", table)
    table["period"] = table["period"].dt.strftime("%m-%d")
    assert table[["period", "party", "n_articles", "n"]].to_numpy().tolist() == [
        ["01-05", SPAIN, 3, 4],
        ["01-12", SPAIN, 0, 0],
        ["01-19", SPAIN, 1, 1],
        ["01-05", FRANCE, 1, 1],
        ["01-12", FRANCE, 0, 0],
        ["01-19", FRANCE, 0, 0],
    ]
    assert table["mean"].isna().tolist() == [False, True, False, False, True, True]


def test_the_interval_needs_three_articles() -> None:
    table = timeline(RESULT)
    assert table["low"].notna().tolist() == [True, False, False, False, False, False]
    whole = party_sentiment(RESULT, by="week")
    names = ["mean", "low", "high", "sampling_mean", "sampling_low", "sampling_high"]
    of_spain = whole.loc[whole["party"] == SPAIN, names].to_numpy()
    assert table[names].to_numpy()[0].tolist() == of_spain[0].tolist()


@pytest.mark.parametrize(("by", "n"), [("day", 15), ("week", 3), ("month", 1), ("year", 1)])
def test_periods_from_first_to_last(by: str, n: int) -> None:
    assert len(timeline(RESULT, by=by, party=SPAIN)) == n


def test_months_over_a_turn_of_the_year() -> None:
    made = [Story({SPAIN: [0.5]}, published=day) for day in ("2025-11-30", "2026-02-01")]
    months = timeline(stories(*made), by="month")["period"].dt.strftime("%Y-%m").tolist()
    assert months == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_too_many_periods_are_an_error_that_says_what_to_do() -> None:
    made = [Story({SPAIN: [0.5]}, published=day) for day in ("1990-01-01", "2026-01-01")]
    with pytest.raises(ChoiceError) as caught:
        timeline(stories(*made), by="day")
    assert str(caught.value) == (
        "timeline by day has 13,150 periods from 1990-01-01 to 2026-01-01, the most is 2,000; choose a "
        "longer period, or fewer articles by where(since=, until=)"
    )


def test_unknown_names() -> None:
    with pytest.raises(ChoiceError, match=r"^by is 'source'; expected one of: day, week, month, year$"):
        timeline(RESULT, by="source")
    with pytest.raises(ChoiceError, match=r"^party is 'Peru'; there are: Spain, France$"):
        timeline(RESULT, party="Peru")


@pytest.mark.filterwarnings("ignore:no article has 'published'")
def test_without_days_or_articles_it_is_empty() -> None:
    for result in (Analysis.stack([]), stories(Story({SPAIN: [0.5]}))):
        table = timeline(result)
        check_table("timeline", table)
        assert table.empty


def test_a_single_article_has_no_interval() -> None:
    table = timeline(stories(Story({SPAIN: [0.5, 0.1, 0.2, 0.3]}, published="2026-01-05")))
    assert table["n"].tolist() == [4]
    assert np.isnan(table["low"]).all()


def test_means_and_intervals_are_corrected_as_over_all_articles() -> None:
    result = by_network(stories(*(Story({SPAIN: [0.7, -0.2]}, published="2026-01-05") for _ in range(4))))
    table, whole = timeline(result), party_sentiment(result)
    names = ["mean", "low", "high", "sampling_mean", "sampling_low", "sampling_high"]
    assert table[names].to_numpy().tolist() == whole[names].to_numpy().tolist()
    assert table["low"][0] < table["sampling_low"][0]
