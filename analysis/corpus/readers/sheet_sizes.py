"""How many cells the sheets of a workbook would take in memory, told before they are read.

A library that reads workbooks makes room for every cell between the first and the last: two cells at the far
corners of a sheet are 17 thousand million, for which it ends the whole program.
"""

from __future__ import annotations

import re

# <c r="B12" ...>
_PLACE = re.compile(rb"""<(?:\w{1,20}:)?c\s[^>]{0,200}?\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]{0,1000})>")
_REPEATED = re.compile(rb"""-repeated\s*=\s*["'](\d{1,9})""")
# As many columns as a sheet may have; more are cut off.
_COLUMNS = 16_384


def n_cells(part: bytes) -> int:
    """Count the cells that one part of a workbook takes; 0 where it is no sheet."""
    if b"sheetData" in part:
        return _by_places(part)
    return _by_repeats(part) if b"<table:table-row" in part else 0


def _by_places(part: bytes) -> int:
    """Count the cells of the rectangle from the first cell of a sheet to its farthest row and column."""
    places = set(_PLACE.findall(part))
    rows = max((int(row) for _, row in places), default=0)
    return rows * max((_column(letters) for letters, _ in places), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _by_repeats(part: bytes) -> int:
    """Count the cells with a value, as often as they and their rows are repeated."""
    found = 0
    for row in part.split(b"<table:table-row")[1:]:
        attributes, _, cells = row.partition(b">")
        repeated = _times(attributes)
        if repeated > 1 or b"-repeated" in cells:
            found += repeated * sum(
                min(_times(cell), _COLUMNS) for cell in _CELL.findall(cells) if b"office:" in cell
            )
    return found


def _times(attributes: bytes) -> int:
    repeated = _REPEATED.search(attributes)
    return int(repeated.group(1)) if repeated else 1
