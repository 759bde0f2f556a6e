"""An export parted into its documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from analysis.corpus.rows import Row


class Split(NamedTuple):
    """The documents of an export as lines, how many it says there are, and how a row is made of one.

    `row_of` takes the name of the file, the number of the document and its lines. `closing` are the names of
    values of which one stands below every story.
    """

    documents: list[list[str]]
    stated: int | None
    row_of: Callable[[str, int, list[str]], Row]
    is_cut_off: bool = False
    closing: tuple[str, ...] = ()
