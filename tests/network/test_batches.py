"""What is read together, and as which arrays."""

from __future__ import annotations

from analysis.network.batches import CELLS, by_length, passage_arrays
from analysis.network.pieces import Sentence, passages


def test_items_of_one_length_are_together_and_keep_their_order() -> None:
    assert list(by_length(["bbb", "a", "ccc", "d"], len)) == [["a", "d"], ["bbb", "ccc"]]


def test_a_batch_holds_at_most_2048_pieces() -> None:
    batches = list(by_length([[0] * length for length in [100] * 45 + [7] * 3], len))
    assert [len(batch) for batch in batches] == [3, 20, 20, 5]
    assert len(batches[1]) * 100 <= CELLS < (len(batches[1]) + 1) * 100


def test_an_item_longer_than_a_batch_comes_alone() -> None:
    assert [len(batch) for batch in by_length([[0] * 5000, [0] * 5000], len)] == [1, 1]


def test_nothing_makes_no_batch() -> None:
    assert list(by_length([], len)) == []


def test_items_of_no_length_are_a_batch() -> None:
    assert list(by_length(["", ""], len)) == [["", ""]]


def test_mentions_cover_their_pieces() -> None:
    sentences = [Sentence("Oman met Iran.", ((0, 4), (9, 13))), Sentence("Oman met us.", ((0, 4),))]
    cut = [parts[0] for parts in passages(sentences)]
    ids, mentions = passage_arrays(cut)
    assert ids.shape == (2, 6)
    assert mentions.tolist() == [
        [[0, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0]],
        [[0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]],
    ]
