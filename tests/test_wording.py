"""Tests of `analysis.wording`."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import wording


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2022-04-01", "1 April 2022"), ("1999-12-31", "31 December 1999"), ("0987-01-09", "9 January 987")],
)
def test_day(day: str, expected: str) -> None:
    assert wording.day(pd.Timestamp(day)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.25, "+0.25"),
        (-0.25, "−0.25"),
        (1.0, "+1.00"),
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (0.004, "0.00"),
        (-0.004, "0.00"),
        (math.nan, "not known"),
    ],
)
def test_score(value: float, expected: str) -> None:
    assert wording.score(value) == expected


@pytest.mark.parametrize(("digits", "expected"), [(0, "−1"), (1, "−0.6"), (3, "−0.625")])
def test_score_with_digits(digits: int, expected: str) -> None:
    assert wording.score(-0.625, digits) == expected


@given(st.floats(-1, 1))
@settings(max_examples=100, deadline=None)
def test_a_score_reads_back(value: float) -> None:
    written = wording.score(value)
    assert float(written.replace("−", "-")) == round(value, 2)
    assert (written[0] == "−") == (round(value, 2) < 0)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        (-1.0, "negative"),
        (-0.05, "negative"),
        (-0.04, "neutral"),
        (0.04, "neutral"),
        (0.05, "positive"),
    ],
)
def test_direction(mean: float, expected: str) -> None:
    assert wording.direction(mean) == expected


def test_interval() -> None:
    assert wording.interval(-0.25, 0.1) == "−0.25 to +0.10"


@pytest.mark.parametrize(
    ("n", "expected"),
    [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (1234, "1,234"), (1_000_000, "1,000,000"), (-1, "-1")],
)
def test_number(n: int, expected: str) -> None:
    assert wording.number(n) == expected


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "0 mentions"), (1, "1 mention"), (2, "2 mentions"), (1234, "1,234 mentions")]
)
def test_counted(n: int, expected: str) -> None:
    assert wording.counted(n, "mention") == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (4, 17, "four of 17 mentions"),
        (12, 1700, "12 of 1,700 mentions"),
        (1, 1, "one of the one mention"),
        (0, 17, "none of 17 mentions"),
    ],
)
def test_part_of(part: int, whole: int, expected: str) -> None:
    assert wording.part_of(part, whole, "mention") == expected


@pytest.mark.parametrize(
    ("n", "expected"), [(0, "0 times"), (1, "once"), (2, "twice"), (3, "3 times"), (1234, "1,234 times")]
)
def test_times(n: int, expected: str) -> None:
    assert wording.times(n) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], "nothing"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), ([""], "")],
)
def test_listed(items: list[str], expected: str) -> None:
    assert wording.listed(items) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Labour Party (Norway)", "Labour Party, Norway"), ("Norway", "Norway"), ("f(x)", "f(x)")],
)
def test_a_name_in_brackets_has_none_of_its_own(name: str, expected: str) -> None:
    assert wording.in_brackets(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("European Union", "the European Union"),
        ("East African Community", "the East African Community"),
        ("Republic of the Congo", "the Republic of the Congo"),
        ("Spain", "Spain"),
        ("My friends in the Civic Union", "My friends in the Civic Union"),
        ("The African Union", "The African Union"),
        ("Observers from the European Union", "Observers from the European Union"),
    ],
)
def test_with_article(name: str, expected: str) -> None:
    assert wording.with_article(name) == expected


def test_words_that_opened_a_sentence_have_no_capital_inside_of_one() -> None:
    assert wording.within("My friends in Spain") == "my friends in Spain"
    assert wording.within("Mycenae") == "Mycenae"
