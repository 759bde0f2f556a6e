"""Labels and the units of an analysis that they belong to."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.records import ChoiceError, LabelsError
from analysis.schema import Analysis, rows
from analysis.validation.labels import read_labels
from analysis.validation.sampling import stratum_columns, stratum_numbers
from analysis.validation.units import VALUES, kind_of_units, passages, units


class Matched(NamedTuple):
    """Units with their labels.

    `units` are all that could have been drawn, with `value` (the mean of the labels' numbers; NaN without),
    `weight` (one over the probability of being drawn and labelled), `stratum` and `cluster` (the article; of
    a single one the sentence). `given` has a row a label: `unit`, `coder`, `label`, `text`. `gone` are
    labelled units that are not among them. `table` is what `read_labels` returns, `n_drawn` counts its units,
    and `strata_by` is what the sample was stratified by.
    """

    of: str
    units: pd.DataFrame
    given: pd.DataFrame
    gone: pd.DataFrame
    table: pd.DataFrame
    n_drawn: int
    strata_by: tuple[str, ...]


def matched(result: Analysis, labels: Any) -> Matched:
    """Find the units that labels belong to.

    Raises
    ------
    LabelsError
        As `read_labels`; or there is no label yet, or none is of a unit of this analysis.
    """
    table = read_labels(labels)
    given = table.dropna(subset=["label"])
    if given.empty:
        raise LabelsError("no row has a label yet; fill in the column label of some")
    of = kind_of_units(given["unit"].iloc[0]) or "mentions"
    found = units(result, of)
    drawn = table.drop_duplicates("unit").set_index("unit")
    gone = _gone(result, of, found, drawn.loc[given["unit"].unique()])
    given = given[~given["unit"].isin(gone["unit"])]
    if given.empty:
        raise LabelsError(
            f"none of the {len(gone)} labels belongs to this analysis: {gone['reason'].iloc[0]}; give the "
            "analysis that the sample was drawn from"
        )
    values = given.assign(value=given["label"].map(VALUES[of])).groupby("unit")["value"].mean()
    by = tuple(name for name in str(drawn["strata_by"].iloc[0]).split(", ") if name)
    found = found.assign(
        value=found["unit"].map(values).astype("float64"),
        weight=found["unit"].map(_weights(drawn, given["unit"])).astype("float64"),
        stratum=_strata(result, found, drawn, by),
        cluster=_clusters(result, found),
    )
    kept = given[["unit", "coder", "label", "text"]].reset_index(drop=True)
    return Matched(of, found, kept, gone, table, len(drawn), by)


def _weights(drawn: pd.DataFrame, labelled: pd.Series) -> pd.Series:
    """Return one over the probability that each drawn unit was drawn, and labelled then."""
    is_labelled = drawn.index.isin(labelled)
    share = pd.Series(is_labelled, index=drawn.index).groupby(drawn["stratum"]).transform("mean")
    return (1 / (drawn["probability"] * share))[is_labelled]


def _strata(result: Analysis, found: pd.DataFrame, drawn: pd.DataFrame, by: tuple[str, ...]) -> pd.Series:
    """Return the stratum of every unit: as it was drawn, and of the others by what strata are made of."""
    try:
        own = pd.Series(stratum_numbers(stratum_columns(result, found, by), by), index=found.index)
    except ChoiceError as error:
        raise LabelsError(f"the column strata_by of the labels: {error}") from error
    known = found["unit"].map(drawn["stratum"])
    # Drawn units tell which number was given to theirs; of the others none was drawn.
    numbers = known.groupby(own).transform("first")
    return known.fillna(numbers).fillna(-1.0 - own).astype("int64")


def _clusters(result: Analysis, found: pd.DataFrame) -> pd.Series:
    if len(result.articles) != 1:
        return found["article_id"]
    places = np.searchsorted(result.sentences["start"].to_numpy(), found["start"].to_numpy(), "right")
    return pd.Series(places, index=found.index)


def _gone(result: Analysis, of: str, found: pd.DataFrame, labelled: pd.DataFrame) -> pd.DataFrame:
    """Return the labelled units that are not in the analysis as they were, and why."""
    texts = dict(zip(result.articles["article_id"], map(_plain, result.articles["text"]), strict=True))
    there = found[found["unit"].isin(labelled.index)]
    now = dict(zip(there["unit"], map(_plain, passages(result, of, there)), strict=True))
    reasons = {}
    for row in rows(labelled.reset_index()):
        before = _plain(row.text)
        if row.unit in now and before in ("", now[row.unit]):
            continue
        if row.article_id not in texts:
            reasons[row.unit] = f"the article {row.article_id!r} is not in the analysis"
        elif row.unit in now or before not in texts[row.article_id]:
            reasons[row.unit] = f"the text of {row.article_id!r} has changed"
        else:
            reasons[row.unit] = f"in {row.article_id!r} this is not found, or does not count, any more"
    table = pd.DataFrame({"unit": list(reasons), "reason": list(reasons.values())}, dtype="str")
    return table.assign(text=table["unit"].map(labelled["text"]))[["unit", "text", "reason"]]


def _plain(text: str) -> str:
    """Return a text without the marks of the target, and what a spreadsheet may change of its spaces."""
    return "".join(text.replace("«", "").replace("»", "").lstrip("'").split())
