"""Who speaks or acts for or against whom, as a network with signs."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from analysis.aggregate import BASES
from analysis.aggregate import stance_matrix as stance_matrix_table
from analysis.aggregate.shown import FEW_UNITS, between, supported
from analysis.charts.chart import Chart, Words
from analysis.charts.style import (
    SMALL,
    Link,
    by_total,
    drawn,
    explain,
    linked,
    listed_or_nothing,
    numbers,
    shortened,
    standing,
)
from analysis.schema import Analysis, rows
from analysis.svg import CARD, INK
from analysis.wording import counted, score

Point = tuple[float, float]

# With more arrows than these, their signs stood on one another in trials with eight parties.
_MOST_ARROWS = 12
# How far an arrow bends, so that the one back does not lie on it.
_BEND = 0.18
# Between an arrow and the dots at its ends.
_FREE = 0.09
# Somewhat before the middle, where the signs of two arrows that cross do not meet.
_SIGN_AT = 0.4
_WIDTH, _WIDEST = 1.2, 5.0
_LINE_LENGTH, _MOST_LINES = 14, 2
# In inches, for two and for more.
_LOW, _HIGH = 1.3, 3.0


@dataclass(frozen=True)
class Shown:
    """The pairs of the chart, and how many have too little for an arrow."""

    pairs: pd.DataFrame
    unsupported: int

    def __len__(self) -> int:
        return len(self.pairs)


def stance_network(
    result: Analysis,
    *,
    ax: Axes | None = None,
    href: Link | None = None,
    bases: str | Sequence[str] = BASES,
    most: int = 8,
) -> Axes:
    """Draw who speaks or acts for or against whom, where that holds (a signed network).

    The author and speakers that are not found are left out, since they are no party to anything, and so is
    what somebody says of themselves; `stance_matrix` has all of these.

    Parameters
    ----------
    result
        An analysis of one article or several.
    ax
        Where to draw; by default the current Axes, or those of a new figure.
    href
        Where an arrow leads, from its row of `stance_matrix`.
    bases
        Which stances count, as for `aggregate.stance_matrix`.
    most
        How many parties and people to show at most, those with most stances; of the arrows between them the
        12 that stand for most.

    Returns
    -------
    Axes
        A dot a party, hollow for a person of none, and an arrow with a plus or a minus from each source to
        its target, where their stances come from three sentences (of one article) or articles at least and
        their interval is off zero; dashed and grey with fewer than five. The more stances, the wider.
    """
    return CHART.on(ax, href, result, bases=bases, most=most)


def _select(result: Analysis, *, bases: str | Sequence[str] = BASES, most: int = 8) -> Shown:
    every = between(stance_matrix_table(result, bases=bases))
    pairs = supported(every)
    ends = by_total(pairs, ["source", "target"])[:most]
    pairs = pairs[pairs["source"].isin(ends) & pairs["target"].isin(ends)]
    ordered = pairs.sort_values("n", ascending=False, kind="stable").head(_MOST_ARROWS)
    return Shown(ordered, len(every) - len(ordered))


def _describe(shown: Shown) -> Words:
    title = "Who is for or against whom"
    note = (
        "Arrows lead from who speaks or acts to whom it is about: + for, − against. About half of single "
        "readings of this kind are right."
    )
    if (shown.pairs["n_units"] < FEW_UNITS).any():
        note += " Dashed: fewer than five sentences or articles."
    if shown.unsupported:
        rest = counted(shown.unsupported, "more pair")
        note += f" {rest} {'has' if shown.unsupported == 1 else 'have'} too little, or no clear direction."
    said = [
        f"{row.source} {'for' if row.mean > 0 else 'against'} {row.target}, {score(row.mean)} ({row.n})"
        for row in rows(shown.pairs)
    ]
    return Words(title, note, f"{title}, mean scores and stances. {listed_or_nothing(said)}.")


def _height(shown: Shown) -> float:
    return _HIGH if len(_nodes(shown.pairs)) > 2 else _LOW


def _draw(ax: Axes, shown: Shown, href: Link | None) -> None:
    pairs = shown.pairs
    nodes = _nodes(pairs)
    places = _circle(list(nodes))
    ax.set_xlim(-2.35, 2.35)
    high = 1.3 if len(nodes) > 2 else 0.6
    ax.set_ylim(-high, high)
    for pair in rows(pairs):
        arrow = _draw_arrow(ax, places[pair.source], places[pair.target], pair, pair.n / pairs["n"].max())
        title = f"{pair.source} on {pair.target}: {numbers(pair)}, {counted(pair.n, 'stance')}"
        explain(ax, arrow, [title], [linked(href, pair)])
    for name, kind in nodes.items():
        _draw_node(ax, places[name], name, kind)


def _nodes(pairs: pd.DataFrame) -> dict[str, str]:
    """Return everybody in the network with their kind: person for a speaker of no party."""
    sources = pairs.drop_duplicates("source").set_index("source")["source_kind"].to_dict()
    return {**dict.fromkeys(pairs["target"], "party"), **sources}


def _circle(names: list[str]) -> dict[str, Point]:
    """Place nodes evenly on a circle, none on its top, so that labels go to the left and to the right."""
    step = 2 * math.pi / len(names)
    angles = [math.pi / 2 - step * (n + 0.5) for n in range(len(names))]
    return {name: (math.cos(angle), math.sin(angle)) for name, angle in zip(names, angles, strict=True)}


def _draw_node(ax: Axes, place: Point, name: str, kind: str) -> None:
    x, y = place
    ax.scatter([x], [y], s=90, facecolor=CARD if kind == "person" else INK, edgecolor=INK, zorder=4)
    is_middle = abs(x) < 0.01
    ax.text(
        1.1 * x if is_middle else x + math.copysign(0.1, x),
        1.06 * y if not is_middle else 1.1 * y,
        _label(name),
        ha="center" if is_middle else "left" if x > 0 else "right",
        va="center" if not is_middle else "top" if y < 0 else "bottom",
        color=INK,
        fontsize=SMALL,
        zorder=5,
    )


def _label(name: str) -> str:
    """Break a name into at most two short lines."""
    lines = textwrap.wrap(" ".join(name.split()), _LINE_LENGTH) or [""]
    kept = [drawn(shortened(line, _LINE_LENGTH + 1)) for line in lines[:_MOST_LINES]]
    return "\n".join(kept) + ("…" if len(lines) > _MOST_LINES else "")


def _draw_arrow(ax: Axes, start: Point, end: Point, pair: Any, weight: float) -> FancyArrowPatch:
    side = standing(pair)
    curve = _curve(start, end)
    free = _FREE / math.dist(start, end)
    arrow = FancyArrowPatch(
        path=Path(_part(curve, free, 1 - free), [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
        arrowstyle="-|>",
        mutation_scale=16,
        linewidth=_WIDTH + (_WIDEST - _WIDTH) * weight,
        linestyle=(0, (3, 2)) if side.is_few else "-",
        color=side.colour,
        zorder=2,
    )
    ax.add_patch(arrow)
    x, y = _blend(curve, _SIGN_AT, _SIGN_AT)
    ax.text(
        x,
        y,
        "+" if pair.mean > 0 else "−",
        ha="center",
        va="center",
        color=side.colour,
        fontsize=SMALL,
        fontweight="bold",
        bbox={"boxstyle": "circle,pad=0.15", "facecolor": CARD, "edgecolor": side.colour},
        zorder=3,
    )
    return arrow


def _curve(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """Return a quadratic Bézier curve, whose middle point lies beside the straight line."""
    (x0, y0), (x2, y2) = start, end
    return start, ((x0 + x2) / 2 + _BEND * (y2 - y0), (y0 + y2) / 2 - _BEND * (x2 - x0)), end


def _part(curve: tuple[Point, Point, Point], first: float, last: float) -> list[Point]:
    """Cut a curve to the part between two of its parameters, 0 to 1."""
    return [_blend(curve, first, first), _blend(curve, first, last), _blend(curve, last, last)]


def _blend(curve: tuple[Point, Point, Point], s: float, t: float) -> Point:
    """Return the blossom of a curve: its point where s = t, else the middle point of a part."""
    weights = ((1 - s) * (1 - t), s * (1 - t) + (1 - s) * t, s * t)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _nothing(_: Shown) -> str:
    return "nothing holds between one party and another"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
