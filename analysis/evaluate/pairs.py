"""Who holds which opinion of whom in single sentences, against the labels that people gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.evaluate.labels import read_labels, read_span
from analysis.evaluate.metrics import label_scores
from analysis.records import LabelsError
from analysis.sentiment import PAIR_LABELS, score_pairs

# `neutral`, `positive p->q`, …: the names of the classes in figures and predictions.
CLASSES = tuple(f"{label} {direction}" if direction else label for label, direction in PAIR_LABELS)
# Sentences scored between two steps of a progress bar.
_STEP = 512

Progress = Callable[[Sequence[Any]], Iterable[Any]]


def read_pairs(path: Path) -> list[dict[str, Any]]:
    """Read rows of `text`, `p` and `q` (each [start, end], end exclusive), `label` and `direction`.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key, has a span outside its text, or a label and direction
        that are none of `sentiment.PAIR_LABELS`.
    """
    rows = list(read_labels(path, ("text", "p", "q", "label", "direction")))
    for number, row in enumerate(rows, 1):
        if (row["label"], row["direction"]) not in PAIR_LABELS:
            raise LabelsError(
                f"{path}: row {number}: label and direction are {row['label']!r} and {row['direction']!r}; "
                "expected neutral and null, or positive or negative and p->q or q->p"
            )
        for name in ("p", "q"):
            read_span(row[name], row["text"], f"{path}: row {number}: {name}")
    return rows


def predict_pairs(
    rows: Sequence[dict[str, Any]], *, method: str = "neural", progress: Progress = iter
) -> pd.DataFrame:
    """Predict the class of every row; all pairs of one sentence are asked for together.

    Parameters
    ----------
    rows
        From `read_pairs`.
    method
        As for `sentiment.score_pairs`.
    progress
        Wraps the steps of the work, to show how far it is.

    Returns
    -------
    DataFrame
        One row for each, in order: `id` (its own, or its number from 0), `label` and `direction` (missing
        where neutral) of the likeliest class, and the probability of each of `CLASSES`.
    """
    numbers: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        numbers.setdefault(row["text"], []).append(number)
    texts = list(numbers)
    scores = np.zeros((len(rows), len(CLASSES)))
    for first in progress(range(0, len(texts), _STEP)):
        chunk = texts[first : first + _STEP]
        asked = [
            (text, [(tuple(rows[n]["p"]), tuple(rows[n]["q"])) for n in numbers[text]]) for text in chunk
        ]
        for text, found in zip(chunk, score_pairs(asked, method=method), strict=True):
            scores[numbers[text]] = found
    best = [PAIR_LABELS[number] for number in scores.argmax(axis=1)] if rows else []
    return pd.DataFrame(
        {
            "id": [row.get("id", number) for number, row in enumerate(rows)],
            "label": [label for label, _ in best],
            "direction": pd.Series([direction for _, direction in best], dtype="object"),
            **{name: scores[:, number] for number, name in enumerate(CLASSES)},
        }
    )


def pair_scores(
    rows: Sequence[dict[str, Any]], predicted: Sequence[tuple[str, str | None]]
) -> dict[str, Any]:
    """Compare classes, as (label, direction), with the labels.

    Returns
    -------
    dict
        `rows`, `macro_f1`, `accuracy` and `f1` of the five `CLASSES` (see `evaluate.metrics`); `reversed`,
        of the rows that label and prediction both call positive, or both negative, the share where the
        prediction swaps who and whom, 0 to 1, lower is better, None without such rows; and `confusion`, how
        often each class (outer keys) was predicted as each (inner keys).
    """
    names = dict(zip(PAIR_LABELS, CLASSES, strict=True))
    pairs = [((row["label"], row["direction"]), found) for row, found in zip(rows, predicted, strict=True)]
    gold, found_names = [names[one] for one, _ in pairs], [names[other] for _, other in pairs]
    confusion = {one: dict.fromkeys(CLASSES, 0) for one in CLASSES}
    for one, other in zip(gold, found_names, strict=True):
        confusion[one][other] += 1
    agreed = [(one, other) for one, other in pairs if one[0] == other[0] != "neutral"]
    return {
        **label_scores(gold, found_names, CLASSES),
        "reversed": sum(one != other for one, other in agreed) / len(agreed) if agreed else None,
        "confusion": confusion,
    }
