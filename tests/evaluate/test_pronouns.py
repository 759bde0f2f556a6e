"""Pronouns and the two names that they may mean: what leads where, and figures counted by hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analysis.evaluate.entities import Reference
from analysis.evaluate.pronouns import (
    Labelled,
    evaluate_pronouns,
    names_meant,
    pronoun_scores,
    read_pronouns,
)
from analysis.records import LabelsError
from tests.evaluate.tables import finder, reference, span, write

TEXT = "Ada Example thanked Bea Sample after her speech."
ADA, BEA = span(TEXT, "Ada Example"), span(TEXT, "Bea Sample")
HER = reference(TEXT, "her", "pronoun", 0)
ROW: dict[str, Any] = {
    "id": "x",
    "text": TEXT,
    "pronoun": list(HER[:2]),
    "names": [
        {"start": ADA[0], "end": ADA[1], "meant": True},
        {"start": BEA[0], "end": BEA[1], "meant": False},
    ],
}


def labelled(gender: str, *meant: bool) -> Labelled:
    return Labelled(0, TEXT, (HER.start, HER.end), gender, (ADA, BEA), meant)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([HER, reference(TEXT, "Ada Example", "name", 0)], [True, False]),
        ([HER, reference(TEXT, "Example", "name", 0)], [True, False]),
        ([HER, reference(TEXT, "Ada Example thanked", "nominal", 0)], [False, False]),
        ([HER, reference(TEXT, "Bea Sample", "name", 1)], [False, False]),
        ([HER, reference(TEXT, "thanked", "name", 0)], [False, False]),
        ([reference(TEXT, "her speech", "nominal", 0), reference(TEXT, "Ada", "name", 0)], [False, False]),
        (
            [HER, reference(TEXT, "Ada Example", "name", 0), reference(TEXT, "Sample", "name", 0)],
            [True, True],
        ),
        ([], [False, False]),
    ],
)
def test_a_pronoun_means_the_names_of_its_entity(found: list[Reference], expected: list[bool]) -> None:
    assert names_meant(labelled("feminine", True, False), found) == expected


def test_pairs_are_counted_in_all_and_by_gender() -> None:
    texts = [
        labelled("feminine", True, False),
        labelled("feminine", False, True),
        labelled("masculine", True, False),
        labelled("masculine", False, False),
    ]
    found = pronoun_scores(texts, [[True, False], [True, False], [True, False], [False, False]])
    assert found == {
        "n": 4,
        "labelled": 3,
        "predicted": 3,
        "precision": 2 / 3,
        "recall": 2 / 3,
        "f1": pytest.approx(2 / 3),
        "masculine": {"labelled": 1, "predicted": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0},
        "feminine": {"labelled": 2, "predicted": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5},
        "bias": 0.5,
    }


def test_without_masculine_pronouns_there_is_no_bias() -> None:
    assert pronoun_scores([labelled("feminine", True, False)], [[True, False]])["bias"] is None


@pytest.mark.parametrize(("word", "gender"), [("her", "feminine"), ("His", "masculine")])
def test_a_pronoun_has_a_gender(tmp_path: Path, word: str, gender: str) -> None:
    path = write(tmp_path / "rows.jsonl", ROW | {"text": TEXT.replace("her", word)})
    assert [one.gender for one in read_pronouns(path)] == [gender]


def test_predictions_have_the_form_of_the_labels(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", ROW, {**ROW, "id": "y"})
    found = [HER, reference(TEXT, "Ada Example", "name", 0), reference(TEXT, "Bea Sample", "name", 1)]
    figures, predictions = evaluate_pronouns(path, find=finder(found, []))
    assert predictions[0] == {key: value for key, value in ROW.items() if key != "text"}
    assert [name["meant"] for name in predictions[1]["names"]] == [False, False]
    assert (figures["precision"], figures["recall"]) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pronoun": [1]}, "row 1: pronoun is [1], which is not inside the text"),
        (
            {"pronoun": list(ADA)},
            "row 1: the pronoun is 'Ada Example'; expected one of: "
            "he, him, his, himself, she, her, hers, herself",
        ),
        (
            {"names": [{"start": 0, "end": 3}]},
            "row 1: item 1 of names: lacks meant; expected the keys start, end, meant",
        ),
        (
            {"names": [{"start": 0, "end": 3, "meant": "yes"}]},
            "row 1: item 1 of names: meant is 'yes'; expected true or false",
        ),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    path = write(tmp_path / "rows.jsonl", ROW | change)
    with pytest.raises(LabelsError, match=f"^{re.escape(f'{path}: {message}')}$"):
        read_pronouns(path)
