"""Sentiment toward mentions: a sentence is read once for all that are in it.

It is one of the questions that `network.session` answers. Names of whom it is asked about are hidden from
it, see `network.pieces`. No tables here, so that reading sentences needs no pandas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.network.batches import in_batches, passage_arrays
from analysis.network.pieces import Passage, Sentence, Span, passages
from analysis.network.session import ask

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


def read(sentences: Sequence[Sentence], *, hide_names: bool = True) -> list[list[Reading]]:
    """Read sentences and give the probabilities for each mention.

    Parameters
    ----------
    sentences
        Any number, with mentions inside them. Those of one length are read together; a sentence's
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
        for batch, probabilities in in_batches(places, lambda place: len(place.passage.ids), _run):
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
    """Measure what each word adds to the scores, in its sentence and alone.

    Left out of a sentence, one of several words that say the same changes little; alone beside the mentions,
    a word that another one turns round says too much. So the weight is the mean of both: of what the word
    adds as the last one of all and as the first, of the orders over which Shapley (1953, "A value for
    n-person games") takes the mean.

    Parameters
    ----------
    sentences, readings
        What was read, and what `read` gave.
    words
        For each sentence the words to measure, none of them in a mention.

    Returns
    -------
    list of array
        For each sentence (words, mentions): by how much the word moves the score (positive − negative), -2 to
        2; 0 where it was not read. These do not add up to the score.
    """
    found = [
        np.zeros((len(spans), len(sentence.mentions)))
        for sentence, spans in zip(sentences, words, strict=True)
    ]
    jobs = [
        (number, span, place)
        for number, spans in enumerate(words)
        for place, span in enumerate(spans)
        if any(_holds(reading, span) for reading in readings[number])
    ]
    numbers = list(dict.fromkeys(number for number, _, _ in jobs))
    bare = dict(zip(numbers, read([_only(sentences[number]) for number in numbers]), strict=True))
    without = read([_without(sentences[number], span) for number, span, _ in jobs])
    alone = read([_only(sentences[number], span) for number, span, _ in jobs])
    for (number, span, place), *others in zip(jobs, without, alone, strict=True):
        found[number][place] = [
            (_score(full) - _score(left) + _score(single) - _score(none)) / 2 if _holds(full, span) else 0.0
            for full, left, single, none in zip(readings[number], *others, bare[number], strict=True)
        ]
    return found


def _score(reading: Reading) -> float:
    return reading.positive - reading.negative


def _holds(reading: Reading, span: Span) -> bool:
    return reading.read[0] <= span[0] and span[1] <= reading.read[1]


def _without(sentence: Sentence, span: Span) -> Sentence:
    start, end = span
    moved = tuple(
        (first, last) if last <= start else (first - (end - start), last - (end - start))
        for first, last in sentence.mentions
    )
    return Sentence(sentence.text[:start] + sentence.text[end:], moved)


def _only(sentence: Sentence, *words: Span) -> Sentence:
    """Leave of a sentence its mentions and some words, with a space after each."""
    text, end = "", 0
    moved: dict[Span, Span] = {}
    # Where a mention holds another, the other is in the text already.
    for span in sorted({*sentence.mentions, *words}, key=lambda span: (span[0], -span[1])):
        if span[0] >= end and text:
            text += " "
        text += sentence.text[max(span[0], end) : span[1]]
        end = max(end, span[1])
        last = len(text) - (end - span[1])
        moved[span] = (last - (span[1] - span[0]), last)
    return Sentence(text, tuple(moved[mention] for mention in sentence.mentions))


def _run(batch: Sequence[_Place]) -> NDArray[np.float32]:
    ids, mentions = passage_arrays([place.passage for place in batch])
    return ask(["probabilities"], ids, mentions=mentions)[0]
