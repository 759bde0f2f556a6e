"""Tests of analysis.training.errors."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.evaluate.targets import read_targets
from analysis.training import errors, own_labels
from analysis.training.own_labels import OwnLabel, text_key
from tests.training import made

SENTENCES = [
    ("Spain is a wonderful, generous friend", "positive"),
    ("Spain was praised for its great success", "positive"),
    ("Spain is a terrible, corrupt liar", "negative"),
    ("Spain was condemned for its awful crimes", "negative"),
    ("Spain is good and bad", "neutral"),
    ("Spain had a great and a terrible day", "neutral"),
]


def unseen() -> list[tuple[str, str]]:
    """Number the sentences so that all belong to the sixteenth that the lexicon is measured on."""
    found = []
    for text, label in SENTENCES:
        numbered = (f"{text} {number}." for number in range(1000))
        found.append((next(one for one in numbered if errors.is_unseen(one)), label))
    return found


def write(path: Path, rows: list[tuple[str, str]]) -> Path:
    lines = [json.dumps({"text": text, "start": 0, "end": 5, "label": label}) for text, label in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_rows_count_and_average_by_the_label_that_people_gave() -> None:
    found = pd.DataFrame(
        {
            "gold": ["negative", "negative", "neutral", "neutral", "positive", "positive"],
            "label": ["negative", "neutral", "neutral", "neutral", "positive", "positive"],
            "negative": [0.9, 0.3, 0.0, 0.2, 0.1, 0.1],
            "neutral": [0.1, 0.5, 1.0, 0.8, 0.0, 0.0],
            "positive": [0.0, 0.2, 0.0, 0.0, 0.9, 0.9],
        }
    )
    negative, neutral, positive = errors.error_rows(found, "neural")
    assert (negative["as_negative"], negative["as_neutral"], negative["as_positive"]) == (1, 1, 0)
    assert neutral["as_neutral"] == 2
    assert negative["negative"] == pytest.approx(0.6)
    assert negative["negative_negative"] == pytest.approx(0.18)
    assert positive["positive_positive"] == 0


def test_mentions_of_one_sentence_stay_with_their_labels() -> None:
    text = "Spain praised France warmly."
    rows = [
        {"text": text, "start": 0, "end": 5, "label": "neutral"},
        {"text": "Italy lied shamelessly.", "start": 0, "end": 5, "label": "negative"},
        {"text": text, "start": 14, "end": 20, "label": "positive"},
    ]
    found = errors.scored_mentions(rows, "lexicon")
    alone = errors.scored_mentions(rows[1:2], "lexicon")
    assert found["gold"].tolist()[-1] == "negative"
    assert found.iloc[-1]["negative"] == alone.iloc[0]["negative"]


def test_file_of_one_method_is_written_from_what_it_was_made_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = write(tmp_path / "labels.jsonl", [*unseen(), ("Seen by all", "positive")])
    rows = read_targets(labels)
    assert len(errors.measured_on(rows, "lexicon")) == len(SENTENCES)
    monkeypatch.setattr(errors, "_IS_UNSEEN", {"lexicon": errors.is_unseen})
    output = tmp_path / "errors.csv"
    monkeypatch.setattr("sys.argv", ["errors", str(labels), "-o", str(output)])
    errors.main()
    table = pd.read_csv(output)
    assert table["label"].tolist() == ["negative", "neutral", "positive"]
    assert table[["as_negative", "as_neutral", "as_positive"]].to_numpy().sum() == len(SENTENCES)


def test_of_our_own_labels_those_drawn_at_random_are_measured_with_all_mentions_of_their_sentences(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Oman praised Iran. Chad robbed Peru."
    lines = [
        OwnLabel(text_key(text), (13, 17), None, "positive", "wording", is_random=True),
        OwnLabel(text_key(text), (19, 23), None, "negative", "deed"),
    ]
    monkeypatch.setattr(own_labels, "own_label_lines", lambda: lines)
    monkeypatch.setattr(own_labels, "is_own_kept", lambda _: True)
    rows = errors.own_rows([made.write(tmp_path / "texts.jsonl", [{"text": text}])])
    assert [(row["text"], row["start"], row["end"], row["label"]) for row in rows] == [
        ("Oman praised Iran.", 0, 4, None),
        ("Oman praised Iran.", 13, 17, "positive"),
    ]
    found = errors.scored_mentions(rows, "lexicon")
    assert found["gold"].tolist() == ["positive"]
