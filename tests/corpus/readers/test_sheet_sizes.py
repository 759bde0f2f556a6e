"""Tests of analysis.corpus.readers.sheet_sizes."""

from __future__ import annotations

import pytest

from analysis.corpus.readers.sheet_sizes import n_cells
from tests.corpus.readers.workbooks import ods_cell, ods_row, table, text


@pytest.mark.parametrize(
    ("part", "n"),
    [
        ("<sheetData/>", 0),
        (f"<sheetData>{table([('a', 'b'), ('c', 'd')])}</sheetData>", 4),
        (f"<sheetData>{text('A1', 'a')}{text('C9', 'b')}</sheetData>", 27),
        (f"<sheetData>{text('AB2', 'a')}</sheetData>", 56),
        ('<dimension ref="A1:XFD1048576"/><sheetData/>', 0),
        (ods_row(ods_cell("a", 3) + ods_cell("b"), 5), 20),
        (ods_row('<table:table-cell table:number-columns-repeated="9"/>', 5), 0),
        (ods_row(ods_cell("a", 999_999)), 16_384),
        ("<other/>", 0),
    ],
)
def test_cells_are_counted(part: str, n: int) -> None:
    assert n_cells(part.encode()) == n
