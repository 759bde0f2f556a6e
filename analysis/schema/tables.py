"""Making and checking tables by what is declared of them."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis.records import Article, TableError
from analysis.schema.column import Column
from analysis.schema.derived import DERIVED
from analysis.schema.observed import OBSERVED

TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType({**OBSERVED, **DERIVED})


def columns(table: str) -> list[str]:
    """Names of the columns of one of `TABLES`, in order."""
    return [column.name for column in TABLES[table]]


def make_table(table: str, values: Mapping[str, Sequence[object] | pd.Series]) -> pd.DataFrame:
    """Make a declared table from its columns.

    Parameters
    ----------
    table
        One of the names in `TABLES`.
    values
        For every declared column its values, all of one length. Other columns are an error.

    Returns
    -------
    DataFrame
        The declared columns, in order, in their declared types, with a fresh index.

    Raises
    ------
    TableError
        A column is missing, unknown, or does not fit its type.
    """
    names = columns(table)
    if set(values) != set(names):
        raise TableError(f"table {table}: has columns {sorted(values)}; expected {sorted(names)}")
    lengths = {name: len(values[name]) for name in names}
    if len(set(lengths.values())) > 1:
        raise TableError(f"table {table}: columns differ in length: {lengths}")
    # Columns as arrays: those with an index are brought into line first, which takes most of the time.
    return pd.DataFrame(
        {column.name: _converted(table, column, values[column.name]).array for column in TABLES[table]}
    )


def _converted(table: str, column: Column, values: Sequence[object] | pd.Series) -> pd.Series:
    series: pd.Series = pd.Series(values)
    # Most are as declared; to convert these too takes more than half of the time to make a small table.
    if series.dtype == column.dtype:
        return series
    try:
        converted = series.astype(column.dtype)
        # pandas makes 1.5 an integer and NA a bool without a word.
        if column.dtype in ("int64", "bool") and not (series == converted).all():
            raise ValueError("a value is missing or would change")
    except (TypeError, ValueError) as error:
        raise TableError(f"table {table}: column {column.name} is not {column.dtype}: {error}") from error
    return converted


def empty_table(table: str) -> pd.DataFrame:
    """Make one of `TABLES` with all its columns and no rows."""
    return _empty_table(table).copy()


@cache
def _empty_table(table: str) -> pd.DataFrame:
    return make_table(table, dict.fromkeys(columns(table), ()))


def article_table(articles: Sequence[Article]) -> pd.DataFrame:
    """Return the table `articles` of some articles, a row each; without articles it is empty."""
    names = (
        "article_id",
        "title",
        "source",
        "author",
        "published",
        "url",
        "language",
        "is_truncated",
        "duplicate_of",
        "text",
    )
    values: dict[str, Any] = {name: [getattr(article, name) for article in articles] for name in names}
    extra = [json.dumps(dict(one.extra), ensure_ascii=False) if one.extra else None for one in articles]
    return make_table("articles", {**values, "extra": pd.Series(extra, dtype="str")})


def check_table(table: str, frame: pd.DataFrame) -> None:
    """Verify that a frame has the declared columns and types, and NA only where allowed.

    Raises
    ------
    TableError
        The first difference found, naming the table and the column.
    """
    names = columns(table)
    if list(frame.columns) != names:
        raise TableError(f"table {table}: has columns {list(frame.columns)}; expected {names}")
    for column in TABLES[table]:
        series = frame[column.name]
        if series.dtype != column.dtype:
            raise TableError(
                f"table {table}: column {column.name} is {series.dtype}; expected {column.dtype}"
            )
        if not column.nullable and series.isna().any():
            raise TableError(f"table {table}: column {column.name} has missing values; none are allowed")


def rows(table: pd.DataFrame, *names: str) -> Iterator[Any]:
    """Iterate over a table's rows as named tuples, whose fields have the declared types.

    They have the columns named, in that order, or all where none is.
    """
    used = names or tuple(table.columns)
    # A fifth of the time of `itertuples`, which takes strings out of a column one by one.
    return map(_row_of(used)._make, zip(*(table[name].tolist() for name in used), strict=True))


# To make a type takes longer than to read a small table.
@cache
def _row_of(names: tuple[str, ...]) -> Any:
    # A name that is no identifier gives way to its number, as with `itertuples`.
    return namedtuple("Row", names, rename=True)
