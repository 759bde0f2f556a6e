"""What is read together: texts of one length, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.network.pieces import Passage

# Word pieces at a time: more is not faster on two cores, and 2,048 need about 40 MB.
CELLS = 2048

T = TypeVar("T")


def by_length(items: Sequence[T], length: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield items of one length together, the shortest first, at most 2,048 pieces of them.

    No text is filled up, since the network has no mask for it. A longer item comes alone. Items of one length
    keep their order.
    """
    for size, group in groupby(sorted(items, key=length), key=length):
        alike = list(group)
        step = max(1, CELLS // max(1, size))
        for first in range(0, len(alike), step):
            yield alike[first : first + step]


def passage_arrays(passages: Sequence[Passage]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Give the arrays `ids` and `mentions` that `session.ask` reads, of passages of one length."""
    ids = np.array([passage.ids for passage in passages], dtype="int64")
    most = max(len(passage.spans) for passage in passages)
    mentions = np.zeros((len(passages), most, ids.shape[1]), dtype="float32")
    for row, passage in enumerate(passages):
        for number, (first, end) in enumerate(passage.spans):
            mentions[row, number, first:end] = 1.0
    return ids, mentions
