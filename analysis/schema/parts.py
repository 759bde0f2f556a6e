"""Many articles some at a time: what corpus-wide functions take beside an analysis, and how they read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar, runtime_checkable

import pandas as pd

from analysis.records import ChoiceError, named_type
from analysis.schema.analysis import LABELLED, Analysis
from analysis.schema.tables import columns as columns_of

T = TypeVar("T")
# The columns that are read of each table; a table that is not named is not read.
Columns = Mapping[str, Sequence[str]]
# What most figures over articles read of them: all but the text.
DETAILS = tuple(name for name in columns_of("articles") if name != "text")


@runtime_checkable
class Batched(Protocol):
    """Gives an analysis some articles at a time, as often as it is asked: a `Run`, or a part of one."""

    def batches(self, columns: Columns | None = None) -> Iterator[Analysis]:
        """Yield the articles in order, with some columns of some tables or, by default, all of them."""
        ...


Batches = Batched | Iterable[Analysis]


def check_part(part: object) -> None:
    """Verify that one of several analyses is one.

    Raises
    ------
    ChoiceError
        It is something else.
    """
    if not isinstance(part, Analysis):
        raise ChoiceError(
            f"result holds {named_type(part)}; expected an analysis, a run (open_run) or several analyses"
        )


def parts_of(result: Analysis | Batches, columns: Columns) -> Iterator[Analysis]:
    """Yield an analysis, or one after the other those that many articles come in, and an empty one for none.

    Parameters
    ----------
    result
        An analysis, a `Run`, or several analyses such as `analyze_batches` yields.
    columns
        What will be read. More of it may be there.

    Raises
    ------
    ChoiceError
        `result` is nothing of the kind, or analyses that come once came before.
    """
    if isinstance(result, Analysis):
        yield result
        return
    parts: Iterable[Any] = [result]
    if isinstance(result, Batched):
        parts = result.batches(columns)
    elif isinstance(result, Iterable) and not isinstance(result, str):
        parts = result
    is_empty = True
    for part in parts:
        check_part(part)
        is_empty = False
        yield part
    if is_empty and isinstance(result, Iterator):
        # Read a second time it would pass for a corpus without articles.
        raise ChoiceError("result yields no analysis; if it was read before, make it again, or a list of it")
    if is_empty:
        yield Analysis.stack([])


def gathered(result: Analysis | Batches, columns: Columns) -> Analysis:
    """Return the columns of all articles in one analysis, which is `result` itself where that is one."""
    if isinstance(result, Analysis):
        return result
    noted = Noted(columns)
    for _ in noted.passing(parts_of(result, columns)):
        pass
    return noted.analysis()


def in_parts(
    result: Analysis | Batches, columns: Columns, make: Callable[[Analysis], pd.DataFrame]
) -> pd.DataFrame:
    """Make a table of each part, and put them one below the other; for tables of articles by themselves."""
    if isinstance(result, Analysis):
        return make(result)
    tables = [make(part) for part in parts_of(result, columns)]
    # Empty tables may have lost the types of their columns.
    return pd.concat([table for table in tables if len(table)] or tables[:1], ignore_index=True)


@dataclass(frozen=True)
class Narrowed:
    """Analyses of which each is narrowed when it is asked for, so that no more than one is in memory.

    `narrow` takes the parts of `result` and yields them narrowed, for which it reads the columns `reads`.
    """

    result: Batches
    narrow: Callable[[Iterator[Analysis]], Iterator[Analysis]]
    reads: Columns

    def batches(self, columns: Columns | None = None) -> Iterator[Analysis]:
        """Yield the narrowed parts in order; see `Batched`."""
        wanted = {name: columns_of(name) for name in Analysis.table_names()} if columns is None else columns
        return self.narrow(parts_of(self.result, joined(wanted, self.reads)))


@dataclass
class Noted:
    """Passes analyses on, and keeps their labels and some columns, for a function that reads them once."""

    columns: Columns
    # Lists of tables and not of analyses, since a table without rows takes some kB, too.
    kept: dict[str, list[pd.DataFrame]] = field(default_factory=dict)

    def passing(self, parts: Iterable[Analysis]) -> Iterator[Analysis]:
        """Yield the parts as they are."""
        for part in parts:
            for name, names in {**self.columns, LABELLED: columns_of(LABELLED)}.items():
                self.kept.setdefault(name, []).append(getattr(part, name)[list(names)])
            yield part

    def analysis(self) -> Analysis:
        """Return what was kept of all that passed, once; the other tables are empty."""
        # A list goes when its table is made.
        tables = {name: pd.concat(self.kept.pop(name), ignore_index=True) for name in list(self.kept)}
        return replace(Analysis.stack([]), **tables)


def joined(one: Columns, other: Columns) -> Columns:
    """Return the columns of both, in the order of the tables' declarations."""
    names = {*one, *other}
    return {
        name: [key for key in columns_of(name) if key in {*one.get(name, ()), *other.get(name, ())}]
        for name in Analysis.table_names()
        if name in names
    }


def first_versions(
    parts: Iterable[Analysis], cells: Callable[[pd.DataFrame], pd.Series] | None = None
) -> Iterator[Analysis]:
    """Yield analyses with the first version of each story alone, over all of them.

    Parameters
    ----------
    parts
        The analyses, in order.
    cells
        Makes of the table `articles` what `Analysis.first_versions` calls so.
    """
    seen: set[object] = set()
    for part in parts:
        yield part.first_versions(None if cells is None else cells(part.articles), seen=seen)
