"""Measures, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.evaluate.metrics import calibration_error, label_scores, precision_recall


def test_label_scores_by_hand() -> None:
    found = label_scores(["a", "a", "b", "c"], ["a", "b", "b", "b"], ("a", "b", "c"))
    assert found["f1"] == pytest.approx({"a": 2 / 3, "b": 0.5, "c": 0.0})
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0.5) / 3)
    assert (found["rows"], found["accuracy"]) == (4, 0.5)


def test_label_scores_of_nothing_are_0() -> None:
    assert label_scores([], [], ("a",)) == {"rows": 0, "macro_f1": 0.0, "accuracy": 0.0, "f1": {"a": 0.0}}


@pytest.mark.parametrize(
    ("right", "sureness", "error"),
    [
        ([True, False], [0.5, 0.5], 0.0),
        ([True, True], [0.8, 0.8], 0.2),
        # Two bins: one row 0.9 too sure, three rows 0.25 - 1/3 unsure of themselves.
        ([False, True, False, False], [0.9, 0.25, 0.25, 0.25], 0.25 * 0.9 + 0.75 * (1 / 3 - 0.25)),
        ([True], [1.0], 0.0),
        ([], [], 0.0),
    ],
)
def test_calibration_error_by_hand(right: list[bool], sureness: list[float], error: float) -> None:
    assert calibration_error(np.array(right, dtype="bool"), np.array(sureness)) == pytest.approx(error)


@pytest.mark.parametrize(
    ("counts", "recalled", "expected"),
    [
        ((2, 4, 3), None, (2 / 4, 2 / 3, 4 / 7)),
        ((1, 2, 4), 4, (0.5, 1.0, 2 / 3)),
        ((0, 0, 4), None, (0.0, 0.0, 0.0)),
        ((0, 3, 0), None, (0.0, 0.0, 0.0)),
        ((0, 0, 0), None, (0.0, 0.0, 0.0)),
    ],
)
def test_precision_recall_by_hand(
    counts: tuple[int, int, int], recalled: int | None, expected: tuple[float, float, float]
) -> None:
    found = precision_recall(*counts, recalled=recalled)
    assert [found[name] for name in ("precision", "recall", "f1")] == pytest.approx(expected)
    assert (found["predicted"], found["labelled"]) == counts[1:]
