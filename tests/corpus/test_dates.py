"""Tests of analysis.corpus.dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import read_articles
from analysis.corpus.dates import day_in, day_of, is_ambiguous, order_of
from analysis.corpus.natural import articles_from

LEFT_OUT = (
    "1 date is left out, such as '03/04/2024': nothing tells the day from the month; write them as 2024-03-31"
)


@pytest.mark.parametrize(
    "line",
    [
        "March 7, 2024 Thursday 6:04 AM GMT",
        "Thursday 7 March 2024",
        "07 Mar 2024: A.1.",
        "International, jeudi 7 mars 2024, p. 3",
        "Donnerstag, 7. März 2024, S. 3",
        "Mar. 7, 2024",
        "jueves, 7 de marzo de 2024",
        "March 7th 2024",
        "2024-03-07T10:00:00",
        "Stand: 07.03.2024",
        "99 March 2024, 7 March 2024",
    ],
)
def test_day_is_found_in_a_line(line: str) -> None:
    assert day_in(line) == date(2024, 3, 7)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *(("juin", 6), ("juillet", 7), ("août", 8), ("décembre", 12), ("Mai", 5), ("Oktober", 10)),
        *(("enero", 1), ("setembro", 9), ("out", 10), ("dic", 12), ("maggio", 5), ("mrt", 3), ("Sept", 9)),
    ],
)
def test_months_may_be_of_other_languages(name: str, month: int) -> None:
    assert day_in(f"1er {name} 2024") == date(2024, month, 1)


@pytest.mark.parametrize(
    "line",
    ["", "March 2024", "7 marathons 2024", "7 chapters 2024", "31 June 2024", "x" * 301 + "7 May 2024"],
)
def test_line_without_a_day_has_none(line: str) -> None:
    assert day_in(line) is None


@pytest.mark.parametrize("value", ["7. März 2024", "jeudi 7 mars 2024", "7 de marzo de 2024"])
def test_days_in_words_of_other_languages(value: str) -> None:
    assert day_of(value) == date(2024, 3, 7)


@pytest.mark.parametrize(
    "value",
    [
        "2024-3-7",
        "2024/3/7",
        "2024.3.7",
        "2024/03/07 10:15",
        "2024-3-7T10:15:00Z",
        "March 7, 2024 10:15 a.m. ET",
    ],
)
def test_a_year_that_stands_first_and_time_zones(value: str) -> None:
    assert day_of(value) == date(2024, 3, 7)


def test_the_order_of_day_and_month_may_be_known() -> None:
    assert day_of("03/04/2024") is None
    assert day_of("03/04/2024 10:15", is_day_first=True) == date(2024, 4, 3)
    assert day_of("3-4-2024", is_day_first=False) == date(2024, 3, 4)
    assert (
        day_of("March 7, 2024", is_day_first=True)
        == day_of("2024-3-7", is_day_first=True)
        == date(2024, 3, 7)
    )


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/2024", "13/04/2024"], True),
        (["04/13/2024", "03/04/2024", None, 7], False),
        (["04/13/2024", "13/04/2024"], None),
        (["03/04/2024", "2024-04-13", "99/99/2024"], None),
    ],
)
def test_order_of_a_column(values: list[object], order: bool | None) -> None:
    assert order_of(values) is order


def test_ambiguous_dates() -> None:
    assert [
        value for value in ("03/04/2024", "3/3/2024", "13/04/2024", "3.4.2024", 7) if is_ambiguous(value)
    ] == ["03/04/2024"]


def frame_of(days: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"text": [f"Story {number}." for number in range(len(days))], "Date": days})


@pytest.mark.parametrize("is_file", [True, False])
def test_other_dates_of_a_table_tell_the_order(tmp_path: Path, is_file: bool) -> None:
    frame = frame_of(["03/04/2024", "13/04/2024"])
    frame.to_csv(tmp_path / "a.csv", index=False)
    articles = read_articles(tmp_path) if is_file else list(articles_from(frame))
    assert [article.published for article in articles] == [date(2024, 4, 3), date(2024, 4, 13)]


@pytest.mark.parametrize("is_file", [True, False])
@pytest.mark.parametrize("days", [["03/04/2024"], ["13/04/2024", "03/04/2024", "04/13/2024"]])
def test_dates_of_no_order_are_left_out_and_said_so(tmp_path: Path, days: list[str], is_file: bool) -> None:
    frame_of(days).to_csv(tmp_path / "a.csv", index=False)
    with pytest.warns(UserWarning, match="left out") as caught:
        articles = read_articles(tmp_path) if is_file else list(articles_from(frame_of(days)))
    assert [str(one.message) for one in caught] == [LEFT_OUT]
    assert [article.extra for article in articles if article.published is None] == [
        {"published": "03/04/2024"}
    ]
