"""How each outlet writes of each party, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import party_sentiment
from analysis.charts import grouped
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    Link,
    Standing,
    commonest,
    listed_or_nothing,
    numbers,
    some_of,
    standing,
)
from analysis.limits import covered
from analysis.schema import Analysis, rows
from analysis.wording import counted, opening


@dataclass(frozen=True)
class Shown:
    """The parties of the chart, each with a row an outlet, and the column that names the outlets."""

    table: pd.DataFrame
    by: str
    covered: str

    def __len__(self) -> int:
        return len(self.table)


def outlets(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    by: str = "source",
    most: int = 4,
    most_outlets: int = 8,
) -> Axes:
    """Draw the mean sentiment of each outlet toward each party, with intervals (a dot plot).

    Parameters
    ----------
    result
        An analysis of several articles.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a mean leads, from its row of ``party_sentiment(result, by=by)``.
    by
        What to group articles by, as for `aggregate.party_sentiment`; one column.
    most, most_outlets
        How many parties and outlets to show at most, those with most mentions first.

    Returns
    -------
    Axes
        Score (-1 to 1) along x; below each party's name a row an outlet with its number of articles, drawn as
        in `party_sentiment`: hollow and dashed with fewer than five articles.
    """
    return CHART.on(ax, href, result, by=by, most=most, most_outlets=most_outlets)


def _select(result: Analysis, *, by: str = "source", most: int = 4, most_outlets: int = 8) -> Shown:
    table = party_sentiment(result, by=by)
    table = table[table["n_scored"] > 0]
    parties, groups = (commonest(table, name, n) for name, n in (("party", most), (by, most_outlets)))
    shown = table[table["party"].isin(parties) & table[by].isin(groups)]
    place = {party: n for n, party in enumerate(parties)}
    ordered = shown.assign(place=shown["party"].map(place)).sort_values(["place", by], kind="stable")
    return Shown(ordered.drop(columns="place").rename(columns={by: "outlet"}), by, covered(result))


def _describe(shown: Shown) -> Words:
    judged = [(row, standing(row)) for row in rows(shown.table)]
    note = (
        "−1 is unfavourable, +1 favourable. Numbers: articles. "
        f"Dots and bars: means and 95 % intervals, covering {shown.covered}. "
        "Grey: the interval holds zero."
    )
    if any(side.is_few for _, side in judged):
        note += " Hollow: fewer than five articles."
    said = listed_or_nothing([_said(row, side) for row, side in judged])
    alt = f"Mean sentiment of each outlet toward each party. {said}."
    return Words(_title(judged), note, alt)


def _said(row: Any, side: Standing) -> str:
    articles = counted(row.n_articles, "article")
    return f"{row.outlet} on {row.party}: {side.word}, {numbers(row)}, {articles}"


def _title(judged: list[tuple[Any, Standing]]) -> str:
    """Say of the first party that outlets write of on opposite sides who they are."""
    sides: dict[str, dict[str, list[str]]] = {}
    for row, side in judged:
        sides.setdefault(str(row.party), {}).setdefault(side.sign, []).append(str(row.outlet))
    for party, own in sides.items():
        if "+" in own and "−" in own:
            kind, harsh = some_of(own["+"]), some_of(own["−"])
            verb = "writes" if len(own["+"]) == 1 else "write"
            return opening(f"{kind} {verb} favourably of {some_of([party])}, {harsh} unfavourably")
    return "How each outlet writes of each party"


def _groups(shown: Shown) -> list[grouped.Group]:
    groups: list[grouped.Group] = []
    for party, own in shown.table.groupby("party", sort=False):
        judged = [(row, standing(row)) for row in rows(own)]
        told = [grouped.Told(row, row.outlet, row.n_articles, side, _said(row, side)) for row, side in judged]
        groups.append((str(party), told))
    return groups


def _height(shown: Shown) -> float:
    return grouped.height(_groups(shown))


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    grouped.draw(ax, _groups(shown), href)


def _nothing(_: Shown) -> str:
    return "no article names its outlet and judges a party"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
