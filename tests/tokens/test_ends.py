"""Tests of analysis.tokens.ends, through what is done with it."""

from __future__ import annotations

import pytest

from analysis.resources import sentence_ends
from analysis.tokens import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He flew to the U.S.|Ukraine was not on the list.",
        "He works for the F.B.I.|James Tennick said so.",
        "They left the U.K.|Mr. Vell stayed.",
        "He joined the U.N.|However, he left.",
        "They met in Washington, D.C.|Germany was absent.",
        "The rally began at 8 p.m.|Moscow was quiet.",
        "The mayor said no.|Egypt said nothing.",
        "Rice, tea, etc.|India bought it.",
        "The car weighs 5 lbs.|Germany built it.",
        "He was born in Dec.|Ukraine was born later.",
        "We chose plan B.|Germany chose plan A.",
        "He is taller than I.|Germany won.",
        "She waited…|Nobody came.",
        "She waited...|Ukraine waited too.",
        "He came to the U.S.|“We are glad,” he said.",
    ],
)
def test_an_abbreviation_or_dots_end_a_sentence(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "U.S. President Dana Vell met U.S. Army officers in the U.S. Senate.",
        "He left the U.S. Monday and came back.",
        "He met the U.S. “We the People” group.",
        "He met Mr. “The Wall” Vell.",
        "U.S. Sen. Mona Vell spoke.",
        "The U.S. Justice Department said so.",
        "It begins at 8 p.m. Moscow time.",
        "It begins at 8 p.m. Eastern.",
        "It begins at 9 a.m. EST.",
        "He wore No. 7 and no. 8.",
        "Vell Inc. Chief Executive Mona Tamm left Tamm Corp. Chairman Ola Vell.",
        "Lawyer B. Todd Vellner met Horace B. Kittredge.",
        "Many goods, incl. Ukrainian wheat, were sold.",
        "I… I do not know.",
        "Wait... what?",
    ],
)
def test_an_abbreviation_or_dots_end_none(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "It traded with India.|Vell was there.",
        "He asked why?|Nobody knew.",
        "He said so in 2019.|The rest is history.",
        "“We won.”|The crowd cheered.",
        'He said: "We won."|The crowd cheered.',
        "It was over.|“We won,” he said.",
        'It was over.|"We won," he said.',
    ],
)
def test_a_sentence_starts_without_a_space(text: str) -> None:
    assert sentences(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "He works at Vell.Com and at Node.Js for Mr.Vell.",
        "See www.Vell.Example and https://vell.example/Path.Part for more.",
        "J.Vell wrote to anna.Vell@vell.example in St.Petersburg.",
    ],
)
def test_an_address_or_initial_is_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        'They sang "Lock her up! Lock her up!" for an hour.',
        "They sang “Never again! Never again!” in Oslo.",
        '"Do not worry!", he said.',
        "“Do not worry!”, he said.",
    ],
)
def test_a_quotation_inside_a_sentence_ends_none(text: str) -> None:
    assert sentences(text) == [text]


def test_a_quotation_of_sentences_after_a_comma_is_parted() -> None:
    assert sentences("He said, “It is over. We lost.”") == ["He said, “It is over.", "We lost.”"]


@pytest.mark.parametrize("piece", ["a.", "ab.Ab ", 'ab."Ab ', 'x "A! B!" ', "U.S. A", "… A", "p.m. A "])
def test_a_paragraph_of_a_megabyte_is_cut_in_seconds(piece: str) -> None:
    text = (piece * 300_000)[:300_000]
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")


def test_openers_are_no_verbs_that_go_on() -> None:
    ends = sentence_ends()
    assert ends.openers.isdisjoint(ends.after_clock - {"may"})
    assert all(group for group in ends)
