"""The command: what it prints and writes, its exit codes, its one-line errors."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from analysis.cli import main
from analysis.paths import PARTS
from analysis.records import CorpusError
from analysis.registry.reading import read_registry
from analysis.schema import Analysis
from analysis.storage import open_run
from analysis.storage.system import lock, unlock

TABLES = {*Analysis.table_names(), "keywords"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "one.txt").write_text("A title\n\nIran praised Oman. Iran lied.", encoding="utf-8")
    (folder / "two.txt").write_text("=Title\n\nTalks took place in Oman.", encoding="utf-8")
    return folder


def test_version() -> None:
    assert run("--version").output == f"sidelight {version('sidelight')}\n"


@pytest.mark.parametrize("command", [[], ["report"], ["analyze"], ["parties"]])
def test_help_shows_an_example(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Examples:\n\n    sidelight" in result.output


@pytest.mark.parametrize("arguments", [["nonsense"], ["analyze"], ["parties"], ["report", "--formt", "x"]])
def test_a_wrong_call_is_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_parties_as_a_table(corpus: Path) -> None:
    result = run("parties", corpus)
    assert result.exit_code == 0
    assert result.output == (
        "party  mentions  references  places  articles  surfaces\n"
        "Iran          2           0       0         1  Iran 2\n"
        "Oman          2           0       1         2  Oman 2\n"
    )


def test_parties_as_csv_and_json(corpus: Path) -> None:
    rows = list(csv.DictReader(run("parties", corpus, "--format", "csv").output.splitlines()))
    assert rows == [
        {key: str(value) for key, value in row.items()}
        for row in json.loads(run("parties", corpus, "--format", "json").output)
    ]
    assert [row["party"] for row in rows] == ["Iran", "Oman"]


def test_parties_of_the_users_own(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[party]]\nname = "Talkers"\naliases = ["Talks"]\n', encoding="utf-8")
    assert "Talkers" in run("parties", corpus, "--parties", own).output


def test_no_party_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nNothing.", encoding="utf-8")
    assert run("parties", tmp_path).output == "No party is mentioned.\n"


def test_control_sequences_do_not_reach_the_terminal(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[party]]\nname = "R\\u001b[31med"\naliases = ["Red"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("Title\n\nRed won.", encoding="utf-8")
    assert "\x1b" not in run("parties", tmp_path / "a.txt", "--parties", own).output


def test_analyze_writes_one_csv_a_table(corpus: Path, tmp_path: Path) -> None:
    result = run("analyze", corpus, "-o", tmp_path / "out")
    assert (result.exit_code, result.output) == (0, "")
    assert {file.name for file in (tmp_path / "out" / "tables").iterdir() if file.is_file()} == {
        "manifest.json",
        *(f"{name}.csv" for name in TABLES),
    }
    mentions = pd.read_csv(tmp_path / "out" / "tables" / "mentions.csv")
    assert mentions["party"].tolist() == ["Iran", "Oman", "Iran", "Oman"]


def test_analyze_writes_parquet(corpus: Path, tmp_path: Path) -> None:
    assert run("analyze", corpus, "-o", tmp_path / "out", "--format", "parquet").exit_code == 0
    tables = tmp_path / "out" / "tables"
    assert {file.name for file in tables.iterdir()} == {"manifest.json", *TABLES}
    assert pd.read_parquet(tables / "articles")["title"].tolist() == ["A title", "=Title"]


def test_analyze_again_follows_the_articles(corpus: Path, tmp_path: Path) -> None:
    command = ("analyze", corpus, "-o", tmp_path / "out", "--method", "lexicon", "--jobs", 2)
    run(*command)
    (corpus / "one.txt").unlink()
    (corpus / "three.txt").write_text("A third title\n\nPeru left.", encoding="utf-8")
    assert run(*command).exit_code == 0
    articles = pd.read_csv(tmp_path / "out" / "tables" / "articles.csv")
    assert articles["article_id"].tolist() == ["three", "two"]


def test_a_run_below_the_corpus_is_not_read(corpus: Path) -> None:
    for _ in range(2):
        done = run("analyze", corpus, "-o", corpus / "run", "--method", "lexicon")
        assert (done.exit_code, done.output) == (0, "")
    assert len(open_run(corpus / "run")) == 2


def test_a_run_into_the_folder_of_another_stops(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / PARTS).mkdir(parents=True)
    held = lock(tmp_path / "out" / PARTS)
    done = run("analyze", corpus, "-o", tmp_path / "out")
    unlock(held)
    assert (done.exit_code, done.stderr) == (
        1,
        f"sidelight: error: {tmp_path / 'out'}: another run is writing to it; wait until it ends, or choose "
        "another folder\n",
    )


def test_analyze_keeps_the_old_tables_when_nothing_can_be_read(corpus: Path, tmp_path: Path) -> None:
    run("analyze", corpus, "-o", tmp_path / "out")
    before = (tmp_path / "out" / "tables" / "articles.csv").read_bytes()
    result = run("analyze", tmp_path / "nothing", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert (tmp_path / "out" / "tables" / "articles.csv").read_bytes() == before


@pytest.mark.parametrize("command", ["report", "analyze", "parties"])
def test_a_missing_path_is_one_line_and_exit_code_1(command: str, tmp_path: Path) -> None:
    output = [] if command == "parties" else ["-o", tmp_path / "out"]
    result = run(command, tmp_path / "nope", *output)
    assert result.exit_code == 1
    assert result.output == f"sidelight: error: {tmp_path / 'nope'}: there is no such file or folder\n"
    assert not (tmp_path / "out").exists()


def test_one_bad_file_does_not_stop_the_others(corpus: Path, tmp_path: Path) -> None:
    (corpus / "bad.txt").write_bytes(b"")
    result = run("analyze", corpus, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"sidelight: error: {corpus / 'bad.txt'}: is empty; expected an article",
        "sidelight: the rest is done; not this one",
    ]
    assert len(pd.read_csv(tmp_path / "out" / "tables" / "articles.csv")) == 2


STORY = (
    "A title\n\nAna Lindner and Bo Calder met. Mr. Calder spoke. Bo Calder left. "
    "Rival Motors closed. Rival Motors sold its trucks."
)


def test_people_of_no_party_are_parties_from_as_many_mentions_on(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    named = {n: run("parties", tmp_path, "--min-mentions", n).output for n in (1, 3, 4)}
    assert ["Ana Lindner" in text for text in named.values()] == [True, False, False]
    assert ["Bo Calder" in text for text in named.values()] == [True, True, False]


def test_a_suggested_file_holds_everybody_and_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    suggested = run("parties", tmp_path, "--suggest")
    assert suggested.exit_code == 0
    own = tmp_path / "own.toml"
    own.write_text(suggested.stdout, encoding="utf-8")
    names = [party.name for party in read_registry(own).parties]
    assert names == ["Bo Calder", "Rival Motors", "Ana Lindner"]
    assert "Rival Motors 2" in run("parties", tmp_path, "--parties", own).stdout


def test_merges_show_what_was_joined_and_follow_the_parties_file(tmp_path: Path) -> None:
    for name, firm in (("Bo Lindgren", "Calder Freight"), ("Bo B. Lindgren", "Calder Freight Ltd")):
        text = f"Title\n\n{name} runs the company {firm} in Norway. Drivers of {firm} met {name} on Monday."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    result = run("parties", tmp_path, "--merges")
    assert result.exit_code == 0
    assert "  Bo Lindgren  1  middle name or initial left out\n" in result.stdout
    assert "  Calder Freight  1  title, article or legal form left out\n" in result.stdout
    apart = 'apart = [["Bo Lindgren", "Bo B. Lindgren"], ["Calder Freight", "Calder Freight Ltd"]]'
    (tmp_path / "parties.toml").write_text(apart, encoding="utf-8")
    assert "No two names were joined" in run("parties", tmp_path, "--merges").stdout


def test_merges_and_suggestions_are_not_printed_at_once(corpus: Path) -> None:
    assert run("parties", corpus, "--merges", "--suggest").exit_code == 2


def test_a_broken_parties_option_is_one_line(corpus: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[party]]\nnam = "x"\n', encoding="utf-8")
    result = run("parties", corpus, "--parties", own)
    assert result.exit_code == 1
    assert result.stderr.startswith(
        f"sidelight: error: {own}: line 2: unknown key 'nam'; did you mean 'name'?"
    )
    assert len(result.stderr.splitlines()) == 1


def test_an_interruption_is_exit_code_130(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.corpus.iter_articles", interrupt)
    result = run("parties", corpus)
    assert result.exit_code == 130
    assert result.stderr == "sidelight: interrupted; what was there before is whole\n"


def test_an_interruption_of_an_import_is_one(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    error = ImportError("initialization failed")
    error.__cause__ = ValueError("from below")
    error.__cause__.__cause__ = KeyboardInterrupt()
    break_reading(monkeypatch, error)
    result = run("parties", corpus)
    assert result.exit_code == 130
    assert result.stderr == "sidelight: interrupted; what was there before is whole\n"


def test_an_error_that_is_its_own_cause_is_no_interruption(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    error = ValueError("again")
    error.__cause__ = error
    break_reading(monkeypatch, error)
    assert run("parties", corpus).exit_code == 1


def break_reading(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("analysis.corpus.iter_articles", fail)


def test_an_error_that_nobody_foresaw_is_one_line_and_a_log(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    break_reading(monkeypatch, KeyError("a\nb"))
    result = run("parties", corpus)
    (log,) = tmp_path.glob("sidelight-error-*.log")
    assert result.exit_code == 1
    assert result.stderr == (
        "sidelight: error: unexpected KeyError: 'a\\nb'; this is a defect of Sidelight, "
        f"or the system is out of something: the traceback is in {log}\n"
    )
    assert log.read_text().startswith("Traceback (most recent call last):")
    assert log.stat().st_mode & 0o077 == 0  # it may quote an article


def test_where_no_log_can_be_written_the_line_says_how_to_see_it(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    break_reading(monkeypatch, MemoryError())
    result = run("parties", corpus)
    assert result.stderr.endswith("out of something: `sidelight --debug ...` shows the traceback\n")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("error", [KeyError("a"), CorpusError("b")])
def test_debug_shows_the_traceback(corpus: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    break_reading(monkeypatch, error)
    result = run("--debug", "parties", corpus)
    assert result.exit_code == 1
    assert result.stderr.startswith("Traceback (most recent call last):")
    assert result.stderr.splitlines()[-1].startswith("sidelight: error: ")


def test_debug_shows_what_is_collected_too(corpus: Path) -> None:
    (corpus / "two.txt").write_bytes(b"%PDF")
    assert "NotTextError" in run("--debug", "parties", corpus).stderr
    assert "NotTextError" not in run("parties", corpus).stderr


def test_the_installed_command_runs(corpus: Path) -> None:
    command = [str(Path(sys.executable).parent / "sidelight"), "parties", str(corpus)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert "Iran" in done.stdout
    assert done.stderr == ""


def test_analyze_by_lexicon_and_with_evidence(corpus: Path, tmp_path: Path) -> None:
    assert run("analyze", corpus, "-o", tmp_path / "out", "--method", "lexicon", "--evidence").exit_code == 0
    assert set(pd.read_csv(tmp_path / "out" / "tables" / "sentiments.csv")["method"]) == {"lexicon"}
    assert pd.read_csv(tmp_path / "out" / "tables" / "evidence.csv")["surface"].tolist() == [
        "praised",
        "lied",
    ]


def test_an_unknown_method_is_exit_code_2(corpus: Path, tmp_path: Path) -> None:
    result = run("analyze", corpus, "-o", tmp_path / "out", "--method", "magic")
    assert result.exit_code == 2
    assert "'neural', 'lexicon'" in result.stderr


@pytest.mark.parametrize("command", ["analyze", "parties", "report", "keywords", "kwic"])
def test_limit_and_links_are_options_of_what_reads_paths(command: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "out.txt").write_text("Talks\n\nIran left.")
    (tmp_path / "corpus" / "a.txt").symlink_to("../out.txt")
    words = [command, *(["Iran"] if command == "kwic" else []), tmp_path / "corpus"]
    words += ["-o", tmp_path / "tables"] if command in ("analyze", "report") else []
    refused = run(*words)
    assert (refused.exit_code, "leads out of" in refused.stderr) == (1, True)
    refused = run(*words, "--follow-links", "--max-characters", 5)
    assert (refused.exit_code, "has 17 characters; at most 5" in refused.stderr) == (1, True)


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    folder = tmp_path / "wire"
    folder.mkdir()
    story = " ".join(f"France praised Spain in report {n}, and Spain thanked France." for n in range(9))
    (folder / "a.txt").write_text(story)
    (folder / "b.txt").write_text(f"A headline\n\n{story}")
    return folder


@pytest.mark.parametrize(
    ("choice", "told", "counted"),
    [
        ("mark", "sidelight: 1 article is a near-duplicate of earlier ones, counted once: b (of a)\n", 18),
        ("drop", "sidelight: 1 article is a near-duplicate of earlier ones, left out: b (of a)\n", 18),
        ("keep", "", 36),
    ],
)
def test_near_duplicates_are_told(wire: Path, choice: str, told: str, counted: int) -> None:
    done = run("parties", wire, "--duplicates", choice, "--format", "csv")
    assert done.stderr == told
    assert done.stdout.splitlines()[1].startswith(f"France,{counted},")


def test_the_table_of_articles_says_of_which_article_one_is_a_version(wire: Path, tmp_path: Path) -> None:
    options = ("--duplicates", "drop", "--method", "lexicon", "--format", "parquet")
    done = run("analyze", wire, "-o", tmp_path / "tables", *options)
    assert "left out: b (of a)" in done.stderr
    tables = open_run(tmp_path / "tables").load()
    assert tables.articles["duplicate_of"].fillna("").tolist() == ["", "a"]
    assert set(tables.mentions["article_id"]) == {"a"}


def test_a_dry_run_tells_what_a_run_will_take_and_writes_nothing(corpus: Path, tmp_path: Path) -> None:
    command = ("analyze", corpus, "-o", tmp_path / "out", "--method", "lexicon")
    told = run(*command, "--dry-run")
    assert told.exit_code == 0
    assert re.fullmatch(
        r"articles  2 in 2 files \(plain text 2\)\n"
        r"to do     2; 0 are in the folder already\n"
        r"time      about \S+ (?:seconds|minutes) with --jobs 1\n"
        r"memory    about \S+ [MG]B in all\n"
        r"disk      about 0\.\d+ MB for the folder\n",
        told.output,
    )
    assert not (tmp_path / "out").exists()
    run(*command)
    assert "to do     0; 2 are in the folder already\n" in run(*command, "--dry-run").output


def test_a_dry_run_is_of_this_machine(corpus: Path, tmp_path: Path) -> None:
    done = run("analyze", corpus, "-o", tmp_path, "--dry-run", "--scheduler", "tcp://127.0.0.1:1")
    assert done.exit_code == 2
    assert "--dry-run measures on this machine: give --jobs instead of --scheduler." in done.output
