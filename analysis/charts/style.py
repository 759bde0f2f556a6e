"""The look that the charts share.

Colours are from the palette of Okabe & Ito (2008), which people with any colour vision can tell apart; what
a colour says, a marker, a place or a word says too.
"""

from __future__ import annotations

import seaborn as sns
from matplotlib.axes import Axes

NEGATIVE, NEUTRAL, POSITIVE = "#D55E00", "#6E6E6E", "#0072B2"
MARKERS = {"negative": "v", "neutral": "o", "positive": "^"}
COLOURS = {"negative": NEGATIVE, "neutral": NEUTRAL, "positive": POSITIVE}
INK = "#222222"
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


def drawable(text: str, longest: int = _LONGEST_LABEL) -> str:
    """Make text safe to draw: one line, cut to a length, and dollar signs kept from starting a formula."""
    line = " ".join(text.split())
    cut = line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
    return cut.replace("$", r"\$")


def say_empty(ax: Axes, text: str) -> None:
    """Say in an empty chart that there is nothing to draw, in place of ticks."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=NEUTRAL, style="italic")
    ax.set_xticks([])
    ax.set_yticks([])
