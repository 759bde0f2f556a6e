"""What each party's mean would be without any one sentence, or any one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import robustness as robustness_table
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    Link,
    Standing,
    draw_mean,
    linked,
    listed_or_nothing,
    name_row,
    of_verdict,
    score_axis,
    some_of,
)
from analysis.schema import Analysis, rows
from analysis.svg import LINE, NEUTRAL, SOFT
from analysis.wording import interval, score

_ROW = 0.46
# In a row, from its top: the name, the mean.
_NAME, _MEAN = 0.3, 0.72


@dataclass(frozen=True)
class Shown:
    """The parties of the chart, and what their means are over: sentence or article."""

    table: pd.DataFrame
    unit: str

    def __len__(self) -> int:
        return len(self.table)


def robustness(result: Analysis, *, ax: Axes | None = None, href: Link | None = None, most: int = 12) -> Axes:
    """Draw the mean score of each party, and what it would be without any one sentence or article.

    Parameters
    ----------
    result
        An analysis of one article, whose sentences are left out in turn, or of several articles.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a mean leads, from its row of ``robustness(result)``.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Score (-1 to 1) along x, a row a party: its name, its verdict or that it rests on one sentence or
        article, and below them the mean on the span of the means without any one. Hollow, dashed and grey
        where it rests on one or on fewer than five.
    """
    return CHART.on(ax, href, result, most=most)


def _select(result: Analysis, *, most: int = 12) -> Shown:
    drawn = {"sampling_mean": "mean", "lowest": "low", "highest": "high"}
    table = robustness_table(result).head(most).rename(columns=drawn)
    return Shown(table, "sentence" if len(result.articles) == 1 else "article")


def _describe(shown: Shown) -> Words:
    unit = shown.unit
    note = (
        f"Dots: means of the scores. Bars: from the lowest to the highest without any one {unit}. Grey: no "
        f"clear direction. Hollow: it rests on one {unit} or on fewer than five."
    )
    said = listed_or_nothing([_said(row, unit) for row in rows(shown.table)])
    return Words(_title(shown), note, f"Mean sentiment without any one {unit}. {said}.")


def _said(row: Any, unit: str) -> str:
    without = "" if pd.isna(row.low) else f", without any one {unit} {interval(row.low, row.high)}"
    return f"{row.party}: {_side(row, unit).word}, {score(row.mean)}{without}"


def _side(row: Any, unit: str) -> Standing:
    """Say what the mean comes to, if it does so without any one sentence or article, too."""
    side = of_verdict(row.verdict)
    if side.is_few or not row.rests_on_one:
        return side
    return Standing(f"rests on one {unit}", "0", NEUTRAL, is_few=True)


def _title(shown: Shown) -> str:
    judged = [row for row in rows(shown.table) if not of_verdict(row.verdict).is_few]
    fragile = [str(row.party) for row in judged if row.rests_on_one]
    if not judged:
        return f"Too few {shown.unit}s to judge {'it' if len(shown) == 1 else 'any party'} by"
    if not fragile:
        return f"No verdict rests on one {shown.unit}"
    verdicts, rest = ("verdict", "rests") if len(fragile) == 1 else ("verdicts", "each rest")
    return f"The {verdicts} on {some_of(fragile)} {rest} on one {shown.unit}"


def _height(shown: Shown) -> float:
    return _ROW * len(shown)


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    score_axis(ax)
    ax.set_ylim(len(shown), 0)
    for top, row in enumerate(rows(shown.table)):
        side = _side(row, shown.unit)
        name_row(ax, top + _NAME, row.party, side.word, colour=side.colour)
        ax.vlines(0, top + _MEAN - 0.18, top + _MEAN + 0.18, color=SOFT, linewidth=1, zorder=1)
        ax.hlines(top + _MEAN, -1, 1, color=LINE, linewidth=1, zorder=0)
        title = _said(row, shown.unit)
        draw_mean(ax, top + _MEAN, row, side, title=title, href=linked(href, row))


def _nothing(_: Shown) -> str:
    return "no party does more than name a place"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
