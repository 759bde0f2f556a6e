"""Whether the same words give the same score whoever they are said of.

Sentence frames with two slots, A and B, are filled with pairs of countries and of people, each pair both ways
round; see `resources/even_handedness.toml`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from analysis.resources import read_text
from analysis.sentiment import score_sentences

_STEP = 512

Progress = Callable[[Sequence[Any]], Iterable[Any]]


class Filled(NamedTuple):
    """A frame with a name in each slot."""

    frame: int
    kind: str
    names: tuple[str, str]
    text: str
    spans: tuple[tuple[int, int], tuple[int, int]]  # of A and of B


def filled_frames() -> list[Filled]:
    """Fill every shipped frame with every pair of its kind, both ways round."""
    data = tomllib.loads(read_text("even_handedness.toml"))
    return [
        _filled(number, kind, frame, names)
        for number, frame in enumerate(data["frames"])
        for kind in ("countries", "people")
        for pair in data[kind]
        for names in (tuple(pair), tuple(reversed(pair)))
    ]


def even_handedness(*, method: str = "neural", progress: Progress = iter) -> dict[str, Any]:
    """Measure what changing the names alone does to scores (-1 to 1); 0 is an even hand.

    Parameters
    ----------
    method
        One of `sentiment.METHODS`; where it gives no score, the score counts as 0.
    progress
        Wraps the steps of the work, to show how far it is.

    Returns
    -------
    dict
        `mean_absolute_change` of a slot's score when its pair of names is swapped, over frames, pairs and
        slots, and for countries and people apart; `largest_difference` between a country's mean score over
        all frames and that of all countries; `by_name` that difference for each name (to the mean of its
        kind); and how many `frames` and `sentences` it rests on.
    """
    frames = filled_frames()
    scores = np.zeros((len(frames), 2))
    for first in progress(range(0, len(frames), _STEP)):
        chunk = frames[first : first + _STEP]
        scored = score_sentences([(item.text, item.spans) for item in chunk], method=method)
        scores[first : first + _STEP] = scored["score"].fillna(0.0).to_numpy().reshape(-1, 2)
    by_key = {(item.frame, item.names): score for item, score in zip(frames, scores, strict=True)}
    changes: dict[str, list[float]] = defaultdict(list)
    by_name: dict[str, dict[str, list[float]]] = {"countries": defaultdict(list), "people": defaultdict(list)}
    for item, score in zip(frames, scores, strict=True):
        swapped = by_key[item.frame, (item.names[1], item.names[0])]
        changes[item.kind] += np.abs(score - swapped).tolist()
        for name, value in zip(item.names, score, strict=True):
            by_name[item.kind][name].append(float(value))
    differences = {kind: _differences(values) for kind, values in by_name.items()}
    return {
        "frames": len({item.frame for item in frames}),
        "sentences": len(frames),
        "mean_absolute_change": float(np.mean(changes["countries"] + changes["people"])),
        "mean_absolute_change_countries": float(np.mean(changes["countries"])),
        "mean_absolute_change_people": float(np.mean(changes["people"])),
        "largest_difference": max(abs(value) for value in differences["countries"].values()),
        "by_name": differences["countries"] | differences["people"],
    }


def _differences(values: dict[str, list[float]]) -> dict[str, float]:
    overall = float(np.mean([value for scores in values.values() for value in scores]))
    return {name: float(np.mean(scores)) - overall for name, scores in sorted(values.items())}


def _filled(number: int, kind: str, frame: str, names: Sequence[str]) -> Filled:
    text = ""
    spans: dict[str, tuple[int, int]] = {}
    for piece in frame.replace("{", "}{").split("}"):
        if piece in ("{A", "{B"):
            name = names["AB".index(piece[1])]
            spans[piece[1]] = (len(text), len(text) + len(name))
            text += name
        else:
            text += piece
    return Filled(number, kind, (names[0], names[1]), text, (spans["A"], spans["B"]))
