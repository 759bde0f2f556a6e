"""Sentiment by a small neural network, which reads a sentence once and answers for all mentions in it.

A six-layer BERT (MiniLM) with heads of our own, in `resources/network.onnx`; its data, figures and known
failures stand in `resources/network.md`. It never sees the name of whom it is asked about, see `pieces`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from analysis.network.pieces import Passage, Sentence, Span, passages
from analysis.resources import path_of

# Word pieces at a time, padding included: more is not faster on two cores, and 2,048 need about 60 MB.
_CELLS = 2048
# Sentences cut into pieces at a time, so that memory does not grow with the corpus.
_CHUNK = 4096


class Reading(NamedTuple):
    """Calibrated probabilities for one mention, and the characters of the sentence that were read for it."""

    negative: float
    neutral: float
    positive: float
    read: Span


class _Place(NamedTuple):
    """A passage and whose it is."""

    sentence: int
    passage: Passage


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # Threads that wait busily would take the processor from whatever else the user runs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path_of("network.onnx"), options, providers=["CPUExecutionProvider"])


def read(sentences: Sequence[Sentence], *, hide_names: bool = True) -> list[list[Reading]]:
    """Read sentences and give the probabilities for each mention.

    Parameters
    ----------
    sentences
        Any number, with mentions inside them. Those of about one length are read together; a sentence's
        result does not depend on the others.
    hide_names
        Whether names in mentions are replaced by a placeholder, as they were in training.

    Returns
    -------
    list of list of Reading
        For every sentence one reading a mention, in their order. Of a sentence of more than 254 word pieces
        only a window around the mention is read, which `Reading.read` tells.
    """
    found: list[list[Reading]] = []
    for first in range(0, len(sentences), _CHUNK):
        chunk = sentences[first : first + _CHUNK]
        cut = passages(chunk, hide_names=hide_names)
        places = [_Place(number, passage) for number, parts in enumerate(cut) for passage in parts]
        readings: dict[tuple[int, int], Reading] = {}
        for batch in _batches(places):
            probabilities = _run(batch)
            for place, rows in zip(batch, probabilities, strict=True):
                for mention, row in zip(place.passage.mentions, rows, strict=False):
                    readings[place.sentence, mention] = Reading(
                        float(row[0]), float(row[1]), float(row[2]), place.passage.read
                    )
        found += [
            [readings[number, mention] for mention in range(len(sentence.mentions))]
            for number, sentence in enumerate(chunk)
        ]
    return found


def contributions(
    sentences: Sequence[Sentence], words: Sequence[Sequence[Span]], readings: Sequence[Sequence[Reading]]
) -> list[NDArray[np.float64]]:
    """Measure what each word adds to the scores, by reading every sentence again without it.

    Parameters
    ----------
    sentences, readings
        What was read, and what `read` gave.
    words
        For each sentence the words to leave out, none of them in a mention.

    Returns
    -------
    list of array
        For each sentence (words, mentions): the score (positive − negative) with the word less that without
        it, -2 to 2; 0 where the word was not read. These do not add up to the score.
    """
    found = [
        np.zeros((len(spans), len(sentence.mentions)))
        for sentence, spans in zip(sentences, words, strict=True)
    ]
    jobs = [
        (number, place)
        for number, spans in enumerate(words)
        for place, span in enumerate(spans)
        if any(_holds(reading, span) for reading in readings[number])
    ]
    without = read([_without(sentences[number], words[number][place]) for number, place in jobs])
    for (number, place), others in zip(jobs, without, strict=True):
        for mention, (full, other) in enumerate(zip(readings[number], others, strict=True)):
            if _holds(full, words[number][place]):
                found[number][place, mention] = (full.positive - full.negative) - (
                    other.positive - other.negative
                )
    return found


def _holds(reading: Reading, span: Span) -> bool:
    return reading.read[0] <= span[0] and span[1] <= reading.read[1]


def _without(sentence: Sentence, span: Span) -> Sentence:
    start, end = span
    moved = tuple(
        (first, last) if last <= start else (first - (end - start), last - (end - start))
        for first, last in sentence.mentions
    )
    return Sentence(sentence.text[:start] + sentence.text[end:], moved)


def _batches(places: Sequence[_Place]) -> Iterator[list[_Place]]:
    """Yield passages of about one length together."""
    batch: list[_Place] = []
    for place in sorted(places, key=lambda place: (len(place.passage.ids), place.sentence)):
        if batch and (len(batch) + 1) * len(place.passage.ids) > _CELLS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _run(batch: Sequence[_Place]) -> NDArray[np.float32]:
    width = max(len(place.passage.ids) for place in batch)
    most = max(len(place.passage.spans) for place in batch)
    ids = np.zeros((len(batch), width), dtype="int64")
    mentions = np.zeros((len(batch), most, width), dtype="float32")
    for row, place in enumerate(batch):
        ids[row, : len(place.passage.ids)] = place.passage.ids
        for number, (first, end) in enumerate(place.passage.spans):
            mentions[row, number, first:end] = 1.0
    (probabilities,) = _session().run(["probabilities"], {"ids": ids, "mentions": mentions})
    return probabilities  # type: ignore[no-any-return]
