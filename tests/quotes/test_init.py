"""Tests of `analysis.quotes`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import Analysis, check_table
from tests.quotes.finding import tables


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It is fair,” France said.", "direct"),
        ("France said it was fair.", "indirect"),
        ("France said it was “quite fair” then.", "mixed"),
    ],
)
def test_kind_is_how_much_stands_in_marks(text: str, kind: str) -> None:
    assert tables(text)[0]["kind"].tolist() == [kind]


def test_an_interrupted_quotation_has_two_contents() -> None:
    quotes, contents = tables("“It,” he said, “is quite fair.”")
    assert quotes["surface"].tolist() == ["“It,” he said, “is quite fair.”"]
    assert contents["surface"].tolist() == ["“It,”", "“is quite fair.”"]


def test_an_empty_text_gives_empty_tables() -> None:
    assert [len(table) for table in tables("")] == [0, 0]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="“”\"'’ aFrance said,.:\n", max_size=80))
def test_tables_are_as_declared_and_surfaces_match(text: str) -> None:
    quotes, contents = tables(text)
    check_table("quotes", quotes)
    check_table("contents", contents)
    for table in (quotes, contents):
        for start, end, surface in zip(table["start"], table["end"], table["surface"], strict=True):
            assert text[start:end] == surface


def test_speakers_of_the_real_article(real_by_lexicon: Analysis) -> None:
    quotes = real_by_lexicon.quotes
    pairs = set(zip(quotes["speaker"], quotes["speaker_party"].fillna(""), strict=True))
    assert pairs == {
        ("Ukraine", "Ukraine"),
        ("both Turkish and Ukrainian officials", "Turkey"),
        ("both Turkish and Ukrainian officials", "Ukraine"),
        ("Mevlut Cavusoglu", "Turkey"),
        ("Sergey Lavrov", "Russia"),
        ("Russia", "Russia"),
        ("Samuel Bendett", ""),
        ("Dmytro Kuleba", "Ukraine"),
    }
