"""Tests of `analysis.tokens`."""

from __future__ import annotations

import pytest

from analysis.tokens import normalise, paragraph_spans, sentence_spans, token_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. said no.|It left.",
        "Talks in the U.S.|The minister left.",
        "The U.S. Senate met.",
        "Mr. Example met Sen. Sample.|Both left.",
        "Mr. A. B. Example spoke.|He left.",
        "Gen. I. Example spoke.|He left.",
        "J. F. Example won.|Nobody else ran.",
        "They met on Jan. 5 at 3 a.m. Monday.|It rained.",
        "They met at 3 a.m.|The talks were short.",
        "It chose plan B.|The rest failed.",
        "Growth was 3.5 percent.|Prices rose.",
        "No!|Yes?|Maybe.",
        "“We want peace.”|He left.",
        "He said “yes.”|Then he left.",
        'He said "yes."|Then he left.',
        "“Is it over?” he asked.|Nobody answered.",
        "“Why?” the minister asked.",
        "‘We want peace.’|He left.",
        "(He left.)|She stayed.",
        "Wait… what?|Nothing.",
        "The firm example.com grew.|Others did not.",
        "“Mr. Vell is wrong,” she said.",
        "He left.|“Dr. Vell is wrong,” she said.",
        "“Jan. 6 and No. 10 are wrong,” she said.",
        "“J. K. Vell is wrong,” she said.",
        "‘Mr. Vell is wrong,’ she said.",
        "'Mr. Vell is wrong,' she said.",
        "«Mr. Vell left.»|She stayed.",
        "—Mr. Vell left.|—Mr. Tamm stayed.",
        "He read '1984.'|Vell left in the '90s.|’Tis cold.",
    ],
)
def test_sentences(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize("text", ["", " ", "\n \t"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine |’s army",
        "Ukraine |'s army",
        "the soldiers |’ homes",
        "It does |n’t and ca |n't",
        "We |’ll go",
        "a face-to-face talk",
        "U.S.-led forces",
        "talks |— |long ones |— end",
        "talks|—|long",
        "1990 – 1995",
        "“ |Yes |, |” he said |.",
        '" |Yes |. |"',
        "‘ |Yes |, |’ he said",
        "in the U.S.",
        "at 5 a.m.",
        "He met Mr. Example |.",
        "$ |3.5 million",
        "1,000 men",
        "Wait |… what |?",
        "Wait |... what |?",
        "( |a |)",
        "Erdoğan and 和平",
    ],
)
def test_tokens(text: str) -> None:
    # A bar parts what no space does; "x |y" is written "xy".
    assert words(text.replace(" |", "").replace("|", "")) == text.replace("|", " ").split()


@pytest.mark.parametrize("piece", ["a", "peace ", "“’", "."])
def test_no_character_of_a_paragraph_of_a_megabyte_is_lost(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    found = sentences(text)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert max(len(sentence) for sentence in found) <= 10_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One\nline.\n\n\n\nTwo.", ["One\nline.", "Two."]),
        ("One.\n \t\nTwo.", ["One.", "Two."]),
        ("\n\nOne.", ["One."]),
        ("One. \n\n  Two. \n", ["One.", "Two."]),
        ("", []),
        (" \n", []),
    ],
)
def test_paragraphs(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in paragraph_spans(text)] == found


@pytest.mark.parametrize("n", [10_000, 25_000])
def test_white_space_of_any_length_is_in_no_sentence(n: int) -> None:
    assert sentences("One." + " " * n + "Two." + " " * n) == ["One.", "Two."]


@pytest.mark.parametrize(
    ("surface", "norm"),
    [("Kyiv", "kyiv"), ("’s", "'s"), ("n‘t", "n't"), ("U.S.", "u.s."), ("Straße", "strasse")],
)
def test_normalise(surface: str, norm: str) -> None:
    assert normalise(surface) == norm
