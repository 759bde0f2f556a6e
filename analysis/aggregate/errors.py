"""Means and differences of sentiment with the errors of the method in them.

**What is estimated.** The mean of the labels that people would give to the mentions of a group, with negative
as -1, neutral as 0 and positive as 1, were there ever more sentences or articles of the kind. The method's
own mean is not that: its probabilities are drawn toward the labels of its training, so that it shows a third
less of any difference than there is, and more or less than the truth wherever the labels are not mixed as
they were there.

**How.** Of mentions that people labelled, and that nothing was trained on, a table says which probabilities
the method gives on average where people say negative, neutral or positive (`confusion.Confusion`). The
weights w that turn these averages into -1, 0 and 1 make of each mention a corrected score p·w, whose mean is
unbiased whatever the mix of labels (the probabilistic adjusted count of Bella et al., ICDM 2010, as a mean of
scores). Nothing but the mix may differ: *within* a label the method has to err as it did where it was
measured.

- The **interval** is about the mean of the corrected scores. Its error has two parts: that of the choice of
  sentences or articles, which lets mentions of one unit lean the same way (its standard error times t, but
  never less than if they were independent), and that of the measured table, which no number of articles
  makes smaller.
- The **mean** is the method's own, moved toward the corrected one by the share max(0, 1 - 6 v / d²): d is
  the distance between the two and v the squared standard error of d. Where the method's own mean happens to
  have no bias, even labels by people have an RMSE a quarter above its own, and corrected scores six tenths:
  the mean is moved only where the data say that it must be. It is never outside of the interval.
- Of a **difference** between two groups the part of the table's error that both share cancels.

What was measured and tried stands in `tests/benchmarks/bench_coverage.py`, which prints the tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.aggregate.confusion import VALUES, Confusion
from analysis.aggregate.means import LABELS, Floats, mean_scores

# Of 3, 4, 5 and 6 the least with an RMSE at most a tenth above that of the method's own mean, for all mixes
# and from 10 to 2,000 mentions: 1.18, 1.15, 1.12 and 1.10 times it at worst.
_CAUTION = 6.0
_TINY = 1e-12


def corrected_means(
    found: pd.DataFrame,
    key: Sequence[str],
    confusion: Confusion,
    *,
    confidence: float,
    n_resamples: int,
    seed: int,
) -> pd.DataFrame:
    """Give the mean sentiment of groups, with the errors of the method in the intervals.

    Parameters
    ----------
    found
        `unit`, `score`, `label`, the probabilities `negative`, `neutral` and `positive`, and the columns of
        `key`, a row a mention; none is missing, and the score is positive less negative.
    key
        The columns that tell the groups.
    confusion
        Of the method that gave the probabilities.
    confidence
        Coverage of the intervals, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap behind `sampling_low` and `sampling_high`.

    Returns
    -------
    DataFrame
        What `means.mean_scores` gives, but that `mean`, `low` and `high`, each -1 to 1, are those of this
        module; its own are `sampling_mean`, `sampling_low` and `sampling_high`, which cover the choice of
        sentences or articles and no error of the method. Intervals are NaN with fewer than two units. Empty
        input gives no row.
    """
    sampled = mean_scores(found, key, confidence=confidence, n_resamples=n_resamples, seed=seed)
    own = {name: f"sampling_{name}" for name in ("mean", "low", "high")}
    groups = _corrected(_units(found, key, confusion), key, confusion)
    corrected, shares = groups["corrected"].to_numpy(), _shares(groups)
    n_units, variance, least = _floats(groups, "n_units", "variance", "least")
    reach = np.hypot(
        _sampling_reach(n_units, variance, least, confidence),
        _normal(confidence) * np.sqrt(_table_variance(shares, confusion)),
    )
    low, high = np.clip(corrected - reach, -1, 1), np.clip(corrected + reach, -1, 1)
    mean = np.where(np.isnan(reach), groups["mean"], np.clip(groups["mean"], low, high))
    bounded = groups[list(key)].assign(mean=mean, low=low, high=high)
    return bounded.merge(sampled.rename(columns=own), on=list(key))[
        [*key, "n", "n_units", "mean", "low", "high", *own.values(), *LABELS]
    ]


def corrected_differences(
    found: pd.DataFrame, key: Sequence[str], side: str, confusion: Confusion, *, confidence: float
) -> pd.DataFrame:
    """Give the difference in mean sentiment between two sides of each group, with such an interval.

    Units that stand on both sides, as articles do that mention two parties, are taken together, so that what
    touches both there cancels; those of two outlets are different ones. t has the degrees of freedom of the
    side with fewer units.

    Parameters
    ----------
    found, key, confusion, confidence
        As for `corrected_means`.
    side
        The column that tells the two sides; in each group with both, the second in order is taken from the
        first.

    Returns
    -------
    DataFrame
        A row a group with both sides: the columns of `key`; `difference`, between the means that
        `corrected_means` gives, within the interval; `low` and `high`, -2 to 2, NaN where a side has fewer
        than two units; and `sampling_difference`, between the method's own means. Empty input gives no row.
    """
    key = list(key)
    units = _units(found, [*key, side], confusion)
    groups = _corrected(units, [*key, side], confusion)
    sides = groups.groupby(key, sort=True)
    groups = groups[sides[side].transform("size") == 2]
    sides = groups.groupby(key, sort=True)
    one, other = (groups[sides.cumcount() == place].reset_index(drop=True) for place in (0, 1))
    signs = 1.0 - 2 * sides.cumcount()
    parts = units.merge(groups[[*key, side]].assign(sign=signs), on=[*key, side])
    parts["part"] = parts["sign"] * parts["residual"] * parts["wider"]
    together = parts.groupby([*key, "unit"], sort=True)["part"].sum().pow(2)
    variance = together.groupby(key, sort=True).sum().to_numpy()
    (one_units, one_least), (other_units, other_least) = (
        _floats(part, "n_units", "least") for part in (one, other)
    )
    reach = np.hypot(
        _sampling_reach(np.minimum(one_units, other_units), variance, one_least + other_least, confidence),
        _normal(confidence) * np.sqrt(_table_variance(_shares(one) - _shares(other), confusion)),
    )
    centre = (one["corrected"] - other["corrected"]).to_numpy()
    low, high = np.clip(centre - reach, -2, 2), np.clip(centre + reach, -2, 2)
    shown = (one["mean"] - other["mean"]).to_numpy()
    return one[key].assign(
        difference=np.where(np.isnan(reach), shown, np.clip(shown, low, high)),
        low=low,
        high=high,
        sampling_difference=(one["own"] - other["own"]).to_numpy(),
    )


def _units(found: pd.DataFrame, key: Sequence[str], confusion: Confusion) -> pd.DataFrame:
    """Add up the probabilities of each unit in each group, with what it adds to the error of the mean.

    `residual` is by how much the unit pulls the mean of the corrected scores, `turned` that of the correction
    alone, both of what the group's mean leaves; `wider` is √(n / (n - 1)) with n units.
    """
    key = list(key)
    units = found.groupby([*key, "unit"], sort=True)[list(LABELS)].sum()
    units["size"] = found.groupby([*key, "unit"], sort=True).size()
    units = units.reset_index()
    groups = units.groupby(key, sort=True)
    sums, sizes = units[list(LABELS)].to_numpy(), units["size"].to_numpy(dtype="float64")
    n = groups["size"].transform("sum").to_numpy(dtype="float64")
    means = groups[list(LABELS)].transform("sum").to_numpy() / n[:, np.newaxis]
    left = (sums - sizes[:, np.newaxis] * means) / n[:, np.newaxis]
    n_units = groups["size"].transform("size").to_numpy(dtype="float64")
    wider = np.sqrt(n_units / np.where(n_units > 1, n_units - 1, np.nan))
    return units.assign(
        residual=left @ confusion.weights, turned=left @ (confusion.weights - VALUES), wider=wider
    )


def _corrected(units: pd.DataFrame, key: Sequence[str], confusion: Confusion) -> pd.DataFrame:
    """Give the method's own, the corrected and the shown mean of each group, with the errors of the second.

    `variance` is that by the choice of units, NaN with one; `least` that of as many independent mentions.
    """
    weights, turn = confusion.weights, confusion.weights - VALUES
    squares = units.assign(
        variance=(units["residual"] * units["wider"]) ** 2, turning=(units["turned"] * units["wider"]) ** 2
    )
    names = [*LABELS, "size", "variance", "turning"]
    groups = squares.groupby(list(key), sort=True)[names].sum().reset_index()
    n_units = squares.groupby(list(key), sort=True).size().to_numpy()
    n = groups["size"].to_numpy(dtype="float64")
    means = groups[list(LABELS)].to_numpy() / n[:, np.newaxis]
    shares = np.clip(means @ np.linalg.inv(confusion.means), 0, None)
    shares /= shares.sum(axis=1, keepdims=True)
    own, corrected = means @ VALUES, np.clip(means @ weights, -1, 1)
    known = np.where(n_units > 1, groups["turning"], 0.0)
    turning = np.maximum(known, _independent(shares, confusion, turn) / n)
    turning += _table_variance(shares, confusion)
    distance = corrected - own
    share = np.maximum(0.0, 1 - _CAUTION * turning / np.maximum(distance**2, _TINY))
    table = groups[list(key)].assign(
        n_units=n_units,
        own=own,
        corrected=corrected,
        mean=own + share * distance,
        variance=np.where(n_units > 1, groups["variance"], np.nan),
        least=_independent(shares, confusion, weights) / n,
    )
    return table.join(pd.DataFrame(shares, columns=list(LABELS)))


def _shares(groups: pd.DataFrame) -> Floats:
    shares: Floats = groups[list(LABELS)].to_numpy(dtype="float64")
    return shares


def _floats(groups: pd.DataFrame, *names: str) -> Iterator[Floats]:
    return (groups[name].to_numpy(dtype="float64") for name in names)


def _independent(shares: Floats, confusion: Confusion, weights: Floats) -> Floats:
    """Give the variance of one mention's weighted probabilities where people's labels have these shares."""
    means = confusion.means @ weights
    centre = shares @ means
    spread: Floats = (shares * (means - centre[:, np.newaxis]) ** 2).sum(axis=1)
    return spread + shares @ confusion.within(weights)


def _table_variance(shares: Floats, confusion: Confusion) -> Floats:
    """Give the variance that the table's error adds to a mean; to a difference, by differences of shares."""
    variance: Floats = shares**2 @ (confusion.within(confusion.weights) / confusion.counts)
    return variance


def _sampling_reach(n_units: Floats, variance: Floats, least: Floats, confidence: float) -> Floats:
    """Give how far an interval reaches for the choice of units; NaN with one."""
    from scipy import stats

    few = stats.t.ppf((1 + confidence) / 2, n_units - 1) * np.sqrt(variance)
    reach: Floats = np.maximum(few, _normal(confidence) * np.sqrt(least))
    return reach


def _normal(confidence: float) -> float:
    from scipy import stats

    return float(stats.norm.ppf((1 + confidence) / 2))
