"""Directed sentiment: reading labels, asking once a sentence, scores counted by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.evaluate import pairs
from analysis.evaluate.pairs import CLASSES, pair_scores, predict_pairs, read_pairs
from analysis.records import LabelsError
from analysis.sentiment import PAIR_LABELS

TEXT = "Iran blamed Oman and Chad."
ROWS: list[dict[str, Any]] = [
    {"id": "x", "text": TEXT, "p": [0, 4], "q": [12, 16], "label": "negative", "direction": "p->q"},
    {"text": "Oman met Iran.", "p": [0, 4], "q": [9, 13], "label": "neutral", "direction": None},
    {"id": "z", "text": TEXT, "p": [21, 25], "q": [0, 4], "label": "negative", "direction": "q->p"},
]
FORTH, BACK = ("negative", "p->q"), ("negative", "q->p")
LIKED, NEUTRAL = ("positive", "p->q"), ("neutral", None)


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def labelled(*labels: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [{"label": label, "direction": direction} for label, direction in labels]


def test_rows_are_read(tmp_path: Path) -> None:
    assert read_pairs(write(tmp_path / "rows.jsonl", ROWS)) == ROWS


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"label": "bad"},
            "row 1: label and direction are 'bad' and 'p->q'; expected neutral and null, "
            "or positive or negative and p->q or q->p",
        ),
        (
            {"direction": None},
            "row 1: label and direction are 'negative' and None; expected neutral and null, "
            "or positive or negative and p->q or q->p",
        ),
        ({"p": [0, 99]}, "row 1: p is [0, 99], which is not inside the text"),
        ({"q": [3, 3]}, "row 1: q is [3, 3], which is not inside the text"),
        ({"q": "Oman"}, "row 1: q is 'Oman', which is not inside the text"),
    ],
)
def test_wrong_rows_are_errors_that_name_them(change: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", [ROWS[0] | change])
    with pytest.raises(LabelsError) as error:
        read_pairs(path)
    assert str(error.value) == f"{path}: {message}"


def test_every_row_has_a_prediction_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def score(sentences: Sequence[Any], *, method: str) -> list[NDArray[np.float64]]:
        asked.extend([method, *sentences])
        # The first pair of a sentence is p against q, the others q against p; one class is sure.
        return [np.eye(5)[[3, 4, 4][: len(spans)]] for _, spans in sentences]

    monkeypatch.setattr(pairs, "score_pairs", score)
    found = predict_pairs(ROWS, method="lexicon")
    assert asked == [
        "lexicon",
        (TEXT, [((0, 4), (12, 16)), ((21, 25), (0, 4))]),
        ("Oman met Iran.", [((0, 4), (9, 13))]),
    ]
    assert found["id"].tolist() == ["x", 1, "z"]
    assert found["label"].tolist() == ["negative"] * 3
    assert found["direction"].tolist() == ["p->q", "p->q", "q->p"]
    assert found[list(CLASSES)].to_numpy().tolist() == np.eye(5)[[3, 3, 4]].tolist()


def test_no_rows_give_an_empty_table() -> None:
    assert list(predict_pairs([]).columns) == ["id", "label", "direction", *CLASSES]


def test_scores_by_hand() -> None:
    gold = labelled(FORTH, FORTH, BACK, LIKED, NEUTRAL, NEUTRAL)
    found = pair_scores(gold, [FORTH, BACK, BACK, FORTH, NEUTRAL, LIKED])
    assert (found["rows"], found["accuracy"]) == (6, 0.5)
    assert found["f1"] == {
        "neutral": pytest.approx(2 / 3),  # 1 found of 2, and nothing else called so
        "positive p->q": 0.0,
        "positive q->p": 0.0,
        "negative p->q": 0.5,  # 1 found, 1 missed, 1 wrong
        "negative q->p": pytest.approx(2 / 3),
    }
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0.5 + 2 / 3) / 5)
    assert found["reversed"] == pytest.approx(1 / 3)  # of three rows that both call negative
    assert found["confusion"]["negative p->q"] == dict(zip(CLASSES, [0, 0, 0, 1, 1], strict=True))
    assert found["confusion"]["neutral"] == dict(zip(CLASSES, [1, 1, 0, 0, 0], strict=True))


def test_without_rows_that_agree_nothing_is_reversed() -> None:
    assert pair_scores(labelled(FORTH, NEUTRAL), [NEUTRAL, NEUTRAL])["reversed"] is None


@given(st.lists(st.sampled_from(PAIR_LABELS), min_size=1))
def test_labels_agree_with_themselves(labels: list[tuple[str, str | None]]) -> None:
    found = pair_scores(labelled(*labels), labels)
    assert found["accuracy"] == 1.0
    assert found["reversed"] in (0.0, None)
    given_names = {name for name, label in zip(CLASSES, PAIR_LABELS, strict=True) if label in labels}
    assert {name for name, value in found["f1"].items() if value == 1.0} == given_names
    assert sum(found["confusion"][name][name] for name in CLASSES) == len(labels)


@pytest.mark.parametrize("name", ["dse_train", "dse_valid"])
def test_the_real_labels_agree_with_themselves(name: str, eval_folder: Path) -> None:
    rows = read_pairs(eval_folder / f"directed_sentiment.{name}.jsonl.gz")
    found = pair_scores(rows, [(row["label"], row["direction"]) for row in rows])
    assert (found["macro_f1"], found["accuracy"], found["reversed"]) == (1.0, 1.0, 0.0)
