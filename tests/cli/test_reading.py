"""The command `sidelight read`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.corpus import read_articles
from analysis.corpus.readers import READERS


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("Talks resume\n\nBoth sides met.\n\nThey left.\n")
    (folder / "b.jsonl").write_text(
        '{"title": "Port opens", "text": "Ships left.", "date": "March 7, 2024", "page": 3}'
    )
    return folder


def test_what_is_written_is_read_as_the_same_articles(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "all.jsonl"
    done = run(corpus, "-o", output)
    assert (done.exit_code, done.output) == (0, f"2 articles in {output}\n")
    first, second = read_articles(corpus)
    again = read_articles(output)
    for one, other in zip((first, second), again, strict=True):
        for field in ("article_id", "text", "title", "published", "extra"):
            assert getattr(one, field) == getattr(other, field)
    assert json.loads(output.read_text().splitlines()[1])["page"] == "3"


def test_a_dry_run_tells_of_each_file_and_writes_nothing(corpus: Path) -> None:
    done = run(corpus, "--dry-run")
    assert done.exit_code == 0
    assert f"{corpus / 'b.jsonl'}: JSON lines, 1 article\n" in done.output
    assert "  columns: published from date\n" in done.output
    assert "  kept beside: page\n" in done.output
    assert sorted(path.name for path in corpus.iterdir()) == ["a.txt", "b.jsonl"]


def test_a_dry_run_is_for_programs_too(corpus: Path) -> None:
    found = json.loads(run(corpus, "--dry-run", "--format", "json").output)
    assert [row["n_articles"] for row in found] == [1, 1]


def test_a_dry_run_without_a_file_says_so(corpus: Path) -> None:
    path = corpus / "none.txt"
    for paths in ((path,), (corpus, path)):
        done = run(*paths, "--dry-run")
        assert done.exit_code == 1
        assert f"{path}: there is no such file or folder\n" in done.output
        assert "of no kind" not in done.output


def test_a_dry_run_names_a_file_of_no_kind_that_is_read(corpus: Path) -> None:
    (corpus / "c.xyz").write_text("x")
    done = run(corpus, "--dry-run")
    assert done.exit_code == 0
    assert f"{corpus / 'c.xyz'}: has an unknown format .xyz; expected a kind of file" in done.output
    assert run(corpus / "c.xyz", "--dry-run").exit_code == 1


def test_a_column_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"Wortlaut": "Ships left."}')
    output = tmp_path / "all.jsonl"
    assert run(tmp_path / "a.jsonl", "-o", output, "--column", "text=Wortlaut").exit_code == 0
    assert json.loads(output.read_text())["text"] == "Ships left."


@pytest.mark.parametrize("value", ["Wortlaut", "text=", "body=Wortlaut"])
def test_a_column_that_is_not_named_well_is_told(corpus: Path, value: str) -> None:
    done = run(corpus, "--dry-run", "--column", value)
    assert done.exit_code == 2
    assert "is not FIELD=NAME with a field among: text, title" in done.output


def test_without_an_article_an_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a.xyz").write_text("x")
    output = tmp_path / "all.jsonl"
    output.write_text("old")
    assert run(tmp_path / "a.xyz", "-o", output).exit_code == 1
    assert output.read_text() == "old"


@pytest.mark.parametrize("arguments", [(), ("--dry-run", "-o", "x.jsonl")])
def test_one_of_both_is_asked_for(corpus: Path, arguments: tuple[str, ...]) -> None:
    done = run(corpus, *arguments)
    assert done.exit_code == 2
    assert "give either -o FILE or --dry-run." in done.output


def test_the_help_lists_every_kind() -> None:
    shown = run("--help").output
    assert all(reader.kind in shown and all(one in shown for one in reader.suffixes) for reader in READERS)


def test_articles_that_stand_there_once_more_are_told(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text('{"id": "x1", "text": "Ships left."}\n')
    done = run(tmp_path, "-o", tmp_path / "all.jsonl")
    assert done.exit_code == 0
    assert "sidelight: 1 article stands there once more, counted once: x1\n" in done.output


def test_near_duplicates_are_told(tmp_path: Path) -> None:
    story = " ".join(f"Guard {n} left the old port of Vell with {n} ships." for n in range(20))
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Number {name}\n\n{story}")
    done = run(tmp_path, "-o", tmp_path / "all.jsonl")
    assert (
        "sidelight: 2 articles are near-duplicates of earlier ones, kept: b (of a), c (of a)\n" in done.output
    )
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == 3
    assert (
        "  near-duplicates of earlier articles: 1\n"
        in run(tmp_path / "a.txt", tmp_path / "b.txt", "--dry-run").output
    )


def test_a_warning_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,date\nShips left.,03/04/2024\n")
    command = [
        sys.executable,
        "-m",
        "analysis",
        "read",
        str(tmp_path / "a.csv"),
        "-o",
        str(tmp_path / "a.jsonl"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own command
    assert done.stderr == (
        "sidelight: 1 date is left out, such as '03/04/2024': nothing tells the day from the month; write "
        "them as 2024-03-31\n"
    )
