"""Tests of `analysis.aggregate.groups`, and of means by groups."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings

import analysis as sl
from analysis.aggregate.groups import article_groups, first_days
from analysis.records import ChoiceError
from tests.aggregate.scored import FRANCE, SPAIN, STORIES, Story, stories

FEW = stories(
    Story({SPAIN: [0.5, 0.1], FRANCE: [-0.5]}, "Herald", "2026-01-05", {"desk": "foreign", "page": 3}),
    Story({SPAIN: [0.9]}, "Gazette", "2026-01-11", {"desk": "home"}),
    Story({SPAIN: [-0.3]}, "Herald", "2026-02-01"),
    Story({SPAIN: [0.0]}),
)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("day", ["2026-01-04", "2026-01-05", "2026-12-31"]),
        ("week", ["2025-12-29", "2026-01-05", "2026-12-28"]),
        ("month", ["2026-01-01", "2026-01-01", "2026-12-01"]),
        ("year", ["2026-01-01", "2026-01-01", "2026-01-01"]),
    ],
)
def test_periods_are_their_first_days(period: str, expected: list[str]) -> None:
    days = pd.Series(["2026-01-04", "2026-01-05", "2026-12-31", None]).astype("datetime64[ms]")
    found = first_days(days, period)
    assert found.dtype == "datetime64[ms]"
    assert found.dropna().dt.strftime("%Y-%m-%d").tolist() == expected
    assert found.isna().tolist() == [False, False, False, True]


def test_weeks_before_1970_begin_on_mondays_too() -> None:
    days = pd.Series(pd.to_datetime(["1950-06-04", "1950-06-05"])).astype("datetime64[ms]")
    assert first_days(days, "week").dt.strftime("%Y-%m-%d").tolist() == ["1950-05-29", "1950-06-05"]


@pytest.mark.parametrize(
    ("function", "by", "field"),
    [
        (sl.party_sentiment, "source", "source"),
        (sl.party_sentiment, ["article_id", "month"], "published"),
        (sl.compare, "source", "source"),
        (sl.timeline, "week", "published"),
    ],
)
def test_where_no_article_has_the_value_a_warning_says_so(
    function: Callable[..., pd.DataFrame], by: str | list[str], field: str
) -> None:
    result = stories(Story({SPAIN: [0.5]}), Story({SPAIN: [0.1]}))
    with pytest.warns(UserWarning, match="no article has") as caught:
        assert function(result, by=by).empty
    name = by if isinstance(by, str) else by[-1]
    assert str(caught[0].message) == (
        f"no article has {field!r}, so that by={name!r} gives no group: make articles with it, or say which "
        f'column it is, as in columns={{"{field}": "NAME"}}'
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("source", [["Gazette", SPAIN, 1], ["Herald", SPAIN, 3], ["Herald", FRANCE, 1]]),
        ("desk", [["foreign", SPAIN, 2], ["foreign", FRANCE, 1], ["home", SPAIN, 1]]),
        ("page", [["3", SPAIN, 2], ["3", FRANCE, 1]]),
        ("article_id", [["a0", SPAIN, 2], ["a0", FRANCE, 1], ["a1", SPAIN, 1], ["a2", SPAIN, 1]]),
        (["source", "desk"], [["Gazette", "home", SPAIN, 1], ["Herald", "foreign", SPAIN, 2]]),
    ],
)
def test_sentiment_by_groups(by: str | list[str], expected: list[list[object]]) -> None:
    table = sl.party_sentiment(FEW, by=by)
    names = [*([by] if isinstance(by, str) else by), "party", "n"]
    assert list(table.columns[: len(names)]) == names
    assert table[names].to_numpy().tolist()[: len(expected)] == expected


def test_periods_stand_first_as_days() -> None:
    table = sl.party_sentiment(FEW, by="month")
    assert table["month"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-01", "2026-01-01", "2026-02-01"]
    assert table["n_articles"].tolist() == [2, 1, 1]


@given(STORIES)
@settings(max_examples=30, deadline=None)
def test_one_group_has_the_numbers_of_the_whole(made: list[Story]) -> None:
    result = stories(*(story._replace(source="Herald") for story in made))
    table = sl.party_sentiment(result, by="source", n_resamples=50)
    pd.testing.assert_frame_equal(table.drop(columns="source"), sl.party_sentiment(result, n_resamples=50))


@given(STORIES)
@settings(max_examples=30, deadline=None)
def test_a_group_has_the_numbers_of_its_articles_and_their_order_is_no_matter(made: list[Story]) -> None:
    ids = [f"a{number}" for number in range(len(made))]
    one = sl.party_sentiment(stories(*made, ids=ids), by="source", n_resamples=50)
    other = sl.party_sentiment(stories(*made[::-1], ids=ids[::-1]), by="source", n_resamples=50)
    pd.testing.assert_frame_equal(one, other)
    assert one["n"].sum() == sl.party_sentiment(stories(*made), n_resamples=50)["n"].sum()


@pytest.mark.parametrize("by", ["text", "party", "sources"])
def test_what_groups_nothing_is_an_error(by: str) -> None:
    result = stories(Story({SPAIN: [0.5]}, extra={"party": "Labour", "desk": "home"}))
    with pytest.raises(ChoiceError) as caught:
        sl.party_sentiment(result, by=by)
    assert str(caught.value) == (
        f"by is {by!r}; there are: day, week, month, year, article_id, title, source, author, published, "
        "url, language, is_truncated, duplicate_of, desk"
    )


def test_nothing_gives_no_groups() -> None:
    nothing = sl.Analysis.stack([])
    table = sl.party_sentiment(nothing, by=["week", "source"])
    assert list(table.columns[:3]) == ["week", "source", "party"]
    assert table.empty
    assert article_groups(nothing.articles, "month").empty
    with pytest.warns(UserWarning, match="no article has 'author'"):
        assert sl.party_sentiment(FEW, by="author").empty
