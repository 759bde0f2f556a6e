"""Which predicted spans are which labelled ones: shared characters, shared words, pairs one to one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

Span = tuple[int, int]

_WORD = re.compile(r"\w+|[^\w\s]")


class Words:
    """The words of a text, and which of them a stretch touches.

    A word is a run of letters, digits and underscores; touching a part of it is enough. Where a stretch
    holds no word (a colon that attributes), its marks count as words.
    """

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self._starts = [match.start() for match in found]
        self._ends = [match.end() for match in found]
        self._is_word = [match.group()[0].isalnum() or match.group()[0] == "_" for match in found]

    def touched(self, spans: Iterable[Span]) -> frozenset[int]:
        """Numbers of the words that any of the spans touches."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        words = frozenset(number for number in found if self._is_word[number])
        return words or frozenset(found)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, without empty ones, and as one where they overlap or touch."""
    whole: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def shared_characters(
    left: Sequence[Sequence[Span]], right: Sequence[Sequence[Span]]
) -> Counter[tuple[int, int]]:
    """Count the characters that each of some sets of spans shares with each of others.

    Parameters
    ----------
    left, right
        Each a set of spans, from `merged`.

    Returns
    -------
    Counter
        For (number in left, number in right) how many characters; pairs that share none are left out. The
        work grows with the pairs that overlap, not with all pairs.
    """
    pieces = sorted(
        (start, end, side, number)
        for side, sets in enumerate((left, right))
        for number, spans in enumerate(sets)
        for start, end in spans
    )
    counts: Counter[tuple[int, int]] = Counter()
    still_open: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for start, end, side, number in pieces:
        others = [(until, other) for until, other in still_open[1 - side] if until > start]
        still_open[1 - side][:] = others
        for until, other in others:
            counts[(number, other) if side == 0 else (other, number)] += min(end, until) - start
        still_open[side].append((end, number))
    return counts


def shared_words(
    left: Sequence[Collection[int]], right: Sequence[Collection[int]]
) -> Counter[tuple[int, int]]:
    """Count the words that each of some sets of words shares with each of others; none is left out."""
    having: dict[int, list[int]] = {}
    for number, words in enumerate(right):
        for word in words:
            having.setdefault(word, []).append(number)
    return Counter(
        (number, other)
        for number, words in enumerate(left)
        for word in words
        for other in having.get(word, ())
    )


def one_to_one(scores: Mapping[tuple[int, int], Any]) -> list[tuple[int, int]]:
    """Choose pairs, the highest score first, so that each number stands in one pair only.

    Of equal scores the pair that comes first by its numbers is taken.
    """
    chosen: list[tuple[int, int]] = []
    lefts: set[int] = set()
    rights: set[int] = set()
    # The sort keeps the order of equal scores, which is that of the numbers.
    for left, right in sorted(sorted(scores), key=lambda pair: scores[pair], reverse=True):
        if left not in lefts and right not in rights:
            chosen.append((left, right))
            lefts.add(left)
            rights.add(right)
    return chosen
