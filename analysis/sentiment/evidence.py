"""The table `evidence`, whatever method it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis.schema import make_table


class Reason(NamedTuple):
    """A word that counted for a mention, by their rows in the two tables."""

    mention: int
    token: int
    weight: float


def evidence_table(reasons: Iterable[Reason], tokens: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Make the table `evidence`, in the order of the mentions and of the words."""
    ordered = sorted(reasons)
    of_mentions = mentions.iloc[[reason.mention for reason in ordered]]
    of_tokens = tokens.iloc[[reason.token for reason in ordered]]
    return make_table(
        "evidence",
        {
            "article_id": of_mentions["article_id"],
            "mention": of_mentions["mention"],
            "token": of_tokens["token"],
            "start": of_tokens["start"],
            "end": of_tokens["end"],
            "surface": of_tokens["surface"],
            "weight": [reason.weight for reason in ordered],
        },
    )
