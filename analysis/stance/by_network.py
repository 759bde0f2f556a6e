"""Pairs of mentions scored by the network of `network.session`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.batches import in_batches, passage_arrays
from analysis.network.pieces import Passage, passages
from analysis.network.sentences import sentence_jobs
from analysis.stance.pairs import PAIR_LABELS, TURNED

# Sentences cut into pieces at a time, so that memory does not grow with the corpus.
_CHUNK = 4096


class _Asked(NamedTuple):
    """A passage with the pairs asked for in it: numbers of two of its mentions, and of the pair."""

    passage: Passage
    pairs: list[tuple[int, int]]
    numbers: list[int]


def score(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    _tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    pairs: Sequence[tuple[int, int]],
) -> NDArray[np.float64]:
    """Score pairs of rows of `mentions`, the two of one sentence: (pairs, 5), of each of `PAIR_LABELS`.

    Every pair is read both ways round, and the result is the geometric mean: the order does not count.
    """
    found = np.zeros((len(pairs), len(PAIR_LABELS)))
    found[:, 0] = 1.0
    asked_of = list(_asked(articles, sentences, mentions, pairs))
    for batch, opinions in in_batches(asked_of, lambda asked: len(asked.passage.ids), _read):
        for asked, shares in zip(batch, opinions, strict=True):
            found[asked.numbers] = shares
    return found


def _asked(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    pairs: Sequence[tuple[int, int]],
) -> Iterator[_Asked]:
    by_first: dict[int, list[tuple[int, int]]] = {}
    for number, (first, second) in enumerate(pairs):
        by_first.setdefault(first, []).append((second, number))
    jobs = [
        job
        for job in sentence_jobs(articles, sentences, mentions)
        if any(row in by_first for row in job.rows)
    ]
    for start in range(0, len(jobs), _CHUNK):
        chunk = jobs[start : start + _CHUNK]
        for job, cut in zip(chunk, passages([job.sentence for job in chunk]), strict=True):
            for passage in cut:
                places = {job.rows[mention]: place for place, mention in enumerate(passage.mentions)}
                asked = [
                    ((place, places[second]), number)
                    for row, place in places.items()
                    for second, number in by_first.get(row, ())
                    if second in places
                ]
                if asked:
                    yield _Asked(passage, [pair for pair, _ in asked], [number for _, number in asked])


def _read(batch: Sequence[_Asked]) -> list[NDArray[np.float64]]:
    from analysis.network.session import ask

    ids, mentions = passage_arrays([asked.passage for asked in batch])
    numbers = np.zeros((len(batch), 2 * max(len(asked.pairs) for asked in batch), 2), dtype="int64")
    for row, asked in enumerate(batch):
        numbers[row, : 2 * len(asked.pairs)] = [
            turned for first, second in asked.pairs for turned in ((first, second), (second, first))
        ]
    (opinions,) = ask(["opinions"], ids, mentions=mentions, pairs=numbers)
    found = []
    for asked, rows in zip(batch, opinions.astype("float64"), strict=True):
        used = rows[: 2 * len(asked.pairs)]
        mean = np.sqrt(used[::2] * used[1::2][:, list(TURNED)])
        found.append(mean / mean.sum(axis=1, keepdims=True))
    return found
