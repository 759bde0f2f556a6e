"""Attributions by the network of `network.session`: cues first, then what is source and content of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.batches import by_length, padded
from analysis.network.session import ask
from analysis.network.windows import Pieces, Window, text_pieces, windows
from analysis.quotes.records import Attribution, Span

# Chosen on a tenth of PolNeAR's training articles for the F1 of attributions.
_CUE, _CONTENT, _SOURCE = 0.3, 0.5, 0.4
# Stretches of content that are fewer pieces apart than this are one, and shorter ones are dropped where
# there are others.
_GAP, _SHORT = 3, 3
# Articles at a time, so that memory does not grow with the corpus.
_CHUNK = 64


class _Place(NamedTuple):
    """A window and the number of its article."""

    article: int
    window: Window


class _Cue(NamedTuple):
    """A cue that was found: its pieces in the article, and the probabilities of the window's pieces."""

    first: int
    end: int
    probability: float
    begins: int  # the first piece of the window
    roles: NDArray[np.float32]


def find(articles: pd.DataFrame, _sentences: pd.DataFrame, _tokens: pd.DataFrame) -> list[list[Attribution]]:
    """Find attributions; parameters and results are those of `quotes.find_attributions`."""
    texts = articles["text"].tolist()
    found: list[list[Attribution]] = []
    for first in range(0, len(texts), _CHUNK):
        found += _find(texts[first : first + _CHUNK])
    return found


def _find(texts: Sequence[str]) -> list[list[Attribution]]:
    pieces = [text_pieces(text) for text in texts]
    places = [_Place(number, window) for number, own in enumerate(pieces) for window in windows(own)]
    cues: list[list[_Cue]] = [[] for _ in texts]
    for batch in by_length(places, lambda place: len(place.window.ids)):
        for place, found in zip(batch, _read(batch), strict=True):
            cues[place.article] += found
    return [
        _attributions(text, own, sorted(found, key=lambda cue: cue.first))
        for text, own, found in zip(texts, pieces, cues, strict=True)
    ]


def _read(batch: Sequence[_Place]) -> list[list[_Cue]]:
    """Find the cues that each window answers for."""
    ids = padded([place.window.ids for place in batch])
    cues, places, roles = ask(["cues", "places", "roles"], ids, least=_CUE)
    found: list[list[_Cue]] = [[] for _ in batch]
    for (row, place), own in zip(places.tolist(), roles, strict=True):
        window = batch[row].window
        first = window.first + place - 1  # the start mark shifts all by one
        if first not in window.core:
            continue
        size = len(window.ids) - 2
        end = place + 1
        while end <= size and cues[row, end].argmax() == 2:
            end += 1
        found[row].append(
            _Cue(
                first, first + end - place, float(cues[row, place, 1]), window.first, own[1 : size + 1].copy()
            )
        )
    return found


def _attributions(text: str, pieces: Pieces, cues: Sequence[_Cue]) -> list[Attribution]:
    found: list[Attribution] = []
    reached = 0
    for cue in cues:
        if cue.first < reached:
            continue
        reached = cue.end
        content = _stretches(cue.roles[:, 2] >= _CONTENT)
        content = [part for part in content if part[1] - part[0] >= _SHORT] or content
        if not content:
            continue
        source = max(
            _stretches(cue.roles[:, 1] >= _SOURCE),
            key=lambda part: cue.roles[part[0] : part[1], 1].sum(),
            default=None,
        )
        found.append(
            Attribution(
                () if source is None else (_span(text, pieces, source, cue.begins),),
                (_span(text, pieces, (cue.first, cue.end), 0),),
                tuple(_span(text, pieces, part, cue.begins) for part in content),
            )
        )
    return sorted(found, key=lambda item: item.content)


def _stretches(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give where chosen pieces begin and end, over gaps."""
    places = np.flatnonzero(chosen)
    if not len(places):
        return []
    cuts = np.flatnonzero(np.diff(places) > _GAP) + 1
    return [(int(part[0]), int(part[-1]) + 1) for part in np.split(places, cuts)]


def _span(text: str, pieces: Pieces, part: tuple[int, int], begins: int) -> Span:
    """Give the characters of pieces, whole words only."""
    start, end = pieces.spans[begins + part[0]][0], pieces.spans[begins + part[1] - 1][1]
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
