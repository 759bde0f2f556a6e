"""Where in the text each party is mentioned."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts.chart import Chart, Words
from analysis.charts.style import Link, explain, linked, name_row, position_axis
from analysis.schema import Analysis, rows
from analysis.svg import LINE, NEUTRAL, POSITIVE
from analysis.wording import counted

_ROW = 0.46
_NAME, _MARKS = 0.26, 0.7


@dataclass(frozen=True)
class Shown:
    """The parties with their numbers of mentions, and these with their `position` and `colour`."""

    counts: dict[str, int]
    mentions: pd.DataFrame

    def __len__(self) -> int:
        return len(self.counts)


def mention_dispersion(
    result: Analysis, *, ax: Axes | None = None, href: Link | None = None, most: int = 12
) -> Axes:
    """Draw where in the text each party is mentioned (a dispersion strip).

    Parameters
    ----------
    result
        An analysis; several articles are laid over one another.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    href
        Where the mark of a mention leads, from its row of `mentions`.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Position in the article along x (0 % to 100 % of its characters), a row a party: a tall bar for a
        mention that acts, in the party's `colour` where it has one, a short one for a mention that only names
        a place.
    """
    return CHART.on(ax, href, result, most=most)


def _select(result: Analysis, *, most: int = 12) -> Shown:
    ordered = result.mentions["party"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    counts = {str(party): int(n) for party, n in ordered.head(most).items()}
    lengths = result.articles.set_index("article_id")["text"].str.len()
    given = result.parties.dropna(subset=["colour"]).drop_duplicates("party").set_index("party")["colour"]
    mentions = result.mentions[result.mentions["party"].isin(list(counts))]
    return Shown(
        counts,
        mentions.assign(
            position=100 * mentions["start"] / mentions["article_id"].map(lengths).astype("float64"),
            colour=mentions["party"].map(given).astype("str").fillna(POSITIVE),
        ),
    )


def _describe(shown: Shown) -> Words:
    said = ", ".join(f"{party} {n}" for party, n in shown.counts.items())
    note = "Tall: the party acts. Short: it only names a place."
    alt = f"Where in the text each party is mentioned. Mentions: {said or 'none'}."
    return Words("Where each party is mentioned", note, alt)


def _height(shown: Shown) -> float:
    return _ROW * len(shown)


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    position_axis(ax)
    ax.set_ylim(len(shown), 0)
    for top, (party, n) in enumerate(shown.counts.items()):
        name_row(ax, top + _NAME, party, counted(n, "mention"))
        ax.hlines(top + _MARKS, 0, 100, color=LINE, linewidth=1, zorder=0)
        own = shown.mentions[shown.mentions["party"] == party]
        for role, half in (("actor", 0.22), ("place", 0.1)):
            marked = own[own["role"] == role]
            if len(marked):
                bars = ax.vlines(
                    marked["position"],
                    top + _MARKS - half,
                    top + _MARKS + half,
                    colors=marked["colour"].tolist() if role == "actor" else NEUTRAL,
                    linewidth=2,
                    clip_on=False,
                )
                links = [linked(href, one) for one in rows(marked)]
                explain(ax, bars, [f"{one.surface} (sentence {one.sentence})" for one in rows(marked)], links)


def _nothing(_: Shown) -> str:
    return "no party is mentioned"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
