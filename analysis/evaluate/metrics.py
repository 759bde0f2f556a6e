"""Measures of agreement between predicted and human labels, all from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BINS = 10


def label_scores(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str]) -> dict[str, Any]:
    """Macro-F1, accuracy and each label's F1; higher is better.

    F1 of a label is 2·tp / (2·tp + fp + fn), and 0 where nobody gave it and it was never predicted;
    macro-F1 is their mean over all `labels`. Values are comparable on the same rows only, because macro-F1
    depends on how frequent the labels are.
    """
    by_label: dict[str, float] = {}
    pairs = list(zip(gold, predicted, strict=True))
    for label in labels:
        hits = sum(a == b == label for a, b in pairs)
        total = sum((a == label) + (b == label) for a, b in pairs)
        by_label[label] = 2 * hits / total if total else 0.0
    return {
        "rows": len(pairs),
        "macro_f1": sum(by_label.values()) / len(by_label),
        "accuracy": sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0,
        "f1": by_label,
    }


def precision_recall(
    right: int, predicted: int, labelled: int, *, recalled: int | None = None
) -> dict[str, int | float]:
    """Precision, recall and F1 from counts; higher is better.

    Parameters
    ----------
    right, predicted
        Of how many things found how many are right.
    labelled
        How many things people labelled.
    recalled
        How many of these are found; by default as many as are right.

    Returns
    -------
    dict
        `labelled`, `predicted`, `precision` (right / predicted), `recall` (recalled / labelled) and `f1`,
        their harmonic mean. 0 to 1, and 0 where there is nothing.
    """
    precision = right / predicted if predicted else 0.0
    recall = (right if recalled is None else recalled) / labelled if labelled else 0.0
    total = precision + recall
    return {
        "labelled": labelled,
        "predicted": predicted,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / total if total else 0.0,
    }


def calibration_error(is_right: NDArray[np.bool_], sureness: NDArray[np.float64]) -> float:
    """Expected calibration error (Guo et al., ICML 2017); lower is better.

    The mean, weighted by rows, of the distance between accuracy and mean probability of the predicted label
    in 10 bins of equal width from 0 to 1.
    """
    if not len(sureness):
        return 0.0
    bins = np.minimum((sureness * _BINS).astype("int64"), _BINS - 1)
    counts = np.bincount(bins, minlength=_BINS)
    right = np.bincount(bins, weights=is_right, minlength=_BINS)
    sure = np.bincount(bins, weights=sureness, minlength=_BINS)
    return float(np.abs(right - sure).sum() / counts.sum())
