"""Charts of voices: who holds which opinion of whom, and how each party fares with each voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from analysis.aggregate import BASES
from analysis.aggregate import sentiment_by_voice as sentiment_by_voice_table
from analysis.aggregate import stance_matrix as stance_matrix_table
from analysis.aggregate.shown import (
    MOST_ENDS,
    MOST_PARTIES,
    shown_cells,
    shown_sources,
    shown_targets,
    shown_voices,
)
from analysis.charts.style import (
    COLOURS,
    INK,
    MARKERS,
    NEGATIVE,
    POSITIVE,
    draw_interval,
    drawable,
    fitting_axes,
    interval_keys,
    key_below,
    name_rows,
    say_empty,
)
from analysis.schema import Analysis, rows
from analysis.wording import counted, direction, score

# From one side to the other over a grey so light that ink can be read on it.
_SIDES = LinearSegmentedColormap.from_list("sides", [NEGATIVE, "#F1F1EF", POSITIVE])
# Between the author's row and the others, in rows.
_GAP = 0.35
# Above this a cell's blue is so dark that white is easier to read on it; ink reads well on all of the orange.
_DARK = 0.6
_LONGEST_NAME, _LONGEST_TURNED = 24, 18
# More columns than this, and their names stand aslant and the numbers are smaller.
_WIDE_COLUMNS = 4
_NOTHING = "no opinion of anybody found"


def stance_matrix(
    result: Analysis,
    *,
    ax: Axes | None = None,
    by: str = "party",
    bases: str | Sequence[str] = BASES,
    most: int = MOST_ENDS,
) -> Axes:
    """Draw who holds which opinion of whom (a heat map).

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    by, bases
        Whether parties or people, and which stances count, as for `aggregate.stance_matrix`.
    most
        How many sources, and how many targets, to show at most: those with most stances; the author is
        always among the sources.

    Returns
    -------
    Axes
        A row a source, the author's first and set apart, a column a target. A cell has the mean score (-1 to
        1), as number and colour, and below it how many stances it is of; without a stance it is blank.
    """
    table = stance_matrix_table(result, by=by, bases=bases)
    sources = shown_sources(table, most)
    ax = fitting_axes(ax, len(sources), row=0.4, rest=2.0)
    ax.set_title("Who says what of whom")
    ax.grid(visible=False)
    ax.set_xlabel(
        f"rows: who speaks; columns: of whom\nmean score and number of stances{_omitted(table, most)}",
        fontsize="small",
    )
    ax.set_ylabel("")
    if table.empty:
        say_empty(ax, _NOTHING)
        return ax
    columns = {target: column for column, target in enumerate(shown_targets(table, most))}
    places = _places(sources)
    size = 8 if len(columns) <= _WIDE_COLUMNS else 6.5
    for cell in rows(shown_cells(table, most)):
        _draw_cell(ax, columns[cell.target], places[cell.source, cell.source_kind], cell, size)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(max(places.values()) + 0.5, -0.5)
    _name_columns(ax, list(columns))
    name_rows(ax, list(places.values()), [f"{drawable(key[0], _LONGEST_NAME)} ({n})" for key, n in sources])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    key_below(ax, _sides_keys())
    return ax


def sentiment_by_voice(result: Analysis, *, ax: Axes | None = None, most: int = MOST_PARTIES) -> Axes:
    """Draw the mean sentiment toward each party by who speaks: the author, and everybody who is quoted.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    most
        How many parties to show at most, the most mentioned first; of each the author and the four voices
        that speak of it most.

    Returns
    -------
    Axes
        Score (-1 to 1) along x; below each party's name a row a voice, with its number of mentions, its mean
        (a triangle to its side, a dot near zero; the author's filled, others hollow) and 95 % interval,
        dotted as in `party_sentiment`.
    """
    voices = shown_voices(sentiment_by_voice_table(result), most)
    parties = voices.groupby("party", sort=False)
    ax = fitting_axes(ax, len(voices) + len(parties), row=0.25, rest=1.5)
    ax.set_title("How each party fares with each voice")
    ax.set_xlabel("← negative     sentiment     positive →")
    ax.set_ylabel("")
    ax.grid(visible=False, axis="y")
    ax.set_xlim(-1, 1)
    ax.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−0.5", "0", "+0.5", "+1"])
    if voices.empty:
        say_empty(ax, _NOTHING)
        return ax
    ax.axvline(0, color=INK, linewidth=1, zorder=1)
    labels: list[str] = []
    headings: list[int] = []
    for party, own in parties:
        headings.append(len(labels))
        labels.append(drawable(str(party), _LONGEST_NAME))
        for voice in rows(own):
            _draw_voice(ax, len(labels), voice)
            labels.append(f"{drawable(voice.voice, _LONGEST_NAME)} ({voice.n})")
    ax.set_ylim(len(labels) - 0.4, -0.6)
    name_rows(ax, range(len(labels)), labels)
    for heading in headings:
        ax.get_yticklabels()[heading].set_fontweight("bold")
        if heading:
            ax.axhline(heading - 0.5, color="#DDDDDD", linewidth=1, zorder=0)
    key_below(ax, _voice_keys(voices))
    return ax


def _omitted(table: pd.DataFrame, most: int) -> str:
    """Say how many cells have no room."""
    missing = len(table) - len(shown_cells(table, most))
    return f" ({counted(missing, 'cell')} more not shown)" if missing else ""


def _places(sources: list[tuple[tuple[str, str], int]]) -> dict[tuple[str, str], float]:
    """Give every source the height of its row; the author's is set apart from those below."""
    has_author = sources[0][0][1] == "author"
    return {key: row + (_GAP if has_author and row else 0.0) for row, (key, _) in enumerate(sources)}


def _name_columns(ax: Axes, names: list[str]) -> None:
    ax.xaxis.tick_top()
    if len(names) <= _WIDE_COLUMNS:
        ax.set_xticks(range(len(names)), [drawable(name, _LONGEST_TURNED) for name in names])
        return
    labels = [drawable(name, _LONGEST_TURNED) for name in names]
    ax.set_xticks(range(len(names)), labels, rotation=35, ha="left", rotation_mode="anchor", fontsize="small")


def _draw_cell(ax: Axes, column: int, height: float, cell: Any, size: float) -> None:
    corner = (column - 0.48, height - 0.46)
    ax.add_patch(
        Rectangle(
            corner, 0.96, 0.92, facecolor=_SIDES((cell.mean + 1) / 2), edgecolor="#BBBBBB", linewidth=0.5
        )
    )
    ax.text(
        column,
        height,
        f"{score(cell.mean)}\n{cell.n}",
        ha="center",
        va="center",
        color="white" if cell.mean > _DARK else INK,
        fontsize=size,
        linespacing=1.2,
    )


def _sides_keys() -> list[Patch]:
    return [
        Patch(facecolor=_SIDES((mean + 1) / 2), edgecolor="#BBBBBB", label=label)
        for mean, label in ((-1, "−1 negative"), (0, "0"), (1, "+1 positive"))
    ]


def _draw_voice(ax: Axes, height: int, voice: Any) -> None:
    side = direction(voice.mean)
    draw_interval(ax, voice, height, COLOURS[side])
    ax.scatter(
        [voice.mean],
        [height],
        marker=MARKERS[side],
        s=60,
        facecolor=COLOURS[side] if voice.voice_kind == "author" else "white",
        edgecolor=COLOURS[side],
        linewidths=1.8,
        clip_on=False,
        zorder=3,
    )


def _voice_keys(voices: pd.DataFrame) -> list[Line2D]:
    shared: dict[str, Any] = {"marker": "o", "markeredgecolor": INK, "color": INK}
    return [
        Line2D([], [], **shared, markerfacecolor=INK, linestyle="", label="the author"),
        Line2D([], [], **shared, markerfacecolor="white", linestyle="", label="who is quoted"),
        *interval_keys(voices),
    ]
