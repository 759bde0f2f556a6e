"""The words that set one text apart from another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.chart import Chart, Words
from analysis.charts.style import Link, draw_bars
from analysis.schema import rows
from analysis.svg import NEUTRAL, POSITIVE

_ROW = 0.24


@dataclass(frozen=True)
class Shown:
    """The terms of the chart, and by which measure they are ordered."""

    table: pd.DataFrame
    measure: str

    def __len__(self) -> int:
        return len(self.table)


def keyness(table: pd.DataFrame, *, ax: Axes | None = None, most: int = 10, measure: str = "g2") -> Axes:
    """Draw the terms that are most typical of the target and of the reference.

    Parameters
    ----------
    table
        What `keywords.keyness` gives.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    most
        How many terms to show of each side at most.
    measure
        A measure with a sign, such as `g2`, `log_ratio` or `z`.

    Returns
    -------
    Axes
        A bar a term, as long as the measure is large, with both counts at its end: blue and with a plus for
        what is typical of the target, grey and with a minus for what is typical of the reference.
    """
    return CHART.on(ax, None, table, most=most, measure=measure)


def _select(table: pd.DataFrame, *, most: int = 10, measure: str = "g2") -> Shown:
    ordered = table.sort_values([measure, "term"], ascending=[False, True])
    ends = [ordered[ordered[measure] > 0].head(most), ordered[ordered[measure] < 0].tail(most)]
    return Shown(pd.concat(ends), measure)


def _describe(shown: Shown) -> Words:
    values = shown.table[shown.measure]
    sides = [
        f"typical of {where}: "
        + ", ".join(f"{row.surface} {row.count} to {row.count_reference}" for row in rows(own))
        for where, own in (
            ("the target", shown.table[values > 0]),
            ("the reference", shown.table[values < 0]),
        )
        if len(own)
    ]
    title = "What sets the two apart" if len(sides) > 1 else "The words that set it apart"
    note = f"Bars: {shown.measure}. Numbers: occurrences here and in the reference."
    if (values < 0).any():
        note += " Plus and blue: typical here; minus and grey: of the reference."
    return Words(
        title, note, f"{title}, counts here and in the reference; {'; '.join(sides) or 'nothing found'}."
    )


def _height(shown: Shown) -> float:
    return _ROW * len(shown)


def _draw(ax: Axes, shown: Shown, _: Link | None) -> None:
    values = shown.table[shown.measure].to_numpy(dtype="float64")
    notes = [
        f"{'+' if value > 0 else '−'} {row.count:,} : {row.count_reference:,}"
        for value, row in zip(values, rows(shown.table[["count", "count_reference"]]), strict=True)
    ]
    colours = [POSITIVE if value > 0 else NEUTRAL for value in values]
    draw_bars(ax, shown.table["surface"].tolist(), np.abs(values).tolist(), notes, colours)


def _nothing(_: Shown) -> str:
    return "nothing sets the two apart"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
