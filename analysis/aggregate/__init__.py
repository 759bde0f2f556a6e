"""From mentions and stances to parties, with intervals."""

from __future__ import annotations

from analysis.aggregate.mentions import party_mentions, party_sentiment
from analysis.aggregate.voices import BASES, sentiment_by_voice, stance_matrix, stances_between

__all__ = [
    "BASES",
    "party_mentions",
    "party_sentiment",
    "sentiment_by_voice",
    "stance_matrix",
    "stances_between",
]
