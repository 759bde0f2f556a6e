"""Who holds which opinion of whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.schema import empty_table

Span = tuple[int, int]

# Between the first and the second party of a pair, in the order of the columns of `score_pairs`.
PAIR_LABELS = (
    ("neutral", None),
    ("positive", "p->q"),
    ("positive", "q->p"),
    ("negative", "p->q"),
    ("negative", "q->p"),
)


def score_pairs(
    sentences: Sequence[tuple[str, Sequence[tuple[Span, Span]]]], *, method: str = "neural"
) -> list[NDArray[np.float64]]:
    """Score the opinion of one party of another, for pairs of stretches of text, many sentences at a time.

    Parameters
    ----------
    sentences
        Each a text and pairs (p, q) of mentions in it, as (start, end), end exclusive.
    method
        ``neural`` or ``lexicon``.

    Returns
    -------
    list of array
        For every sentence (pairs, 5): the probability of each of `PAIR_LABELS`.
    """
    return [np.tile([1.0, 0.0, 0.0, 0.0, 0.0], (len(pairs), 1)) for _, pairs in sentences]


def find_stances(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    contents: pd.DataFrame,
    sentiments: pd.DataFrame,
    *,
    method: str = "neural",
) -> pd.DataFrame:
    """Find who holds which opinion of whom.

    A mention in a quotation shows its speaker's opinion of the party; elsewhere it shows the author's. Where
    two parties that act stand together outside of quotations, what one does shows its opinion of the other.

    Parameters
    ----------
    articles, sentences, tokens, mentions, quotes, contents, sentiments
        Tables as declared in `schema.TABLES`, of any number of articles, in one order of articles.
    method
        ``neural`` or ``lexicon``.

    Returns
    -------
    DataFrame
        The table `stances`: for every mention that acts and has a score one row of basis ``author`` or
        ``quotation``; and for every sentence and two parties in it one row of basis ``action``.
    """
    return empty_table("stances")
