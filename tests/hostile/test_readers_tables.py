"""Tables, JSON and packed files that try to break their readers: one clear line each, the rest is read."""

from __future__ import annotations

import gzip
import io
import json
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import read_articles
from analysis.records import SidelightError
from tests.corpus.readers.workbooks import ods, ods_cell, ods_row, table, text, xlsx, zipped
from tests.hostile.conftest import Tried

# Of the processor; the slowest takes a second on an idle machine.
_SECONDS = 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = table([("id", "text"), ("7", "Iran left.")])


def parquet() -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame({"text": ["Iran left."] * 50}).to_parquet(buffer)
    return buffer.getvalue()


def lying() -> bytes:
    """A workbook whose sheet unpacks to two megabytes and says that it has ten bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", " " * 2_000_000)
    return buffer.getvalue().replace(struct.pack("<L", 2_000_000), struct.pack("<L", 10))


ENTITY = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "binary": ("a.csv", lambda: bytes(range(256)) * 40, "looks like binary data, not text; expected text"),
    "zeros": (
        "a.csv",
        lambda: b"id,text\n" + b"\0" * 5000,
        "looks like binary data, not text; expected text",
    ),
    "picture": ("a.csv", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 50, "looks like a PNG picture, not text"),
    "quotation mark": ("a.csv", lambda: b'id,text\n1,"Iran left.\n' + b"2,x\n" * 20, "row 2: its quotation"),
    "long row": (
        "a.csv",
        lambda: b"text\n" + b"a" * 6_000_000 + b"\n",
        "row 2: has more than 5,048,576 char",
    ),
    "many cells": ("a.csv", lambda: b"a,b\n" + b"," * 100_000, "has no column of text; its columns: a, b;"),
    "gzip bomb": ("a.gz", lambda: gzip.compress(bytes(70_000_000)), "unpacks to more than 67,108,864 bytes"),
    "gzip cut": ("a.csv.gz", lambda: gzip.compress(b"id,text\n1,x\n" * 99)[:-9], "ends too early; download"),
    "gzip broken": ("a.gz", lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\0garbage", "is a damaged packed file"),
    "deep JSON": ("a.json", lambda: b"[" * 500_000, "is not valid JSON (maximum recursion depth"),
    "JSON cut": ("a.json", lambda: json.dumps([{"text": "x"}] * 9).encode()[:-5], "is not valid JSON ("),
    "large number": ("a.json", lambda: b'[{"text": ' + b"9" * 5000 + b"}]", "is not valid JSON (Exceeds the"),
    "Parquet cut": ("a.parquet", lambda: parquet()[:-30], "is damaged or no Parquet file ("),
    "Parquet noise": ("a.parquet", lambda: b"PAR1" + b"\1" * 99 + b"PAR1", "is damaged or no Parquet file ("),
    "Parquet encrypted": ("a.parquet", lambda: b"PARE" + b"\1" * 99, "is encrypted; write it without"),
    "empty workbook": ("a.xlsx", lambda: b"", "is no workbook of Excel or LibreOffice"),
    "workbook cut": ("a.xlsx", lambda: xlsx({"S": SHEET})[:-40], "is damaged"),
    "password": ("a.xlsx", lambda: OLE + bytes(900) + "EncryptedPackage".encode("utf-16-le"), "is protected"),
    "old and broken": ("a.xls", lambda: OLE + bytes(900), "is damaged ("),
    "far cell": (
        "a.xlsx",
        lambda: xlsx({"S": text("A1", "text") + text("XFD1048576", "x")}),
        "has more than",
    ),
    "repeated cells": ("a.ods", lambda: ods(ods_row(ods_cell("x", 16_384), 1_048_576)), "has more than"),
    "broken sheet": ("a.xlsx", lambda: xlsx({"S": "<row><c r=</row>"}), "sheet 'S': is damaged ("),
    "no sheets": ("a.xlsx", lambda: zipped({"xl/workbook.xml": "<workbook/>"}), "is damaged ("),
    "entity": ("a.xlsx", lambda: xlsx({"S": table([("id", "&x;")])}, ENTITY), "sheet 'S': "),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line_and_the_rest_is_read(name: str, tmp_path: Path, tried: Tried) -> None:
    tried("files")
    file, content, expected = BAD[name]
    (tmp_path / file).write_bytes(content())
    (tmp_path / "z.txt").write_text("Talks\n\nBoth sides met.")
    errors: list[SidelightError] = []
    start = time.process_time()
    articles = read_articles(tmp_path, on_error=errors.append)
    assert time.process_time() - start < _SECONDS
    assert [article.article_id for article in articles] == ["z"]
    messages = [str(error) for error in errors]
    assert messages[0].startswith(f"{tmp_path / file}: {expected}"), messages[0]
    assert len(messages) == 1
    assert len(messages[0]) < 1000
    assert "root:" not in messages[0]


def test_a_workbook_is_measured_and_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: Tried
) -> None:
    tried("files")
    monkeypatch.setattr("analysis.corpus.readers.excel._MOST", 1_000_000)
    (tmp_path / "a.xlsx").write_bytes(lying())
    with pytest.raises(SidelightError, match=r"a\.xlsx: has more than 1,000,000 bytes or 20,000,000 cells"):
        read_articles(tmp_path)


def test_ten_thousand_columns(tmp_path: Path, tried: Tried) -> None:
    tried("files")
    names = ",".join(["id", "text", *(f"c{number}" for number in range(9_998))])
    (tmp_path / "a.csv").write_text(f"{names}\n7,Iran left.{',1' * 9_998}\n")
    (article,) = read_articles(tmp_path)
    assert (article.article_id, article.text, len(article.extra)) == ("7", "Iran left.", 9_998)


def test_a_cell_of_a_megabyte(tmp_path: Path, tried: Tried) -> None:
    tried("files")
    story = " ".join(f"Iran left {number}." for number in range(58_000))
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{story}"\n2,{"x" * 1_000_001}\n3,Oman stayed.\n')
    errors: list[SidelightError] = []
    articles = read_articles(tmp_path, on_error=errors.append)
    assert [(article.article_id, len(article.text)) for article in articles] == [("1", len(story)), ("3", 12)]
    assert len(errors) == 1


def test_single_zeros_are_left_out(tmp_path: Path, tried: Tried) -> None:
    tried("files")
    (tmp_path / "a.csv").write_bytes(b"id,text\n1,Ir\0an left.\n")
    assert read_articles(tmp_path)[0].text == "Iran left."


def test_a_formula_in_a_text_is_text(tmp_path: Path, tried: Tried) -> None:
    tried("files")
    (tmp_path / "a.csv").write_text("id,text\n1,\"=cmd|' /C calc'!A0\"\n")
    assert read_articles(tmp_path)[0].text == "=cmd|' /C calc'!A0"


def test_an_unclosed_quotation_mark_costs_no_more_than_a_long_row(tmp_path: Path, tried: Tried) -> None:
    tried("files")
    rows = "".join(f"{number},{'x' * 990}\n" for number in range(6_000))
    (tmp_path / "a.csv").write_text(f'id,text\nbad,"Iran left.\n{rows}')
    errors: list[SidelightError] = []
    articles = read_articles(tmp_path, on_error=errors.append)
    assert len(errors) == 1
    assert articles[-1].article_id == "5999"
