"""Labelled files read as items, and sentences of our own."""

from __future__ import annotations

import pytest

from analysis.network.pairs import PAIR_LABELS
from analysis.network.pieces import Sentence
from analysis.training.data import (
    Attributed,
    Labelled,
    certain,
    is_for_calibration,
    is_kept,
    own_sentences,
)


def test_rows_of_one_sentence_are_one_item(items: list[Labelled]) -> None:
    assert items[1] == Labelled(
        Sentence("Spain robbed France.", ((0, 5), (13, 19))), ((0, (1.0, 0.0, 0.0)), (1, (0.0, 1.0, 0.0))), ()
    )
    assert items[2].pairs == ((0, 1, certain(PAIR_LABELS.index(("positive", "p->q")), 5)),)


def test_sentences_of_our_own_are_labelled_and_none_is_kept() -> None:
    found = own_sentences()
    assert len({item.sentence.text for item in found}) == len(found) > 100
    assert not any(is_kept(item.sentence.text) for item in found)
    warned = next(item for item in found if "had warned" in item.sentence.text)
    text, spans = warned.sentence
    assert text == "Bornland, which Queldor had warned, sent its soldiers again."
    assert [text[start:end] for start, end in spans] == ["Bornland", "Queldor"]
    assert warned.targets == ((0, certain(0, 3)), (1, certain(1, 3)))
    assert warned.pairs == ((0, 1, certain(PAIR_LABELS.index(("negative", "q->p")), 5)),)


def test_a_tenth_is_kept_and_half_of_it_is_for_calibration() -> None:
    texts = [f"Sentence {number}." for number in range(20_000)]
    kept = [text for text in texts if is_kept(text)]
    assert len(kept) == pytest.approx(2000, abs=150)
    assert sum(map(is_for_calibration, kept)) == pytest.approx(1000, abs=120)


def test_what_the_lexicon_was_made_without_is_kept() -> None:
    # The SHA-1 of these begins with 0.
    assert is_kept("a5")
    assert not is_kept("a1")


def test_attributions_are_pieces_and_need_a_cue(articles: list[Attributed]) -> None:
    (article,) = articles
    (item,) = article.attributions
    words = {
        name: [article.pieces.spans[piece] for piece in getattr(item, name)] for name in ("source", "content")
    }
    assert item.cue[1] - item.cue[0] == 1
    assert [end - start for start, end in words["content"]] == [1, 2, 3, 4, 1, 1]
    assert len(words["source"]) == item.source[-1] - item.source[0] + 1
