"""Which people and organisations are sides of a story, of all whom it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import pandas as pd

from analysis.parties.listing import LEAST_NAMED, NAMED
from analysis.schema import rows


def sides(
    mentions: pd.DataFrame, quotes: pd.DataFrame, *, listed: Collection[str], min_mentions: int
) -> pd.Series:
    """Tell for each mention whether its party is a side of its article.

    Parties on a list are, and so are people and organisations whom the article names twice and of whom it
    speaks so often, by name, description or pronoun; organisations also where they say something.

    Parameters
    ----------
    mentions, quotes
        Tables as declared in `schema.TABLES`.
    listed
        The parties on a list.
    min_mentions
        How often an article has to speak of somebody; where that is once, to name them once is enough.

    Returns
    -------
    Series
        True or False for each row of `mentions`.
    """
    keys = list(rows(mentions, "article_id", "party"))
    kinds = mentions["kind"].tolist()
    named = Counter(key for key, kind in zip(keys, kinds, strict=True) if kind in NAMED)
    # With names alone counted, the development stories about organisations have F1 52.2 instead of 53.5, and
    # those about states the same.
    least = min(LEAST_NAMED, min_mentions)
    often = {key for key, n in Counter(keys).items() if n >= min_mentions and named[key] >= least}
    called = {key for key, kind in zip(keys, kinds, strict=True) if kind == "name"}
    speaking = set(rows(quotes, "article_id", "speaker_party"))
    kept = often | (speaking & called)
    return pd.Series([key.party in listed or key in kept for key in keys], index=mentions.index, dtype="bool")
