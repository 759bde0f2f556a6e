"""Tests of analysis.references.shortenings."""

from __future__ import annotations

import pytest

from analysis.references.shortenings import (
    INITIAL,
    MIDDLE,
    SECOND_SURNAME,
    is_one_edit,
    is_swap,
    misspellings,
    shortenings,
)
from analysis.references.spelling import person_parts


def test_middle_names_go_from_the_last_on() -> None:
    found = shortenings(("george", "h", "w", "example"))
    assert found["george", "h", "example"] == found["george", "example"] == MIDDLE
    assert found["g", "h", "w", "example"] == INITIAL
    assert ("george", "w", "example") not in found


def test_a_second_surname_goes() -> None:
    assert shortenings(("claudia", "muestra", "ejemplo"))["claudia", "muestra"] == SECOND_SURNAME


def test_a_first_name_is_no_surname() -> None:
    assert ("martin", "luther") not in shortenings(("martin", "luther", "example"))


def test_an_initial_before_a_first_name_goes() -> None:
    assert shortenings(("j", "robert", "example"))["robert", "example"] == MIDDLE


@pytest.mark.parametrize("words", [(), ("example",), ("a", "b", "c", "d", "e", "example")])
def test_one_word_and_many_have_no_shorter_form(words: tuple[str, ...]) -> None:
    assert shortenings(words) == {}


@pytest.mark.parametrize(
    ("some", "other", "expected"),
    [
        ("abc", "abd", True),
        ("abc", "abcd", True),
        ("abc", "bc", True),
        ("", "a", True),
        ("abc", "abc", False),
        ("abc", "acd", False),
        ("abc", "acb", False),
        ("abc", "abcde", False),
    ],
)
def test_one_edit(some: str, other: str, expected: bool) -> None:
    assert is_one_edit(some, other) is expected
    assert is_one_edit(other, some) is expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [("abdc", True), ("bacd", True), ("abcd", False), ("cbad", False), ("abdcd", False), ("bac", False)],
)
def test_swap(other: str, expected: bool) -> None:
    assert is_swap("abcd", other) is expected


@pytest.mark.parametrize(
    ("rare", "frequent", "expected"),
    [
        ("Ada Sampleton", "Ada Samplleton", True),
        ("Volodymr Sample", "Volodymyr Sample", True),
        ("Ada Exmaple", "Ada Example", True),
        ("Ada Smaple", "Ada Sample", True),
        ("Ada Sampla", "Ada Sample", False),
        ("Ida Sampleton", "Ada Samplleton", False),
        ("Ada Sampleton Jr.", "Ada Samplleton", False),
        ("A. Sampleton", "A. Samplleton", False),
        ("Sampleton", "Samplleton", False),
        ("Antonia Sample", "Antonio Sample", False),
        ("Christina Sample", "Christian Sample", False),
        ("Sasha Petrovska", "Sasha Petrovsk", False),
    ],
)
def test_misspellings_are_of_long_words_beside_equal_ones(rare: str, frequent: str, expected: bool) -> None:
    found = misspellings([person_parts(rare), person_parts(frequent)], [1, 10])
    assert found == ({0: 1} if expected else {})


@pytest.mark.parametrize("articles", [[1, 9], [2, 19], [10, 10]])
def test_a_misspelling_is_ten_times_rarer(articles: list[int]) -> None:
    assert misspellings([person_parts("Ada Sampleton"), person_parts("Ada Samplleton")], articles) == {}


def test_a_misspelling_of_two_names_alike_is_of_neither() -> None:
    names = ["Ada Samplexon", "Ada Sampleton", "Ada Samplemon"]
    assert misspellings([person_parts(name) for name in names], [1, 10, 10]) == {}
