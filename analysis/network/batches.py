"""What is read together: texts of about one length, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.network.pieces import Passage

# Word pieces at a time, padding included: more is not faster on two cores, and 2,048 need about 60 MB.
CELLS = 2048

T = TypeVar("T")


def by_length(items: Sequence[T], length: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield items of about one length together, the shortest first, so that padded they fill 2,048 pieces.

    A longer item comes alone. Items of one length keep their order.
    """
    batch: list[T] = []
    for item in sorted(items, key=length):
        if batch and (len(batch) + 1) * length(item) > CELLS:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Put rows of whole numbers into one array, with 0 where a row has ended."""
    found = np.zeros((len(rows), max(map(len, rows))), dtype="int64")
    for number, row in enumerate(rows):
        found[number, : len(row)] = row
    return found


def passage_arrays(passages: Sequence[Passage]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Give the arrays `ids` and `mentions` that `session.ask` reads."""
    ids = padded([passage.ids for passage in passages])
    most = max(len(passage.spans) for passage in passages)
    mentions = np.zeros((len(passages), most, ids.shape[1]), dtype="float32")
    for row, passage in enumerate(passages):
        for number, (first, end) in enumerate(passage.spans):
            mentions[row, number, first:end] = 1.0
    return ids, mentions
