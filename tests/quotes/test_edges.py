"""Where contents and sources begin and end."""

from __future__ import annotations

import pytest

from analysis.quotes import edges


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (" they met Friday, ", "they met Friday"),
        ("talks go on.", "talks go on"),
        ("by the U.S.", "by the U.S."),
        ("“They met,”", "“They met,”"),
        (") — Talks", "Talks"),
        (". “We won.”", "“We won.”"),
        (" ,; ", " ,; "),
        ("", ""),
    ],
)
def test_marks_at_the_edges_are_left_out(words: str, expected: str) -> None:
    start, end = edges.trimmed(words, (0, len(words)))
    assert words[start:end] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("they met Friday, but", "they met Friday"),
        ("war or", "war"),
        ("war\nand", "war"),
        ("in Portland, OR", "in Portland, OR"),
        ("but", "but"),
        ("Oman left, which had", "Oman left"),
        ("which had", "which"),
        ("Oman left, which had promised", "Oman left, which had promised"),
    ],
)
def test_a_content_does_not_end_with_an_opening(words: str, expected: str) -> None:
    start, end = edges.without_opening(f"{words} so", (0, len(words)))
    assert words[start:end] == expected


def test_what_ends_its_sentence_stays() -> None:
    assert edges.without_opening("whose boat it was.", (0, 17)) == (0, 17)


@pytest.mark.parametrize(
    ("source", "cue", "expected"),
    [
        ("republic’s minister", "said", "the island republic’s minister"),
        ("the island", "said", "the island republic’s minister"),
        ("minister, Jan", "said", "the island republic’s minister, Jan Example"),
        ("Then", "said", "Then"),
        # A mention that holds the cue is not the source.
        ("republic’s minister", "island", "republic’s minister"),
    ],
)
def test_a_source_has_whole_mentions(source: str, cue: str, expected: str) -> None:
    text = "Then the island republic’s minister, Jan Example, said no."
    mentions = [
        (text.index(words), text.index(words) + len(words))
        for words in ("the island republic’s minister", "the island republic", "Jan Example")
    ]
    start, at = text.index(source), text.index(cue)
    first, end = edges.whole((start, start + len(source)), [(at, at + len(cue))], mentions)
    assert text[first:end] == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["“We won,”", "It was close"], ["“We won,”"]),
        (["“We won,”", "“It was close.”"], ["“We won,”", "“It was close.”"]),
        (["It was close"], ["It was close"]),
        (["“We won,”", "he was Mr. Example"], ["“We won,”", "he was Mr. Example"]),
    ],
)
def test_a_content_ends_with_its_sentence(parts: list[str], expected: list[str]) -> None:
    text = "“We won,” said he, and he was Mr. Example. It was close. “It was close.”"
    spans = [(text.index(part), text.index(part) + len(part)) for part in parts]
    found = edges.near(text, text.index("said") + 4, spans)
    assert [text[slice(*span)] for span in found] == expected


def test_a_headline_ends_a_content() -> None:
    text = "Peru: Talks fail\n\nThey failed on Friday."
    assert edges.near(text, 5, [(6, 16), (18, 39)]) == [(6, 16)]


def test_a_source_ends_with_its_sentence() -> None:
    text = "Minister Jan Mary Wzor said so. Oman left Tuesday."
    assert edges.in_sentence(text, (13, 41)) == (13, 30)
    assert edges.in_sentence(text, (32, 41)) == (32, 41)
