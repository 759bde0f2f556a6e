"""Sentiment toward mentions without tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.network import mentions
from analysis.network.mentions import Reading
from analysis.network.pairs import PAIR_LABELS, TURNED
from analysis.network.pieces import Sentence

TEXT = "Oman praised Iran, which robbed the bank."
BOTH = Sentence(TEXT, ((0, 4), (13, 17)))


def read(sentences: Sequence[Sentence], *, hide_names: bool = True) -> list[list[Reading]]:
    return [reading.mentions for reading in mentions.read(sentences, hide_names=hide_names)]


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


def test_pairs_are_answered_beside_mentions_in_the_order_asked() -> None:
    long = Sentence(f"Oman robbed Iran. {'and so on ' * 300}Peru met Oman.", ((0, 4), (12, 16), (3018, 3022)))
    sentences = [BOTH, Sentence("Oman left.", ((0, 4),)), long]
    found = mentions.read(sentences, pairs=[[(0, 1), (1, 0)], [], [(0, 2), (1, 0)]])
    assert [reading.opinions.shape for reading in found] == [(2, 5), (0, 5), (2, 5)]
    assert found[0].opinions[1] == pytest.approx(found[0].opinions[0][list(TURNED)], abs=1e-6)
    assert found[2].opinions[0].tolist() == [1, 0, 0, 0, 0]
    near = dict(zip(PAIR_LABELS, found[2].opinions[1].tolist(), strict=True))
    assert near["negative", "q->p"] > near["negative", "p->q"] > 0
    (alone,) = mentions.read([BOTH], pairs=[[(0, 1)]])
    assert alone.opinions[0].tolist() == found[0].opinions[0].tolist()
    assert [reading.mentions for reading in found] == read(sentences)


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
