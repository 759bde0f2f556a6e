"""Where contents and sources begin and end."""

from __future__ import annotations

import pytest

from analysis.quotes import edges


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (" they met Friday, but ", "they met Friday"),
        ("talks go on.", "talks go on"),
        ("by the U.S.", "by the U.S."),
        ("“They met,”", "“They met,”"),
        ("war or", "war"),
        ("war\nand", "war"),
        ("in Portland, OR", "in Portland, OR"),
        ("but", "but"),
        (" ,; ", " ,; "),
        ("", ""),
        ('" "Nobody spoke', '"Nobody spoke'),
        ("full of fear.” That", "full of fear.”"),
        ('that as nonsense. "Mr', "that as nonsense"),
        ("in the U.S. Congress", "in the U.S. Congress"),
    ],
)
def test_what_joins_sentences_is_no_content(words: str, expected: str) -> None:
    start, end = edges.trimmed(words, (0, len(words)))
    assert words[start:end] == expected


@pytest.mark.parametrize(
    ("text", "source", "grown"),
    [
        ("He met my colleague in Dodoma once", "in Dodoma", "my colleague in Dodoma"),
        ("The complaint, filed on Friday, says", "filed", "The complaint"),
        ("Officials in Dodoma say", "in Dodoma", "in Dodoma"),
        ("A man named Example says", "named Example", "named Example"),
        ("says the mayor", "the mayor", "the mayor"),
    ],
)
def test_a_source_has_its_noun(text: str, source: str, grown: str) -> None:
    start = text.index(source)
    first, end = edges.grown(text, (start, start + len(source)))
    assert text[first:end] == grown


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


def test_a_content_does_not_begin_with_a_full_stop() -> None:
    text = "He said. “We won.”"
    assert edges.trimmed(text, (7, 18)) == (9, 18)


def test_each_other_is_whole() -> None:
    text = "They thanked each other for it."
    assert edges.trimmed(text, (18, 30)) == (13, 30)
    assert edges.trimmed("They thanked another.", (13, 20)) == (13, 20)


def test_a_source_ends_with_its_sentence_and_not_within_a_name() -> None:
    text = "Minister Jan Mary Wzor said so. Oman left Tuesday."
    assert edges.in_sentence(text, (0, 12), len(text)) == (0, 22)
    assert edges.in_sentence(text, (13, 41), len(text)) == (13, 30)
    assert edges.in_sentence(text, (32, 41), len(text)) == (32, 41)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Oman left, which had", "Oman left"),
        ("Oman left, which had promised", "Oman left, which had promised"),
        ("which had", "which"),
        ("promised it the", "promised it"),
    ],
)
def test_a_content_does_not_end_with_an_opening(content: str, expected: str) -> None:
    text = "Oman left, which had promised it the."
    start = text.index(content)
    kept = edges.without_opening(text, (start, start + len(content)))
    is_end = content.endswith("the")
    assert text[slice(*kept)] == (content if is_end else expected)


def test_a_source_begins_with_whose_it_is() -> None:
    text = "It was told by South India's delegation to go."
    start = text.index("'s")
    assert edges.in_sentence(text, (start, start + 13), len(text)) == (15, start + 13)
