"""What a file has of one article, before it is cleaned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Row(NamedTuple):
    """One article as a file has it.

    `where` is the place to name in errors (``a.csv: row 3``). `values` are what the file knows, by the file's
    own names; `columns.py` says which of them are text, title and so on. `number` counts the articles of a
    file that can hold several, from 1; None where it can hold only one. `part` is the path inside the file,
    without a suffix, of what is packed in it. `is_truncated` says that the file has only the beginning of it,
    which the text itself may not tell.
    """

    where: str
    values: Mapping[str, Any]
    number: int | None = None
    part: str = ""
    is_truncated: bool = False
