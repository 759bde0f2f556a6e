"""Which people and organisations are sides of a story, of all whom it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import pandas as pd

from analysis.parties.listing import NAMED
from analysis.schema import rows


def sides(
    mentions: pd.DataFrame, quotes: pd.DataFrame, *, listed: Collection[str], min_mentions: int
) -> pd.Series:
    """Tell for each mention whether its party is a side of its article.

    Parties on a list are, and so are people and organisations that the article names at least so often;
    organisations also where they say something.

    Parameters
    ----------
    mentions, quotes
        Tables as declared in `schema.TABLES`.
    listed
        The parties on a list.
    min_mentions
        How often a name has to come.

    Returns
    -------
    Series
        True or False for each row of `mentions`.
    """
    keys = list(rows(mentions, "article_id", "party"))
    kinds = mentions["kind"].tolist()
    counts = Counter(key for key, kind in zip(keys, kinds, strict=True) if kind in NAMED)
    called = {key for key, kind in zip(keys, kinds, strict=True) if kind == "name"}
    speaking = set(rows(quotes, "article_id", "speaker_party"))
    kept = {key for key, count in counts.items() if count >= min_mentions} | (speaking & called)
    return pd.Series([key.party in listed or key in kept for key in keys], index=mentions.index, dtype="bool")
