"""Tables that every other module shares.

They are pandas DataFrames with one row per observation. Their columns are declared once, in `TABLES`:
`empty_table` makes one without rows, `make_table` one from columns, and `check_table` verifies one.

Offsets count characters (Unicode code points) from 0 in the unchanged `Article.text`, end exclusive, so
that ``text[start:end] == surface`` holds in every row. A missing value is NA, never 0.
"""

from __future__ import annotations

from analysis.schema.analysis import LABELLED, Analysis, once
from analysis.schema.column import Column
from analysis.schema.tables import (
    TABLES,
    article_table,
    check_table,
    columns,
    empty_table,
    make_table,
    rows,
)

__all__ = [
    "LABELLED",
    "TABLES",
    "Analysis",
    "Column",
    "article_table",
    "check_table",
    "columns",
    "empty_table",
    "make_table",
    "once",
    "rows",
]
