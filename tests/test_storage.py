"""Tests of analysis.storage."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import make_article
from analysis.pipeline import analyze
from analysis.records import ChoiceError, ReportError, TableError
from analysis.schema import Analysis, make_table
from analysis.storage import TableWriter, digests, guard_formulas, read_tables, replacing


def terms(*names: str | None) -> pd.DataFrame:
    n = len(names)
    return make_table(
        "keywords",
        {
            "article_id": ["a"] * n,
            "term": names,
            "n": [1] * n,
            "surface": [""] * n,
            "count": range(n),
            "per_million": [None] * n,
        },
    )


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }


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
    assert list(digests(tmp_path)) == ["deep/er/keywords.csv"]


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with TableWriter(tmp_path) as writer:
        writer.write({"keywords": terms("peace")})
    assert list(digests(tmp_path)) == ["keywords.csv", "notes.txt"]


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
    assert [path.name for path in tmp_path.iterdir()] == ["keywords.csv"]


def test_writer_names_every_format(tmp_path: Path) -> None:
    with pytest.raises(ChoiceError) as caught:
        TableWriter(tmp_path, format="xlsx")
    assert str(caught.value) == "format is 'xlsx'; expected one of: csv, parquet"


def test_writer_is_for_a_with_block(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError) as caught:
        TableWriter(tmp_path).write({"keywords": terms("peace")})
    assert str(caught.value) == "TableWriter.write is for use inside its with block"


def test_writer_names_folder_that_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    with pytest.raises(ReportError) as caught, TableWriter(path):
        pass
    assert str(caught.value) == f"{path}: cannot be written to: File exists; choose another folder"


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
    assert str(caught.value).startswith(f"{tmp_path / 'nowhere' / 'articles.parquet'}: is missing; ")


def test_read_tables_refuses_another_table(written: Path, analysis: Analysis) -> None:
    analysis.sentences.to_parquet(written / "mentions.parquet")
    with pytest.raises(
        TableError, match=r"table mentions: has columns \['article_id', 'sentence', .*expected"
    ):
        read_tables(written)


def test_read_tables_names_file_that_is_no_parquet(written: Path) -> None:
    path = written / "mentions.parquet"
    path.write_text("no table")
    with pytest.raises(TableError) as caught:
        read_tables(written)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder with one file, an hour old."""
    folder = tmp_path / "target"
    folder.mkdir()
    (folder / "a.txt").write_text("old")
    for path in (folder / "a.txt", folder):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return folder


def test_replacing_makes_a_new_folder(tmp_path: Path) -> None:
    with replacing(tmp_path / "deep" / "target") as fresh:
        (fresh / "sub").mkdir()
        (fresh / "sub" / "a.txt").write_text("new")
    assert contents(tmp_path) == {"deep/target/sub/a.txt": "new"}


def test_replacing_puts_the_new_in_the_place_of_the_old(target: Path) -> None:
    with replacing(target, owned=frozenset({"a.txt"})) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(target.parent) == {"target/b.txt": "new"}


def test_replacing_begins_with_an_empty_folder(target: Path) -> None:
    with replacing(target) as fresh:
        assert list(fresh.iterdir()) == []


def test_replacing_shows_nothing_before_the_end(target: Path) -> None:
    with replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
        assert contents(target) == {"a.txt": "old"}


def test_replacing_keeps_foreign_files(target: Path) -> None:
    (target / "sub").mkdir()
    (target / "sub" / "mine.txt").write_text("mine")
    with replacing(target, owned=frozenset({"a.txt"})) as fresh:
        (fresh / "a.txt").write_text("new")
    assert contents(target) == {"a.txt": "new", "sub/mine.txt": "mine"}


def test_replacing_touches_nothing_when_nothing_changes(target: Path) -> None:
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (target, target / "a.txt")]
    with replacing(target, owned=frozenset({"a.txt"})) as fresh:
        (fresh / "a.txt").write_text("old")
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (target, target / "a.txt")] == before


def replace_and_fail(target: Path, error: type[BaseException]) -> None:
    with replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_replacing_keeps_the_old_on_an_error(target: Path, error: type[BaseException]) -> None:
    with pytest.raises(error):
        replace_and_fail(target, error)
    assert (contents(target.parent), len(list(target.parent.iterdir()))) == ({"target/a.txt": "old"}, 1)


def test_replacing_leaves_nothing_beside_the_folder(target: Path) -> None:
    with replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
    assert [path.name for path in target.parent.iterdir()] == ["target"]


def test_replacing_does_not_take_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "target"
    path.write_text("mine")
    with pytest.raises(ReportError), replacing(path) as fresh:
        (fresh / "a.txt").write_text("new")
    assert path.read_text() == "mine"


def test_replacing_names_folder_below_a_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine")
    with pytest.raises(ReportError) as caught, replacing(path / "target"):
        pass
    assert str(caught.value) == f"{path}: cannot be written to: File exists; choose another folder"


def failing_rename(fails: Callable[[int], bool]) -> Callable[[Path, Path], Path]:
    """Make a stand-in for `Path.rename` that is interrupted at some calls, counted from 1."""
    calls = 0
    rename = Path.rename

    def stand_in(path: Path, to: Path) -> Path:
        nonlocal calls
        calls += 1
        if fails(calls):
            raise KeyboardInterrupt
        return rename(path, to)

    return stand_in


def test_replacing_brings_the_old_back_when_interrupted_between_renames(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rename", failing_rename(lambda call: call == 2))
    with pytest.raises(KeyboardInterrupt), replacing(target) as fresh:
        (fresh / "a.txt").write_text("new")
    assert contents(target.parent) == {"target/a.txt": "old"}


@pytest.fixture
def killed(target: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder after a run that was killed between the two renames: nothing moves after the first."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", failing_rename(lambda call: call > 1))
        with pytest.raises(KeyboardInterrupt), replacing(target) as fresh:
            (fresh / "a.txt").write_text("new")
    assert not target.exists()
    return target


def test_replacing_brings_the_old_back_after_a_kill(killed: Path) -> None:
    with pytest.raises(ValueError, match="stop"), replacing(killed):
        raise ValueError("stop")
    assert contents(killed.parent) == {"target/a.txt": "old"}


def test_replacing_keeps_foreign_files_after_a_kill(killed: Path) -> None:
    with replacing(killed) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(killed.parent) == {"target/a.txt": "old", "target/b.txt": "new"}


def test_replacing_clears_away_after_a_kill_behind_the_renames(killed: Path) -> None:
    killed.mkdir()
    (killed / "a.txt").write_text("newer")
    with replacing(killed) as fresh:
        (fresh / "a.txt").write_text("newer")
    assert contents(killed.parent) == {"target/a.txt": "newer"}


def test_digests_are_of_contents_by_relative_path(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digests(tmp_path) == {"sub/a": empty}
