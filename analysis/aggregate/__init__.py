"""From mentions and stances to parties, outlets and periods, with intervals."""

from __future__ import annotations

from analysis.aggregate.comparison import compare
from analysis.aggregate.influence import rank_articles, robustness
from analysis.aggregate.mentions import party_mentions, party_sentiment
from analysis.aggregate.periods import timeline
from analysis.aggregate.share import quoted_words, share_of_voice
from analysis.aggregate.similar import similar_stories
from analysis.aggregate.verdicts import VERDICTS, verdict
from analysis.aggregate.voices import BASES, sentiment_by_voice, stance_matrix, stances_between

__all__ = [
    "BASES",
    "VERDICTS",
    "compare",
    "party_mentions",
    "party_sentiment",
    "quoted_words",
    "rank_articles",
    "robustness",
    "sentiment_by_voice",
    "share_of_voice",
    "similar_stories",
    "stance_matrix",
    "stances_between",
    "timeline",
    "verdict",
]
