"""The commands ``sidelight keywords`` and ``sidelight kwic``."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from analysis import sentiment
from analysis.cli import main
from analysis.pipeline import analyzer


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "one.txt").write_text("A title\n\nIran shipped grain. Iran ships grain.", encoding="utf-8")
    (folder / "two.txt").write_text("Other\n\nOman praised the talks. =Peace.", encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [["keywords"], ["kwic"], ["evaluate", "keywords"]])
def test_help_shows_an_example(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Examples:\n\n    sidelight" in result.output


def test_keywords_in_a_pipe_are_csv_with_every_measure(corpus: Path) -> None:
    rows = list(csv.DictReader(run("keywords", corpus).output.splitlines()))
    assert rows[0]["term"] == "grain"
    assert float(rows[0]["g2"]) > float(rows[1]["g2"])
    assert {"count", "count_reference", "p_adjusted", "z"} <= set(rows[0])


@pytest.mark.parametrize(
    ("command", "needed"),
    [
        (["kwic", "grain"], {"tokens"}),
        (["kwic", "Iran", "--as", "party"], {"tokens", "mentions"}),
        (["keywords"], {"tokens"}),
        (["keywords", "--party", "Iran"], {"tokens", "mentions"}),
        (["parties"], {"tokens", "mentions"}),
    ],
)
def test_a_command_stops_where_it_has_what_it_needs(
    command: list[str], needed: set[str], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: set[str] = set()

    def note(module: ModuleType, name: str, stage: str) -> None:
        work = getattr(module, name)

        def noted(*given: object, **named: object) -> object:
            done.add(stage)
            return work(*given, **named)

        monkeypatch.setattr(module, name, noted)

    note(analyzer, "text_tables", "tokens")
    note(analyzer, "read_articles", "mentions")
    note(sentiment, "score_mentions", "sentiments")
    assert run(command[0], *command[1:], corpus).exit_code == 0
    assert done == needed


def test_keywords_as_a_table_are_the_more_frequent_ones(corpus: Path) -> None:
    lines = run("keywords", corpus, "--format", "table", "--most", 3).output.splitlines()
    assert lines[0].split() == ["surface", "count", "count_reference", "g2", "p_adjusted", "log_ratio"]
    assert len(lines) == 4
    assert lines[1].split()[:2] == ["grain", "2"]


def test_one_party_against_another_and_against_the_rest(corpus: Path) -> None:
    versus = json.loads(
        run("keywords", corpus, "--party", "Iran", "--versus", "Oman", "--format", "json").output
    )
    counts = {row["term"]: (row["count"], row["count_reference"]) for row in versus}
    assert counts["grain"] == (2, 0)
    assert counts["talks"] == (0, 1)
    assert {row["percent_difference"] for row in versus if not row["count_reference"]} == {None}
    rest = json.loads(run("keywords", corpus, "--party", "Iran", "--format", "json").output)
    assert {row["term"]: row["count_reference"] for row in rest}["title"] == 1


def test_names_count_on_neither_side_of_two_parties(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(
        "News\n\nIran shipped grain. Iran met Oman. Oman bought tea.", encoding="utf-8"
    )
    arguments = ("--party", "Iran", "--versus", "Oman", "--format", "json")
    terms = {row["term"] for row in json.loads(run("keywords", tmp_path, *arguments).output)}
    assert terms == {"shipped", "grain", "met", "bought", "tea"}


def test_phrases_of_a_party(corpus: Path) -> None:
    rows = json.loads(run("keywords", corpus, "--party", "Iran", "-n", 2, "--format", "json").output)
    assert {row["term"] for row in rows} >= {"shipped grain", "ships grain"}


def test_tsv_guards_formulas(corpus: Path) -> None:
    output = run("kwic", "praised", corpus, "--sentence", "--format", "tsv").output
    assert output.splitlines()[0].split("\t") == [
        "article_id",
        "sentence",
        "start",
        "end",
        "left",
        "node",
        "right",
    ]
    assert output.splitlines()[1].split("\t")[4:] == ["Oman ", "praised", " the talks."]


@pytest.mark.parametrize(
    ("arguments", "nodes"),
    [
        (["ship*"], ["shipped", "ships"]),
        (["grain", "--sort", "left"], ["grain", "grain"]),
        (["ship(s|ped)", "--as", "regex"], ["shipped", "ships"]),
        (["Iran", "--as", "party"], ["Iran", "Iran"]),
        (["zebra"], []),
    ],
)
def test_kwic_finds_nodes(corpus: Path, arguments: list[str], nodes: list[str]) -> None:
    output = run("kwic", arguments[0], corpus, *arguments[1:], "--format", "json").output
    assert [row["node"] for row in json.loads(output)] == nodes


def test_kwic_in_a_terminal_is_aligned(corpus: Path) -> None:
    output = run("kwic", "grain", corpus, "--format", "table").output.splitlines()
    assert len({line.index("[grain]") for line in output}) == 1
    assert run("kwic", "zebra", corpus, "--format", "table").output == "Not found.\n"


def test_no_word_that_is_more_frequent(corpus: Path) -> None:
    arguments = ("--party", "Iran", "--versus", "Iran", "--format", "table")
    assert run("keywords", corpus, *arguments).output == "No word is more frequent than elsewhere.\n"


@pytest.mark.parametrize(
    "arguments",
    [["keywords"], ["kwic", "grain"], ["keywords", ".", "--versus", "Iran"], ["keywords", ".", "-n", "2"]],
)
def test_a_wrong_call_is_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["kwic", "(", "--as", "regex"], "pattern '(' is not a valid regular expression"),
        (["keywords", "--party", "Peru"], "no text mentions 'Peru'; parties that are mentioned: Iran, Oman"),
    ],
)
def test_what_cannot_be_found_is_one_line(corpus: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, corpus)
    assert result.exit_code == 1
    assert message in result.output
    assert result.output.count("\n") == 1


def test_near_duplicates_are_counted_once_and_told(tmp_path: Path) -> None:
    story = " ".join(f"Guard {n} left the old port of Vell with {n} ships." for n in range(20))
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Number {name}\n\n{story}")
    done = run("keywords", tmp_path, "--format", "json")
    assert "counted once: b (of a)" in done.stderr
    (vell,) = (row for row in json.loads(done.stdout) if row["term"] == "vell")
    assert vell["count"] == 20
