"""Tests of analysis.corpus.dates."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.corpus.dates import day_in, day_of


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
