"""How word pieces are written."""

from __future__ import annotations

import pytest

from analysis.network.cases import (
    CAPITALISED,
    CAPITALS,
    CASES,
    DIGITS,
    LETTER,
    LOWER,
    MIXED,
    OTHER,
    piece_cases,
)
from analysis.network.windows import text_pieces
from analysis.tokens.document import Document


def cases_of(text: str) -> list[int]:
    (pieces,) = text_pieces([Document(text)])
    return piece_cases(text, pieces.ids, pieces.spans)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("met", LOWER),
        ("a", LOWER),
        ("Oman", CAPITALISED),
        ("Łódź", CAPITALISED),
        ("NATO", CAPITALS),
        ("G20", CAPITALS),
        ("J", LETTER),
        ("É", LETTER),
        ("McCall", MIXED),
        ("iPhone", MIXED),
        ("12", DIGITS),
        ("—", OTHER),
    ],
)
def test_the_first_piece_of_a_word_says_how_the_word_is_written(word: str, case: int) -> None:
    assert cases_of(word)[0] == case


def test_pieces_that_continue_a_word_have_classes_of_their_own() -> None:
    first, *rest, end = cases_of("Quispetambo")
    assert rest
    assert {case - first for case in rest} == {LETTER + 1}
    assert end == OTHER


def test_each_word_is_told_by_itself() -> None:
    assert cases_of("Oman met us.\n\nUS") == [CAPITALISED, LOWER, LOWER, OTHER, OTHER, CAPITALS, OTHER]


def test_no_text_has_no_cases_and_all_are_in_range() -> None:
    assert cases_of("") == []
    assert all(0 <= case < CASES for case in cases_of("Ünïcôdé 😀 ４２ ## ##ing \u200b" + "z" * 500))
