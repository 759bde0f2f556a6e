"""The command `sidelight sample`."""

from __future__ import annotations

import json
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


def labelled(folder: Path, label: str = "negative") -> Path:
    output = folder / "labels.csv"
    run(corpus(folder), "-o", output, "--method", "lexicon")
    sl.read_labels(output).assign(label=label, coder="Ana").to_csv(output, index=False)
    return output


def as_evaluation(folder: Path, *files: Path) -> Result:
    files_given = [argument for file in files for argument in ("--labels", file)]
    arguments = [folder / "one.txt", *files_given, "-o", folder / "labels.jsonl", "--method", "lexicon"]
    return CliRunner().invoke(main, ["labels", *map(str, arguments)])


def test_labels_become_a_file_that_evaluate_reads(tmp_path: Path) -> None:
    done = as_evaluation(tmp_path, labelled(tmp_path))
    output = tmp_path / "labels.jsonl"
    assert (done.exit_code, done.output) == (
        0,
        f"2 labels in {output}, for sidelight evaluate target-sentiment\n",
    )
    arguments = ["evaluate", "target-sentiment", str(output), "--method", "lexicon"]
    figures = json.loads(CliRunner().invoke(main, arguments).stdout)
    # Iran lied, but Oman was praised.
    assert (figures["rows"], figures["accuracy"]) == (2, 1 / 2)


def test_labels_of_a_text_that_has_changed_are_told(tmp_path: Path) -> None:
    labels = labelled(tmp_path)
    (tmp_path / "one.txt").write_text("A title\n\nIran praised Oman. Iran left.", encoding="utf-8")
    done = as_evaluation(tmp_path, labels)
    assert done.exit_code == 0
    assert done.stderr == "sidelight: 1 of 2 labels left out: the text of 'one' has changed\n"


def test_a_label_that_is_none_is_told_before_anything_is_analysed(tmp_path: Path) -> None:
    labels = labelled(tmp_path)
    labels.write_text(labels.read_text(encoding="utf-8").replace("negative", "bad"), encoding="utf-8")
    done = as_evaluation(tmp_path, labels)
    assert done.exit_code == 1
    assert "row 2: label is 'bad'; expected one of" in done.stderr
