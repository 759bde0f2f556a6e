"""Whole texts as the network reads them in windows: who is named and meant, and who says what.

`resources/windows.onnx` reads windows of word pieces; `resources/references.md` says how it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.network.batches import in_batches
from analysis.network.cases import OTHER, piece_cases
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS
from analysis.network.references import Array, Read, Reading, references_in
from analysis.network.session import STATES, read_windows
from analysis.network.windows import Pieces, Window, text_pieces, windows
from analysis.tokens.document import Document

# How probable the first piece of a cue has to be; chosen on a tenth of PolNeAR's training articles for the F1
# of attributions, together with what else a cue needs (`quotes.by_network`).
LIKELY = 0.3
# Texts read at a time, so that memory does not grow with the corpus.
_CHUNK = 32


class Cue(NamedTuple):
    """A cue that was found: its pieces in the text, and the probabilities of the window's pieces.

    `begins` is the first piece of the window, `roles` (pieces of the window, 3) tell how probable it is that
    each is nothing, source or content to the cue.
    """

    first: int
    end: int
    probability: float
    begins: int
    roles: NDArray[np.float32]


class ArticleReading(NamedTuple):
    """What was found in a text: mentions and what goes with them, its pieces, and its cues in order."""

    references: Reading
    pieces: Pieces
    cues: list[Cue]


class _Place(NamedTuple):
    """A window and the number of its text."""

    text: int
    window: Window


def read_articles(documents: Sequence[Document]) -> list[ArticleReading]:
    """Read texts; in one without words nothing is found."""
    found: list[ArticleReading] = []
    for first in range(0, len(documents), _CHUNK):
        chunk = documents[first : first + _CHUNK]
        read, cues = _read(chunk)
        found += [
            ArticleReading(references_in(document, own), own.pieces, sorted(said, key=lambda cue: cue.first))
            for document, own, said in zip(chunk, read, cues, strict=True)
        ]
    return found


def _read(documents: Sequence[Document]) -> tuple[list[Read], list[list[Cue]]]:
    pieces = text_pieces(documents)
    read = [_unread(one.text, own) for one, own in zip(documents, pieces, strict=True)]
    cues: list[list[Cue]] = [[] for _ in documents]
    places = [_Place(number, window) for number, own in enumerate(pieces) for window in windows(own)]

    def run(batch: list[_Place]) -> tuple[Array, ...]:
        ids = np.array([place.window.ids for place in batch], dtype="int64")
        cases = np.full(ids.shape, OTHER, dtype="int64")
        for row, (text, window) in enumerate(batch):
            size = len(window.ids) - 2
            cases[row, 1 : size + 1] = read[text].cases[window.first : window.first + size]
        return read_windows(ids, cases, LIKELY)

    for batch, (names, nominals, states, *said) in in_batches(places, lambda one: len(one.window.ids), run):
        for row, (text, window) in enumerate(batch):
            core, shift = window.core, 1 - window.first
            known = read[text]
            for table, answer in ((known.names, names), (known.nominals, nominals), (known.states, states)):
                table[core.start : core.stop] = answer[row, core.start + shift : core.stop + shift]
        for row, cue in _cues([window for _, window in batch], *said):
            cues[batch[row].text].append(cue)
    return read, cues


def _cues(read: Sequence[Window], cues: Array, places: Array, roles: Array) -> list[tuple[int, Cue]]:
    """Find the cues that windows answer for, each with the number of its window."""
    found = []
    for (row, place), own in zip(places.tolist(), roles, strict=True):
        window = read[row]
        first = window.first + place - 1  # the start mark shifts all by one
        if first not in window.core:
            continue
        size = len(window.ids) - 2
        end = place + 1
        while end <= size and cues[row, end].argmax() == 2:
            end += 1
        probability = float(cues[row, place, 1])
        cue = Cue(first, first + end - place, probability, window.first, own[1 : size + 1].copy())
        found.append((row, cue))
    return found


def _unread(text: str, pieces: Pieces) -> Read:
    sizes = (len(NAME_LABELS), len(NOMINAL_LABELS), STATES)
    tables = (np.zeros((len(pieces.ids), size), "float32") for size in sizes)
    return Read(pieces, piece_cases(text, pieces.ids, pieces.spans), *tables)
