"""Tables that were not read, or not all of them, which say so when what is missing is asked for."""

from __future__ import annotations

from typing import Any, ClassVar

import pandas as pd

from analysis.records import TableError
from analysis.schema import columns


class Unread(pd.DataFrame):
    """A table without some declared columns: `lacking` says which, and `how` one gets them."""

    _metadata: ClassVar[list[str]] = ["lacking", "how"]
    lacking: tuple[str, ...] = ()
    how: str = ""

    @property
    def _constructor(self) -> Any:
        """Make what is kept of the rows say the same."""
        return Unread

    def __getitem__(self, key: Any) -> Any:
        """Return columns or rows, as any DataFrame does.

        Raises
        ------
        TableError
            A column was not read, or rows are asked for that were not.
        """
        if getattr(key, "dtype", None) is not None and key.dtype == "bool" and len(key) != len(self):
            raise TableError(self.how)
        try:
            return super().__getitem__(key)
        except KeyError:
            asked = (key,) if isinstance(key, str) else tuple(key)
            if set(self.lacking).isdisjoint(asked):
                raise
            raise TableError(self.how) from None


def without_text(articles: pd.DataFrame) -> Unread:
    """Return a table `articles` that was read without its texts."""
    how = "table articles: its texts are not loaded; run.load(..., text=True) reads them"
    return _lacking(articles, ("text",), how)


def unread(table: str) -> Unread:
    """Return what stands for a table that was not read: no rows, and of its columns `article_id` alone."""
    own = pd.DataFrame({"article_id": pd.Series([], dtype="str")})
    how = f'table {table}: is not loaded; name it with all others that are needed: run.load("{table}", ...)'
    return _lacking(own, tuple(columns(table)), how)


def _lacking(table: pd.DataFrame, names: tuple[str, ...], how: str) -> Unread:
    made = Unread(table)
    made.lacking, made.how = names, how
    return made
