"""Which people and organisations are sides of a story, of all whom it names."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analysis.parties.listing import NAMED

_KEY = ["article_id", "party"]


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
    names = mentions[mentions["kind"].isin(NAMED)]
    counts = names.groupby(_KEY, sort=False).size()
    speaking = set(quotes[["article_id", "speaker_party"]].dropna().itertuples(index=False, name=None))
    called = set(names.loc[names["kind"] == "name", _KEY].itertuples(index=False, name=None))
    often = set(counts.index[counts >= min_mentions])
    kept = often | (speaking & called)
    return pd.Series(
        [
            party in listed or (article, party) in kept
            for article, party in zip(mentions["article_id"], mentions["party"], strict=True)
        ],
        index=mentions.index,
        dtype="bool",
    )
