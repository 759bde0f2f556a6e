"""Means in rows below headings: of outlets below a party, or of an article below its headline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes

from analysis.charts.style import Link, Standing, draw_mean, linked, name_row, name_voice, score_axis
from analysis.svg import LINE, SOFT

_ROW, _HEADING = 0.26, 0.32
# Letters that stand beside the scale, and those across the whole width.
_LONGEST, _LONGEST_HEADING = 18, 44


class Told(NamedTuple):
    """A mean of a row of a table: whose it is, of how many, what it comes to, and the title of its mark."""

    row: Any
    name: str
    n: int
    side: Standing
    title: str


Group = tuple[str, Sequence[Told]]


def height(groups: Sequence[Group]) -> float:
    """Return how high the drawing is, in inches."""
    return _HEADING * len(groups) + _ROW * sum(len(own) for _, own in groups)


def draw(ax: Axes, groups: Sequence[Group], href: Link | None) -> None:
    """Draw each heading, and below it a row a mean with its name and number."""
    score_axis(ax, left=-2.9, right=1.18)
    top = 0.0
    for heading, own in groups:
        name_row(ax, top + 0.6 * _HEADING, heading, longest=_LONGEST_HEADING)
        first = top + _HEADING
        top = first + _ROW * len(own)
        ax.vlines(0, first, top - 0.04, color=SOFT, linewidth=1, zorder=1)
        for place, told in enumerate(own):
            middle = first + _ROW * (place + 0.4)
            name_voice(ax, middle, told.name, told.n, told.side, _LONGEST)
            ax.hlines(middle, -1, 1, color=LINE, linewidth=1, zorder=0)
            draw_mean(ax, middle, told.row, told.side, title=told.title, href=linked(href, told.row))
    ax.set_ylim(top, 0)
