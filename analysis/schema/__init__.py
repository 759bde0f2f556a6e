"""Tables that every other module shares.

They are pandas DataFrames with one row per observation. Their columns are declared once, in `TABLES`:
`empty_table` makes one without rows, `make_table` one from columns, and `check_table` verifies one.

Offsets count characters (Unicode code points) from 0 in the unchanged `Article.text`, end exclusive, so
that ``text[start:end] == surface`` holds in every row. A missing value is NA, never 0.
"""

from __future__ import annotations

from analysis.schema.analysis import LABELLED, Analysis, once
from analysis.schema.column import Column
from analysis.schema.parts import (
    DETAILS,
    Batched,
    Batches,
    Columns,
    Narrowed,
    Noted,
    check_part,
    first_versions,
    gathered,
    in_parts,
    joined,
    parts_of,
)
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
    "DETAILS",
    "LABELLED",
    "TABLES",
    "Analysis",
    "Batched",
    "Batches",
    "Column",
    "Columns",
    "Narrowed",
    "Noted",
    "article_table",
    "check_part",
    "check_table",
    "columns",
    "empty_table",
    "first_versions",
    "gathered",
    "in_parts",
    "joined",
    "make_table",
    "once",
    "parts_of",
    "rows",
]
