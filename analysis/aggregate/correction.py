"""Means that labels correct: prediction-powered inference for a stratified sample from articles."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Estimate(NamedTuple):
    """A mean with its standard error, λ, and the degrees of freedom that its interval has.

    `within` is the part of the squared error that comes from which units are labelled, and `moves` by how
    much each cluster, in order, moves the mean; without clusters there are none.
    """

    mean: float
    error: float
    lam: float
    freedom: int
    within: float
    moves: Floats

    def ends(self, confidence: float) -> tuple[float, float]:
        """Return the ends of the interval, by Student's t; NaN without a degree of freedom."""
        if self.freedom < 1:
            return math.nan, math.nan
        half = float(student.ppf((1 + confidence) / 2, self.freedom)) * self.error
        return self.mean - half, self.mean + half


def prediction_powered(
    predicted: ArrayLike,
    labels: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    lam: float | None = None,
) -> Estimate:
    r"""Estimate the mean of labels of which only some are known, from predictions of all.

    With predictions f of all N units and labels y of some, drawn with known probabilities, the estimate is
    λ·mean(f) + Σ w (y − λf) / Σ w with w = 1 / probability (Hájek). It is that of prediction-powered
    inference (Angelopoulos et al. 2023, *Science* 382) with the tuned λ of PPI++ (Angelopoulos, Duchi & Zrnic
    2023), written for labels that are drawn from the predicted units instead of a second sample: there λ
    stands for our λ(1 − n/N). λ = 0 is the labels' own mean. Design-based supervised learning (DSL; Egami et
    al. 2023) averages the same pseudo-outcomes f + (y − f) / probability, with f refitted on folds of the
    labels, where we keep the model as it is and tune λ alone; both hold whatever the model's errors are,
    because the probabilities are known.

    The squared error is the sum of three parts. Within strata, as in PPI++: of the labelled, the variance of
    w(y − λf) + λf/N, and of the others that of λf/N. With `clusters` also the products of different units of
    one article, where they add to it, and how much the strata's shares would vary in other articles. λ is
    what makes the first part least, from 0 to 1 / (1 - n/N).

    Parameters
    ----------
    predicted
        The model's score of each unit.
    labels
        The label of each unit as a number, NaN where there is none.
    weights
        One over the probability that a unit is labelled; only those of labelled units count. By default all
        are alike.
    strata
        The stratum of each unit, any numbers; by default one. A labelled unit alone in its stratum is
        compared with the mean of all.
    clusters
        The article of each unit, any numbers; by default units are independent, and shares of strata fixed.
    lam
        λ, instead of the tuned one.

    Returns
    -------
    Estimate
        NaN without a label; the error is NaN with fewer than two labels, and where all are alike, which does
        not tell how others vary. Degrees of freedom are clusters with a label, less one.
    """
    f, y = np.asarray(predicted, dtype="float64"), np.asarray(labels, dtype="float64")
    is_known = ~np.isnan(y)
    n_all = len(y)
    if not is_known.any():
        return Estimate(math.nan, math.nan, math.nan, 0, math.nan, np.empty(0))
    w = np.where(is_known, 1.0 if weights is None else np.asarray(weights, dtype="float64"), 0.0)
    w /= w.sum()
    y = np.where(is_known, y, 0.0)
    parts = _Parts(f, y, w, is_known, _numbers(strata, n_all))
    if lam is None:
        lam = parts.tuned()
    mean = float(lam * f.mean() + (w * (y - lam * f)).sum())
    within = squared = parts.within(lam)
    places = np.arange(n_all) if clusters is None else _numbers(clusters, n_all)
    freedom = len(np.unique(places[is_known])) - 1
    moves = np.empty(0)
    if clusters is not None:
        variance, moves = parts.over_articles(lam, places)
        squared += variance
    is_varied = bool(np.ptp(y[is_known]) > 0)
    return Estimate(mean, math.sqrt(squared) if is_varied else math.nan, lam, freedom, within, moves)


class _Parts:
    """The parts of the squared error, for any λ; `f`, `y` and `w` are 0 where there is none."""

    def __init__(
        self, f: Floats, y: Floats, w: Floats, is_known: NDArray[np.bool_], strata: Integers
    ) -> None:
        self._f, self._y, self._w, self._is_known, self._strata = f, y, w, is_known, strata
        self._n_strata = int(strata.max()) + 1
        self._n_known = self._sums(is_known.astype("float64"))
        # A labelled unit alone in its stratum has none to be compared with there.
        self._is_alone = is_known & (self._n_known[strata] < 2)

    def _sums(self, values: Floats) -> Floats:
        sums: Floats = np.bincount(self._strata, values, self._n_strata).astype("float64")
        return sums

    def _centred(self, values: Floats, of: NDArray[np.bool_]) -> Floats:
        """Return values less their mean in their stratum, times √(n / (n − 1)); 0 outside `of`."""
        n = self._sums(of.astype("float64"))
        means = self._sums(np.where(of, values, 0.0)) / np.maximum(n, 1)
        scale = np.sqrt(n / np.maximum(n - 1, 1))
        centred: Floats = np.where(of, (values - means[self._strata]) * scale[self._strata], 0.0)
        return centred

    def _pieces(self) -> tuple[Floats, Floats]:
        """Return a and b such that the part within strata is Σ (a + λb)²."""
        w, y, f, n_all = self._w, self._y, self._f, len(self._f)
        a = self._centred(w * y, self._is_known & ~self._is_alone)
        b = self._centred((1 / n_all - w) * f, self._is_known & ~self._is_alone)
        b += self._centred(f / n_all, ~self._is_known)
        alone = self._is_alone
        a[alone] = (w * (y - (w * y).sum()))[alone]
        b[alone] = ((1 / n_all - w) * (f - (w * f).sum()))[alone]
        return a, b

    def tuned(self) -> float:
        """Return the λ that makes the part within strata least.

        The variance of f is that of all units of a stratum, not of the labelled, of which there are few.
        """
        f, n_all = self._f, len(self._f)
        every = np.ones(n_all, dtype=bool)
        spread = self._sums(self._centred(f, every) ** 2) / np.maximum(self._sums(every.astype("float64")), 1)
        known = self._is_known & ~self._is_alone
        both = self._centred(self._y, known) * self._centred(f, known)
        together = self._sums(both) / np.maximum(self._n_known, 1)
        size = self._sums(every.astype("float64"))
        open_share = np.where(self._n_known > 1, 1 - self._n_known / size, 0.0)
        weight = self._sums(self._w) ** 2 * open_share / np.maximum(self._n_known, 1)
        total = float((weight * spread).sum())
        most = 1 / (1 - min(self._n_known.sum() / n_all, 0.5))
        return min(max(float((weight * together).sum()) / total, 0.0), most) if total > 0 else 0.0

    def within(self, lam: float) -> float:
        """Return the variance within strata."""
        a, b = self._pieces()
        return float(((a + lam * b) ** 2).sum())

    def over_articles(self, lam: float, clusters: Integers) -> tuple[float, Floats]:
        """Return the variance that comes from which articles there are, and how each moves the mean.

        The variance is how much the strata's shares vary, and, not below 0, the products of different units
        of one cluster. A unit counts with what is predicted for it (the level of its stratum and λf) and,
        where it is labelled, with what its label adds. The floor raised coverage by 0.1 to 0.4 points in
        simulations of 400 mentions.
        """
        size = np.maximum(self._sums(np.ones_like(self._f)), 1)
        share = self._sums(self._w)
        rest = self._y - lam * self._f
        levels = self._sums(self._w * rest) / np.where(share > 0, share, 1)
        levels = np.where(share > 0, levels, (self._w * rest).sum())[self._strata]
        expected = levels + lam * self._f
        middle = expected - expected.mean()
        z = middle / len(self._f) + self._w * (rest - levels)
        means = (self._sums(middle) / size)[self._strata]
        sums: Floats = np.bincount(clusters, z).astype("float64")
        together = float((sums**2).sum() - (z**2).sum()) * len(sums) / max(len(sums) - 1, 1)
        return float((means**2).sum() / len(self._f) ** 2) + max(together, 0.0), sums


def _numbers(values: ArrayLike | None, n: int) -> Integers:
    """Number values from 0; without values all are 0."""
    if values is None:
        return np.zeros(n, dtype="int64")
    numbers: Integers = np.unique(np.asarray(values), return_inverse=True)[1].astype("int64")
    return numbers
