"""Tests of `analysis.validation.evaluation`: labels to the files of `sidelight evaluate`."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis as sl
from analysis.evaluate.documents import read_documents
from analysis.evaluate.targets import predict_targets, read_targets, target_scores
from analysis.records import LabelsError, ReportError
from analysis.schema import rows
from tests.validation.analysed import small

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def labelled(of: str = "mentions", label: str = "positive", **changed: Any) -> pd.DataFrame:
    return sl.sample(small(), n=1000, of=of).assign(label=label, coder="Ana", **changed)


def written(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_row_says_where_the_target_stands_and_what_else_is_named(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    labels = labelled()
    gone = sl.write_evaluation(small(), labels, path)
    (row,) = [row for row in written(path) if row["text"].startswith("France kept") and row["start"] == 0]
    unit = labels[(labels["article_id"] == "a2") & (labels["start"] == 0)]["unit"].iloc[0]
    assert row == {
        "id": unit,
        "article_id": "a2",
        "coder": "Ana",
        "text": "France kept its promise to Spain.",
        "start": 0,
        "end": 6,
        "party": "France",
        "others": [[12, 15], [27, 32]],
        "label": "positive",
    }
    assert len(written(path)) == len(labels)
    assert gone.empty


def test_evaluate_gives_the_accuracy_of_the_labelled_mentions(tmp_path: Path) -> None:
    # Ben labelled half of the 60 mentions again. Nine are gone: seven are errors of earlier networks
    # ("it" is the port, a mediator is of neither side), one has more words now, one is not found.
    path, result = tmp_path / "labels.jsonl", sl.analyze(sl.load_example())
    labels = sl.read_labels(NOTEBOOKS / "07_labels.csv")
    sl.write_evaluation(result, labels, path)
    found = read_targets(path)
    figures = target_scores(found, predict_targets(found))
    predicted = sl.validate(result, labels).units.set_index("unit")["predicted"]
    assert figures["rows"] == 74
    known = labels[labels["unit"].isin(predicted.index)]
    assert figures["accuracy"] == (known["unit"].map(predicted) == known["label"]).mean()


def test_evaluate_scores_mentions_as_the_analysis_did(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    sl.write_evaluation(small(), labelled(), path)
    found = read_targets(path)
    scores = sl.validate(small(), labelled()).units.set_index("unit")["score"]
    again = predict_targets(found).assign(unit=[row["id"] for row in found]).set_index("unit")
    assert (again["positive"] - again["negative"] - scores).abs().max() < 1e-6


def test_two_coders_are_two_rows(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    two = [labelled().head(1), labelled(label="negative").assign(coder="Ben").head(1)]
    sl.write_evaluation(small(), two, path)
    assert [(row["coder"], row["label"]) for row in written(path)] == [
        ("Ana", "positive"),
        ("Ben", "negative"),
    ]


def test_articles_have_their_title_apart_from_their_text(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    made = sl.make_article("Spain lied again.", title="Spain in doubt", article_id="x")
    result = sl.analyze([made])
    sl.write_evaluation(result, sl.sample(result, of="articles").assign(label="negative"), path)
    (row,) = read_documents(path)
    assert (row["title"], row["text"], row["entity"]) == ("Spain in doubt", "Spain lied again.", "Spain")


def test_what_is_gone_is_left_out_and_returned(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    texts = small().articles["text"].str.replace("praised", "blessed")
    changed = dataclasses.replace(small(), articles=small().articles.assign(text=texts))
    gone = sl.write_evaluation(changed, labelled(), path)
    assert gone["reason"].tolist() == ["the text of 'a1' has changed"] * 2
    assert {row["id"] for row in written(path)}.isdisjoint(gone["unit"])
    assert len(written(path)) == len(labelled()) - 2


def test_quotations_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="these labels say which quotations have the right speaker"):
        sl.write_evaluation(small(), labelled("quotes", "right"), tmp_path / "labels.jsonl")


def test_no_label_yet(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="no row has a label yet"):
        sl.write_evaluation(small(), labelled(label=""), tmp_path / "labels.jsonl")
    assert not (tmp_path / "labels.jsonl").exists()


def test_a_name_of_a_compressed_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"labels\.jsonl\.gz: is not compressed; give a name that ends in"):
        sl.write_evaluation(small(), labelled(), tmp_path / "labels.jsonl.gz")


def test_rows_hold_what_labels_hold(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    sl.write_evaluation(small(), labelled(), path)
    words = {row["id"]: row["text"][row["start"] : row["end"]] for row in written(path)}
    for row in rows(labelled()):
        assert f"«{words[row.unit]}»" in row.text
