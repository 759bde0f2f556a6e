"""Windows of word pieces over a whole text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis.network.pieces import END, START
from analysis.network.windows import OVERLAP, WINDOW_PIECES, Pieces, text_pieces, windows
from analysis.tokens.document import Document


def pieces_of(text: str) -> Pieces:
    (found,) = text_pieces([Document(text)])
    return found


def test_pieces_say_where_they_stand() -> None:
    pieces = pieces_of("He left.\n\nShe stayed.")
    assert pieces.spans == [(0, 2), (3, 7), (7, 8), (8, 8), (10, 13), (14, 20), (20, 21), (21, 21)]
    assert [place for place, number in enumerate(pieces.ids) if number == END] == [3, 7]


def test_texts_are_cut_each_for_itself() -> None:
    texts = ["He left.\n\nShe stayed.", "", "They met."]
    assert text_pieces([*map(Document, texts)]) == [pieces_of(text) for text in texts]
    assert text_pieces([]) == []


def test_no_text_has_no_pieces_and_no_window() -> None:
    assert pieces_of(" \n ").ids == []
    assert list(windows(pieces_of(""))) == []


def test_pieces_within_a_stretch_share_a_character_with_it() -> None:
    pieces = pieces_of("He left.\n\nShe stayed.")
    assert list(pieces.within(3, 8)) == [1, 2]
    assert list(pieces.within(4, 11)) == [1, 2, 3, 4]
    assert list(pieces.within(2, 3)) == []


def test_a_short_text_is_one_window() -> None:
    pieces = pieces_of("He left.")
    (window,) = windows(pieces)
    assert window.ids == [START, *pieces.ids, END]
    assert window.core == range(len(pieces.ids))


@given(st.integers(min_value=1, max_value=2000))
def test_every_piece_is_answered_for_once_and_inside_its_window(words: int) -> None:
    pieces = pieces_of("a " * words)
    found = list(windows(pieces))
    assert [piece for window in found for piece in window.core] == list(range(len(pieces.ids)))
    for window in found:
        assert len(window.ids) <= WINDOW_PIECES
        assert window.first <= window.core.start
        assert window.core.stop <= window.first + len(window.ids) - 2
        assert window.first == 0 or window.core.start >= window.first + OVERLAP // 2


@given(st.lists(st.integers(min_value=1, max_value=150), min_size=1, max_size=30), st.integers(0, 158))
def test_windows_are_as_many_whole_paragraphs_as_fit(paragraphs: list[int], shift: int) -> None:
    pieces = pieces_of("\n\n".join("a " * words for words in paragraphs))
    # A paragraph has a piece for each word, so that only the first window can be too short for one.
    found = list(windows(pieces, shift=shift))
    assert [piece for window in found for piece in window.core] == list(range(len(pieces.ids)))
    assert all(window.ids[-2] == END for window in found[1:])
    for window, after in pairwise(found[1:]):
        following = pieces.ids[after.first :].index(END) + 1
        assert after.core.start == after.first
        assert len(window.ids) <= WINDOW_PIECES < len(window.ids) + following
    for window in found:
        last = window.first + len(window.ids) - 2
        assert pieces.ids[window.first : last] == window.ids[1:-1]


def test_a_shift_makes_the_first_window_shorter() -> None:
    pieces = pieces_of("a " * 1000)
    found = list(windows(pieces, shift=100))
    assert len(found[0].ids) == WINDOW_PIECES - 100
    assert [piece for window in found for piece in window.core] == list(range(len(pieces.ids)))
