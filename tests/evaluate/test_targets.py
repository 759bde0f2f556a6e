"""Sentiment toward targets: reading labels, asking once a sentence, scores."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from analysis.evaluate.targets import predict_targets, read_targets, target_scores
from analysis.records import LabelsError

ROWS: list[dict[str, Any]] = [
    {"id": "x", "text": "Spain is corrupt and Oman is honest.", "start": 0, "end": 5, "label": "negative"},
    {"id": "y", "text": "The delegation of Chad arrived.", "start": 18, "end": 22, "label": "neutral"},
    {"text": "Spain is corrupt and Oman is honest.", "start": 21, "end": 25, "label": "positive"},
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("method", ["neural", "lexicon"])
def test_every_row_has_a_prediction_in_its_place(method: str, tmp_path: Path) -> None:
    rows = read_targets(write(tmp_path / "rows.jsonl", ROWS))
    found = predict_targets(rows, method=method)
    assert found["id"].tolist() == ["x", "y", 2]
    assert found["label"].iloc[0] == "negative"
    assert found[["negative", "neutral", "positive"]].sum(axis=1).tolist() == pytest.approx(
        [1.0] * 3, abs=1e-5
    )


def test_others_are_hidden_with_the_target_and_not_predicted(tmp_path: Path) -> None:
    alone, beside = {**ROWS[0], "others": []}, {**ROWS[0], "others": [[21, 25]]}
    both = predict_targets([ROWS[0], ROWS[2]])
    (found,), (hidden,) = (
        predict_targets(read_targets(write(tmp_path / "rows.jsonl", [row]))).to_dict("records")
        for row in (alone, beside)
    )
    assert hidden["negative"] == pytest.approx(both["negative"][0], abs=1e-6)
    assert hidden["negative"] != pytest.approx(found["negative"], abs=1e-6)


def test_without_evidence_the_lexicon_is_neutral() -> None:
    found = predict_targets(ROWS[1:2], method="lexicon")
    assert found.iloc[0].tolist() == ["y", "neutral", 0.0, 1.0, 0.0]


def test_scores_are_those_of_the_predictions() -> None:
    found = predict_targets(ROWS, method="lexicon")
    scores = target_scores(ROWS, found)
    assert scores["rows"] == 3
    assert (
        scores["accuracy"] == sum(a == row["label"] for a, row in zip(found["label"], ROWS, strict=True)) / 3
    )
    assert 0 <= scores["ece"] <= 1


def test_steps_can_be_shown() -> None:
    steps: list[int] = []

    def shown(items: Sequence[Any]) -> Sequence[Any]:
        steps.append(len(items))
        return items

    predict_targets(ROWS, method="lexicon", progress=shown)
    assert steps == [1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": "bad"}, "row 1: label is 'bad'; expected one of: negative, neutral, positive"),
        ({"end": 99}, "row 1: the target (0, 99) is not inside the text"),
        ({"start": 5}, "row 1: the target (5, 5) is not inside the text"),
        ({"others": 7}, "row 1: others is no list; expected one of [start, end]"),
        ({"others": [[21, 99]]}, "row 1: one of others is [21, 99], which is not inside the text"),
    ],
)
def test_wrong_rows_are_errors_that_name_them(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [ROWS[0] | change])
    with pytest.raises(LabelsError) as error:
        read_targets(path)
    assert str(error.value) == f"{path}: {message}"
