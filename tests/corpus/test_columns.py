"""Tests of analysis.corpus.columns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from analysis.corpus.columns import in_digits, is_missing, known_values, listed


@pytest.mark.parametrize("value", [None, "", " ", float("nan"), pd.NaT, pd.NA])
def test_nothing_is_missing(value: Any) -> None:
    assert is_missing(value)


@pytest.mark.parametrize("value", [0, False, "x", [], {}, pd.Timestamp("2024-03-07")])
def test_anything_is_there(value: Any) -> None:
    assert not is_missing(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.0, "1234"),
        (0.5, "0.5"),
        (7, "7"),
        (date(2024, 3, 7), "2024-03-07"),
        (datetime(2024, 3, 7), "2024-03-07"),
        (datetime(2024, 3, 7, 10), "2024-03-07 10:00:00"),
    ],
)
def test_values_are_written_as_people_do(value: Any, text: str) -> None:
    assert in_digits(value) == text


def test_a_name_is_a_better_source_than_an_address() -> None:
    known = known_values({"source": "https://a.example/x", "sitename": "Herald"}, "a")
    assert known.fields == {"source": "Herald", "url": "https://a.example/x"}


def test_an_address_alone_gives_source_and_url() -> None:
    known = known_values({"source": "https://www.a.example/x"}, "a")
    assert known.fields == {"source": "a.example", "url": "https://www.a.example/x"}


def test_a_chosen_column_may_be_empty() -> None:
    assert known_values({"text": "x", "T": float("nan")}, "a", {"title": "T"}).fields == {"text": "x"}


def test_many_columns_are_listed_in_part() -> None:
    assert listed([f"c{number}" for number in range(22)]).endswith("c18, c19 and 2 more")


@pytest.mark.parametrize(
    ("field", "name"),
    [
        *((("source", name)) for name in ("Publication title", "Media", "source_name", "News Outlet")),
        *(
            (("published", name))
            for name in ("Pub. Date", "Date Published", "date_publication", "datePublished")
        ),
        *((("text", name)) for name in ("Texte intégral", "Body text", "articleBody", "texto completo")),
        ("text", "content_text"),
    ],
)
def test_names_of_columns(field: str, name: str) -> None:
    assert known_values({name: "x"}, "a").columns == {field: name}


def test_pictures_are_no_source() -> None:
    known = known_values({"text": "x", "media": [{"url": "u"}]}, "a")
    assert known.fields == {"text": "x"}
    assert known.extra == {"media": '[{"url": "u"}]'}


def test_german_names_of_columns() -> None:
    row = {"Datum": "7. März 2024", "Überschrift": "Talks", "Inhalt": "They met.", "Quelle": "The Gazette"}
    assert known_values(row, "a.csv: row 2").columns == {
        "text": "Inhalt",
        "title": "Überschrift",
        "source": "Quelle",
        "published": "Datum",
    }
