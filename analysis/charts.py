"""Tables to charts: each function draws on one Axes and returns it, as seaborn's do.

Colours are from the palette of Okabe & Ito (2008), which people with any colour vision can tell apart; what
a colour says, a marker, a place or a word says too.
"""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.aggregate import party_sentiment as party_sentiment_table
from analysis.keywords import positions
from analysis.keywords import term_frequencies as term_frequency_table
from analysis.parties import KINDS
from analysis.schema import Analysis, rows

_NEGATIVE, _NEUTRAL, _POSITIVE = "#D55E00", "#6E6E6E", "#0072B2"
_MARKERS = {"negative": "v", "neutral": "o", "positive": "^"}
_COLOURS = {"negative": _NEGATIVE, "neutral": _NEUTRAL, "positive": _POSITIVE}
_INK = "#222222"
_LONGEST_LABEL = 40


def set_theme() -> None:
    """Set the look of the package's charts for all figures made from here on."""
    sns.set_theme(
        style="whitegrid",
        rc={
            "axes.edgecolor": "#BBBBBB",
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "figure.constrained_layout.use": True,
            "figure.dpi": 100,
            "savefig.dpi": 200,
            "svg.hashsalt": "sidelight",
        },
    )


def party_sentiment(
    result: Analysis,
    *,
    ax: Axes | None = None,
    include_places: bool = False,
    kinds: Sequence[str] = KINDS,
    most: int = 12,
) -> Axes:
    """Draw the mean sentiment toward each party with its interval, over the scores of single mentions.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes.
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
        is their mean, its bar the 95 % interval. A party without evidence has a row that says so.
    """
    ax = ax or plt.gca()
    table = party_sentiment_table(result, include_places=include_places, kinds=kinds).head(most)
    mentions = result.sentiments.assign(role=result.mentions["role"])
    mentions = mentions[result.mentions["kind"].isin(kinds)].dropna(subset=["score"])
    if not include_places:
        mentions = mentions[mentions["role"] == "actor"]
    ax.axvline(0, color=_INK, linewidth=1, zorder=1)
    for row, party in enumerate(rows(table)):
        scores = mentions[mentions["party"] == party.party]
        for label, group in scores.groupby("label"):
            heights = row - 0.2 + _spread(group["score"].to_numpy())
            ax.scatter(
                group["score"],
                heights,
                marker=_MARKERS[str(label)],
                s=46,
                color=_COLOURS[str(label)],
                alpha=0.75,
                linewidths=0,
                zorder=2,
            )
        if pd.isna(party.mean):
            ax.text(0.03, row, "no judging word found", va="center", color=_NEUTRAL, fontstyle="italic")
            continue
        if not pd.isna(party.low):
            ax.plot(
                [party.low, party.high],
                [row + 0.16] * 2,
                color=_INK,
                linewidth=2,
                solid_capstyle="butt",
                zorder=3,
            )
        ax.scatter(
            [party.mean],
            [row + 0.16],
            marker="D",
            s=60,
            color=_INK,
            edgecolor="white",
            linewidths=1,
            zorder=4,
        )
    ax.set_xlim(-1, 1)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    ax.set_ylim(max(len(table), 1) - 0.5, -0.5)
    ax.set_yticks(
        range(len(table)),
        [f"{_label(row.party)}\n{row.n_scored} of {row.n} mentions" for row in rows(table)],
    )
    ax.grid(visible=False, axis="y")
    ax.set_xlabel("← negative      sentiment toward the party      positive →")
    ax.set_ylabel("")
    ax.set_title("How the wording treats each party")
    if len(table):
        ax.legend(
            handles=_sentiment_keys(),
            loc="upper center",
            bbox_to_anchor=(0.42, -0.2),
            ncols=2,
            frameon=False,
            fontsize="small",
            handletextpad=0.2,
            columnspacing=1.2,
        )
    return ax


def mention_dispersion(result: Analysis, *, ax: Axes | None = None, most: int = 12) -> Axes:
    """Draw where in the text each party is mentioned (a dispersion strip).

    Parameters
    ----------
    result
        An analysis; several articles are laid over one another.
    ax
        Where to draw; by default the current Axes.
    most
        How many parties to show at most, the most mentioned first.

    Returns
    -------
    Axes
        Position in the article along x (0 % to 100 % of its characters), a row a party: a tall bar for a
        mention that acts, in the party's `colour` where it has one, a short one for a mention that only names
        a place.
    """
    ax = ax or plt.gca()
    counts = result.mentions["party"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    parties = counts.index[:most].tolist()
    lengths = result.articles.set_index("article_id")["text"].str.len()
    position = 100 * result.mentions["start"] / result.mentions["article_id"].map(lengths).astype("float64")
    places = {party: row for row, party in enumerate(parties)}
    heights = result.mentions["party"].map(places).astype("float64")
    given = result.parties.dropna(subset=["colour"]).drop_duplicates("party").set_index("party")["colour"]
    colours = result.mentions["party"].map(given).astype("str").fillna(_POSITIVE)
    for role, half in (("actor", 0.32), ("place", 0.14)):
        chosen = (result.mentions["role"] == role) & heights.notna()
        ax.vlines(
            position[chosen],
            heights[chosen] - half,
            heights[chosen] + half,
            colors=colours[chosen].tolist() if role == "actor" else _NEUTRAL,
            linewidth=2,
        )
    ax.set_xlim(-1, 101)
    ax.set_ylim(max(len(parties), 1) - 0.5, -0.5)
    ax.set_yticks(range(len(parties)), [f"{_label(party)} ({counts[party]})" for party in parties])
    ax.xaxis.set_major_formatter("{x:.0f} %")
    ax.grid(visible=False, axis="y")
    ax.set_xlabel("position in the text (tall: party acts, short: place only)")
    ax.set_ylabel("")
    ax.set_title("Where each party is mentioned")
    return ax


def term_frequencies(result: Analysis, *, ax: Axes | None = None, n: int = 1, most: int = 15) -> Axes:
    """Draw the commonest words or phrases.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes.
    n
        Length of the terms in words, 1 to 5.
    most
        How many terms to show at most.

    Returns
    -------
    Axes
        Count along x, a bar a term with the count at its end, the commonest at the top.
    """
    ax = ax or plt.gca()
    table = term_frequency_table(result, n=n).head(most)
    labels = [_label(surface) for surface in table["surface"]]
    # By place and not by label: two long terms can be cut to one label.
    if len(table):
        sns.barplot(x=table["count"].to_numpy(), y=np.arange(len(table)), orient="h", color=_POSITIVE, ax=ax)
    ax.set_yticks(range(len(labels)), labels)
    for bars in ax.containers:
        ax.bar_label(bars, padding=3, color=_INK, fontsize="small")  # type: ignore[arg-type]  # these are bars
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(visible=False, axis="y")
    ax.margins(x=0.08)
    ax.set_xlabel("occurrences")
    ax.set_ylabel("")
    ax.set_title("Commonest words" if n == 1 else f"Commonest phrases of {n} words")
    return ax


def term_positions(result: Analysis, terms: Sequence[str], *, ax: Axes | None = None) -> Axes:
    """Draw where in the text words or phrases stand (a dispersion strip each).

    Parameters
    ----------
    result
        An analysis; several articles are laid over one another.
    terms
        Words or phrases, a row each, as for `keywords.positions`.
    ax
        Where to draw; by default the current Axes.

    Returns
    -------
    Axes
        Position in the article along x (0 % to 100 % of its characters), a bar an occurrence.
    """
    ax = ax or plt.gca()
    found = [positions(result, term)["position"].to_numpy() for term in terms]
    for row, places in enumerate(found):
        ax.vlines(100 * places, row - 0.3, row + 0.3, color=_POSITIVE, linewidth=2)
    ax.set_xlim(-1, 101)
    ax.set_ylim(max(len(terms), 1) - 0.5, -0.5)
    ax.set_yticks(
        range(len(terms)),
        [f"{_label(term)} ({len(places)})" for term, places in zip(terms, found, strict=True)],
    )
    ax.xaxis.set_major_formatter("{x:.0f} %")
    ax.grid(visible=False, axis="y")
    ax.set_xlabel("position in the text")
    ax.set_ylabel("")
    ax.set_title("Where each term stands")
    return ax


def keyness(table: pd.DataFrame, *, ax: Axes | None = None, most: int = 10, measure: str = "g2") -> Axes:
    """Draw the terms that are most typical of the target and of the reference.

    Parameters
    ----------
    table
        What `keywords.keyness` gives.
    ax
        Where to draw; by default the current Axes.
    most
        How many terms to show of each side at most.
    measure
        A measure with a sign, such as `g2`, `log_ratio` or `z`.

    Returns
    -------
    Axes
        The measure along x, a bar a term with both counts at its end: to the right what is typical of the
        target, to the left of the reference.
    """
    ax = ax or plt.gca()
    ordered = table.sort_values([measure, "term"], ascending=[False, True])
    target = ordered[ordered[measure] > 0].head(most)
    reference = ordered[ordered[measure] < 0].tail(most)
    shown = pd.concat([target, reference])
    values = shown[measure].to_numpy(dtype="float64")
    colours = np.where(values > 0, _POSITIVE, _NEUTRAL)
    bars = ax.barh(np.arange(len(shown)), values, color=colours.tolist())
    ax.bar_label(
        bars,
        [f"{row.count} : {row.count_reference}" for row in rows(shown[["count", "count_reference"]])],
        padding=3,
        color=_INK,
        fontsize="small",
    )
    ax.axvline(0, color=_INK, linewidth=1)
    ax.set_yticks(range(len(shown)), [_label(surface) for surface in shown["surface"]])
    ax.set_ylim(max(len(shown), 1) - 0.5, -0.5)
    ax.grid(visible=False, axis="y")
    ax.margins(x=0.15)
    ax.set_xlabel(f"← typical of the reference      {measure}      typical of the target →")
    ax.set_ylabel("")
    ax.set_title("What sets the two apart")
    return ax


def _label(text: str) -> str:
    """Make text safe to draw: cut to 40 characters, and dollar signs kept from starting a formula."""
    cut = text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"
    return cut.replace("$", r"\$")


def _spread(scores: np.ndarray) -> np.ndarray:
    """Set marks of nearly one score one above the other, within a quarter of the row."""
    heights = np.zeros(len(scores))
    rounded = np.round(scores, 1)
    for value in np.unique(rounded):
        places = np.flatnonzero(rounded == value)
        heights[places] = np.linspace(-0.13, 0.13, len(places)) if len(places) > 1 else 0.0
    return heights


def _sentiment_keys() -> list[Line2D]:
    singles = [
        Line2D([], [], linestyle="", marker=_MARKERS[label], color=_COLOURS[label], label=f"{label} mention")
        for label in _MARKERS
    ]
    return [*singles, Line2D([], [], marker="D", color=_INK, linewidth=2, label="mean, 95 % interval")]
