"""What the network answers."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.network.pieces import Sentence, passages
from analysis.network.session import ask

TEXTS = [Sentence("He said it was.", ((0, 2),)), Sentence("We met us all.", ((0, 2),))]
IDS = np.array([parts[0].ids for parts in passages(TEXTS)])


def test_only_what_is_asked_for_is_given_and_in_that_order() -> None:
    places, cues = ask(["places", "cues"], IDS, least=0.3)
    assert cues.shape == (2, 7, 3)
    assert cues.sum(-1) == pytest.approx(np.ones((2, 7)), abs=1e-5)
    # "said" is the third piece of the first text; nobody says anything in the second.
    assert places.tolist() == [[0, 2]]


def test_roles_have_a_row_for_each_cue() -> None:
    (roles,) = ask(["roles"], IDS, least=0.3)
    assert roles.shape == (1, 7, 3)
    assert roles[0].argmax(-1).tolist()[1:6] == [1, 0, 2, 2, 0]


def test_without_a_threshold_there_are_no_cues() -> None:
    places, roles = ask(["places", "roles"], IDS)
    assert places.shape == (0, 2)
    assert roles.shape[0] == 0


def test_mentions_and_pairs_are_answered_together() -> None:
    mentions = np.zeros((2, 2, 7), dtype="float32")
    mentions[:, 0, 1] = mentions[:, 1, 4] = 1.0
    pairs = np.array([[[0, 1]], [[1, 0]]])
    shares, opinions = ask(["probabilities", "opinions"], IDS, mentions=mentions, pairs=pairs)
    assert shares.shape == (2, 2, 3)
    assert opinions.shape == (2, 1, 5)
    # Each text and each pair is answered for itself.
    other = np.array([[[1, 0], [0, 1]]])
    alone, both = ask(["probabilities", "opinions"], IDS[1:], mentions=mentions[1:], pairs=other)
    assert np.abs(alone[0] - shares[1]).max() < 1e-6
    assert np.abs(both[0, 0] - opinions[1, 0]).max() < 1e-6
    assert np.abs(both[0, 1] - both[0, 0]).max() > 1e-6


def test_what_is_not_asked_for_has_no_elements() -> None:
    names = ["probabilities", "opinions", "cues", "places", "roles"]
    assert [found.size for found in ask(names, IDS)] == [0] * 5
    mentions = np.zeros((2, 1, 7), dtype="float32")
    mentions[:, 0, 1] = 1.0
    shares, opinions, cues, *_ = ask(names, IDS, mentions=mentions)
    assert (shares.shape, opinions.shape, cues.size) == ((2, 1, 3), (2, 0, 5), 0)
