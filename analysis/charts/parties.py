"""Charts of parties: how each is treated, and where it is mentioned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.aggregate import party_sentiment as party_sentiment_table
from analysis.charts.style import (
    COLOURS,
    INK,
    MARKERS,
    NEUTRAL,
    POSITIVE,
    draw_interval,
    drawable,
    fitting_axes,
    interval_keys,
    key_below,
    name_rows,
    say_empty,
)
from analysis.parties import KINDS
from analysis.records import check_choices
from analysis.schema import Analysis, rows
from analysis.wording import counted


def party_sentiment(
    result: Analysis,
    *,
    ax: Axes | None = None,
    include_places: bool = False,
    kinds: str | Sequence[str] = KINDS,
    most: int = 12,
) -> Axes:
    """Draw the mean sentiment toward each party with its interval, over the scores of single mentions.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    include_places
        Whether mentions that only name a place count too.
    kinds
        Which kinds of mentions count, as for `aggregate.party_sentiment`.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Score (-1 to 1) along x, a row a party. Small triangles and dots are mentions; below them a diamond
        is their mean, its bar the 95 % interval, dotted where it rests on fewer than five sentences (of one
        article) or articles. A party without evidence has a row that says so.
    """
    kinds = check_choices("kind", kinds, KINDS)
    table = party_sentiment_table(result, include_places=include_places, kinds=kinds).head(most)
    ax = fitting_axes(ax, len(table), row=0.45, rest=1.8)
    mentions = result.sentiments.assign(role=result.mentions["role"])
    mentions = mentions[result.mentions["kind"].isin(kinds)].dropna(subset=["score"])
    if not include_places:
        mentions = mentions[mentions["role"] == "actor"]
    ax.axvline(0, color=INK, linewidth=1, zorder=1)
    for row, party in enumerate(rows(table)):
        scores = mentions[mentions["party"] == party.party]
        _draw_mentions(ax, row, scores)
        if pd.isna(party.mean):
            ax.text(0.03, row, "no judging word found", va="center", color=NEUTRAL, fontstyle="italic")
        else:
            _draw_mean(ax, row + 0.16, party)
    ax.set_xlim(-1, 1)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    ax.set_ylim(max(len(table), 1) - 0.5, -0.5)
    name_rows(
        ax,
        range(len(table)),
        [f"{drawable(row.party)}\n{_scored(row)}" for row in rows(table)],
        n_lines=2,
    )
    ax.grid(visible=False, axis="y")
    ax.set_xlabel("← negative      sentiment      positive →")
    ax.set_ylabel("")
    ax.set_title("How the wording treats each party")
    if table.empty:
        say_empty(ax, "no party does more than name a place")
    else:
        key_below(ax, _sentiment_keys(table))
    return ax


def mention_dispersion(result: Analysis, *, ax: Axes | None = None, most: int = 12) -> Axes:
    """Draw where in the text each party is mentioned (a dispersion strip).

    Parameters
    ----------
    result
        An analysis; several articles are laid over one another.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Position in the article along x (0 % to 100 % of its characters), a row a party: a tall bar for a
        mention that acts, in the party's `colour` where it has one, a short one for a mention that only names
        a place.
    """
    counts = result.mentions["party"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    parties = counts.index[:most].tolist()
    ax = fitting_axes(ax, len(parties))
    lengths = result.articles.set_index("article_id")["text"].str.len()
    position = 100 * result.mentions["start"] / result.mentions["article_id"].map(lengths).astype("float64")
    places = {party: row for row, party in enumerate(parties)}
    heights = result.mentions["party"].map(places).astype("float64")
    given = result.parties.dropna(subset=["colour"]).drop_duplicates("party").set_index("party")["colour"]
    colours = result.mentions["party"].map(given).astype("str").fillna(POSITIVE)
    for role, half in (("actor", 0.32), ("place", 0.14)):
        chosen = (result.mentions["role"] == role) & heights.notna()
        ax.vlines(
            position[chosen],
            heights[chosen] - half,
            heights[chosen] + half,
            colors=colours[chosen].tolist() if role == "actor" else NEUTRAL,
            linewidth=2,
        )
    ax.set_xlim(-1, 101)
    ax.set_ylim(max(len(parties), 1) - 0.5, -0.5)
    name_rows(ax, range(len(parties)), [f"{drawable(party)} ({counts[party]})" for party in parties])
    ax.xaxis.set_major_formatter("{x:.0f} %")
    ax.grid(visible=False, axis="y")
    ax.set_xlabel("position in the text\n(tall: party acts, short: place only)")
    ax.set_ylabel("")
    ax.set_title("Where each party is mentioned")
    if not parties:
        say_empty(ax, "no party is mentioned")
    return ax


def _scored(party: Any) -> str:
    """Say how many mentions have a score: ``2 of 3 mentions``, or all."""
    some = "" if party.n_scored == party.n else f"{party.n_scored} of "
    return some + counted(party.n, "mention")


def _draw_mentions(ax: Axes, row: int, scores: pd.DataFrame) -> None:
    """Draw a mark for each mention at its `score`, just above the middle of a row."""
    for label, group in scores.groupby("label"):
        ax.scatter(
            group["score"],
            row - 0.2 + _spread(group["score"].to_numpy()),
            marker=MARKERS[str(label)],
            s=46,
            color=COLOURS[str(label)],
            alpha=0.75,
            linewidths=0,
            zorder=2,
        )


def _draw_mean(ax: Axes, height: float, party: Any) -> None:
    """Draw a party's `mean` as a diamond, on its interval if that is known."""
    draw_interval(ax, party, height, INK)
    ax.scatter([party.mean], [height], marker="D", s=60, color=INK, edgecolor="white", linewidths=1, zorder=4)


def _spread(scores: np.ndarray) -> np.ndarray:
    """Set marks of nearly one score one above the other, within a quarter of the row."""
    heights = np.zeros(len(scores))
    rounded = np.round(scores, 1)
    for value in np.unique(rounded):
        places = np.flatnonzero(rounded == value)
        heights[places] = np.linspace(-0.13, 0.13, len(places)) if len(places) > 1 else 0.0
    return heights


def _sentiment_keys(table: pd.DataFrame) -> list[Line2D]:
    singles = [
        Line2D([], [], linestyle="", marker=MARKERS[label], color=COLOURS[label], label=f"{label} mention")
        for label in MARKERS
    ]
    return [*singles, *interval_keys(table, mean="D")]
