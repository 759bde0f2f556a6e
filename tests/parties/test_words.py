"""Tests of `analysis.parties.words`."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parties.words import WordFinder, capitalised

WORDS = ("the", "they", "he", "her", "Her")
TEXTS = st.lists(st.one_of(st.sampled_from([*WORDS, " ", "-", "."]), st.text(max_size=2)), max_size=20).map(
    "".join
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he saw her", ["he", "her"]),
        ("Her tea", ["Her"]),
        ("the other theme", ["the"]),
        ("they, the", ["they", "the"]),
        ("he-man", ["he"]),
        ("“he”", ["he"]),
        ("THE He", []),
        ("hé he2 éhe", []),
        ("", []),
    ],
)
def test_whole_words_by_case(text: str, expected: list[str]) -> None:
    assert [word for _, _, word in WordFinder(WORDS).find(text)] == expected


def test_capitalised() -> None:
    assert capitalised(["he", "prime-minister"]) == {"he", "He", "prime-minister", "Prime-minister"}


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_it_finds_what_a_regular_expression_finds(text: str) -> None:
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})(?![^\W_])")
    found = list(WordFinder(WORDS).find(text))
    assert [(start, end) for start, end, _ in found] == [match.span() for match in pattern.finditer(text)]
    assert all(text[start:end] == word for start, end, word in found)
