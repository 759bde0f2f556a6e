"""Means of scores with their intervals, and the shares of their labels, for many groups at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.schema import Analysis

Floats = NDArray[np.float64]
Seed = int | Sequence[int]

LABELS = ("negative", "neutral", "positive")
COUNTS = tuple(f"n_{label}" for label in LABELS)
# What adds up: mentions, those with a score, their scores and probabilities, and those with each label.
SUMS = ("n", "n_scored", "score", *LABELS, *COUNTS)
# Resampled numbers held at a time: 4 million floats are 32 MB.
_CELLS = 4_000_000


def unit_of(result: Analysis) -> str:
    """Name the column of what is resampled: the sentences of one article, or the articles of several."""
    return "sentence" if len(result.articles) == 1 else "article_id"


def as_sums(mentions: pd.DataFrame) -> pd.DataFrame:
    """Write each of some mentions as sums over it alone, which can be added to those of others.

    Parameters
    ----------
    mentions
        `score` and `label`, NA without evidence, and others.

    Returns
    -------
    DataFrame
        The same rows and columns, without `label` and with `n`, `n_scored` and `COUNTS`.
    """
    counts = {
        name: (mentions["label"] == label).astype("int64") for name, label in zip(COUNTS, LABELS, strict=True)
    }
    n_scored = mentions["score"].notna().astype("int64")
    return mentions.drop(columns="label").assign(n=1, n_scored=n_scored, **counts)


def mean_scores(
    found: pd.DataFrame, key: Sequence[str], *, confidence: float, n_resamples: int, seed: int
) -> pd.DataFrame:
    """Mean of scores in groups, with a percentile bootstrap over units (Efron & Tibshirani 1993, chapter 13).

    A resample draws as many units as there are, with replacement; its mean is that of all scores in them.

    Parameters
    ----------
    found
        `unit`, `n`, `score`, `COUNTS` and the columns of `key`: sums over mentions with a score.
    key
        The columns that tell the groups.
    confidence
        Coverage of the intervals, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap; one seed always gives one result, whatever other groups there are.

    Returns
    -------
    DataFrame
        A row a group, in order: the columns of `key`, `n`, `n_units`, `mean`, `low`, `high`, and the shares
        `negative`, `neutral` and `positive`. The interval is NaN with fewer than two units. Empty input gives
        no row.
    """
    key = list(key)
    units = unit_sums(found, key)
    table = _summed(units, key)
    for own, means in _resampled(units, table["n_units"].to_numpy(), n_resamples, seed):
        table.loc[table.index[own], ["low", "high"]] = np.transpose(bounds(means, confidence))
    shares = found.groupby(key, sort=True)[list(COUNTS)].sum().div(table["n"], axis=0)
    return table.join(shares.set_axis(list(LABELS), axis=1)).reset_index()


def unit_sums(found: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Add up `score` and `n` of each unit in each group, in the order of `key` and `unit`."""
    return found.groupby([*key, "unit"], sort=True)[["score", "n"]].sum().reset_index()


def draws(n_units: int, n_resamples: int, seed: Seed) -> Iterator[Floats]:
    """Yield resamples of units in batches: a row a resample, with how often it holds each unit."""
    rng = np.random.default_rng(seed)
    most = max(1, _CELLS // n_units)
    for start in range(0, n_resamples, most):
        size = min(most, n_resamples - start)
        drawn = rng.integers(0, n_units, (size, n_units)) + np.arange(size)[:, np.newaxis] * n_units
        counts = np.bincount(drawn.ravel(), minlength=size * n_units)
        yield counts.reshape(size, n_units).astype("float64")


def resampled_means(sums: Floats, sizes: Floats, n_resamples: int, seed: Seed) -> Floats:
    """Give the means of resamples, a row each, of groups, a column each, from their units' sums and sizes.

    NaN where no unit of a resample has a score.
    """
    both = np.hstack([sums, sizes])
    totals = np.concatenate([counts @ both for counts in draws(len(sums), n_resamples, seed)])
    with np.errstate(invalid="ignore"):
        means: Floats = totals[:, : sums.shape[1]] / totals[:, sums.shape[1] :]
    return means


def bounds(means: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Give the ends of the percentile interval of each column of resampled numbers; NaN is left out."""
    tail = (1 - confidence) / 2
    quantile = np.nanquantile if np.isnan(means).any() else np.quantile
    # Sums of products differ in their last digit with the number of threads; a table must not.
    low, high = np.round(quantile(means, [tail, 1 - tail], axis=0), 12)
    # Between equal values interpolation can round the upper end below the lower one.
    return low, np.maximum(low, high)


def _summed(units: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    groups = units.groupby(list(key), sort=True)
    table = groups.agg(n=("n", "sum"), n_units=("n", "size"), mean=("score", "sum"))
    return table.assign(mean=table["mean"] / table["n"], low=np.nan, high=np.nan)


def _resampled(
    units: pd.DataFrame, sizes: NDArray[np.int64], n_resamples: int, seed: Seed
) -> Iterator[tuple[NDArray[np.intp], Floats]]:
    """Yield places of groups with the means of their resamples, a column a group; those of one unit not.

    Groups with equally many units share their resamples, which depend on the seed and on that number alone.
    """
    first = np.cumsum(sizes) - sizes
    sums, counts = (units[name].to_numpy(dtype="float64") for name in ("score", "n"))
    for size in np.unique(sizes[sizes > 1]):
        own = np.flatnonzero(sizes == size)
        for part in np.array_split(own, -(-len(own) * max(n_resamples, size) // _CELLS)):
            places = first[part] + np.arange(size)[:, np.newaxis]
            yield part, resampled_means(sums[places], counts[places], n_resamples, seed)
