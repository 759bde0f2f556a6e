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

Where people labelled mentions of the group itself (`labelled.with_label_columns`), these correct it instead:
mean and interval are those of `correction.prediction_powered`, which no other measurement touches.

A method whose errors nobody measured has the sampling interval alone: its scores are taken at their word.

What was measured and tried stands in `tests/benchmarks/bench_coverage.py`, which prints the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aggregate.confusion import VALUES, Confusion
from analysis.aggregate.intervals import p_of, reach_of
from analysis.aggregate.labelled import correct_by_labels
from analysis.aggregate.means import LABELS, Floats, mean_scores

# Of 3, 4, 5 and 6 the least with an RMSE at most a tenth above that of the method's own mean, for all mixes
# and from 10 to 2,000 mentions: 1.18, 1.15, 1.12 and 1.10 times it at worst.
_CAUTION = 6.0
_TINY = 1e-12
# Sums of products differ in their last digits with the number of threads; a table must not.
_DIGITS = 12

SAMPLING = ("sampling_mean", "sampling_low", "sampling_high")


class MeanParts(NamedTuple):
    """What means and their differences are made of.

    `groups` has a row a group, in order: `n`, `n_units`, `n_labels`, `own` (the method's mean), `corrected`,
    `mean` (the one shown), `low`, `high`, `variance` (of the corrected mean by the choice of units, NaN with
    one), its `freedom`, `least` (that of as many independent mentions) and the estimated shares of the
    labels. `units` has a row a unit of a group: `place` (the group's row), `unit` and `pull`, whose squares
    add up to the variance. Of groups that labels correct, `least` is the variance by the choice of labelled
    mentions, the shares are 0 (no table adds an error), and pulls say how units move the mean.
    """

    groups: pd.DataFrame
    units: pd.DataFrame


def corrected_means(
    found: pd.DataFrame,
    key: Sequence[str],
    confusion: Confusion | None,
    *,
    confidence: float,
    n_resamples: int,
    seed: int,
) -> pd.DataFrame:
    """Give the mean sentiment of groups, with the errors of the method in the intervals.

    Parameters
    ----------
    found
        `unit`, `n`, `score`, the probabilities `negative`, `neutral` and `positive`, `means.COUNTS` and the
        columns of `key`: sums over mentions with a score, which is positive less negative. None is missing,
        but the probabilities may be without a `confusion`. With `labelled.LABEL_COLUMNS`, labels correct the
        groups that have some, of which a row is a mention.
    key
        The columns that tell the groups.
    confusion
        Of the method that gave the probabilities; None where its errors were not measured.
    confidence
        Coverage of the intervals, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap behind `sampling_low` and `sampling_high`.

    Returns
    -------
    DataFrame
        What `means.mean_scores` gives, but that `mean`, `low` and `high`, each -1 to 1, are those of this
        module; its own are `sampling_mean`, `sampling_low` and `sampling_high`, which cover the choice of
        sentences or articles and no error of the method. Without a `confusion` both are the same, but where
        labels correct them. `n_labels` says how many do, 0 where none. Intervals are NaN with fewer than two
        units. Empty input gives no row.
    """
    key = list(key)
    sampled = mean_scores(found, key, confidence=confidence, n_resamples=n_resamples, seed=seed)
    own = {name.removeprefix("sampling_"): name for name in SAMPLING}
    table = sampled.assign(n_labels=0, **{name: sampled[plain] for plain, name in own.items()})
    if confusion is not None or "label_value" in found:
        groups = mean_parts(found, key, confusion, confidence=confidence).groups
        is_corrected = (groups["n_labels"] > 0) | (confusion is not None)
        corrected = {name: groups[name].where(is_corrected, table[name]) for name in own}
        table = table.assign(n_labels=groups["n_labels"], **corrected)
    return table[[*key, "n", "n_units", *own, *SAMPLING, "n_labels", *LABELS]]


def mean_parts(
    found: pd.DataFrame, key: Sequence[str], confusion: Confusion | None, *, confidence: float
) -> MeanParts:
    """Give what means and differences are made of; parameters as for `corrected_means`."""
    units = _unit_sums(found, key, confusion)
    sums = units.drop(columns="unit").groupby("place", sort=True).sum()
    n = sums["size"].to_numpy(dtype="float64")
    means = sums[["score", "corrected", *LABELS]].div(n, axis=0)
    units["pull"], turn = _pulls(units, sums)
    squares = units.assign(turn=turn**2, pull=units["pull"] ** 2).groupby("place", sort=True)
    groups = pd.DataFrame(
        {
            "n": sums["size"],
            "n_units": sums["n_units"],
            "n_labels": 0,
            "own": means["score"],
            "corrected": means["corrected"].clip(-1, 1),
            "mean": means["score"],
            "variance": squares["pull"].sum(min_count=1),
            "freedom": sums["n_units"] - 1.0,
            "least": 0.0,
            **{label: means[label] for label in LABELS},
        }
    )
    if confusion is not None:
        groups[list(LABELS)] = _label_shares(groups, confusion)
        groups["least"] = _independent(_shares(groups), confusion, confusion.weights) / n
        groups["mean"] = _cautious(groups, squares["turn"].sum(min_count=1).to_numpy(), confusion)
    if "label_value" in found:
        correct_by_labels(groups, units, found, key)
    return MeanParts(_bounded(groups, confusion, confidence), units[["place", "unit", "pull"]])


def corrected_differences(
    parts: MeanParts,
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    confusion: Confusion | None,
    *,
    confidence: float,
) -> pd.DataFrame:
    """Give the differences in mean sentiment between pairs of groups, with such intervals.

    Units that stand in both groups, as articles do that mention two parties, are taken together, so that what
    touches both there cancels; those of two outlets are different ones. t has the degrees of freedom of the
    group with fewer. `p` is 1 less the confidence of the interval that just reaches zero.

    Parameters
    ----------
    parts
        From `mean_parts`, with the same `confusion` and `confidence`.
    one, other
        Rows of `parts.groups`; the mean of the second is taken from that of the first.
    confusion, confidence
        As for `corrected_means`.

    Returns
    -------
    DataFrame
        A row a pair: `difference`, between the means that `corrected_means` gives, or the nearest end of the
        interval where it lies outside; `low` and `high`, -2 to 2; and `p`, two-sided. The last three are NaN
        where a group has fewer than two units. Without pairs it is empty.
    """
    ours, theirs = (parts.groups.iloc[places].reset_index(drop=True) for places in (one, other))
    variance = ours["variance"] + theirs["variance"] - 2 * _shared(parts, one, other)
    errors = (
        np.minimum(*(_floats(side, "freedom") for side in (ours, theirs))),
        np.maximum(variance.to_numpy(dtype="float64"), 0.0),
        (ours["least"] + theirs["least"]).to_numpy(dtype="float64"),
        _table_variance(_shares(ours) - _shares(theirs), confusion),
    )
    centre = (ours["corrected"] - theirs["corrected"]).to_numpy(dtype="float64")
    reach = reach_of(1 - confidence, *errors)
    low, high = np.clip(centre - reach, -2, 2), np.clip(centre + reach, -2, 2)
    shown = (ours["mean"] - theirs["mean"]).to_numpy(dtype="float64")
    table = {
        "difference": np.where(np.isnan(reach), shown, np.clip(shown, low, high)),
        "low": low,
        "high": high,
        "p": np.where(np.isnan(reach), np.nan, p_of(np.abs(centre), *errors)),
    }
    return pd.DataFrame(table).round(dict.fromkeys(("difference", "low", "high"), _DIGITS))


def _unit_sums(found: pd.DataFrame, key: Sequence[str], confusion: Confusion | None) -> pd.DataFrame:
    """Add up the scores of each unit in each group, as they are and corrected, and the probabilities."""
    probabilities = np.zeros((len(found), len(LABELS))) if confusion is None else _shares(found)
    place = found.groupby(list(key), sort=True).ngroup().to_numpy()
    sums = pd.DataFrame(probabilities, columns=list(LABELS)).assign(
        place=place,
        unit=found["unit"].to_numpy(),
        score=_floats(found, "score"),
        size=found["n"].to_numpy(),
    )
    units = sums.groupby(["place", "unit"], sort=True).sum().reset_index()
    corrected = _floats(units, "score") if confusion is None else _shares(units) @ confusion.weights
    return units.assign(corrected=corrected, n_units=1)


def _pulls(units: pd.DataFrame, sums: pd.DataFrame) -> tuple[Floats, Floats]:
    """Give by how much each unit pulls its group's corrected mean, and the correction alone.

    Both times √(n / (n - 1)) with n units, without which their squares are too small a variance; NaN with
    one unit.
    """
    place = units["place"].to_numpy()
    n, n_units = (_floats(sums, name)[place] for name in ("size", "n_units"))
    wider = np.sqrt(n_units / np.where(n_units > 1, n_units - 1, np.nan)) / n
    corrected, own = (
        (_floats(units, name) - _floats(units, "size") * _floats(sums, name)[place] / n) * wider
        for name in ("corrected", "score")
    )
    return corrected, corrected - own


def _label_shares(groups: pd.DataFrame, confusion: Confusion) -> Floats:
    """Estimate the shares of people's labels in each group from its mean probabilities."""
    shares: Floats = np.clip(_shares(groups) @ np.linalg.inv(confusion.means), 0, None)
    shares /= shares.sum(axis=1, keepdims=True)
    return shares


def _cautious(groups: pd.DataFrame, turning: Floats, confusion: Confusion) -> Floats:
    """Move the method's own means toward the corrected ones, as far as the data say that they must be."""
    shares, n = _shares(groups), _floats(groups, "n")
    own, distance = _floats(groups, "own"), _floats(groups, "corrected") - _floats(groups, "own")
    alone = _independent(shares, confusion, confusion.weights - VALUES) / n
    variance = np.fmax(turning, alone) + _table_variance(shares, confusion)
    moved: Floats = np.maximum(0.0, 1 - _CAUTION * variance / np.maximum(distance**2, _TINY))
    return own + moved * distance


def _bounded(groups: pd.DataFrame, confusion: Confusion | None, confidence: float) -> pd.DataFrame:
    """Add the intervals, and move the means into them."""
    errors = (
        *(_floats(groups, name) for name in ("freedom", "variance", "least")),
        _table_variance(_shares(groups), confusion),
    )
    reach, corrected, mean = (
        reach_of(1 - confidence, *errors),
        _floats(groups, "corrected"),
        _floats(groups, "mean"),
    )
    low, high = np.clip(corrected - reach, -1, 1), np.clip(corrected + reach, -1, 1)
    mean = np.where(np.isnan(reach), mean, np.clip(mean, low, high))
    return groups.assign(
        **{name: np.round(one, _DIGITS) for name, one in (("mean", mean), ("low", low), ("high", high))}
    )


def _shared(parts: MeanParts, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
    """Give how the means of two groups vary together, by the units that stand in both."""
    from scipy import sparse

    if not len(one):
        return np.zeros(0)
    codes = pd.factorize(parts.units["unit"])[0]
    pulls = parts.units["pull"].fillna(0.0).to_numpy()
    shape = (int(codes.max()) + 1, len(parts.groups))
    by_unit = sparse.csc_matrix((pulls, (codes, parts.units["place"])), shape=shape)
    together: Floats = np.asarray((by_unit.T @ by_unit)[one, other], dtype="float64").ravel()
    return together


def _shares(groups: pd.DataFrame) -> Floats:
    shares: Floats = groups[list(LABELS)].to_numpy(dtype="float64")
    return shares


def _floats(groups: pd.DataFrame, name: str) -> Floats:
    values: Floats = groups[name].to_numpy(dtype="float64")
    return values


def _independent(shares: Floats, confusion: Confusion, weights: Floats) -> Floats:
    """Give the variance of one mention's weighted probabilities where people's labels have these shares."""
    means = confusion.means @ weights
    centre = shares @ means
    spread: Floats = (shares * (means - centre[:, np.newaxis]) ** 2).sum(axis=1)
    return spread + shares @ confusion.within(weights)


def _table_variance(shares: Floats, confusion: Confusion | None) -> Floats:
    """Give the variance that the table's error adds to a mean; to a difference, by differences of shares."""
    if confusion is None:
        return np.zeros(len(shares))
    variance: Floats = shares**2 @ (confusion.within(confusion.weights) / confusion.counts)
    return variance
