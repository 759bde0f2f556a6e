"""How the wording on the main parties changes over time."""

from __future__ import annotations

from analysis import charts
from analysis.aggregate import timeline
from analysis.prose.corpus import main_parties
from analysis.report.corpus.behind import leading_to, period_of, points_in_time
from analysis.report.pages import Links, Section
from analysis.schema import Analysis

_FEWEST_PERIODS, _FEWEST_ARTICLES = 3, 3
_MOST_PARTIES = 3


def timelines(result: Analysis, links: Links) -> Section | None:  # noqa: ARG001 - the page gives every section its links
    """Show volume and mean by day, week or month, for the parties that most articles are about."""
    period = period_of(result)
    if period is None:
        return None
    table = timeline(result, by=period)
    known = table[table["mean"].notna() & (table["n_articles"] >= _FEWEST_ARTICLES)]["party"].value_counts()
    parties = [
        party
        for party in main_parties(result)["party"].head(_MOST_PARTIES)
        if known.get(party, 0) >= _FEWEST_PERIODS
    ]
    if not parties:
        return None
    href = leading_to(points_in_time(result), "period")
    figure = charts.figure("timeline", result, href=href, by=period, party=parties)
    return Section("time", "Over time", [figure]) if figure is not None else None
