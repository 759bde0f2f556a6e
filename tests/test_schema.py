"""Tests of analysis.schema."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import pytest

from analysis.records import Article, ChoiceError, TableError, check_choice
from analysis.schema import (
    TABLES,
    Analysis,
    article_table,
    check_table,
    columns,
    empty_table,
    make_table,
    once,
    rows,
)
from analysis.schema.observed import OBSERVED

ONE_TERM: dict[str, list[Any]] = {
    "per_million": [2.5],
    "article_id": ["a"],
    "term": ["peace"],
    "n": [1],
    "surface": ["Peace"],
    "count": [3],
}


def analysis_of(*article_ids: str) -> Analysis:
    tables = {name: empty_table(name) for name in Analysis.table_names()}
    missing = [None] * len(article_ids)
    tables["articles"] = make_table(
        "articles",
        {
            "article_id": article_ids,
            "title": [""] * len(article_ids),
            "source": missing,
            "author": missing,
            "published": missing,
            "url": missing,
            "language": missing,
            "is_truncated": [False] * len(article_ids),
            "duplicate_of": missing,
            "extra": missing,
            "text": [f"Text of {article_id}." for article_id in article_ids],
        },
    )
    return Analysis(**tables)


def test_articles_are_a_row_each() -> None:
    table = article_table([Article("a", "One.", extra={"page": "3"}), Article("b", "Two.")])
    assert table[["article_id", "text"]].to_numpy().tolist() == [["a", "One."], ["b", "Two."]]
    assert table["extra"].tolist()[0] == '{"page": "3"}'
    assert table["extra"].isna().tolist() == [False, True]
    check_table("articles", article_table([]))


@pytest.mark.parametrize("table", TABLES)
def test_empty_table_is_as_declared(table: str) -> None:
    check_table(table, empty_table(table))


@pytest.mark.parametrize("table", TABLES)
def test_empty_table_has_no_rows(table: str) -> None:
    assert len(empty_table(table)) == 0


@pytest.mark.parametrize("table", TABLES)
def test_column_names_are_unique(table: str) -> None:
    assert len(set(columns(table))) == len(columns(table))


def test_make_table_orders_columns() -> None:
    table = make_table("keywords", ONE_TERM)
    assert list(table.columns) == ["article_id", "term", "n", "surface", "count", "per_million"]


def test_make_table_gives_declared_types() -> None:
    check_table("keywords", make_table("keywords", ONE_TERM))


def test_make_table_gives_fresh_index() -> None:
    shuffled = pd.DataFrame(ONE_TERM | {"n": [1]}, index=[7])
    table = make_table("keywords", {name: shuffled[name] for name in shuffled.columns})
    assert table.index.tolist() == [0]


def test_make_table_keeps_missing_values() -> None:
    assert analysis_of("a").articles[["source", "published"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"n": ["one"]}, "table keywords: column n is not int64: "),
        ({"n": [None]}, "table keywords: column n is not int64: "),
        ({"n": [1.5]}, "table keywords: column n is not int64: "),
        ({"per_million": ["many"]}, "table keywords: column per_million is not float64: "),
    ],
)
def test_make_table_refuses_what_does_not_fit(changed: dict[str, list[Any]], message: str) -> None:
    # What follows is the words of pandas, which are not ours to fix.
    with pytest.raises(TableError, match=f"^{message}"):
        make_table("keywords", ONE_TERM | changed)


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_make_table_does_not_take_a_missing_truth_for_a_value(missing: object) -> None:
    sentence: dict[str, list[Any]] = {
        "article_id": ["a"],
        "sentence": [0],
        "paragraph": [0],
        "start": [0],
        "end": [1],
    }
    with pytest.raises(TableError, match=r"^table sentences: column is_title is not bool: "):
        make_table("sentences", sentence | {"is_title": [missing]})


@pytest.mark.parametrize("column", ["term", "n"])
def test_make_table_refuses_columns_of_different_lengths(column: str) -> None:
    two = {name: values * 2 for name, values in ONE_TERM.items()}
    with pytest.raises(TableError):
        make_table("keywords", two | {column: ONE_TERM[column]})


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"term": ["peace"]}, ["term"]),
        (ONE_TERM | {"extra": [1]}, sorted([*ONE_TERM, "extra"])),
    ],
)
def test_make_table_refuses_other_columns(values: dict[str, list[Any]], found: list[str]) -> None:
    with pytest.raises(TableError) as caught:
        make_table("keywords", values)
    expected = "['article_id', 'count', 'n', 'per_million', 'surface', 'term']"
    assert str(caught.value) == f"table keywords: has columns {found}; expected {expected}"


def test_check_table_names_columns() -> None:
    table = make_table("keywords", ONE_TERM)[["term", "n"]]
    with pytest.raises(TableError) as caught:
        check_table("keywords", table)
    assert str(caught.value) == (
        "table keywords: has columns ['term', 'n']; "
        "expected ['article_id', 'term', 'n', 'surface', 'count', 'per_million']"
    )


def test_check_table_names_type() -> None:
    table = make_table("keywords", ONE_TERM).astype({"n": "float64"})
    with pytest.raises(TableError) as caught:
        check_table("keywords", table)
    assert str(caught.value) == "table keywords: column n is float64; expected int64"


def test_check_table_names_column_with_missing_values() -> None:
    table = make_table("keywords", ONE_TERM | {"term": [None]})
    with pytest.raises(TableError) as caught:
        check_table("keywords", table)
    assert str(caught.value) == "table keywords: column term has missing values; none are allowed"


def test_check_table_allows_missing_values_where_declared() -> None:
    articles = analysis_of("a").articles
    check_table("articles", articles)
    assert articles["source"].isna().all()


def test_a_column_whose_name_is_no_field_is_found_by_number() -> None:
    assert [row._1 for row in rows(pd.DataFrame({"id": [1], "positive p->q": [0.5]}))] == [0.5]


def test_rows_have_the_columns_as_fields() -> None:
    assert [(row.term, row.count) for row in rows(make_table("keywords", ONE_TERM)[["term", "count"]])] == [
        ("peace", 3)
    ]


def test_check_choice_lists_every_option() -> None:
    with pytest.raises(ChoiceError) as caught:
        check_choice("format", "xml", ("csv", "parquet", "json"))
    assert str(caught.value) == "format is 'xml'; expected one of: csv, parquet, json"


@pytest.mark.parametrize("value", ["csv", "parquet"])
def test_check_choice_accepts_every_option(value: str) -> None:
    check_choice("format", value, ("csv", "parquet"))


def test_an_analysis_has_the_tables_that_are_declared_as_observed() -> None:
    assert sorted(Analysis.table_names()) == sorted(OBSERVED)


def test_select_keeps_one_article() -> None:
    selected = analysis_of("a", "b", "c").select("b")
    assert selected.articles["text"].tolist() == ["Text of b."]


def test_select_numbers_rows_anew() -> None:
    assert analysis_of("a", "b").select("b").articles.index.tolist() == [0]


def test_select_names_every_article() -> None:
    with pytest.raises(ChoiceError) as caught:
        analysis_of("a", "b").select("z")
    assert str(caught.value) == "no article has the id 'z'; there are: a, b"


def test_stack_keeps_order() -> None:
    assert Analysis.stack([analysis_of("b"), analysis_of("a", "c")]).article_ids == ["b", "a", "c"]


def test_stack_numbers_rows_anew() -> None:
    assert Analysis.stack([analysis_of("b"), analysis_of("a")]).articles.index.tolist() == [0, 1]


@pytest.mark.parametrize("parts", [[], [analysis_of()], [analysis_of("a"), analysis_of()]])
@pytest.mark.parametrize("table", Analysis.table_names())
def test_stack_keeps_declared_types(parts: list[Analysis], table: str) -> None:
    check_table(table, Analysis.stack(parts).tables()[table])


def versions(**firsts: str | None) -> Analysis:
    one = analysis_of(*firsts)
    found = pd.Series(list(firsts.values()), dtype="str")
    return dataclasses.replace(one, articles=one.articles.assign(duplicate_of=found))


def test_articles_of_several_ids_are_kept() -> None:
    assert analysis_of("a", "b", "c").keep(["c", "a", "x"]).article_ids == ["a", "c"]


def test_the_first_version_of_each_story_is_kept() -> None:
    assert versions(a=None, b="a", c=None, d="a").first_versions().article_ids == ["a", "c"]


def test_of_versions_whose_first_is_not_there_the_first_is_kept() -> None:
    assert versions(b="a", c=None, d="a").first_versions().article_ids == ["b", "c"]


def test_the_first_version_in_each_cell_is_kept() -> None:
    result = versions(a=None, b="a", c="a", d="a")
    assert result.first_versions(pd.Series(["x", "y", "y", "x"])).article_ids == ["a", "b"]


def test_without_other_versions_an_analysis_is_the_same() -> None:
    for result in (versions(a=None, b=None), versions(b="a", c=None), Analysis.stack([])):
        assert result.first_versions() is result


def test_a_table_is_worked_out_once_for_an_analysis_that_keeps_it() -> None:
    asked: list[int] = []

    @once
    def made(result: Analysis, size: int = 1) -> pd.DataFrame:
        asked.append(size)
        return pd.DataFrame({"n": [size] * len(result.articles)})

    result = analysis_of("a", "b").keeping()
    first = made(result, 2)
    first["n"] = 0
    assert made(result, 2)["n"].tolist() == [2, 2]
    assert made(result=result, size=2)["n"].tolist() == [2, 2]
    assert made(result, size=3)["n"].tolist() == [3, 3]
    assert asked == [2, 3]
    for other in (result.select("a"), dataclasses.replace(result), analysis_of("a")):
        made(other, 2)
    assert asked == [2, 3, 2, 2, 2]


def test_what_is_kept_is_no_table() -> None:
    result = analysis_of("a").keeping()
    assert list(result.tables()) == Analysis.table_names()
    assert result.keeping() is result
