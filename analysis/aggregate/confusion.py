"""What a method says of mentions that people labelled, and the weights that undo it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.aggregate.means import LABELS, Floats
from analysis.resources import sentiment_errors

# What people's labels count as, in the order of `LABELS`.
VALUES = np.array([-1.0, 0.0, 1.0])


class Confusion(NamedTuple):
    """What a method says of mentions that people labelled: of each label in the order of `LABELS`.

    `counts` (3) is how many there are, `means` (3, 3) their mean probabilities, and `covariances` (3, 3, 3)
    those of the probabilities.
    """

    counts: Floats
    means: Floats
    covariances: Floats

    @property
    def weights(self) -> Floats:
        """What each probability counts in a corrected score."""
        weights: Floats = np.linalg.solve(self.means, VALUES)
        return weights

    def within(self, weights: Floats) -> Floats:
        """Variance of one mention's weighted probabilities among those of each label."""
        variances: Floats = np.einsum("a,kab,b->k", weights, self.covariances, weights)
        return variances


def measured_confusion(labels: NDArray[np.int64], probabilities: Floats) -> Confusion:
    """Sum up what a method says of labelled mentions.

    Parameters
    ----------
    labels
        Of each mention the number of the label that people chose, in `LABELS`.
    probabilities
        Those of the method, a row a mention.

    Raises
    ------
    ValueError
        A label has fewer than two mentions.
    """
    of_label = [probabilities[labels == number] for number in range(len(LABELS))]
    if min(map(len, of_label)) < 2:
        raise ValueError("a label has fewer than two mentions; expected more, to tell how they vary")
    return Confusion(
        np.array([float(len(rows)) for rows in of_label]),
        np.array([rows.mean(axis=0) for rows in of_label]),
        np.array([np.cov(rows.T) for rows in of_label]),
    )


@cache
def shipped_confusion(method: str) -> Confusion:
    """Give the measured confusion of one of `sentiment.METHODS` (``resources/sentiment_errors.csv``)."""
    rows = [sentiment_errors()[method, label] for label in LABELS]
    return Confusion(
        np.array([float(row.n) for row in rows]),
        np.array([row.means for row in rows]),
        np.array([row.covariances for row in rows]),
    )


def confusion_of(method: str | None) -> Confusion | None:
    """Return the measured confusion of what `limits.measured_method` gives; None where that is None."""
    return None if method is None else shipped_confusion(method)
