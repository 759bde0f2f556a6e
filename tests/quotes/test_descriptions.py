"""Tests of `analysis.quotes.descriptions`."""

from __future__ import annotations

import pytest

from analysis.quotes import descriptions


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Two Polish envoys", {"envoys", "envoy"}),
        ("the spokesmen", {"spokesmen", "spokesman"}),
        ("the boss", {"boss"}),
        ("", set()),
    ],
)
def test_a_noun_is_given_as_it_is_and_in_the_singular(words: str, expected: set[str]) -> None:
    assert descriptions.nouns(words) == expected


def test_words_are_written_in_one_line_without_what_is_told_behind_a_comma() -> None:
    assert descriptions.clean("A baker\nof Drenn, who waited") == "A baker of Drenn"


def test_a_description_may_end_at_prepositions_commas_and_its_end() -> None:
    text = "the mayor of Drenn, a baker"
    assert [text[:end] for end in descriptions.core_ends(text, 0, len(text))] == [
        "the mayor ",
        "the mayor of Drenn",
        text,
    ]


@pytest.mark.parametrize("opening", ["DRENN (Harbour Wire) - ", "Meanwhile, "])
def test_a_dateline_or_link_ends_where_the_sentence_begins(opening: str) -> None:
    text = f"{opening}Jan Example"
    assert descriptions.opening_end(text, 0, len(text)) == len(opening)
    assert descriptions.opening_end("Jan Example", 0, 11) == 0


def test_a_name_is_possessive_before_a_noun_only() -> None:
    assert descriptions.is_possessive("Jan’s dog", 3, 9)
    assert not descriptions.is_possessive("Jan’s", 3, 5)
