"""The commonest words or phrases."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.chart import Chart, Words
from analysis.charts.style import Link, draw_bars
from analysis.keywords import term_frequencies as term_frequency_table
from analysis.schema import Analysis, rows
from analysis.svg import NEUTRAL
from analysis.wording import times

_ROW = 0.24


@dataclass(frozen=True)
class Shown:
    """The terms of the chart, and how they were chosen."""

    table: pd.DataFrame
    n: int
    min_count: int

    def __len__(self) -> int:
        return len(self.table)


def term_frequencies(
    result: Analysis, *, ax: Axes | None = None, n: int = 1, most: int = 15, min_count: int = 2
) -> Axes:
    """Draw the commonest words or phrases.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    n
        Length of the terms in words, 1 to 5.
    most
        How many terms to show at most.
    min_count
        Leave out terms that occur less often: of those that occur once, the alphabet would choose.

    Returns
    -------
    Axes
        A bar a term, as long as it is common, with the count at its end; the commonest at the top.
    """
    return CHART.on(ax, None, result, n=n, most=most, min_count=min_count)


def _select(result: Analysis, *, n: int = 1, most: int = 15, min_count: int = 2) -> Shown:
    return Shown(term_frequency_table(result, n=n, min_count=min_count).head(most), n, min_count)


def _describe(shown: Shown) -> Words:
    title = "Commonest words" if shown.n == 1 else f"Commonest phrases of {shown.n} words"
    counts = ", ".join(f"{row.surface} {row.count}" for row in rows(shown.table))
    return Words(title, "Numbers: occurrences.", f"{title}: {counts or 'none'}.")


def _height(shown: Shown) -> float:
    return _ROW * len(shown)


def _draw(ax: Axes, shown: Shown, _: Link | None) -> None:
    counts = shown.table["count"].tolist()
    draw_bars(ax, shown.table["surface"].tolist(), counts, [f"{n:,}" for n in counts], [NEUTRAL] * len(shown))


def _nothing(shown: Shown) -> str:
    return f"none occurs {times(shown.min_count)}"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
