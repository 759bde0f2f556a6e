"""Labels of scores and of probabilities: within ±0.05 both are neutral, so that the two never disagree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.records import ABOUT

LABELS = ("negative", "neutral", "positive")
_LEAST = 0.05


def label_of(score: float) -> str:
    """Return the label of a score (-1 to 1): neutral within ±0.05, as VADER's authors recommend."""
    return "positive" if score >= _LEAST else "negative" if score <= -_LEAST else "neutral"


def labels_of(probabilities: NDArray[np.float64]) -> NDArray[np.str_]:
    """Return the labels of probabilities (rows, 3), in the order of `LABELS`.

    Each is the most probable, but neutral where the score (positive less negative) is within ±0.05: where
    both sides are about as probable, neither is called.
    """
    scores = probabilities[:, 2] - probabilities[:, 0]
    chosen = np.where(np.abs(scores) < _LEAST, 1, probabilities.argmax(axis=1))
    found: NDArray[np.str_] = np.array(LABELS)[chosen]
    return found


def abouts_of(probabilities: NDArray[np.float64], labels: Sequence[str]) -> list[str | None]:
    """Return what sentiments rest on, one of `records.ABOUT` each.

    None where the label is neutral, or where nothing is more probable than all else together.
    """
    chosen, largest = probabilities.argmax(axis=1).tolist(), probabilities.max(axis=1).tolist()
    return [
        ABOUT[number] if share > 0.5 and label != "neutral" else None
        for number, share, label in zip(chosen, largest, labels, strict=True)
    ]
