"""Sentiment toward a target, against the labels that people gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.evaluate.labels import read_labels, read_span
from analysis.evaluate.metrics import calibration_error, label_scores
from analysis.network.pieces import Span
from analysis.records import LabelsError
from analysis.sentiment import score_sentences

LABELS = ("negative", "neutral", "positive")
# Sentences scored between two steps of a progress bar.
_STEP = 512

Progress = Callable[[Sequence[Any]], Iterable[Any]]


def read_targets(path: Path) -> list[dict[str, Any]]:
    """Read rows of `text`, `start`, `end` (of the target, in characters, end exclusive) and `label`.

    A row may have `others`, a list of [start, end]: what else in the text names somebody, whose names are
    hidden from the network with the target's, as in an analysis.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key, has an unknown label, or a target or one of `others`
        outside its text.
    """
    rows = list(read_labels(path, ("text", "start", "end", "label")))
    for number, row in enumerate(rows, 1):
        if row["label"] not in LABELS:
            raise LabelsError(
                f"{path}: row {number}: label is {row['label']!r}; expected one of: {', '.join(LABELS)}"
            )
        if not 0 <= row["start"] < row["end"] <= len(row["text"]):
            raise LabelsError(
                f"{path}: row {number}: the target ({row['start']}, {row['end']}) is not inside the text"
            )
        if not isinstance(row.setdefault("others", []), list):
            raise LabelsError(f"{path}: row {number}: others is no list; expected one of [start, end]")
        row["others"] = [
            read_span(span, row["text"], f"{path}: row {number}: one of others") for span in row["others"]
        ]
    return rows


def predict_targets(
    rows: Sequence[dict[str, Any]], *, method: str = "neural", progress: Progress = iter
) -> pd.DataFrame:
    """Predict the label of every row; all targets of one sentence are asked for together.

    Parameters
    ----------
    rows
        From `read_targets`.
    method
        One of `sentiment.METHODS`; what it does not score (the lexicon without evidence) is neutral.
    progress
        Wraps the steps of the work, to show how far it is.

    Returns
    -------
    DataFrame
        One row for each, in order: `id` (its own, or its number from 0), `label` (predicted), `negative`,
        `neutral` and `positive` (probabilities).
    """
    numbers: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        numbers.setdefault(row["text"], []).append(number)
    texts = list(numbers)
    parts: list[pd.DataFrame] = []
    for first in progress(range(0, len(texts), _STEP)):
        chunk = texts[first : first + _STEP]
        asked = [_asked(rows, numbers[text]) for text in chunk]
        scored = score_sentences(list(zip(chunk, asked, strict=True)), method=method)
        n_targets = scored["sentence"].map(dict(enumerate(len(numbers[text]) for text in chunk)))
        kept = scored[scored["mention"] < n_targets]
        parts.append(kept.assign(row=[n for text in chunk for n in numbers[text]]))
    found = pd.concat(parts).sort_values("row", ignore_index=True)
    return pd.DataFrame(
        {
            "id": [row.get("id", number) for number, row in enumerate(rows)],
            "label": found["label"].fillna("neutral"),
            "negative": found["negative"].fillna(0.0),
            "neutral": found["neutral"].fillna(1.0),
            "positive": found["positive"].fillna(0.0),
        }
    )


def _asked(rows: Sequence[dict[str, Any]], numbers: Sequence[int]) -> list[Span]:
    """Return the targets of the rows of one text, in order, and behind them what else is hidden there."""
    targets = [(rows[number]["start"], rows[number]["end"]) for number in numbers]
    others = {span for number in numbers for span in rows[number].get("others", ())}
    return [*targets, *sorted(others - set(targets))]


def target_scores(rows: Sequence[dict[str, Any]], predictions: pd.DataFrame) -> dict[str, Any]:
    """Macro-F1, accuracy, each label's F1, and the expected calibration error (see `evaluate.metrics`)."""
    gold = [row["label"] for row in rows]
    predicted = predictions["label"].tolist()
    sureness = predictions[list(LABELS)].to_numpy().max(axis=1)
    is_right = np.array([a == b for a, b in zip(gold, predicted, strict=True)])
    return {**label_scores(gold, predicted, LABELS), "ece": calibration_error(is_right, sureness)}
