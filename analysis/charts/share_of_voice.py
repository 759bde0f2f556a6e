"""How much of what is said goes to each party, outlet by outlet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import share_of_voice as share_of_voice_table
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    SMALL,
    Link,
    commonest,
    explain,
    linked,
    listed_or_nothing,
    name_row,
)
from analysis.schema import Analysis, rows
from analysis.svg import INK, LINE, NEUTRAL, SOFT
from analysis.wording import counted

_ROW, _HEADING = 0.24, 0.32
_LONGEST = 18
_NOBODY = "no party"
_WHOLE = "all articles"
_THINGS = {"mentions": "mentions", "quoted_words": "quoted words"}


@dataclass(frozen=True)
class Shown:
    """A row for each outlet and party (`outlet`, `voice`), and what is counted."""

    table: pd.DataFrame
    of: str

    def __len__(self) -> int:
        return len(self.table)


def share_of_voice(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    by: str | None = "source",
    of: str = "mentions",
    most: int = 5,
    most_outlets: int = 8,
) -> Axes:
    """Draw each party's share of the mentions, or of the quoted words, of each outlet.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a bar leads, from its row of ``share_of_voice(result, by=by, of=of)``.
    by
        What to group articles by, as for `aggregate.share_of_voice`; one column, or None for the whole.
    of
        ``mentions`` or ``quoted_words``.
    most, most_outlets
        How many parties and outlets to show at most, those with most of them first.

    Returns
    -------
    Axes
        Below each outlet's name a bar a party with its share in percent, on a scale from nothing to all, and
        its 95 % interval over articles as a line.
    """
    return CHART.on(ax, href, result, by=by, of=of, most=most, most_outlets=most_outlets)


def _select(
    result: Analysis,
    *,
    by: str | None = "source",
    of: str = "mentions",
    most: int = 5,
    most_outlets: int = 8,
) -> Shown:
    table = share_of_voice_table(result, by=by, of=of)
    outlet = pd.Series(_WHOLE, index=table.index, dtype="str") if by is None else table[by]
    table = table.assign(outlet=outlet, voice=table["party"].fillna(_NOBODY))
    parties, groups = (commonest(table, name, n) for name, n in (("voice", most), ("outlet", most_outlets)))
    shown = table[table["voice"].isin(parties) & table["outlet"].isin(groups)]
    place = {name: n for n, name in enumerate(parties)}
    # One order of the parties everywhere, so that outlets can be compared.
    ordered = shown.assign(place=shown["voice"].map(place)).sort_values(["outlet", "place"], kind="stable")
    return Shown(ordered.drop(columns="place"), of)


def _describe(shown: Shown) -> Words:
    things = _THINGS[shown.of]
    title = "Which parties are mentioned most" if shown.of == "mentions" else "Whose speakers are quoted most"
    note = f"Bars: shares of the {things}. Lines: 95 % intervals over articles."
    said = [f"{row.outlet}, {row.voice}: {100 * row.share:.0f} %" for row in rows(shown.table)]
    return Words(title, note, f"Shares of the {things}. {listed_or_nothing(said)}.")


def _height(shown: Shown) -> float:
    return _ROW * len(shown) + _HEADING * shown.table["outlet"].nunique()


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    ax.set_xlim(-0.75, 1.2)
    top = 0.0
    for outlet, own in shown.table.groupby("outlet", sort=False):
        name_row(ax, top + 0.6 * _HEADING, str(outlet))
        top += _HEADING
        for row in rows(own):
            _draw_bar(ax, top + 0.45 * _ROW, row, linked(href, row))
            top += _ROW
    ax.set_ylim(top, 0)


def _draw_bar(ax: Axes, height: float, row: Any, href: str | None) -> None:
    name_row(ax, height, row.voice, bold=False, longest=_LONGEST)
    ax.hlines(height, 0, 1, color=LINE, linewidth=1, zorder=0)
    (bar,) = ax.barh([height], [row.share], height=0.62 * _ROW, color=NEUTRAL)
    articles = counted(row.n_articles, "article")
    title = f"{row.outlet}, {row.voice}: {row.n:,} in {articles}, {100 * row.share:.0f} %"
    explain(ax, bar, [title], [href])
    end = row.share
    if pd.notna(row.low):
        ax.plot([row.low, row.high], [height, height], color=INK, linewidth=1.4, zorder=3)
        end = max(end, row.high)
    ax.text(end + 0.02, height, f"{100 * row.share:.0f} %", va="center", fontsize=SMALL, color=SOFT)


def _nothing(shown: Shown) -> str:
    return f"no {_THINGS[shown.of]} to share"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
