"""Sentiment toward mentions without tables."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.network import mentions
from analysis.network.mentions import contributions, read
from analysis.network.pieces import Sentence

TEXT = "Oman praised Iran, which robbed the bank."
BOTH = Sentence(TEXT, ((0, 4), (13, 17)))


def test_every_mention_has_a_reading_in_its_place() -> None:
    ((first, second),) = read([BOTH])
    ((turned, other),) = read([Sentence(TEXT, ((13, 17), (0, 4)))])
    assert np.allclose([first[:3], second[:3]], [other[:3], turned[:3]], atol=1e-6)
    for reading in (first, second):
        assert sum(reading[:3]) == pytest.approx(1.0, abs=1e-5)
        assert reading.read == (0, len(TEXT))


def test_no_sentence_and_no_mention_give_nothing() -> None:
    assert read([]) == []
    assert read([Sentence("Nobody met.", ())]) == [[]]
    assert contributions([], [], []) == []


def test_names_count_only_where_they_are_shown() -> None:
    other = Sentence("Peru praised Iran, which robbed the bank.", BOTH.mentions)
    hidden, shown = (read([BOTH, other], hide_names=value) for value in (True, False))
    assert hidden[0] == hidden[1]
    assert shown[0] != shown[1]


def test_chunks_do_not_change_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [BOTH, Sentence("Oman left.", ((0, 4),)), BOTH]
    at_once = read(sentences)
    monkeypatch.setattr(mentions, "_CHUNK", 2)
    assert read(sentences) == at_once


def test_a_word_contributes_what_the_score_loses_without_it() -> None:
    word = (5, 12)
    full, without = read([BOTH, Sentence("Oman  Iran, which robbed the bank.", ((0, 4), (6, 10)))])
    (found,) = contributions([BOTH], [[word]], [full])
    expected = [
        (one.positive - one.negative) - (two.positive - two.negative)
        for one, two in zip(full, without, strict=True)
    ]
    assert found.shape == (1, 2)
    assert found[0].tolist() == pytest.approx(expected, abs=1e-6)


def test_a_word_that_was_not_read_contributes_nothing() -> None:
    text = "Oman praised us. " + "word " * 400 + "end"
    sentence = Sentence(text, ((0, 4),))
    (readings,) = read([sentence])
    assert readings[0].read[1] < len(text)
    (found,) = contributions([sentence], [[(5, 12), (len(text) - 3, len(text))]], [readings])
    assert found[0, 0] != 0.0
    assert found[1, 0] == 0.0
