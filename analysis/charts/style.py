"""The look that the charts share.

Colours are from the palette of Okabe & Ito (2008), which people with any colour vision can tell apart; what
a colour says, a marker, a place or a word says too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory, offset_copy

from analysis.aggregate.shown import FEW_UNITS
from analysis.wording import number

NEGATIVE, NEUTRAL, POSITIVE = "#D55E00", "#6E6E6E", "#0072B2"
MARKERS = {"negative": "v", "neutral": "o", "positive": "^"}
COLOURS = {"negative": NEGATIVE, "neutral": NEUTRAL, "positive": POSITIVE}
INK = "#222222"
_LONGEST_LABEL = 40
# Of a new figure, in inches; a chart of one row is as high as one of two.
_FIGURE_WIDTH, _FEWEST_ROWS = 7.0, 2
# What title and labels leave of an Axes' height, the height of a line in letters, the least size.
_FREE_OF_LABELS, _LINE_HEIGHT, _SMALLEST = 0.8, 1.2, 5.0
# Points that ticks and the label of the x axis need.
_BELOW = 44.0


_DOTTED = (0, (1, 1))


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


def fitting_axes(ax: Axes | None, n_rows: int, *, row: float = 0.3, rest: float = 1.2) -> Axes:
    """Give the Axes to draw on: the given one, the current one, or that of a new figure with room for rows.

    A row takes `row` inches, what stands above and below all of them `rest`.
    """
    if ax is not None:
        return ax
    if plt.get_fignums():
        return plt.gca()
    return plt.subplots(figsize=(_FIGURE_WIDTH, rest + row * max(n_rows, _FEWEST_ROWS)))[1]


def name_rows(ax: Axes, heights: Sequence[float], names: Sequence[str], *, n_lines: int = 1) -> None:
    """Name rows at the left, in letters so small that names of so many lines do not lie on one another."""
    figure = ax.get_figure(root=True)
    inches = figure.get_figheight() * ax.get_position().height if figure else 0.0
    size = 72 * _FREE_OF_LABELS * inches / (_LINE_HEIGHT * n_lines * max(len(names), 1))
    usual = FontProperties(size=plt.rcParams["ytick.labelsize"]).get_size_in_points()
    ax.set_yticks(list(heights), list(names), fontsize=min(usual, max(size, _SMALLEST)))


def draw_interval(ax: Axes, row: Any, height: float, colour: str) -> None:
    """Draw the interval of a row with `low`, `high` and `n_units`, dotted where that is of few."""
    if row.n_units >= 2:
        line = {"linestyle": _DOTTED} if row.n_units < FEW_UNITS else {"solid_capstyle": "butt"}
        ax.plot([row.low, row.high], [height] * 2, color=colour, linewidth=2, zorder=3, **line)


def interval_keys(table: pd.DataFrame, mean: str | None = None) -> list[Line2D]:
    """Explain the intervals of a table with `n_units`, with the marker of a mean; dotted ones if any are."""
    units = table["n_units"]
    name = "95 % interval" if mean is None else "mean, 95 % interval"
    keys = [Line2D([], [], color=INK, linewidth=2, marker=mean or "", label=name)]
    if ((units >= 2) & (units < FEW_UNITS)).any():
        label = f"interval of fewer than {number(FEW_UNITS)}"
        keys.append(Line2D([], [], color=INK, linewidth=2, linestyle=_DOTTED, label=label))
    return keys


def key_below(ax: Axes, handles: Sequence[Artist], *, ncols: int = 3) -> None:
    """Explain marks and colours below the label of the x axis, however high the chart is."""
    figure = ax.get_figure(root=True)
    below = offset_copy(ax.transAxes, figure, y=-_BELOW, units="points")
    # Long names beside the only axes of a figure leave no room for a key in their middle.
    if figure is not None and len(figure.axes) == 1:
        below = blended_transform_factory(figure.transFigure, below)
    ax.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        bbox_transform=below,
        ncols=ncols,
        frameon=False,
        fontsize="small",
        handletextpad=0.4,
        columnspacing=1.2,
    )


def drawable(text: str, longest: int = _LONGEST_LABEL) -> str:
    """Make text safe to draw: one line, cut to a length, and dollar signs kept from starting a formula.

    What stands in brackets at the end tells parties of one name apart, and is kept: ``Labour… (Norway)``.
    """
    line = " ".join(text.split())
    if len(line) > longest:
        end = line[line.rfind(" (") :] if line.endswith(")") and " (" in line else ""
        kept = longest - 1 - len(end)
        line = line[:kept].rstrip() + "…" + end if 2 * kept > len(end) else line[: longest - 1].rstrip() + "…"
    return line.replace("$", r"\$")


def say_empty(ax: Axes, text: str) -> None:
    """Say in an empty chart that there is nothing to draw, in place of ticks."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=NEUTRAL, style="italic")
    ax.set_xticks([])
    ax.set_yticks([])
