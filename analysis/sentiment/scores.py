"""What every method gives."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray


class Scores(NamedTuple):
    """The tables `sentiments` and `evidence`, and of pairs of mentions what the first thinks of the second.

    `opinions` has for every pair asked for the probability of each of `PAIR_LABELS`, (pairs, 5).
    """

    sentiments: pd.DataFrame
    evidence: pd.DataFrame
    opinions: NDArray[np.float64]
