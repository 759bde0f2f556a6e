"""Tables to sentences: the written part of a report on one article.

Each function takes the analysis of one article and gives a `Block`. What the data do not support is not
said; every party gets the same wording for the same numbers.
"""

from __future__ import annotations

from analysis.limits import limits
from analysis.prose.article import about, mention_dispersion_alt, term_frequencies_alt, title
from analysis.prose.parties import certainty, party_sentiment_alt, summary, treatment
from analysis.prose.voices import sentiment_by_voice_alt, stance_matrix_alt, stance_network_alt, voices

__all__ = [
    "about",
    "certainty",
    "limits",
    "mention_dispersion_alt",
    "party_sentiment_alt",
    "sentiment_by_voice_alt",
    "stance_matrix_alt",
    "stance_network_alt",
    "summary",
    "term_frequencies_alt",
    "title",
    "treatment",
    "voices",
]
