"""Means that people's labels correct, where a group of mentions has enough of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.aggregate.correction import prediction_powered
from analysis.aggregate.means import LABELS
from analysis.limits import FEW_LABELS
from analysis.schema import Analysis

LABEL_COLUMNS = ("label_value", "label_weight", "label_stratum")
_NAMES = dict(zip(("value", "weight", "stratum"), LABEL_COLUMNS, strict=True))


def with_label_columns(result: Analysis, found: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """Add to mentions what people labelled them, where that corrects the mean of their group.

    Parameters
    ----------
    result
        An analysis; its `labelled` are read.
    found
        `article_id`, `mention`, `score` and the columns of `key`, a row a mention.
    key
        The columns that tell the groups.

    Returns
    -------
    DataFrame
        The same rows with `LABEL_COLUMNS`, of which the value is NaN without a label, and in a group that has
        fewer than 20, or has mentions with a score that could not have been drawn: labels do not speak for
        these. Without labels the same table.
    """
    if result.labelled.empty:
        return found
    known = result.labelled[["article_id", "mention", *_NAMES]].rename(columns=_NAMES)
    joined = found.merge(known, on=["article_id", "mention"], how="left").set_axis(found.index)
    groups = [joined[name] for name in key]
    n = joined["label_value"].notna().groupby(groups).transform("sum")
    could_be_drawn = (joined["label_stratum"].notna() | joined["score"].isna()).groupby(groups)
    is_enough = (n >= FEW_LABELS) & could_be_drawn.transform("all")
    return joined.assign(label_value=joined["label_value"].where(is_enough))


def correct_by_labels(
    groups: pd.DataFrame, units: pd.DataFrame, found: pd.DataFrame, key: Sequence[str]
) -> None:
    """Put the means that labels give in the place of others, in place; for `errors.mean_parts`.

    Parameters
    ----------
    groups, units
        Those of `errors.MeanParts`, before their intervals.
    found
        `unit`, `score`, `LABEL_COLUMNS` and the columns of `key`, a row a mention. A group whose labels are
        all in one unit, or all alike, has no interval by them, and stays as it is.
    key
        The columns that tell the groups.
    """
    place = found.groupby(list(key), sort=True).ngroup()
    names = ["n_labels", "mean", "corrected", "variance", "freedom", "least", *LABELS]
    for number in sorted(place[found["label_value"].notna()].unique()):
        own = found[place == number]
        score, value, weight, stratum = (
            own[name].to_numpy(dtype="float64") for name in ("score", *LABEL_COLUMNS)
        )
        one = prediction_powered(
            score, value, weights=weight, strata=stratum, clusters=own["unit"].to_numpy()
        )
        if one.freedom < 1 or np.isnan(one.error):
            continue
        means = (np.isfinite(value).sum(), one.mean, one.mean, one.error**2, one.freedom, one.within)
        groups.loc[number, names] = [*means, *[0.0] * len(LABELS)]
        n = len(one.moves)
        units.loc[units["place"] == number, "pull"] = one.moves * np.sqrt(n / (n - 1))
