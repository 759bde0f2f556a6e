"""Shared characters, shared words, and pairs one to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evaluate.matching import Words, merged, one_to_one, shared_characters, shared_words

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: tuple(sorted(pair))))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(3, 3)], []),
        ([(5, 9), (0, 2)], [(0, 2), (5, 9)]),
        ([(0, 4), (4, 6)], [(0, 6)]),
        ([(0, 9), (2, 3), (8, 12)], [(0, 12)]),
    ],
)
def test_merged(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert merged(spans) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 3)], {0}),
        ([(1, 2)], {0}),  # a part of a word
        ([(3, 4)], set()),  # the space
        ([(0, 11)], {0, 1, 3}),  # the comma is no word
        ([(8, 9)], {2}),  # unless it is all there is
        ([(0, 1), (10, 12)], {0, 3}),
        ([], set()),
    ],
)
def test_words_that_are_touched(spans: list[tuple[int, int]], expected: set[int]) -> None:
    assert Words("Ann said, no").touched(spans) == expected


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6))
def test_shared_characters_are_those_of_the_sets(
    left: list[list[tuple[int, int]]], right: list[list[tuple[int, int]]]
) -> None:
    def characters(spans: list[tuple[int, int]]) -> set[int]:
        return {place for start, end in spans for place in range(start, end)}

    found = shared_characters([merged(spans) for spans in left], [merged(spans) for spans in right])
    expected = {
        (i, j): len(characters(one) & characters(other))
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if characters(one) & characters(other)
    }
    assert dict(found) == expected


def test_shared_words_of_each_pair() -> None:
    assert shared_words([{1, 2}, {9}], [{2}, {1, 2, 3}]) == {(0, 0): 1, (0, 1): 2}


def test_the_best_pair_is_taken_first_and_nobody_twice() -> None:
    scores = {(0, 0): 0.6, (0, 1): 0.9, (1, 1): 0.8, (1, 0): 0.5}
    assert one_to_one(scores) == [(0, 1), (1, 0)]


def test_of_equal_pairs_the_first_is_taken() -> None:
    assert one_to_one({(1, 0): 1, (0, 1): 1, (0, 0): 1, (1, 1): 1}) == [(0, 0), (1, 1)]


def test_many_spans_far_apart_are_quick() -> None:
    sets = [[(place * 10, place * 10 + 9)] for place in range(50_000)]
    assert len(shared_characters(sets, sets)) == 50_000
