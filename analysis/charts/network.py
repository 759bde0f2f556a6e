"""The chart of who speaks or acts for or against whom, as a network with signs."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from analysis.aggregate import BASES
from analysis.aggregate import stance_matrix as stance_matrix_table
from analysis.aggregate.shown import MOST_ENDS, between, shown_pairs
from analysis.charts.style import COLOURS, INK, drawable, fitting_axes, key_below, say_empty
from analysis.schema import Analysis, rows
from analysis.wording import counted

Point = tuple[float, float]

_SIGNS = {"negative": "−", "neutral": "0", "positive": "+"}
_LINES: dict[str, Any] = {"negative": (0, (4, 2)), "neutral": (0, (1, 1.5)), "positive": "-"}
# How far an arrow bends, so that the one back does not lie on it.
_BEND = 0.18
# Between an arrow and the dots at its ends.
_FREE = 0.09
# Somewhat before the middle, where the signs of two arrows that cross do not meet.
_SIGN_AT = 0.4
_WIDTH, _WIDEST = 1.2, 5.0
_LINE_LENGTH, _MOST_LINES = 16, 2


def stance_network(
    result: Analysis, *, ax: Axes | None = None, bases: str | Sequence[str] = BASES, most: int = MOST_ENDS
) -> Axes:
    """Draw who speaks or acts for or against whom (a signed network).

    The author and speakers that are not found are left out, since they are no party to anything, and so is
    what somebody says of themselves; `stance_matrix` has all of these.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure with room for all rows.
    bases
        Which stances count, as for `aggregate.stance_matrix`.
    most
        How many parties and people to show at most, those with most stances; of the arrows between them the
        16 that stand for most, those with a sign before neutral ones.

    Returns
    -------
    Axes
        A dot a party, hollow for a person of none, and an arrow from each source to its target. A mean above
        0.05 is solid with a plus, one below -0.05 dashed with a minus; others, and means of neutral stances
        alone, are dotted with a nought. The more stances, the wider.
    """
    ax = fitting_axes(ax, most, row=0.5, rest=1.0)
    ax.set_title("Who is for or against whom")
    ax.grid(visible=False)
    ax.set_xlabel("arrows lead from who speaks or acts to whom it is about")
    ax.set_ylabel("")
    every = between(stance_matrix_table(result, bases=bases))
    pairs = shown_pairs(every, most)
    missing = len(every) - len(pairs)
    if missing:
        ax.set_xlabel(f"{ax.get_xlabel()}\n({counted(missing, 'arrow')} more not shown)")
    if pairs.empty:
        say_empty(ax, "no opinion of one party of another found")
        return ax
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    nodes = _nodes(pairs)
    places = _circle(list(nodes))
    ax.set_xlim(-2, 2)
    ax.set_ylim(-1.35, 1.25)
    for pair in rows(pairs):
        _draw_arrow(ax, places[pair.source], places[pair.target], pair.side, pair.n / pairs["n"].max())
    for name, kind in nodes.items():
        _draw_node(ax, places[name], name, kind)
    key_below(ax, _keys())
    return ax


def _nodes(pairs: pd.DataFrame) -> dict[str, str]:
    """Give everybody in the network with their kind: person for a speaker of no party."""
    sources = pairs.drop_duplicates("source").set_index("source")["source_kind"].to_dict()
    return {**dict.fromkeys(pairs["target"], "party"), **sources}


def _circle(names: list[str]) -> dict[str, Point]:
    """Place nodes evenly on a circle, none on its top, so that labels go to the left and to the right."""
    step = 2 * math.pi / len(names)
    angles = [math.pi / 2 - step * (n + 0.5) for n in range(len(names))]
    return {name: (math.cos(angle), math.sin(angle)) for name, angle in zip(names, angles, strict=True)}


def _draw_node(ax: Axes, place: Point, name: str, kind: str) -> None:
    x, y = place
    ax.scatter([x], [y], s=90, facecolor="white" if kind == "person" else INK, edgecolor=INK, zorder=4)
    is_middle = abs(x) < 0.01
    ax.text(
        1.1 * x if is_middle else x + math.copysign(0.1, x),
        1.06 * y if not is_middle else 1.1 * y,
        _label(name),
        ha="center" if is_middle else "left" if x > 0 else "right",
        va="center" if not is_middle else "top" if y < 0 else "bottom",
        color=INK,
        fontsize="medium",
        zorder=5,
    )


def _label(name: str) -> str:
    """Break a name into at most two short lines."""
    lines = textwrap.wrap(" ".join(name.split()), _LINE_LENGTH) or [""]
    kept = [drawable(line, _LINE_LENGTH + 1) for line in lines[:_MOST_LINES]]
    return "\n".join(kept) + ("…" if len(lines) > _MOST_LINES else "")


def _draw_arrow(ax: Axes, start: Point, end: Point, side: str, weight: float) -> None:
    colour = COLOURS[side]
    curve = _curve(start, end)
    free = _FREE / math.dist(start, end)
    arrow = FancyArrowPatch(
        path=Path(_part(curve, free, 1 - free), [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
        arrowstyle="-|>",
        mutation_scale=16,
        linewidth=_WIDTH + (_WIDEST - _WIDTH) * weight,
        linestyle=_LINES[side],
        color=colour,
        alpha=0.85,
        zorder=1 if side == "neutral" else 2,
    )
    ax.add_patch(arrow)
    x, y = _blend(curve, _SIGN_AT, _SIGN_AT)
    ax.text(
        x,
        y,
        _SIGNS[side],
        ha="center",
        va="center",
        color=colour,
        fontweight="bold",
        bbox={"boxstyle": "circle,pad=0.15", "facecolor": "white", "edgecolor": colour},
        zorder=3,
    )


def _curve(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """Give a quadratic Bézier curve, whose middle point lies beside the straight line."""
    (x0, y0), (x2, y2) = start, end
    return start, ((x0 + x2) / 2 + _BEND * (y2 - y0), (y0 + y2) / 2 - _BEND * (x2 - x0)), end


def _part(curve: tuple[Point, Point, Point], first: float, last: float) -> list[Point]:
    """Cut a curve to the part between two of its parameters, 0 to 1."""
    return [_blend(curve, first, first), _blend(curve, first, last), _blend(curve, last, last)]


def _blend(curve: tuple[Point, Point, Point], s: float, t: float) -> Point:
    """Give the blossom of a curve: the point on it where s = t, and the middle point of a part otherwise."""
    weights = ((1 - s) * (1 - t), s * (1 - t) + (1 - s) * t, s * t)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _keys() -> list[Line2D]:
    return [
        Line2D(
            [], [], color=COLOURS[side], linestyle=_LINES[side], linewidth=2, label=f"{_SIGNS[side]} {side}"
        )
        for side in ("negative", "neutral", "positive")
    ]
