"""Tables to charts: each function draws on one Axes and returns it, as seaborn's do."""

from __future__ import annotations

from analysis.charts.network import stance_network
from analysis.charts.parties import mention_dispersion, party_sentiment
from analysis.charts.style import set_theme
from analysis.charts.terms import keyness, term_frequencies, term_positions
from analysis.charts.voices import sentiment_by_voice, stance_matrix

__all__ = [
    "keyness",
    "mention_dispersion",
    "party_sentiment",
    "sentiment_by_voice",
    "set_theme",
    "stance_matrix",
    "stance_network",
    "term_frequencies",
    "term_positions",
]
