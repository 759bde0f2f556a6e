"""Small drawings inside tables and paragraphs, as HTML."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from analysis.wording import interval, percent, score

_WIDTH, _HEIGHT, _MARGIN = 208, 26, 8
# Grounds for parts of a whole, which their labels name too; text never stands on them.
_SHADES = ("#8a8a86", "#7a9e3b", "#b08a2e", "#5b8e8a", "#a58bb5", "#c2785c", "#6d86b8", "#b5b5b0")


def interval_bar(mean: float, low: float, high: float, side: str, *, is_few: bool) -> str:
    """Draw a mean on its interval, −1 to +1, with a line at zero.

    Parameters
    ----------
    mean, low, high
        Scores; NaN where they are not known.
    side
        The class that gives the colour: ``pos``, ``neg`` or ``mid``.
    is_few
        Whether the mean rests on too few units: then it is hollow and the line dashed.
    """
    if math.isnan(mean):
        return '<span class="note">no judging word</span>'
    known = "" if math.isnan(low) else f", 95 % interval {interval(low, high)}"
    ground = f"var(--{side})"
    parts = [
        f'<line x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="16" y2="16" stroke="var(--line)"/>',
        f'<line x1="{_WIDTH / 2:g}" x2="{_WIDTH / 2:g}" y1="4" y2="24" stroke="var(--soft)"/>',
    ]
    if known:
        line = f'stroke="{ground}" stroke-width="4"' + (' stroke-dasharray="3 3"' if is_few else "")
        parts.append(f'<line x1="{_x(low)}" x2="{_x(high)}" y1="16" y2="16" {line}/>')
    fill = "var(--card)" if is_few else ground
    parts.append(f'<circle cx="{_x(mean)}" cy="16" r="5" fill="{fill}" stroke="{ground}" stroke-width="2"/>')
    label = f"mean {score(mean)}{known}"
    return (
        f'<svg class="bar" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">'
        f"<title>{label}</title>{''.join(parts)}</svg>"
    )


def share_bar(shares: Sequence[tuple[str, float]]) -> str:
    """Draw the parts of a whole side by side, with a list of their names below.

    Parameters
    ----------
    shares
        Names with shares of 0 to 1, in order.
    """
    bars, keys = [], []
    for number, (name, share) in enumerate(shares):
        shade = _SHADES[min(number, len(_SHADES) - 1)]
        text = f"{escape(name)} {percent(f'{share:.0%}')}"
        bars.append(f'<i style="width:{100 * share:.2f}%;background:{shade}" title="{text}"></i>')
        keys.append(f'<span><span style="color:{shade}" aria-hidden="true">■</span> {text}</span>')
    return (
        f'<div class="shares" aria-hidden="true">{"".join(bars)}</div><p class="legend">{" ".join(keys)}</p>'
    )


def _x(value: float) -> str:
    return f"{_MARGIN + (value + 1) / 2 * (_WIDTH - 2 * _MARGIN):.1f}"
