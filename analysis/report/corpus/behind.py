"""The articles behind a point of a chart: where its mark leads, and what the table of articles then shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from analysis.aggregate.share import counted_voices
from analysis.charts.style import Link
from analysis.prose.corpus import main_parties
from analysis.schema import Analysis, rows
from analysis.wording import counted

# Up to so many days each point in time is a day, and up to so many a week; otherwise a month.
_DAYS, _WEEKS = 14, 200
# As many as a chart has room for, and some that another order of them could bring in.
_MOST_PARTIES, _MOST_OUTLETS = 8, 12
_NOBODY = "no party"


class Point(NamedTuple):
    """A party in an outlet or a period, which is None where all articles are one group."""

    name: str
    group: Any
    party: str | None
    words: str
    articles: Sequence[str]


def points_by_outlet(result: Analysis, of: str = "mentions") -> list[Point]:
    """List the parties of each outlet that are mentioned, or whose speakers are quoted (`quoted_words`)."""
    by = outlets_or_all(result)
    found = _counted(result, of, by)
    main = main_parties(result)["party"].tolist()
    found = found[found["party"].isin([*main, *_commonest(found, "party", _MOST_PARTIES)])]
    if by is not None:
        found = found[found["group"].isin(_commonest(found, "group", _MOST_OUTLETS))]
    return _points(found, of, by)


def points_in_time(result: Analysis) -> list[Point]:
    """List the main parties in each period, see `period_of`."""
    by = period_of(result)
    if by is None:
        return []
    found = _counted(result, "mentions", by)
    return _points(found[found["party"].isin(main_parties(result)["party"])], "mentions", by)


def outlets_or_all(result: Analysis) -> str | None:
    """Return what the shares of a page are grouped by: the outlet, where there are several."""
    return None if result.articles["source"].nunique() < 2 else "source"


def period_of(result: Analysis) -> str | None:
    """Return the period that a page follows time by: day, week or month; None without a day."""
    days = result.articles["published"].dropna()
    if days.empty:
        return None
    length = (days.max() - days.min()).days
    return "day" if length <= _DAYS else "week" if length <= _WEEKS else "month"


def leading_to(points: Iterable[Point], column: str) -> Link:
    """Return where the mark of a row leads: to its point, or to all articles.

    `column` is that of the row which names the outlet or the period.
    """
    names = {(point.group, point.party): point.name for point in points}
    whole = {party: name for (group, party), name in names.items() if group is None}

    def lead(row: Any) -> str:
        party = None if pd.isna(row.party) else row.party
        return f"#{names.get((getattr(row, column), party)) or whole.get(party, 'articles')}"

    return lead


def anchors(points: Iterable[Point], places: Mapping[str, int], table: str) -> str:
    """Write as HTML the places that marks lead to, each with the numbers of the rows that it shows."""
    return "".join(
        f'<p class="behind" id="{point.name}" data-table="{table}" '
        f'data-rows="{" ".join(str(places[one]) for one in point.articles)}">{escape(point.words)}: '
        f'{counted(len(point.articles), "article")}. <a href="#articles">Show all</a></p>'
        for point in points
    )


def _counted(result: Analysis, of: str, by: str | None) -> pd.DataFrame:
    """Give the numbers `n` of mentions or quoted words by `group`, `party` and article, the `unit`."""
    _, found = counted_voices(result, by=by, of=of)
    return found.assign(group=None) if by is None else found.assign(group=found[by])


def _commonest(found: pd.DataFrame, name: str, most: int) -> list[Any]:
    totals = found.groupby(name, dropna=False, sort=False)["n"].sum()
    return totals.sort_values(ascending=False, kind="stable").index[:most].tolist()


def _points(found: pd.DataFrame, of: str, by: str | None) -> list[Point]:
    kind = f"{of.replace('_', '-')}-{by or 'all'}"
    made = []
    groups = found.groupby(["group", "party"], dropna=False)["unit"].unique().reset_index()
    for number, row in enumerate(rows(groups)):
        group = None if by is None else row.group
        party = None if pd.isna(row.party) else row.party
        words = f"{party or _NOBODY}{'' if of == 'mentions' else ', quoted'}{_where(by, group)}"
        made.append(Point(f"{kind}-{number}", group, party, words, row.unit.tolist()))
    return made


def _where(by: str | None, group: Any) -> str:
    if by is None:
        return ""
    return f", {by} of {group:%Y-%m-%d}" if by != "source" else f", {group}"
