"""Where in the text words or phrases stand."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from analysis.charts.chart import Chart, Words
from analysis.charts.style import Link, name_row, position_axis
from analysis.keywords import positions
from analysis.schema import Analysis
from analysis.svg import LINE, POSITIVE
from analysis.wording import times

_ROW = 0.46
_NAME, _MARKS = 0.26, 0.7

# Each term with the places where it stands, in percent.
Shown = list[tuple[str, list[float]]]


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
    return CHART.on(ax, None, result, terms=terms)


def _select(result: Analysis, *, terms: str | Sequence[str]) -> Shown:
    asked = [terms] if isinstance(terms, str) else terms
    return [(term, (100 * positions(result, term)["position"]).tolist()) for term in asked]


def _describe(shown: Shown) -> Words:
    said = ", ".join(f"{term} {len(places)}" for term, places in shown)
    return Words("Where each term stands", "", f"Where each term stands. Occurrences: {said or 'none'}.")


def _height(shown: Shown) -> float:
    return _ROW * len(shown)


def _draw(ax: Axes, shown: Shown, _: Link | None) -> None:
    position_axis(ax)
    ax.set_ylim(len(shown), 0)
    for top, (term, places) in enumerate(shown):
        name_row(ax, top + _NAME, term, times(len(places)) if places else "nowhere")
        ax.hlines(top + _MARKS, 0, 100, color=LINE, linewidth=1, zorder=0)
        bars = (top + _MARKS - 0.2, top + _MARKS + 0.2)
        ax.vlines(places, *bars, color=POSITIVE, linewidth=2, clip_on=False)


def _nothing(_: Shown) -> str:
    return "no term is asked for"


CHART = Chart(_select, _describe, _height, _draw, _nothing)
