"""What the model reads: names hidden, mentions in their places, long sentences in windows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.network.pieces import MOST_PIECES, Passage, Sentence, name_in, passages, tokenizer


def cut(text: str, *mentions: tuple[int, int], hide_names: bool = True) -> list[Passage]:
    return next(passages([Sentence(text, mentions)], hide_names=hide_names))


def shown(passage: Passage) -> list[str]:
    known = tokenizer()
    return [str(known.id_to_token(piece)) for piece in passage.ids]


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("Spain", "Spain"),
        ("the former President Obama’s", "President Obama"),
        ("Bank of Spain", "Bank of Spain"),
        ("U.S.", "U.S."),
        ("al-Shabaab", "al-Shabaab"),
        ("She", None),
        ("the brutal regime", None),
        ("", None),
    ],
)
def test_name_in_a_mention(surface: str, name: str | None) -> None:
    found = name_in(surface)
    assert (found and surface[slice(*found)]) == name


def test_a_name_is_one_placeholder_and_the_rest_stays() -> None:
    (passage,) = cut("The Saudi Arabian king met her.", (0, 22), (27, 30))
    assert shown(passage) == ["[CLS]", "the", "[MASK]", "king", "met", "her", ".", "[SEP]"]
    assert passage.spans == ((1, 4), (5, 6))
    assert passage.mentions == (0, 1)


def test_names_can_be_shown() -> None:
    (passage,) = cut("Spain left.", (0, 5), hide_names=False)
    assert shown(passage) == ["[CLS]", "spain", "left", ".", "[SEP]"]


def test_mentions_that_overlap_are_one_placeholder() -> None:
    (passage,) = cut("New South Wales left.", (0, 15), (4, 15))
    assert shown(passage)[:3] == ["[CLS]", "[MASK]", "left"]
    assert passage.spans == ((1, 2), (1, 2))


def test_without_mentions_there_is_nothing_to_read() -> None:
    assert cut("Spain left.") == []
    assert cut("") == []


def test_a_mention_of_blanks_is_read_at_the_next_word() -> None:
    (passage,) = cut("Spain  left.", (5, 6))
    assert passage.spans == ((2, 3),)


def test_a_sentence_of_blanks_has_no_pieces() -> None:
    assert cut("  ", (0, 1)) == [Passage((101, 102), (0,), ((0, 1),), (0, 0))]


def test_a_long_sentence_is_read_around_each_mention() -> None:
    text = "word " * 900 + "Spain " + "word " * 900 + "Oman left."
    parts = cut(text, (4500, 4505), (9006, 9010))
    assert [part.mentions for part in parts] == [(0,), (1,)]
    for part, (start, end) in zip(parts, ((4500, 4505), (9006, 9010)), strict=True):
        (span,) = part.spans
        assert shown(part)[slice(*span)] == ["[MASK]"]
        assert part.read[0] < start < end < part.read[1]
        assert len(part.ids) == MOST_PIECES
    first, _ = parts[0].spans[0]
    assert abs(first - MOST_PIECES // 2) <= 2


def test_mentions_near_each_other_share_a_window() -> None:
    text = "word " * 900 + "Spain met Oman. " + "word " * 900
    (part,) = cut(text, (4500, 4505), (4510, 4514))
    assert part.mentions == (0, 1)


def test_a_mention_longer_than_a_window_is_read_at_its_beginning() -> None:
    (part,) = cut("word " * 900, (0, 4499))
    assert part.spans == ((1, MOST_PIECES - 1),)


@given(st.text(min_size=1, max_size=60), st.data())
@settings(max_examples=100, deadline=None)
def test_every_mention_of_any_text_has_pieces(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    (passage,) = cut(text, (start, end), (0, len(text)))
    assert sorted(passage.mentions) == [0, 1]
    for first, last in passage.spans:
        assert 0 <= first < last <= len(passage.ids)
