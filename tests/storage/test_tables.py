"""Tests of analysis.storage.tables."""

from __future__ import annotations

import csv
import json
import re
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import make_article
from analysis.pipeline import analyze
from analysis.records import ChoiceError, ReportError, TableError
from analysis.schema import Analysis
from analysis.storage import (
    TableWriter,
    digests,
    guard_formulas,
    read_tables,
)
from tests.storage.written import contents, terms


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def analysis() -> Analysis:
    """Two articles, with and without metadata."""
    return analyze(
        [
            make_article(
                "Moscow condemned Kyiv. It left.", article_id="a", title="=Talks", published="2022-04-01"
            ),
            make_article("Nothing of note.", article_id="b"),
        ]
    )


def test_csv_is_as_declared(tmp_path: Path) -> None:
    with TableWriter(tmp_path) as writer:
        writer.write({"keywords": terms("peace")})
    assert read_csv(tmp_path / "keywords.csv") == [
        ["article_id", "term", "n", "surface", "count", "per_million"],
        ["a", "peace", "1", "", "0", ""],
    ]


def test_csv_has_one_byte_order_mark_and_one_header(tmp_path: Path) -> None:
    with TableWriter(tmp_path) as writer:
        for name in ("peace", "Київ", "war"):
            writer.write({"keywords": terms(name)})
    data = (tmp_path / "keywords.csv").read_bytes()
    assert (data.startswith(b"\xef\xbb\xbf"), data.count(b"\xef\xbb\xbf"), data.count(b"article_id")) == (
        True,
        1,
        1,
    )


@pytest.mark.parametrize(
    "text",
    ["a,b", 'say "yes"', "two\nlines", "two\r\nlines", "two\rlines", "‘Київ’", "  wide  ", "NA", "007"],
)
def test_csv_keeps_every_text(tmp_path: Path, text: str) -> None:
    with TableWriter(tmp_path) as writer:
        writer.write({"keywords": terms(text)})
    assert [row[1] for row in read_csv(tmp_path / "keywords.csv")[1:]] == [text]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_batches_are_put_one_below_the_other(tmp_path: Path, suffix: str) -> None:
    with TableWriter(tmp_path, format=suffix) as writer:
        for names in (("one", "two"), (), ("three",)):
            writer.write({"keywords": terms(*names)})
    path = tmp_path / f"keywords.{suffix}"
    table = pd.read_csv(path) if suffix == "csv" else pd.read_parquet(path)
    assert table["term"].tolist() == ["one", "two", "three"]


def test_parquet_batches_may_begin_without_values(tmp_path: Path) -> None:
    with TableWriter(tmp_path, format="parquet") as writer:
        for batch in (terms(), terms(None), terms("peace")):
            writer.write({"keywords": batch})
    assert pd.read_parquet(tmp_path / "keywords.parquet")["term"].dropna().tolist() == ["peace"]


@pytest.mark.parametrize("text", ["=1+1", "'=1", "\ttab"])
def test_parquet_keeps_every_value(tmp_path: Path, text: str) -> None:
    with TableWriter(tmp_path, format="parquet") as writer:
        writer.write({"keywords": terms(text)})
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "keywords.parquet"), terms(text))


def test_folder_is_made(tmp_path: Path) -> None:
    with TableWriter(tmp_path / "deep" / "er") as writer:
        writer.write({"keywords": terms("peace")})
    assert list(digests(tmp_path)) == ["deep/er/keywords.csv", "deep/er/manifest.json"]


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with TableWriter(tmp_path) as writer:
        writer.write({"keywords": terms("peace")})
    assert list(digests(tmp_path)) == ["keywords.csv", "manifest.json", "notes.txt"]


def write_and_fail(folder: Path, suffix: str, error: type[BaseException]) -> None:
    with TableWriter(folder, format=suffix) as writer:
        writer.write({"keywords": terms("peace")})
        raise error


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_writer_leaves_everything_as_it_was_on_an_error(
    tmp_path: Path, suffix: str, error: type[BaseException]
) -> None:
    (tmp_path / f"keywords.{suffix}").write_text("old")
    with pytest.raises(error):
        write_and_fail(tmp_path, suffix, error)
    assert (contents(tmp_path), len(list(tmp_path.iterdir()))) == ({f"keywords.{suffix}": "old"}, 1)


def test_writer_leaves_no_temporary_folder(tmp_path: Path) -> None:
    with TableWriter(tmp_path) as writer:
        writer.write({"keywords": terms("peace")})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keywords.csv", "manifest.json"]


def test_writer_names_every_format(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError) as caught:
        TableWriter(tmp_path, format="xlsx")
    assert str(caught.value) == "format is 'xlsx'; expected one of: csv, parquet"


def test_writer_is_for_a_with_block(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError) as caught:
        TableWriter(tmp_path).write({"keywords": terms("peace")})
    assert str(caught.value) == "TableWriter.write is for use inside its with block"


@pytest.mark.parametrize("below", ["", "deep/er"])
def test_writer_names_folder_that_is_a_file(tmp_path: Path, below: str) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    with pytest.raises(ReportError) as caught:
        TableWriter(path / below)
    assert str(caught.value) == f"{path}: is a file, where a folder is to be written; choose another place"


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("'=1", "''=1"),
        ("''@", "'''@"),
        ("1=1", "1=1"),
        (" =1", " =1"),
        ("'s", "'s"),
        ("", ""),
    ],
)
def test_guard_formulas(text: str, guarded: str) -> None:
    assert guard_formulas(terms(text))["term"].tolist() == [guarded]


def test_guard_formulas_keeps_types_and_missing_values() -> None:
    pd.testing.assert_frame_equal(guard_formulas(terms("peace", None)), terms("peace", None))


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="'=+-@\t\r\n 1")))
def test_guard_formulas_can_be_undone(text: str) -> None:
    (guarded,) = guard_formulas(terms(text))["term"]
    assert re.sub(r"\A'('*[=+\-@\t\r\n])", r"\1", guarded) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="'=+-@\t\r\n 1"))
def test_guarded_text_is_no_formula(text: str) -> None:
    (guarded,) = guard_formulas(terms(text))["term"]
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.fixture
def written(tmp_path: Path, analysis: Analysis) -> Path:
    """A folder with an analysis as Parquet, written in two batches."""
    with TableWriter(tmp_path / "tables", format="parquet") as writer:
        for article_id in analysis.article_ids:
            writer.write(analysis.select(article_id).tables())
    return tmp_path / "tables"


@pytest.mark.parametrize("table", Analysis.table_names())
def test_read_tables_gives_what_was_written(written: Path, analysis: Analysis, table: str) -> None:
    pd.testing.assert_frame_equal(read_tables(written).tables()[table], analysis.tables()[table])


def test_read_tables_names_missing_file(written: Path) -> None:
    path = written / "mentions.parquet"
    path.unlink()
    with pytest.raises(TableError) as caught:
        read_tables(written)
    assert (
        str(caught.value) == f"{path}: is missing; expected what `sidelight analyze --format parquet` writes"
    )


def test_read_tables_names_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        read_tables(tmp_path / "nowhere")
    assert (
        str(caught.value) == f"{tmp_path / 'nowhere' / 'manifest.json'}: is missing; "
        "expected what `sidelight analyze --format parquet` writes"
    )


def test_read_tables_refuses_another_table(written: Path, analysis: Analysis) -> None:
    with TableWriter(written, format="parquet") as writer:
        writer.write({**analysis.tables(), "mentions": analysis.sentences})
    with pytest.raises(
        TableError, match=r"table mentions: has columns \['article_id', 'sentence', .*expected"
    ):
        read_tables(written)


def test_read_tables_refuses_files_of_two_runs(written: Path, analysis: Analysis, tmp_path: Path) -> None:
    with TableWriter(tmp_path / "other", format="parquet") as writer:
        writer.write(analysis.select("b").tables())
    path = written / "mentions.parquet"
    (tmp_path / "other" / "mentions.parquet").replace(path)
    with pytest.raises(TableError) as caught:
        read_tables(written)
    assert str(caught.value) == (
        f"{path}: is not the file that manifest.json lists, so these tables do not belong together; "
        "run `sidelight analyze` again"
    )


def test_read_tables_refuses_csv(tmp_path: Path, analysis: Analysis) -> None:
    with TableWriter(tmp_path / "tables") as writer:
        writer.write(analysis.tables())
    with pytest.raises(TableError) as caught:
        read_tables(tmp_path / "tables")
    assert str(caught.value).startswith(f"{tmp_path / 'tables' / 'articles.parquet'}: is missing; ")


@pytest.mark.parametrize("text", ["no manifest", "[]", "{}", '{"files": 1}', "[" * 100_000, "\xff"])
def test_read_tables_names_manifest_that_is_none(written: Path, text: str) -> None:
    path = written / "manifest.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(TableError) as caught:
        read_tables(written)
    assert str(caught.value) == (
        f"{path}: is not a list of tables as Sidelight writes it; run `sidelight analyze` again"
    )


def test_read_tables_names_file_that_is_no_parquet(written: Path) -> None:
    path = written / "mentions.parquet"
    path.write_text("no table")
    manifest = json.loads((written / "manifest.json").read_text())
    manifest["files"]["mentions.parquet"] = digests(written)["mentions.parquet"]
    (written / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(TableError) as caught:
        read_tables(written)
    assert str(caught.value) == f"{path}: is not a Parquet file"


def test_manifest_lists_every_file(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with TableWriter(tmp_path) as writer:
        writer.write({"mentions": terms("war"), "keywords": terms("peace")})
    found = digests(tmp_path)
    text = (tmp_path / "manifest.json").read_text()
    assert json.loads(text) == {
        "files": {name: found[name] for name in ("keywords.csv", "mentions.csv")},
        "format": "csv",
        "sidelight": version("sidelight"),
    }
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"


def test_a_folder_holds_one_run(tmp_path: Path) -> None:
    for suffix in ("csv", "parquet"):
        with TableWriter(tmp_path, format=suffix) as writer:
            writer.write({"keywords": terms("peace")})
    assert list(digests(tmp_path)) == ["keywords.parquet", "manifest.json"]


def test_tables_without_a_manifest_go_when_the_format_is_theirs(tmp_path: Path) -> None:
    for name in ("mentions.csv", "mentions.parquet", "mine.csv"):
        (tmp_path / name).write_text("old")
    with TableWriter(tmp_path) as writer:
        writer.write({"keywords": terms("peace")})
    assert list(digests(tmp_path)) == ["keywords.csv", "manifest.json", "mentions.parquet", "mine.csv"]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_tables_that_are_the_same_are_not_touched(tmp_path: Path, suffix: str) -> None:
    numbers = []
    for _ in range(2):
        with TableWriter(tmp_path / "tables", format=suffix) as writer:
            writer.write({"keywords": terms("peace")})
        numbers.append([path.stat().st_ino for path in (tmp_path / "tables").rglob("*")])
    assert numbers[0] == numbers[1]
