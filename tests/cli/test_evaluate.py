"""``sidelight evaluate``: one JSON object, predictions in a file, errors in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main

GOLD = "---\nsplit: {split}\n---\n# Title\n\n{{Iran|Iran|name}} praised {{Oman|Oman|name}}.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for split in ("dev", "test"):
        (folder / f"{split}.md").write_text(GOLD.format(split=split), encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [[], ["mentions"]])
def test_help_shows_an_example(command: list[str]) -> None:
    assert "Examples:\n\n    sidelight evaluate" in run(*command, "--help").output


@pytest.mark.parametrize(("options", "stories"), [([], 2), (["--split", "test"], 1)])
def test_mentions_prints_one_json_object(gold: Path, options: list[str], stories: int) -> None:
    result = run("mentions", gold, *options)
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert figures["stories"] == stories
    assert figures["all"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_predictions_are_written_row_by_row(gold: Path, tmp_path: Path) -> None:
    assert run("mentions", gold / "dev.md", "--predictions", tmp_path / "found.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["surface"], row["party"]) for row in rows] == [("Iran", "Iran"), ("Oman", "Oman")]


def test_a_file_that_is_no_gold_story_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# Title\n\nText.", encoding="utf-8")
    result = run("mentions", tmp_path / "x.md")
    assert result.exit_code == 1
    assert (
        result.stderr == f"sidelight: error: {tmp_path / 'x.md'}: split is ''; expected one of: dev, test\n"
    )
