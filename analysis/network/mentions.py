"""Sentiment toward mentions, and of one for another: a sentence is read once for all that are in it.

Names of whom it is asked about are hidden from
it, see `network.pieces`. No tables here, so that reading sentences needs no pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.network.batches import in_batches, passage_arrays
from analysis.network.pairs import PAIR_LABELS, TURNED
from analysis.network.pieces import Passage, Sentence, Span, passages
from analysis.network.session import read_opinions

# Sentences cut into pieces at a time, so that memory does not grow with the corpus.
_CHUNK = 4096
_NEUTRAL = [1.0, *[0.0] * (len(PAIR_LABELS) - 1)]

Pair = tuple[int, int]


class Reading(NamedTuple):
    """Calibrated probabilities for one mention, and the characters of the sentence that were read for it.

    `about` are the probabilities of `records.ABOUT`, if it is not neutral.
    """

    negative: float
    neutral: float
    positive: float
    read: Span
    about: tuple[float, float, float]


class SentenceReading(NamedTuple):
    """What one sentence was read to say, in the order in which it was asked.

    A `Reading` for each of its mentions, and for each of the pairs asked for the probability of each of
    `PAIR_LABELS`, (pairs, 5).
    """

    mentions: list[Reading]
    opinions: NDArray[np.float64]


class _Place(NamedTuple):
    """A passage and whose it is, with the pairs asked for in it: by their mentions in it, and by number."""

    sentence: int
    passage: Passage
    pairs: list[Pair]
    numbers: list[int]


def read(
    sentences: Sequence[Sentence], *, pairs: Sequence[Sequence[Pair]] = (), hide_names: bool = True
) -> list[SentenceReading]:
    """Read sentences and give the probabilities for each mention, and for pairs of them.

    Parameters
    ----------
    sentences
        Any number, with mentions inside them. Those of one length are read together; a sentence's
        result does not depend on the others.
    pairs
        For every sentence the pairs (p, q) to ask for, as numbers of its mentions; none are asked for where
        this is left out. Every pair is read both ways round, and the result is the geometric mean: which of
        the two is p does not matter.
    hide_names
        Whether names in mentions are replaced by a placeholder, as they were in training.

    Returns
    -------
    list of SentenceReading
        For every sentence one. Of a sentence of more than 254 word pieces only a window around a mention is
        read, which `Reading.read` tells; two that no window holds together are neutral to one another.
    """
    found: list[SentenceReading] = []
    for first in range(0, len(sentences), _CHUNK):
        chunk = sentences[first : first + _CHUNK]
        asked = pairs[first : first + _CHUNK] if pairs else [()] * len(chunk)
        cut = passages(chunk, hide_names=hide_names)
        places = [
            _Place(number, passage, *_asked_in(passage, by_first))
            for number, (parts, by_first) in enumerate(zip(cut, map(_by_first, asked), strict=True))
            for passage in parts
        ]
        readings: list[dict[int, Reading]] = [{} for _ in chunk]
        opinions = [np.tile(_NEUTRAL, (len(own), 1)) for own in asked]
        for batch, answers in in_batches(places, lambda place: len(place.passage.ids), _run):
            for place, values, abouts, shares in zip(batch, *answers, strict=True):
                answered = zip(place.passage.mentions, values.tolist(), abouts.tolist(), strict=False)
                for mention, row, (wording, deed, event) in answered:
                    readings[place.sentence][mention] = Reading(
                        row[0], row[1], row[2], place.passage.read, (wording, deed, event)
                    )
                opinions[place.sentence][place.numbers] = shares
        found += [
            SentenceReading([own[mention] for mention in range(len(own))], shares)
            for own, shares in zip(readings, opinions, strict=True)
        ]
    return found


def _by_first(pairs: Sequence[Pair]) -> dict[int, list[tuple[int, int]]]:
    """Give for the first of each pair the second, and the number of the pair."""
    found: dict[int, list[tuple[int, int]]] = {}
    for number, (first, second) in enumerate(pairs):
        found.setdefault(first, []).append((second, number))
    return found


def _asked_in(
    passage: Passage, by_first: Mapping[int, Sequence[tuple[int, int]]]
) -> tuple[list[Pair], list[int]]:
    """Give the pairs that a passage holds, by their places among its mentions, and their numbers."""
    places = {mention: place for place, mention in enumerate(passage.mentions)}
    found = [
        ((place, places[second]), number)
        for first, place in places.items()
        for second, number in by_first.get(first, ())
        if second in places
    ]
    return [pair for pair, _ in found], [number for _, number in found]


def _run(
    batch: Sequence[_Place],
) -> tuple[NDArray[np.float32], NDArray[np.float32], list[NDArray[np.float64]]]:
    """Return probabilities for mentions of passages (batch, mentions, 3), of both kinds, and for pairs."""
    ids, mentions = passage_arrays([place.passage for place in batch])
    most = max(len(place.pairs) for place in batch)
    numbers = np.zeros((len(batch), 2 * most, 2), dtype="int64")
    for row, place in enumerate(batch):
        both = [turned for p, q in place.pairs for turned in ((p, q), (q, p))]
        numbers[row, : len(both)] = np.array(both, dtype="int64").reshape(-1, 2)
    probabilities, abouts, opinions = read_opinions(ids, mentions, numbers)
    values = opinions.astype("float64")
    mean = np.sqrt(values[:, ::2] * values[:, 1::2][..., list(TURNED)])
    mean /= mean.sum(axis=-1, keepdims=True)
    of_pairs = [own[: len(place.pairs)] for own, place in zip(mean, batch, strict=True)]
    return probabilities, abouts, of_pairs
