"""How far coders agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aggregate.means import bounds, draws
from analysis.display import escape_markdown
from analysis.validation.labels import read_labels
from analysis.validation.units import VALUES, kind_of_units

Floats = NDArray[np.float64]
Level = Literal["nominal", "ordinal"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree, as `agreement` finds it.

    `table` has a row a measure: `measure` (``nominal alpha``, ``ordinal alpha``, ``share that agrees``),
    `value`, `low`, `high`, `n_units` (with two labels or more) and `n_coders`. `disagreements` has a row a
    unit with different labels: `unit`, `text`, `party`, and a column a coder, in the order of the names.
    """

    table: pd.DataFrame
    disagreements: pd.DataFrame

    def _repr_markdown_(self) -> str:
        lines = ["| measure | value | 95 % interval | units |", "|---|---|---|---|"]
        for row in self.table.to_dict("records"):
            ends = "not known" if np.isnan(row["low"]) else f"{row['low']:.2f} to {row['high']:.2f}"
            value = "not known" if np.isnan(row["value"]) else f"{row['value']:.2f}"
            lines.append(f"| {escape_markdown(row['measure'])} | {value} | {ends} | {row['n_units']} |")
        return "\n".join(lines)


def agreement(labels: Any, *, confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0) -> Agreement:
    """Measure how far coders agree who labelled the same units.

    Krippendorff's alpha is 1 - observed / expected disagreement: 1 where all agree, 0 where they agree as by
    chance, below 0 where less. Nominal counts every difference alike, ordinal those between negative and
    positive as larger (Krippendorff 2019, chapter 12, whose rule of thumb is 0.8, and 0.667 for tentative
    conclusions). Values depend on how frequent the labels are, so they compare on the same units only. The
    intervals are percentiles of a bootstrap over units.

    Parameters
    ----------
    labels
        What `read_labels` takes or returns. Units with one label alone, or none, do not count.
    confidence
        Coverage of the intervals, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap.

    Returns
    -------
    Agreement
        Values are NA without a unit that two coders labelled; alpha also where only one label was ever given,
        since chance would agree as well. Intervals are NA with fewer than two units.

    Raises
    ------
    LabelsError
        As `read_labels`.
    """
    given = read_labels(labels).dropna(subset=["label"])
    coders = sorted(given["coder"].unique())
    shared = given[given.groupby("unit")["coder"].transform("size") > 1]
    counts = np.zeros((0, 1))
    if len(shared):
        domain = list(VALUES[kind_of_units(shared["unit"].iloc[0]) or "mentions"])
        crossed = pd.crosstab(shared["unit"], shared["label"]).reindex(columns=domain, fill_value=0)
        counts = crossed.to_numpy(dtype="float64")
    table = _measures(counts, confidence, n_resamples, seed)
    table = table.assign(n_units=len(counts), n_coders=len(coders))
    differ = shared[shared.groupby("unit")["label"].transform("nunique") > 1]
    if differ.empty:
        return Agreement(table, pd.DataFrame(columns=["unit", "text", "party", *coders], dtype="str"))
    first = differ.drop_duplicates("unit")[["unit", "text", "party"]]
    wide = differ.pivot_table(index="unit", columns="coder", values="label", aggfunc="first")
    wide = wide.reindex(columns=coders).reset_index()
    return Agreement(table, first.merge(wide, on="unit").reset_index(drop=True))


def _measures(counts: Floats, confidence: float, n_resamples: int, seed: int) -> pd.DataFrame:
    """Return the measures of a table of how often each unit got each label, with their intervals."""
    names = ("nominal alpha", "ordinal alpha", "share that agrees")
    pairs = coincidences(counts)
    each = pairs.reshape(len(pairs), counts.shape[1] ** 2)
    values = _all(each.sum(axis=0)[np.newaxis], len(counts.T))
    table = pd.DataFrame({"measure": names, "value": values[0], "low": np.nan, "high": np.nan})
    if len(counts) > 1:
        sums = np.concatenate([drawn @ each for drawn in draws(len(counts), n_resamples, seed)])
        resampled = _all(sums, len(counts.T))
        for place, column in enumerate(resampled.T):
            if not np.isnan(column).all():
                low, high = bounds(column[:, np.newaxis], confidence)
                table.loc[place, ["low", "high"]] = (low[0], high[0])
    return table


def _all(sums: Floats, n_labels: int) -> Floats:
    """Return the three measures for each of some flat sums of coincidences."""
    matrices = sums.reshape(-1, n_labels, n_labels)
    total = sums.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        agree = np.trace(matrices, axis1=1, axis2=2) / total
    return np.stack([alpha(matrices, "nominal"), alpha(matrices, "ordinal"), agree], axis=1)


def coincidences(counts: Floats) -> Floats:
    """Return each unit's matrix of pairs of labels, which has as much weight as the unit has labels."""
    of_pairs = counts[:, :, np.newaxis] * counts[:, np.newaxis, :]
    own = np.eye(counts.shape[1]) * counts[:, :, np.newaxis]
    n = np.maximum(counts.sum(axis=1), 2)
    found: Floats = (of_pairs - own) / (n - 1)[:, np.newaxis, np.newaxis]
    return found


def alpha(matrices: Floats, level: Level) -> Floats:
    """Return Krippendorff's alpha of each of some matrices of coincidences, the labels in order.

    Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", sections C and D. NaN where there is no
    pair, or only one label.
    """
    frequency = matrices.sum(axis=2)
    n = frequency.sum(axis=1)
    if level == "nominal":
        distance = np.broadcast_to(1.0 - np.eye(matrices.shape[1]), matrices.shape)
    else:
        # Labels between two, and half of each of them.
        middle = frequency.cumsum(axis=1) - frequency / 2
        distance = (middle[:, :, np.newaxis] - middle[:, np.newaxis, :]) ** 2
    observed = (matrices * distance).sum(axis=(1, 2))
    expected = (frequency[:, :, np.newaxis] * frequency[:, np.newaxis, :] * distance).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = 1 - (n - 1) * observed / expected
    return np.where(expected > 0, found, np.nan)
