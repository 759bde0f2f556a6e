"""How sure the model may be: one temperature for all its logits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax


def fitted_temperature(logits: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """Find the temperature with the highest likelihood of the labels (Guo et al., ICML 2017), 0.2 to 5.

    Parameters
    ----------
    logits, gold
        Of each mention (rows, 3), and the number of its label.
    """

    def loss(temperature: float) -> float:
        return -float(log_softmax(logits / temperature, axis=1)[np.arange(len(gold)), gold].mean())

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)
