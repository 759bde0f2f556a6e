"""The command `sidelight sample`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

import analysis as sl
from analysis.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["sample", *map(str, arguments)])


def corpus(folder: Path) -> Path:
    path = folder / "one.txt"
    path.write_text("A title\n\nIran praised Oman. Iran lied.", encoding="utf-8")
    return path


def test_a_table_and_its_instructions_are_written(tmp_path: Path) -> None:
    output = tmp_path / "labels.csv"
    done = run(corpus(tmp_path), "-n", 2, "-o", output, "--method", "lexicon")
    told = tmp_path / "labels.txt"
    assert (done.exit_code, done.output) == (
        0,
        f"2 mentions in {output}, and what a coder has to know in {told}\n",
    )
    assert sorted(sl.read_labels(output)["party"]) == ["Iran", "Oman"]


def test_only_one_party(tmp_path: Path) -> None:
    output = tmp_path / "labels.csv"
    run(corpus(tmp_path), "-o", output, "--method", "lexicon", "--party", "Iran")
    assert set(sl.read_labels(output)["party"]) == {"Iran"}


def test_a_party_that_is_not_there(tmp_path: Path) -> None:
    done = run(corpus(tmp_path), "-o", tmp_path / "labels.csv", "--party", "Chad", "--method", "lexicon")
    assert done.exit_code == 1
    assert "Chad" in done.stderr
    assert not (tmp_path / "labels.csv").exists()
