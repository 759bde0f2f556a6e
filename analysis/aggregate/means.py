"""The mean of scores with its interval, and the shares of their labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.schema import Analysis

LABELS = ("negative", "neutral", "positive")
# Resampled numbers held at a time: 10 million floats are 80 MB.
_CELLS = 10_000_000


def unit_of(result: Analysis) -> str:
    """Name the column of what is resampled: the sentences of one article, or the articles of several."""
    return "sentence" if len(result.articles) == 1 else "article_id"


def mean_score(found: pd.DataFrame, *, confidence: float, n_resamples: int, seed: int) -> dict[str, float]:
    """Mean of scores, with a percentile bootstrap over their units (Efron & Tibshirani 1993, chapter 13).

    Parameters
    ----------
    found
        `unit`, `score` and `label`, a row a score.
    confidence
        Coverage of the interval, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap; one seed always gives one result.

    Returns
    -------
    dict
        `n`, `n_units`, `mean`, `low`, `high`, and the shares `negative`, `neutral` and `positive`. Mean and
        shares are NaN without a row, the interval with fewer than two units.
    """
    units = found.groupby("unit", sort=True)["score"].agg(["sum", "size"])
    low, high = _interval(
        units["sum"].to_numpy(dtype="float64"),
        units["size"].to_numpy(dtype="float64"),
        confidence,
        n_resamples,
        seed,
    )
    shares = {label: (found["label"] == label).mean() if len(found) else np.nan for label in LABELS}
    return {
        "n": len(found),
        "n_units": len(units),
        "mean": found["score"].mean(),
        "low": low,
        "high": high,
        **shares,
    }


def _interval(
    sums: NDArray[np.float64], sizes: NDArray[np.float64], confidence: float, n_resamples: int, seed: int
) -> tuple[float, float]:
    from scipy.stats import bootstrap

    if len(sums) < 2:
        return np.nan, np.nan
    found = bootstrap(
        (sums, sizes),
        lambda total, size, axis: total.sum(axis=axis) / size.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=n_resamples,
        batch=max(1, _CELLS // len(sums)),
        confidence_level=confidence,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    low, high = float(found.low), float(found.high)
    # Between equal values interpolation can round the upper end below the lower one.
    return low, max(low, high)
