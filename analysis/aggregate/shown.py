"""What a reader should be shown: how few units are too few, and which opinions hold."""

from __future__ import annotations

import pandas as pd

# With fewer units than this an interval is little more than their range.
FEW_UNITS = 5
# An opinion of one party of another is shown as such from this number of sentences or articles on.
LEAST_UNITS = 3


def between(table: pd.DataFrame) -> pd.DataFrame:
    """Keep what one party or person holds of another, of `stances` or a `stance_matrix`."""
    is_somebody = table["source_kind"].isin(["party", "person"])
    return table[is_somebody & (table["source"] != table["target"])]


def supported(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of a `stance_matrix` of three units or more with an interval off zero, as it is shown."""
    low, high = pairs["low"].round(2), pairs["high"].round(2)
    return pairs[((low > 0) | (high < 0)) & (pairs["n_units"] >= LEAST_UNITS)]
