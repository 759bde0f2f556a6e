"""Tests of `analysis.keywords.kwic`."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis as sl
from analysis.keywords import concordance, kwic
from analysis.records import ChoiceError
from analysis.schema import Analysis
from tests.keywords.corpora import corpus

COLUMNS = ["article_id", "sentence", "start", "end", "left", "node", "right"]


def lines(table: pd.DataFrame) -> list[str]:
    return [f"{row.left}[{row.node}]{row.right}" for row in table.itertuples(index=False)]


@pytest.mark.parametrize(
    ("unit", "size", "expected"),
    [
        ("word", 1, ["two [Iran] met", "then [Iran]"]),
        ("word", 2, ["one, two [Iran] met four", "four then [Iran]"]),
        ("word", 0, ["[Iran]", "[Iran]"]),
        ("sentence", None, ["[Iran] met four", "then [Iran]"]),
        ("sentence", 1, ["one, two [Iran] met four then Iran", "Iran met four then [Iran]"]),
    ],
)
def test_contexts_by_hand(unit: str, size: int | None, expected: list[str]) -> None:
    table = kwic(corpus("zero\n\none, two\n\nIran met four\n\nthen Iran"), "iran", unit=unit, size=size)
    assert lines(table) == expected


def test_every_place_is_in_its_text(real: Analysis) -> None:
    table = kwic(real, party="Ukraine")
    assert list(table.columns) == COLUMNS
    text = real.articles["text"].iloc[0]
    assert [text[row.start : row.end] for row in table.itertuples(index=False)] == table["node"].tolist()
    assert len(table) == (real.mentions["party"] == "Ukraine").sum()


def test_contexts_are_the_text_as_it_stands(real: Analysis) -> None:
    text = " ".join(real.articles["text"].iloc[0].split())
    for row in kwic(real, "peace talks", unit="sentence", size=1).itertuples(index=False):
        assert f"{row.left}{row.node}{row.right}" in text


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("text", ["b x[n]z a", "a y[N]y b", "a x[n]a c"]),
        ("left", ["a x[n]a c", "b x[n]z a", "a y[N]y b"]),
        ("right", ["a x[n]a c", "a y[N]y b", "b x[n]z a"]),
    ],
)
def test_orders(sort: str, expected: list[str]) -> None:
    result = corpus("b x n z a", "a y N y b", "a x n a c")
    table = kwic(result, "n", sort=sort)
    assert [line.replace(" [", "[").replace("] ", "]") for line in lines(table)] == expected


def test_an_unknown_order_is_an_error() -> None:
    with pytest.raises(ChoiceError) as error:
        kwic(corpus("a"), "a", sort="up")
    assert str(error.value) == "sort is 'up'; expected one of: text, left, right, node"


@pytest.mark.parametrize("is_regex", [False, True])
def test_nothing_found_gives_all_columns(is_regex: bool) -> None:
    for result in (corpus("Grain"), Analysis.stack([])):
        table = kwic(result, "ship", is_regex=is_regex)
        assert table.empty
        assert list(table.columns) == COLUMNS


def test_display_is_aligned_and_safe() -> None:
    table = kwic(corpus("a <b>x</b> ship sails", "ship"), "ship")
    block = concordance(table)
    first, second = block.markdown.split("\n")
    assert first.index("[ship]") == second.index("[ship]")
    assert first.startswith("    ")
    assert block.html is not None
    assert "<b>" not in block.html
    assert "<strong>ship</strong>" in block.html
    assert concordance(table.iloc[:0]).markdown == "Not found."


def test_display_cuts_long_sides(real: Analysis) -> None:
    block = concordance(kwic(real, "peace", unit="sentence", size=2), width=20)
    assert max(len(line) for line in block.markdown.split("\n")) <= 4 + 20 + 7 + 20


def test_overlapping_mentions_are_each_shown_once() -> None:
    result = sl.analyze([sl.make_article("Iran met Oman.", article_id="a")])
    assert len(kwic(result, party="Iran")) == 1
