"""Which articles are kindest to a party, and which are least."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.aggregate import rank_articles as rank_articles_table
from analysis.aggregate.scores import parties_by_number, read_scores
from analysis.charts import grouped
from analysis.charts.chart import Chart, Words
from analysis.charts.style import Link, listed_or_nothing, numbers, of_verdict, some_of
from analysis.schema import Analysis, empty_table, rows
from analysis.wording import counted, number, opening, part_of

_NO_OUTLET = "no outlet"


@dataclass(frozen=True)
class Shown:
    """The party, the ranking of all articles toward it, and those of it that are drawn."""

    party: str
    whole: pd.DataFrame
    table: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)


def rank_articles(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    party: str | None = None,
    most: int = 10,
) -> Axes:
    """Draw the mean sentiment of single articles toward a party, the most favourable first.

    Parameters
    ----------
    result
        An analysis of several articles.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where a mean leads, from its row of ``rank_articles(result, party)``.
    party
        The party; by default the most mentioned.
    most
        How many articles to show at most: half of them the most favourable, half the least.

    Returns
    -------
    Axes
        Score (-1 to 1) along x; below each headline the outlet with its number of sentences, and the mean on
        its 95 % interval over them, drawn as in `party_sentiment`: hollow and dashed with fewer than five
        sentences.
    """
    return CHART.on(ax, href, result, party=party, most=most)


def _select(result: Analysis, *, party: str | None = None, most: int = 10) -> Shown:
    name = party or next(iter(parties_by_number(read_scores(result).counted())), None)
    if name is None:
        return Shown("", empty_table("ranking"), empty_table("ranking"))
    whole = rank_articles_table(result, name)
    first = most - most // 2
    shown = whole if len(whole) <= most else pd.concat([whole.head(first), whole.tail(most - first)])
    return Shown(name, whole, shown)


def _describe(shown: Shown) -> Words:
    note = (
        "−1 is unfavourable, +1 favourable. Numbers: sentences. Dots and bars: means and 95 % intervals "
        "over sentences. Grey: the interval holds zero."
    )
    if any(of_verdict(verdict).is_few for verdict in shown.table["verdict"]):
        note += " Hollow: fewer than five."
    rest = len(shown.whole) - len(shown.table)
    if rest:
        note += f" Not shown: {counted(rest, 'article')} in between."
    said = listed_or_nothing([told.title for _, own in _groups(shown) for told in own])
    return Words(_title(shown), note, f"Mean sentiment of articles toward {some_of([shown.party])}. {said}.")


def _title(shown: Shown) -> str:
    """Say how many articles have a clear direction."""
    sides = [of_verdict(verdict) for verdict in shown.whole["verdict"]]
    party = some_of([shown.party])
    kind, harsh = (sum(side.sign == sign for side in sides) for sign in ("+", "−"))
    if kind or harsh:
        first, how = (kind, "favourably") if kind else (harsh, "unfavourably")
        also = f", {number(harsh)} unfavourably" if kind and harsh else ""
        verb = "writes" if first == 1 else "write"
        return opening(f"{part_of(first, len(sides), 'article')} {verb} {how} of {party}{also}")
    if all(side.is_few for side in sides):
        return f"Too few sentences to judge single articles on {party} by"
    return f"No article has a clear direction toward {party}"


def _groups(shown: Shown) -> list[grouped.Group]:
    groups: list[grouped.Group] = []
    for row in rows(shown.table):
        side, headline = of_verdict(row.verdict), row.title or row.article_id
        outlet = row.source if isinstance(row.source, str) else _NO_OUTLET
        title = f"{headline} ({outlet}): {side.word}, {numbers(row)}, {counted(row.n_units, 'sentence')}"
        groups.append((headline, [grouped.Told(row, outlet, row.n_units, side, title)]))
    return groups


def _height(shown: Shown) -> float:
    return grouped.height(_groups(shown))


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    grouped.draw(ax, _groups(shown), href)


def _nothing(_: Shown) -> str:
    return "no article judges a party"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
