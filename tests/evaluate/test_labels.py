"""Files of labels and predictions."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.evaluate.labels import read_labels, without_texts, write_predictions
from analysis.records import LabelsError

ROWS: list[dict[str, Any]] = [
    {"text": "Kyiv’s reply", "label": "neutral"},
    {"text": "x", "label": "positive", "more": 1},
]


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz"])
def test_rows_come_back_plain_and_compressed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = "\n".join(json.dumps(row) for row in ROWS).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert list(read_labels(path, ("text", "label"))) == ROWS


def test_written_predictions_can_be_read(tmp_path: Path) -> None:
    write_predictions(tmp_path / "out.jsonl", ROWS)
    assert list(read_labels(tmp_path / "out.jsonl", ("text",))) == ROWS
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"]


def test_an_interrupted_run_leaves_the_old_predictions(tmp_path: Path) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield ROWS[0]
        raise KeyboardInterrupt

    (tmp_path / "out.jsonl").write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_predictions(tmp_path / "out.jsonl", broken())
    assert [(file.name, file.read_text(encoding="utf-8")) for file in tmp_path.iterdir()] == [
        ("out.jsonl", "old")
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "rows.jsonl: is empty; expected one JSON object a line"),
        (b"\n \n", "rows.jsonl: is empty; expected one JSON object a line"),
        (b'{"text": "a", "label": "b"}\n{', "rows.jsonl: line 2: is not valid JSON (Expecting property name"),
        (b"[1]", "rows.jsonl: line 1: is a list; expected a JSON object"),
        (b'{"text": "a"}', "rows.jsonl: line 1: lacks label; expected the keys text, label"),
        (b'{"text": "\xff"}', "rows.jsonl: line 1: is not valid JSON ('utf-8' codec can't decode"),
    ],
)
def test_bad_files_are_named_with_their_line(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "rows.jsonl").write_bytes(content)
    with pytest.raises(LabelsError, match=re.escape(message)):
        list(read_labels(tmp_path / "rows.jsonl", ("text", "label")))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.jsonl", None, "none.jsonl: cannot be read: No such file or directory"),
        ("rows.gz", b"plain", "rows.gz: cannot be read: Not a gzipped file"),
        # Without a time, so that workers that collect in different seconds collect the same.
        ("cut.gz", gzip.compress(b"{}" * 99, mtime=0)[:-9], "cut.gz: cannot be read: Compressed file ended"),
    ],
)
def test_unreadable_files_are_named(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(LabelsError, match=re.escape(message)):
        list(read_labels(tmp_path / name, ()))


def test_predictions_that_cannot_be_written_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"out\.jsonl: cannot be written: No such file or directory"):
        write_predictions(tmp_path / "nowhere" / "out.jsonl", ROWS)


def test_texts_of_other_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps({"text": "x"}), encoding="utf-8")
    (tmp_path / "other.jsonl").write_text(json.dumps(ROWS[0]), encoding="utf-8")
    assert without_texts(ROWS, [tmp_path / "one.jsonl"]) == ROWS[:1]
    with pytest.raises(LabelsError, match="hold every text"):
        without_texts(ROWS, [tmp_path / "one.jsonl", tmp_path / "other.jsonl"])
