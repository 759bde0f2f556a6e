"""What is read together: texts of one length, as arrays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from analysis.network.pieces import Passage

# Word pieces at a time: more is not faster on two cores, and 2,048 need about 40 MB.
CELLS = 2048

_MOST_PROCESSORS = 8

T = TypeVar("T")
R = TypeVar("R")


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


def in_batches(
    items: Sequence[T], length: Callable[[T], int], work: Callable[[list[T]], R]
) -> Iterator[tuple[list[T], R]]:
    """Yield the batches of `by_length`, each with what `work` makes of it, several worked on side by side.

    On two cores that takes three quarters of the time of batches one by one, each on both. The longest come
    first, so that no processor waits for one of them at the end.
    """
    batches = list(by_length(items, length))[::-1]
    if len(batches) < 2:
        yield from ((batch, work(batch)) for batch in batches)
        return
    # Made anew for every use: a process that is forked has no threads of the one before.
    with ThreadPoolExecutor(_processors()) as pool:
        yield from zip(batches, pool.map(work, batches), strict=True)


def _processors() -> int:
    """Count the processors that this process may use, up to eight: each has its own memory for a batch.

    Whoever starts several processes says how many each may use by the variable OMP_NUM_THREADS, as is the
    custom (`pipeline.jobs`, joblib, Dask).
    """
    told = os.environ.get("OMP_NUM_THREADS", "")
    if told.isdecimal() and int(told):
        return min(int(told), _MOST_PROCESSORS)
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _MOST_PROCESSORS)
    return min(os.cpu_count() or 1, _MOST_PROCESSORS)


def passage_arrays(passages: Sequence[Passage]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Give the arrays `ids` and `mentions` that `session.ask` reads, of passages of one length."""
    ids = np.array([passage.ids for passage in passages], dtype="int64")
    most = max(len(passage.spans) for passage in passages)
    mentions = np.zeros((len(passages), most, ids.shape[1]), dtype="float32")
    for row, passage in enumerate(passages):
        for number, (first, end) in enumerate(passage.spans):
            mentions[row, number, first:end] = 1.0
    return ids, mentions
