"""Sentiment of documents toward their main person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.evaluate.documents import (
    analyze_documents,
    document_scores,
    predict_documents,
    read_documents,
    vader_labels,
)
from analysis.records import LabelsError

ROWS: list[dict[str, Any]] = [
    {
        "id": "x",
        "title": "Ada Example retires",
        "text": "Example was praised for her brave and honest work. Nobody was hurt.",
        "entity": "Ada Example",
        "label": "positive",
    },
    {"title": "", "text": "Nothing happened.", "entity": "Bo Nobody", "label": "neutral"},
]


@pytest.mark.parametrize("method", ["neural", "lexicon"])
def test_every_row_has_a_prediction(method: str) -> None:
    found = predict_documents(ROWS, method=method)
    assert found["id"].tolist() == ["x", 1]
    assert found["label"].tolist() == ["positive", "neutral"]
    assert found.iloc[1].tolist() == [1, "neutral", 0.0, 1.0, 0.0]


def test_scores_are_those_of_the_labels() -> None:
    found = document_scores(ROWS, ["positive", "positive"])
    assert (found["rows"], found["accuracy"]) == (2, 0.5)


def test_vader_reads_the_sentences_that_name_the_person() -> None:
    results = analyze_documents(ROWS, method="lexicon")
    assert results[0].mentions["surface"].tolist() == ["Ada Example", "Example"]
    assert vader_labels(results) == ["positive", "neutral"]


def test_an_unknown_label_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(ROWS[0] | {"label": "good"}), encoding="utf-8")
    with pytest.raises(LabelsError) as error:
        read_documents(path)
    assert str(error.value) == (
        f"{path}: row 1: label is 'good'; expected one of: negative, neutral, positive"
    )
