"""How sentiment toward parties goes over time, with gaps where there is too little to say."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.aggregate.groups import PERIODS, first_days, warn_without_groups
from analysis.aggregate.mentions import sentiment_table
from analysis.aggregate.scores import parties_by_number, read_scores
from analysis.aggregate.whole import whole_articles
from analysis.narrowing import Names, known_names
from analysis.records import ChoiceError, check_choice
from analysis.schema import Analysis, Batches, columns, empty_table, make_table

# Over five years by day, more than a chart has room for.
_MOST_PERIODS = 2_000
# With one or two articles an interval says nothing about a period.
_FEW_ARTICLES = 3
# numpy's unit of each period, and how many of them it lasts.
_STEPS = {"day": ("D", 1), "week": ("D", 7), "month": ("M", 1), "year": ("Y", 1)}


def timeline(
    result: Analysis | Batches,
    *,
    by: str = "week",
    party: Names | None = None,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean sentiment toward each party in every period from the first article to the last, also empty ones.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; articles without a day are left out. The mentions that count
        are those of `party_sentiment`; of a run is kept what that keeps, and 0.35 kB for
        each row of the result.
    by
        ``day``, ``week`` (from Monday), ``month`` or ``year``.
    party
        The parties to follow, one or several; by default all.
    include_truncated, include_duplicates, confidence, n_resamples, seed
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        The table `timeline` (see `schema.TABLES`): the party with most mentions first, of each every period
        in order, with means and intervals as in `party_sentiment`. Without a mention `n` and `n_articles` are
        0 and the means are NA; the intervals are NA with fewer than three articles. Empty without a day.

    Raises
    ------
    ChoiceError
        `by` or one of the parties is unknown, or there are more than 2,000 periods.
    """
    check_choice("by", by, PERIODS)
    scores = read_scores(result, details=["published"])
    order = parties_by_number(scores.counted(include_truncated=include_truncated, include_duplicates=True))
    wanted = set(order if party is None else known_names("party", party, order))
    counting = scores.noted if include_truncated else whole_articles(scores.noted)
    days = counting.articles["published"].dropna()
    if days.empty:
        warn_without_groups(counting.articles, by)
        return empty_table("timeline")
    periods = _periods(days, by)
    found = scores.counted(by=by, include_truncated=include_truncated, include_duplicates=include_duplicates)
    found = found[found["party"].isin(wanted)]
    table = sentiment_table(
        found, scores.confusion, confidence=confidence, n_resamples=n_resamples, seed=seed
    )
    names = [name for name in order if name in wanted]
    grid = pd.MultiIndex.from_product([names, periods], names=["party", "period"])
    table = table.rename(columns={by: "period"}).set_index(["party", "period"]).reindex(grid)
    table = table.fillna({"n": 0, "n_articles": 0, "n_units": 0, "n_labels": 0}).reset_index()
    is_few = table[["n_articles", "n_units"]].min(axis=1) < _FEW_ARTICLES
    ends = ["low", "high", "sampling_low", "sampling_high"]
    table[ends] = table[ends].mask(is_few)
    return make_table("timeline", {name: table[name] for name in columns("timeline")})


def _periods(days: pd.Series, by: str) -> pd.Series:
    """Give the first day of every period from that of the first day to that of the last."""
    unit, step = _STEPS[by]
    ends = first_days(pd.Series([days.min(), days.max()]), by).to_numpy().astype(f"datetime64[{unit}]")
    n = int((ends[1] - ends[0]).astype("int64")) // step + 1
    if n > _MOST_PERIODS:
        raise ChoiceError(
            f"timeline by {by} has {n:,} periods from {days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}, the "
            f"most is {_MOST_PERIODS:,}; choose a longer period, or fewer articles by where(since=, until=)"
        )
    return pd.Series((ends[0] + np.arange(n) * step).astype("datetime64[ms]"))
