"""The look that the charts share.

Colours are from the palette of Okabe & Ito (2008), which people with any colour vision can tell apart; what
a colour says, a marker, a place or a word says too.
"""

from __future__ import annotations

import seaborn as sns

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
    """Make text safe to draw: cut to a number of characters, and dollar signs kept from starting a formula."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return cut.replace("$", r"\$")
