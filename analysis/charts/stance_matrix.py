"""Who holds which opinion of whom, as a table in colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.aggregate import BASES
from analysis.aggregate import stance_matrix as stance_matrix_table
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    SMALL,
    Link,
    by_total,
    drawn,
    explain,
    linked,
    listed_or_nothing,
    numbers,
    shortened,
    standing,
)
from analysis.schema import Analysis, rows
from analysis.svg import CARD, INK, SOFT
from analysis.wording import counted, score

_ROW, _LETTER = 0.42, 0.08
# Between the author's row and the others, in rows.
_GAP = 0.35
_LONGEST_NAME, _LONGEST_TURNED = 18, 18
# Of the width, for the names of the rows, in columns of a chart of six.
_NAMES = 3.2

Source = tuple[str, str]  # name and kind


@dataclass(frozen=True)
class Shown:
    """The cells, the rows with their numbers of stances, the columns, and how many cells it lacks."""

    cells: pd.DataFrame
    sources: list[tuple[Source, int]]
    targets: list[str]
    missing: int

    def __len__(self) -> int:
        return len(self.cells)


def stance_matrix(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    by: str = "party",
    bases: str | Sequence[str] = BASES,
    most: int = 6,
) -> Axes:
    """Draw who holds which opinion of whom (a heat map).

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a cell leads, from its row of `stance_matrix`.
    by, bases
        Whether parties or people, and which stances count, as for `aggregate.stance_matrix`.
    most
        How many sources, and how many targets, to show at most: those with most stances; the author is
        always among the sources.

    Returns
    -------
    Axes
        A row a source, the author's first and set apart, a column a target. A cell has the mean score (-1 to
        1) with its sign, and below it how many stances it is of; it is coloured where its interval is off
        zero and rests on five sentences (of one article) or articles. Without a stance it is blank.
    """
    return CHART.on(ax, href, result, by=by, bases=bases, most=most)


def _select(
    result: Analysis, *, by: str = "party", bases: str | Sequence[str] = BASES, most: int = 6
) -> Shown:
    matrix = stance_matrix_table(result, by=by, bases=bases)
    targets = by_total(matrix, ["target"])[:most]
    sources = _sources(matrix[matrix["target"].isin(targets)], most)
    keys = pd.Series(
        list(zip(matrix["source"], matrix["source_kind"], strict=True)), index=matrix.index, dtype=object
    )
    cells = matrix[keys.isin([source for source, _ in sources]) & matrix["target"].isin(targets)]
    return Shown(cells, sources, targets, len(matrix) - len(cells))


def _sources(matrix: pd.DataFrame, most: int) -> list[tuple[Source, int]]:
    """Choose the sources with most stances: the author first, whoever is not known last."""
    totals = matrix.groupby(["source", "source_kind"], sort=True)["n"].sum().reset_index()
    found = [((str(row.source), str(row.source_kind)), int(row.n)) for row in rows(totals)]
    ordered = sorted(found, key=lambda item: (item[0][1] != "author", -item[1], item[0]))
    ends = {"author": -1, "unattributed": 1}
    return sorted(ordered[:most], key=lambda item: ends.get(item[0][1], 0))


def _describe(shown: Shown) -> Words:
    title = "Who says what of whom"
    more = f" {counted(shown.missing, 'cell')} more not shown." if shown.missing else ""
    note = (
        "Rows: who speaks, with their stances. Columns: of whom. Mean score above number of stances; "
        "coloured where the interval is off zero and rests on enough. About half of "
        f"single readings between parties are right, which no interval covers.{more}"
    )
    cells = shown.cells.sort_values("n", ascending=False, kind="stable")
    said = [f"{row.source} on {row.target} {score(row.mean)} ({row.n})" for row in rows(cells)]
    return Words(title, note, f"{title}, mean scores and stances. {listed_or_nothing(said)}.")


def _height(shown: Shown) -> float:
    return _ROW * (len(shown.sources) + _GAP) + _above(shown)


def _above(shown: Shown) -> float:
    """Return how many inches the names of the columns need."""
    return 0.2 + _LETTER * max(len(shortened(name, _LONGEST_TURNED)) for name in shown.targets)


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    has_author = shown.sources[0][0][1] == "author"
    places = {key: row + (_GAP if has_author and row else 0.0) for row, (key, _) in enumerate(shown.sources)}
    columns = {target: column for column, target in enumerate(shown.targets)}
    wide = max(len(columns), 3)
    left = -_NAMES * wide / 6 - 0.5
    ax.set_xlim(left, wide - 0.5)
    ax.set_ylim(max(places.values()) + 0.5, -0.5 - _above(shown) / _ROW)
    for target, column in columns.items():
        name = drawn(shortened(target, _LONGEST_TURNED))
        ax.text(column, -0.6, name, rotation=90, ha="center", va="bottom", fontsize=SMALL, color=INK)
    for key, n in shown.sources:
        name = drawn(shortened(key[0], _LONGEST_NAME))
        ax.text(left, places[key], name, va="center", fontsize=SMALL, color=INK)
        ax.text(-0.6, places[key], f"{n:,}", ha="right", va="center", fontsize=SMALL, color=SOFT)
    for cell in rows(shown.cells):
        _draw_cell(ax, columns[cell.target], places[cell.source, cell.source_kind], cell, linked(href, cell))


def _draw_cell(ax: Axes, column: int, height: float, row: Any, href: str | None) -> None:
    side = standing(row)
    is_clear = side.sign in "+−"
    box = Rectangle(
        (column - 0.47, height - 0.46),
        0.94,
        0.92,
        facecolor=side.colour if is_clear else CARD,
        edgecolor=side.colour,
        linewidth=1,
        linestyle="--" if side.is_few else "-",
    )
    ax.add_patch(box)
    explain(
        ax,
        box,
        [f"{row.source} on {row.target}: {side.word}, {numbers(row)}, {counted(row.n, 'stance')}"],
        [href],
    )
    text = f"{score(row.mean, 1)}\n{row.n}"
    colour = CARD if is_clear else INK
    ax.text(column, height, text, ha="center", va="center", color=colour, fontsize=SMALL, linespacing=1.1)


def _nothing(_: Shown) -> str:
    return "no opinion of anybody found"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
