"""Charts of words and phrases: how often, where, and how typical."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.charts.style import INK, NEUTRAL, POSITIVE, drawable, fitting_axes, name_rows, say_empty
from analysis.keywords import positions
from analysis.keywords import term_frequencies as term_frequency_table
from analysis.schema import Analysis, rows
from analysis.wording import times


def term_frequencies(
    result: Analysis, *, ax: Axes | None = None, n: int = 1, most: int = 15, min_count: int = 2
) -> Axes:
    """Draw the commonest words or phrases.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    n
        Length of the terms in words, 1 to 5.
    most
        How many terms to show at most.
    min_count
        Leave out terms that occur less often: of those that occur once, the alphabet would choose.

    Returns
    -------
    Axes
        Count along x, a bar a term with the count at its end, the commonest at the top.
    """
    table = term_frequency_table(result, n=n, min_count=min_count).head(most)
    ax = fitting_axes(ax, len(table), row=0.22)
    labels = [drawable(surface) for surface in table["surface"]]
    # By place and not by label: two long terms can be cut to one label.
    if len(table):
        sns.barplot(x=table["count"].to_numpy(), y=np.arange(len(table)), orient="h", color=POSITIVE, ax=ax)
    name_rows(ax, range(len(labels)), labels)
    for bars in ax.containers:
        ax.bar_label(bars, padding=3, color=INK, fontsize="small")  # type: ignore[arg-type]  # these are bars
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(visible=False, axis="y")
    ax.margins(x=0.08)
    ax.set_xlabel("occurrences")
    ax.set_ylabel("")
    ax.set_title("Commonest words" if n == 1 else f"Commonest phrases of {n} words")
    if table.empty:
        say_empty(ax, f"none occurs {times(min_count)}")
    return ax


def term_positions(result: Analysis, terms: str | Sequence[str], *, ax: Axes | None = None) -> Axes:
    """Draw where in the text words or phrases stand (a dispersion strip each).

    Parameters
    ----------
    result
        An analysis; several articles are laid over one another.
    terms
        Words or phrases, a row each, as for `keywords.positions`; or one of them.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.

    Returns
    -------
    Axes
        Position in the article along x (0 % to 100 % of its characters), a bar an occurrence.
    """
    terms = [terms] if isinstance(terms, str) else terms
    ax = fitting_axes(ax, len(terms))
    found = [positions(result, term)["position"].to_numpy() for term in terms]
    for row, places in enumerate(found):
        ax.vlines(100 * places, row - 0.3, row + 0.3, color=POSITIVE, linewidth=2)
    ax.set_xlim(-1, 101)
    ax.set_ylim(max(len(terms), 1) - 0.5, -0.5)
    name_rows(
        ax,
        range(len(terms)),
        [f"{drawable(term)} ({len(places)})" for term, places in zip(terms, found, strict=True)],
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
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
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
    ordered = table.sort_values([measure, "term"], ascending=[False, True])
    target = ordered[ordered[measure] > 0].head(most)
    reference = ordered[ordered[measure] < 0].tail(most)
    shown = pd.concat([target, reference])
    ax = fitting_axes(ax, len(shown), row=0.22)
    values = shown[measure].to_numpy(dtype="float64")
    colours = np.where(values > 0, POSITIVE, NEUTRAL)
    bars = ax.barh(np.arange(len(shown)), values, color=colours.tolist())
    ax.bar_label(
        bars,
        [f"{row.count} : {row.count_reference}" for row in rows(shown[["count", "count_reference"]])],
        padding=3,
        color=INK,
        fontsize="small",
    )
    ax.axvline(0, color=INK, linewidth=1)
    name_rows(ax, range(len(shown)), [drawable(surface) for surface in shown["surface"]])
    ax.set_ylim(max(len(shown), 1) - 0.5, -0.5)
    ax.grid(visible=False, axis="y")
    ax.margins(x=0.15)
    ax.set_xlabel(f"← typical of the reference      {measure}      typical of the target →")
    ax.set_ylabel("")
    ax.set_title("What sets the two apart")
    return ax
