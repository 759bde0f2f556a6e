"""How sentiment toward a party goes over time, above how much is written of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import timeline as timeline_table
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    SMALL,
    Link,
    align_ends,
    commonest,
    explain,
    judged,
    linked,
    listed_or_nothing,
    name_row,
    some_of,
)
from analysis.limits import covered
from analysis.schema import Analysis, rows
from analysis.svg import CARD, LINE, NEUTRAL, SOFT
from analysis.wording import counted, interval, score

# In inches, for each party: its name, the scores from -1 to 1, and the bars.
_HEADING, _SCORES, _BARS, _GAP = 0.44, 0.9, 0.34, 0.16
_STRIP = _HEADING + _SCORES + _BARS + _GAP


@dataclass(frozen=True)
class Shown:
    """The parties of the chart, each with a row a period, and the length of the periods."""

    table: pd.DataFrame
    by: str
    covered: str

    def __len__(self) -> int:
        return len(self.table)


def timeline(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    by: str = "week",
    party: str | list[str] | None = None,
    most: int = 3,
) -> Axes:
    """Draw the mean sentiment toward parties over time, and how many articles it is of.

    Parameters
    ----------
    result
        An analysis of several articles.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a mark leads, from its row of ``timeline(result, by=by)``.
    by, party
        Periods and parties, as for `aggregate.timeline`.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Time along x. For each party a line of means (-1 to 1) with a band for their 95 % intervals, with gaps
        where a period has fewer than three articles, and below it a bar a period, as high as it has articles.
        A mark is coloured where its interval is off zero, hollow with fewer than five articles.
    """
    return CHART.on(ax, href, result, by=by, party=party, most=most)


def _select(
    result: Analysis, *, by: str = "week", party: str | list[str] | None = None, most: int = 3
) -> Shown:
    table = timeline_table(result, by=by, party=party)
    return Shown(table[table["party"].isin(commonest(table, "party", most))], by, covered(result))


def _describe(shown: Shown) -> Words:
    names = shown.table["party"].drop_duplicates().tolist()
    of = some_of(names) if len(names) == 1 else "each party"
    note = (
        f"Line and band: mean and 95 % interval, {shown.by} by {shown.by}, covering {shown.covered}; gaps: "
        "fewer than three articles. "
        "Bars: articles. Grey: the interval holds zero. Hollow: fewer than five articles."
    )
    told = shown.table[shown.table["low"].notna()]
    said = listed_or_nothing([_said(row) for row in rows(told)])
    return Words(f"Wording on {of} over time", note, f"Wording on {of} over time. {said}.")


def _said(row: Any) -> str:
    side = judged(row.mean, row.low, row.high, row.n_articles)
    numbers = f"{score(row.mean)} ({interval(row.low, row.high)})"
    return f"{row.party}, {row.period:%Y-%m-%d}: {side.word}, {numbers}, {counted(row.n_articles, 'article')}"


def _height(shown: Shown) -> float:
    return _STRIP * shown.table["party"].nunique()


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    periods = shown.table["period"].drop_duplicates().reset_index(drop=True)
    places = {period: place for place, period in enumerate(periods)}
    n = len(places)
    ax.set_xlim(-0.6 - 0.07 * n, n - 0.4)
    most = max(int(shown.table["n_articles"].max()), 1)
    for strip, (party, own) in enumerate(shown.table.groupby("party", sort=False)):
        top = strip * _STRIP
        name_row(ax, top + 0.36 * _HEADING, str(party), f"bars: up to {counted(most, 'article')}")
        _draw_strip(ax, top + _HEADING, own.assign(x=own["period"].map(places)), most, href)
    ax.set_ylim(shown.table["party"].nunique() * _STRIP, 0)
    ends = sorted({0, n // 2, n - 1}) if n > 2 else list(range(n))
    form = {"month": "%b %Y", "year": "%Y"}.get(shown.by, "%-d %b %Y")
    ax.set_xticks(ends, [periods[place].strftime(form) for place in ends])
    if n > 1:
        align_ends(ax)


def _draw_strip(ax: Axes, top: float, own: pd.DataFrame, most: int, href: Link | None) -> None:
    middle, foot = top + _SCORES / 2, top + _SCORES + _BARS
    left = ax.get_xlim()[0]
    for value, text in ((1, "+1"), (0, "0"), (-1, "−1")):
        height = middle - value * _SCORES / 2
        ax.axhline(height, xmin=0.06, color=SOFT if value == 0 else LINE, linewidth=1, zorder=0)
        ax.text(left, height, text, va="center", fontsize=SMALL, color=SOFT)
    bars = own[own["n_articles"] > 0]
    ax.vlines(
        bars["x"], foot - 0.9 * _BARS * bars["n_articles"] / most, foot, color=NEUTRAL, linewidth=4, zorder=1
    )
    means, low, high = (
        middle - own[name].where(own["low"].notna()) * _SCORES / 2 for name in ("mean", "low", "high")
    )
    ax.fill_between(own["x"], low, high, color=LINE, linewidth=0, zorder=1)
    ax.plot(own["x"], means, color=SOFT, linewidth=1.5, zorder=2)
    told = [
        (row, judged(row.mean, row.low, row.high, row.n_articles)) for row in rows(own) if pd.notna(row.low)
    ]
    if told:
        marks = ax.scatter(
            [row.x for row, _ in told],
            means.dropna(),
            s=34,
            facecolors=[CARD if side.is_few else side.colour for _, side in told],
            edgecolors=[side.colour for _, side in told],
            linewidths=1.5,
            clip_on=False,
            zorder=3,
        )
        explain(ax, marks, [_said(row) for row, _ in told], [linked(href, row) for row, _ in told])


def _nothing(_: Shown) -> str:
    return "no article has a day"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
