"""How far an interval reaches, by its errors, and which interval just reaches a distance."""

from __future__ import annotations

import numpy as np

from analysis.aggregate.means import Floats

# The logarithm of the least p that is told apart from 0, and how often the range is halved: p has ten digits.
_LEAST_P, _HALVINGS = -300.0, 45


def reach_of(p: float | Floats, freedom: Floats, variance: Floats, least: Floats, table: Floats) -> Floats:
    """Give how far the interval reaches that a share p of true values lies outside of.

    `variance` is that by the choice of units, with `freedom` degrees (NaN without one), `least` what it is
    never below, as of as many independent mentions, and `table` that by the measured table.
    """
    from scipy import stats

    normal = stats.norm.isf(np.asarray(p) / 2)
    few = stats.t.isf(np.asarray(p) / 2, freedom) * np.sqrt(variance)
    reach: Floats = np.hypot(np.maximum(few, normal * np.sqrt(least)), normal * np.sqrt(table))
    return reach


def p_of(distance: Floats, *errors: Floats) -> Floats:
    """Give the share p whose interval reaches so far; `errors` as for `reach_of`."""
    least, most = np.full(len(distance), _LEAST_P), np.zeros(len(distance))
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        is_beyond = distance > reach_of(10.0**middle, *errors)
        least, most = np.where(is_beyond, least, middle), np.where(is_beyond, middle, most)
    p: Floats = 10.0**most
    return p
