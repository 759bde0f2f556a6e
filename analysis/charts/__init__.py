"""Tables to charts: each function draws on one Axes and returns it, as seaborn's do."""

from __future__ import annotations

from analysis.charts.parties import mention_dispersion, party_sentiment
from analysis.charts.style import set_theme
from analysis.charts.terms import keyness, term_frequencies, term_positions

__all__ = [
    "keyness",
    "mention_dispersion",
    "party_sentiment",
    "set_theme",
    "term_frequencies",
    "term_positions",
]
