"""Small corpora that the tests of `analysis.keywords` share."""

from __future__ import annotations

from hypothesis import strategies as st

import analysis as sl
from analysis.schema import Analysis

VOCABULARY = [
    "grain",
    "Grain",
    "port",
    "the",
    "of",
    "Ukraine’s",
    "ship",
    ",",
    ".",
    "ship.\n\nThe",
    "isn't",
    "—",
    "7",
]
TEXTS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=15).map(
    lambda words: "Town " + " ".join(words)
)
CORPORA = st.lists(TEXTS, min_size=1, max_size=4)


def corpus(*texts: str, prefix: str = "a") -> Analysis:
    """Analyse texts; the articles are a0, a1, ..."""
    return sl.analyze(sl.make_article(text, article_id=f"{prefix}{n}") for n, text in enumerate(texts))
