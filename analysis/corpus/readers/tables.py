"""Tables of any kind to rows: which row names the columns, and one article from each row below it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from analysis.corpus.columns import NAMES, is_missing, known_values, without_text
from analysis.corpus.readers.records import Items, Options
from analysis.corpus.rows import Row
from analysis.records import CorpusError

# A title, a note on the search and a blank line stand above the names of columns in some exports.
FIRST = 20


class Line(NamedTuple):
    """One row of a table: its number as spreadsheets count, from 1, and its cells."""

    number: int
    cells: Sequence[Any]


def table_rows(
    lines: Iterator[Line | CorpusError], where: str, options: Options, numbers: Iterator[int]
) -> Items:
    """Yield the articles of a table, and an error for each row that is none.

    Parameters
    ----------
    lines
        Its rows in order, with the one that names the columns, which stands among the first 20.
    where
        What errors begin with.
    options
        As for every reader.
    numbers
        Where the numbers of the articles are taken from.

    Raises
    ------
    CorpusError
        No column is the text; the table is empty, or has no row below the names.
    """
    filled = filter(_is_filled, lines)
    names, below = _named(list(itertools.islice(filled, FIRST)), where, options)
    is_empty = True
    for line in itertools.chain(below, filled):
        is_empty = False
        yield line if isinstance(line, CorpusError) else _row(line, names, where, next(numbers))
    if is_empty:
        raise CorpusError(f"{where}: has no row below the names of its columns; expected one article a row")


def n_known(cells: Sequence[Any], options: Options) -> int:
    """Count the fields that cells name as columns; 0 where none of them is the text."""
    names = [cell for cell in cells if isinstance(cell, str)]
    if len(names) < len(cells) and not names:
        return 0
    try:
        columns = known_values(dict.fromkeys(names, "x"), "", options.columns).columns
    except CorpusError:
        return 0
    return len(columns) if "text" in columns else 0


def is_name(cell: str) -> bool:
    """Tell whether a cell is one of the names by which columns are known."""
    return any(cell.strip().casefold() in names for names in NAMES.values())


def _named(
    first: Sequence[Line | CorpusError], where: str, options: Options
) -> tuple[list[str], Sequence[Line | CorpusError]]:
    """Return the names of the columns, and what stands below them."""
    rows = [(place, line) for place, line in enumerate(first) if isinstance(line, Line)]
    if not rows:
        broken = next((line for line in first if isinstance(line, CorpusError)), None)
        raise broken or CorpusError(f"{where}: is empty; expected a table with one article a row")
    place, line = next((found for found in rows if n_known(found[1].cells, options)), rows[0])
    names = _unique(line.cells)
    missing = without_text(names, where, options.columns)
    if missing:
        raise missing
    return names, first[place + 1 :]


def _is_filled(line: Line | CorpusError) -> bool:
    return isinstance(line, CorpusError) or any(not is_missing(cell) for cell in line.cells)


def _unique(cells: Iterable[Any]) -> list[str]:
    names: dict[str, None] = {}
    for place, cell in enumerate(cells, 1):
        name = "" if is_missing(cell) else str(cell).strip()
        name = name or f"column {place}"
        names[f"{name} ({place})" if name in names else name] = None
    return list(names)


def _row(line: Line, names: Sequence[str], where: str, number: int) -> Row | CorpusError:
    where = f"{where}: row {line.number}"
    cells = line.cells
    more = any(not is_missing(cell) for cell in cells[len(names) :])
    if more or len(cells) < len(names):
        return CorpusError(
            f"{where}: has {len(cells):,} cells, and {len(names):,} columns have names; "
            "put texts that hold the separator or line ends into quotation marks"
        )
    return Row(where, dict(zip(names, cells, strict=False)), number)
