"""What is read of each file, before anything is analysed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from analysis.corpus.inspection import COLUMNS, inspect_files
from analysis.records import ChoiceError


def inspected(path: Path, **options: Any) -> list[dict[str, Any]]:
    table = inspect_files(path, **options)
    table["file"] = [Path(file).name for file in table["file"]]
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def test_a_file_has_a_row_with_its_columns(tmp_path: Path) -> None:
    row = '{"headline": "Port opens", "body": "Ships left.", "published": "2024-03-07", "section": "World"}'
    (tmp_path / "a.jsonl").write_text(row)
    assert inspected(tmp_path) == [
        {
            "file": "a.jsonl",
            "kind": "JSON lines",
            "n_articles": 1,
            "columns": "text from body, title from headline",
            "missing": "author, source, url, language",
            "extra": "section",
            "n_duplicates": 0,
            "n_left_out": 0,
            "left_out": "",
        }
    ]


def test_a_column_of_several_articles_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Ships left.", "page": "3"}\n' * 2)
    assert inspected(tmp_path)[0]["extra"] == "page"


def test_columns_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"Wortlaut": "Ships left."}')
    assert inspected(tmp_path)[0]["n_articles"] == 0
    (found,) = inspected(tmp_path, columns={"text": "Wortlaut"})
    assert (found["n_articles"], found["columns"]) == (1, "text from Wortlaut")


def test_what_is_left_out_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Ships left."}\n{bad\n')
    (tmp_path / "b.xyz").write_text("Ships left.")
    lines, other = inspected(tmp_path)
    assert (lines["n_articles"], lines["n_left_out"]) == (1, 1)
    assert lines["left_out"].startswith("line 2: is not valid JSON")
    assert (other["n_articles"], other["n_left_out"]) == (0, 1)
    assert isinstance(other["kind"], float)  # NA
    assert other["left_out"].startswith("has an unknown format .xyz")


def test_a_path_that_is_not_there_has_a_row(tmp_path: Path) -> None:
    (found,) = inspected(tmp_path / "none")
    assert found["left_out"] == "there is no such file or folder"


def test_without_files_there_are_no_rows() -> None:
    table = inspect_files([])
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_the_limit_is_checked(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError):
        inspect_files(tmp_path, max_characters=0)


def test_near_duplicates_are_counted_across_files(tmp_path: Path) -> None:
    story = " ".join(f"Guard {n} left the old port of Vell with {n} ships." for n in range(20))
    (tmp_path / "a.txt").write_text(story)
    (tmp_path / "b.txt").write_text(f"A headline\n\n{story}")
    assert [found["n_duplicates"] for found in inspected(tmp_path)] == [0, 1]
