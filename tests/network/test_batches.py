"""What is read together, and as which arrays."""

from __future__ import annotations

import threading

import pytest

from analysis.network import batches
from analysis.network.batches import CELLS, by_length, in_batches, passage_arrays
from analysis.network.pieces import Sentence, passages


def test_items_of_one_length_are_together_and_keep_their_order() -> None:
    assert list(by_length(["bbb", "a", "ccc", "d"], len)) == [["a", "d"], ["bbb", "ccc"]]


def test_a_batch_holds_at_most_2048_pieces() -> None:
    found = list(by_length([[0] * length for length in [100] * 45 + [7] * 3], len))
    assert [len(batch) for batch in found] == [3, 20, 20, 5]
    assert len(found[1]) * 100 <= CELLS < (len(found[1]) + 1) * 100


def test_an_item_longer_than_a_batch_comes_alone() -> None:
    assert [len(batch) for batch in by_length([[0] * 5000, [0] * 5000], len)] == [1, 1]


def test_nothing_makes_no_batch() -> None:
    assert list(by_length([], len)) == []


def test_items_of_no_length_are_a_batch() -> None:
    assert list(by_length(["", ""], len)) == [["", ""]]


def test_batches_are_worked_on_side_by_side_and_come_the_longest_first() -> None:
    both = threading.Barrier(2, timeout=30)

    def work(batch: list[str]) -> str:
        both.wait()  # until the other one is worked on, too
        return "".join(batch).upper()

    if batches._processors() < 2:
        pytest.skip("needs two processors")
    assert list(in_batches(["bb", "a", "cc"], len, work)) == [(["bb", "cc"], "BBCC"), (["a"], "A")]


def test_an_error_in_a_batch_is_raised() -> None:
    def work(batch: list[str]) -> int:
        return 1 // (len(batch) - 1)

    with pytest.raises(ZeroDivisionError):
        list(in_batches(["a", "bb"], len, work))
    with pytest.raises(ZeroDivisionError):
        list(in_batches(["a"], len, work))
    assert list(in_batches([], len, work)) == []


def test_mentions_cover_their_pieces() -> None:
    sentences = [Sentence("Oman met Iran.", ((0, 4), (9, 13))), Sentence("Oman met us.", ((0, 4),))]
    cut = [parts[0] for parts in passages(sentences)]
    ids, mentions = passage_arrays(cut)
    assert ids.shape == (2, 6)
    assert mentions.tolist() == [
        [[0, 1, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0]],
        [[0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]],
    ]


def test_whoever_starts_several_processes_says_how_many_processors_each_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    untold = batches._processors()
    for told, processors in (("1", 1), ("", untold), ("0", untold), ("many", untold)):
        monkeypatch.setenv("OMP_NUM_THREADS", told)
        assert batches._processors() == processors
