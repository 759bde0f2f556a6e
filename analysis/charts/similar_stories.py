"""How outlets that tell the same story write of one party in it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import rank_articles
from analysis.aggregate import similar_stories as similar_stories_table
from analysis.aggregate.scores import parties_by_number, read_scores
from analysis.charts import grouped
from analysis.charts.chart import Chart, Words
from analysis.charts.style import Link, listed_or_nothing, numbers, of_verdict, some_of
from analysis.schema import Analysis, rows
from analysis.wording import counted, opening

_NO_OUTLET = "no outlet"


@dataclass(frozen=True)
class Shown:
    """The party, and a row for each article of a story: `story`, `outlet`, and those of `ranking`."""

    party: str
    table: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)


def similar_stories(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    party: str | None = None,
    days: int = 3,
    similar: float = 0.25,
    most: int = 4,
) -> Axes:
    """Draw how the articles of several outlets on the same story write of a party.

    Parameters
    ----------
    result
        An analysis of several articles.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a mean leads, from its row of ``rank_articles(result, party)`` with its `story` and `outlet`.
    party
        The party; by default the most mentioned in stories of several outlets.
    days, similar
        What is one story, as for `aggregate.similar_stories`.
    most
        How many stories to show at most, those in which most articles judge the party first.

    Returns
    -------
    Axes
        Score (-1 to 1) along x; below the headline of each story's first article a row an article: its outlet
        with its number of sentences, and the mean on its 95 % interval over them, hollow and dashed with
        fewer than five sentences. Only stories in which two outlets or more judge the party.
    """
    return CHART.on(ax, href, result, party=party, days=days, similar=similar, most=most)


def _select(
    result: Analysis, *, party: str | None = None, days: int = 3, similar: float = 0.25, most: int = 4
) -> Shown:
    found = similar_stories_table(result, days=days, similar=similar)
    told = result.keep(found["article_id"])
    name = party or next(iter(parties_by_number(read_scores(told).counted())), None)
    if found.empty or name is None:
        return Shown("", found)
    single = rank_articles(result, name, include_duplicates=True).drop(columns=["source", "published"])
    table = found.assign(outlet=found["source"].fillna(_NO_OUTLET)).merge(single, on="article_id")
    table = table[table.groupby("story")["outlet"].transform("nunique") > 1]
    sizes = table.groupby("story").size().sort_values(ascending=False, kind="stable")
    return Shown(name, table[table["story"].isin(sizes.index[:most])])


def _describe(shown: Shown) -> Words:
    note = (
        "−1 is unfavourable, +1 favourable. Numbers: sentences. Dots and bars: means and 95 % intervals "
        "over sentences. Grey: the interval holds zero."
    )
    told = [one for _, own in _groups(shown) for one in own]
    if any(one.side.is_few for one in told):
        note += " Hollow: fewer than five."
    note += " Stories: by words in common."
    said = listed_or_nothing([one.title for one in told])
    alt = f"Mean sentiment toward {some_of([shown.party])} in the same stories. {said}."
    return Words(_title(shown), note, alt)


def _title(shown: Shown) -> str:
    """Say of the first story that outlets tell on opposite sides who they are."""
    party = some_of([shown.party])
    for _, own in _groups(shown):
        sides = {sign: [told.name for told in own if told.side.sign == sign] for sign in "+−"}
        if all(sides.values()):
            kind, harsh = (some_of(list(dict.fromkeys(names))) for names in sides.values())
            return opening(f"of {party}, {kind} wrote favourably and {harsh} unfavourably in the same story")
    return f"How outlets write of {party} in the same story"


def _groups(shown: Shown) -> list[grouped.Group]:
    groups: list[grouped.Group] = []
    for _, own in shown.table.groupby("story", sort=False):
        told = []
        for row in rows(own):
            side, headline = of_verdict(row.verdict), row.title or row.article_id
            words = f"{side.word}, {numbers(row)}, {counted(row.n_units, 'sentence')}"
            told.append(
                grouped.Told(row, row.outlet, row.n_units, side, f"{row.outlet}, {headline}: {words}")
            )
        groups.append((own["title"].iloc[0] or own["article_id"].iloc[0], told))
    return groups


def _height(shown: Shown) -> float:
    return grouped.height(_groups(shown))


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    grouped.draw(ax, _groups(shown), href)


def _nothing(_: Shown) -> str:
    return "no two outlets judge a party in the same story"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
