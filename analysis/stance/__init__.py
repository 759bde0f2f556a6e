"""Who holds which opinion of whom: speakers in what they say, parties in what they do, and the author."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.schema import make_table
from analysis.stance.actions import action_rows, pairs_of
from analysis.stance.rows import Row
from analysis.stance.voices import voice_rows, within

__all__ = ["find_stances", "pair_mentions"]


def pair_mentions(mentions: pd.DataFrame, contents: pd.DataFrame) -> list[tuple[int, int]]:
    """Pair the mentions of parties that stand together in what the author says of them.

    Parameters
    ----------
    mentions, contents
        Tables as declared in `schema.TABLES`, of any number of articles.

    Returns
    -------
    list of (int, int)
        Rows of `mentions`: two of different parties that act in one sentence, outside of quotations, and not
        more than six mentions apart. `sentiment.score_mentions` tells what they think of one another.
    """
    return pairs_of(mentions, [bool(quotes) for quotes in within(mentions, contents)])


def find_stances(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    contents: pd.DataFrame,
    sentiments: pd.DataFrame,
    pairs: Sequence[tuple[int, int]],
    opinions: NDArray[np.float64],
) -> pd.DataFrame:
    """Find who holds which opinion of whom.

    A mention in a quotation shows its speaker's opinion of the party, unless the speaker denies what is said;
    elsewhere it shows the author's. Where two parties that act stand together outside of quotations, what one
    does shows its opinion of the other.

    Parameters
    ----------
    articles, mentions, quotes, contents, sentiments
        Tables as declared in `schema.TABLES`, of any number of articles, in one order of articles.
    pairs, opinions
        From `pair_mentions`, and what `sentiment.score_mentions` gives for them.

    Returns
    -------
    DataFrame
        The table `stances`, by sentence. For every mention that acts and has a score there is one row of
        basis ``author`` or ``quotation``, or a row for each party that is quoted jointly. For every sentence
        and two parties that are paired in it there are two rows of basis ``action``, one each way; of several
        mentions of a party those that say most count.
    """
    found = [
        *voice_rows(articles, mentions, quotes, contents, sentiments),
        *action_rows(mentions, pairs, opinions),
    ]
    order = {name: number for number, name in enumerate(articles["article_id"].tolist())}
    found.sort(key=lambda row: (order[row.article_id], row.sentence, row.mention))
    by_article = groupby(found, key=lambda row: row.article_id)
    columns = {name: [getattr(row, name) for row in found] for name in Row._fields}
    return make_table(
        "stances",
        {
            **columns,
            **{name: pd.Series(columns[name], dtype="str") for name in ("source_entity", "target_entity")},
            "stance": [number for _, own in by_article for number, _ in enumerate(own)],
            "score": [row.positive - row.negative for row in found],
        },
    )
