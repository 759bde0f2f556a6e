"""A row of the table `stances`, before it has its number."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """Who holds which opinion of whom, where and on what ground; the columns are declared in `schema`."""

    article_id: str
    sentence: int
    source: str
    source_kind: str
    source_entity: str | None
    target: str
    target_entity: str | None
    mention: int
    basis: str
    quote: int | None
    negative: float
    neutral: float
    positive: float
    label: str
