"""Tests of analysis.corpus.readers.parquet."""

from __future__ import annotations

import io
from datetime import date

import pandas as pd

from tests.corpus.readers.conftest import Fail, Read


def packed(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


def test_every_field_of_a_row(read: Read) -> None:
    frame = pd.DataFrame(
        {
            "id": pd.array([1234, None], dtype="Int64"),
            "title": ["Talks resume", None],
            "text": ["Both sides met.", "They left."],
            "date": [pd.Timestamp("2024-03-07"), pd.NaT],
            "tags": [["a", "b"], None],
        }
    )
    first, second = read("a.parquet", packed(frame))
    assert (first.article_id, first.text) == ("1234", "Talks resume\n\nBoth sides met.")
    assert (first.published, first.extra) == (date(2024, 3, 7), {"tags": '["a", "b"]'})
    assert (second.article_id, second.text, second.published) == ("a-2", "They left.", None)


def test_rows_of_many_batches(read: Read) -> None:
    frame = pd.DataFrame({"text": [f"Story {number}." for number in range(200)]})
    assert [one.text for one in read("a.bin", packed(frame))] == frame["text"].tolist()


def test_no_column_of_text(fail: Fail) -> None:
    (message,) = fail("a.parquet", packed(pd.DataFrame({"kopf": ["T"], "n": [1]})))
    assert message.startswith("a.parquet: has no column of text; its columns: kopf, n; say which one is: ")


def test_no_rows(fail: Fail) -> None:
    assert fail("a.parquet", packed(pd.DataFrame({"text": pd.Series([], dtype="str")}))) == [
        "a.parquet: has no rows; expected one article a row"
    ]
