"""What labels say of the model on this corpus, and the means that they correct."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.aggregate.correction import Estimate, prediction_powered
from analysis.aggregate.groups import article_groups
from analysis.aggregate.whole import counted_articles
from analysis.limits import FEW_LABELS
from analysis.narrowing import Names
from analysis.schema import Analysis, columns, make_table
from analysis.validation.coders import Agreement, agreement
from analysis.validation.matching import Matched, matched
from analysis.validation.scores import bias_difference, confusion_table, score_intervals
from analysis.validation.units import VALUES

# What no group may be called.
TAKEN = ("party", *columns("validation"), *columns("corrected"))


@dataclass(frozen=True, slots=True)
class Validation:
    """What `validate` finds.

    `scores` has the table `validation`, `uneven`, `confusion` and `corrected` those of these names (see
    `schema.TABLES`), with what articles are grouped by in front. `units` has a row a labelled unit: `unit`,
    `text`, `party`, `predicted` and `score` (the model's), `label` (several coders' joined), `value` (their
    mean), `n_coders`. `agreement` is how far coders agree. `gone` has a row a labelled unit that is not in
    the analysis any more: `unit`, `text` and `reason`. `of` is the kind of units, `confidence` the coverage
    of the intervals, `by` what articles are grouped by, `strata_by` what the sample was stratified by;
    `n_drawn` of `n_all` units are in it.
    """

    of: str
    confidence: float
    by: tuple[str, ...]
    strata_by: tuple[str, ...]
    scores: pd.DataFrame
    uneven: pd.DataFrame
    confusion: pd.DataFrame
    corrected: pd.DataFrame
    units: pd.DataFrame
    gone: pd.DataFrame
    agreement: Agreement
    n_drawn: int
    n_all: int
    coders: tuple[str, ...]

    @property
    def methods(self) -> str:
        """A paragraph for a paper's section on methods, in plain English."""
        from analysis.validation.text import methods

        return methods(self)

    @property
    def sheet(self) -> str:
        """A validation sheet in Markdown, after ValiText (Birkenmaier, Lechner & Wagner 2024)."""
        from analysis.validation.text import sheet

        return sheet(self)

    def _repr_markdown_(self) -> str:
        return self.methods


def validate(
    result: Analysis,
    labels: Any,
    *,
    by: Names | None = None,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> Validation:
    """Measure the model against labels of this corpus, and correct its means by them.

    Several labels of one unit count as their mean, and each in part in accuracy and confusion. A table that
    is half done counts: within each stratum the labelled rows stand for the others, which holds if they were
    labelled in the order of the table. Units that are not in the analysis any more are left out, and listed.

    Accuracy has Wilson's interval, for as many labels as those weights and articles are worth; F1 percentiles
    of a bootstrap over articles; bias and corrected means Student's t (see
    `aggregate.correction.prediction_powered`), of a single article over its sentences. All take probabilities
    of being drawn into account. In simulations with the model's real errors
    (``tests/benchmarks/bench_validation.py``) 95 % intervals of corrected means held the truth in 93 to 96 %
    of trials with 40, 60 and 100 labels. With fewer than 20, too few to hold what they promise, there are
    none, nor where all labels are alike. `with_labels` takes these means into tables and reports.

    Parameters
    ----------
    result
        The analysis that the sample was drawn from, or a newer one of the same articles.
    labels
        What `read_labels` takes or returns.
    by
        What to group articles by beside their parties, as for `party_sentiment`; by default the outlet, where
        there are several.
    confidence
        Coverage of the intervals, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap.

    Returns
    -------
    Validation
        Tables, a methods paragraph and a validation sheet. What too few labels cannot tell is NA.

    Raises
    ------
    LabelsError
        As `read_labels`; or there is no label yet, or none is of a unit of this analysis.
    ChoiceError
        `by` names nothing that there is.
    """
    found = matched(result, labels)
    names = _names(result, by)
    whole = counted_articles(result, include_truncated=False, include_duplicates=False).article_ids
    units = found.units.assign(is_first=found.units["article_id"].isin(whole))
    if names:
        units = units.merge(article_groups(result.articles, list(names), TAKEN), on="article_id", how="left")
    groups = list(_groups(units, names, with_parties=found.of != "quotes"))
    options: dict[str, Any] = {"confidence": confidence, "n_resamples": n_resamples, "seed": seed}
    values = VALUES[found.of]
    scores = [score_intervals(part, found.given, values, few=FEW_LABELS, **options) for _, part in groups]
    corrected = [_corrected(part, confidence) for _, part in groups]
    return Validation(
        found.of,
        confidence,
        names,
        found.strata_by,
        _table("validation", names, [key for key, _ in groups], scores),
        _uneven(units, ("party", *names) if found.of != "quotes" else names, confidence),
        confusion_table(units[units["is_first"]], found.given, values, confidence),
        _table("corrected", names, [key for key, _ in groups], corrected),
        _labelled(found),
        found.gone,
        agreement(found.table, **options),
        found.n_drawn,
        len(units),
        tuple(sorted(found.given["coder"].unique())),
    )


def _names(result: Analysis, by: Names | None) -> tuple[str, ...]:
    if by is None:
        return ("source",) if len(result.articles["source"].dropna().unique()) > 1 else ()
    return (by,) if isinstance(by, str) else tuple(by)


def _groups(
    units: pd.DataFrame, names: Sequence[str], *, with_parties: bool
) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Yield the units of all, of each party, of each group of articles, and of each party in each.

    Over all groups each story counts once, within a group once there.
    """
    nothing = (None,) * len(names)
    first = units[units["is_first"]]
    parties = list(units["party"].value_counts().index) if with_parties else []
    yield (*nothing, None), first
    yield from (((*nothing, party), first[first["party"] == party]) for party in parties)
    if names:
        for key, part in units.groupby(list(names), sort=True):
            yield (*key, None), part
            yield from (((*key, party), part[part["party"] == party]) for party in parties)


def _table(
    name: str, names: Sequence[str], keys: Sequence[tuple[Any, ...]], found: Sequence[dict[str, Any]]
) -> pd.DataFrame:
    """Make a declared table of one row a group, with what articles are grouped by in front."""
    values: dict[str, Any] = {"party": pd.Series([key[-1] for key in keys], dtype="str")}
    values |= {column: [row[column] for row in found] for column in columns(name)[1:]}
    made = make_table(name, values)
    front = pd.DataFrame({one: [key[place] for key in keys] for place, one in enumerate(names)})
    kept = pd.concat([front, made], axis=1)
    return kept[kept["n"] > 0].reset_index(drop=True)


def _uneven(units: pd.DataFrame, names: Sequence[str], confidence: float) -> pd.DataFrame:
    """Compare the model's bias for each two parties, and each two groups of articles, with enough labels."""
    labelled = units[units["value"].notna()]
    found = []
    for name in names:
        # Between parties, each story counts once.
        own = labelled[labelled["is_first"]] if name == "party" else labelled
        counts = own[name].value_counts().sort_index()
        for one, other in itertools.combinations(counts.index[counts >= FEW_LABELS], 2):
            is_one, is_other = ((own[name] == group).to_numpy(dtype=bool) for group in (one, other))
            found.append((name, str(one), str(other), *bias_difference(own, is_one, is_other, confidence)))
    cells = zip(*found, strict=True) if found else ((),) * len(columns("uneven"))
    return make_table("uneven", dict(zip(columns("uneven"), cells, strict=True)))


def _corrected(units: pd.DataFrame, confidence: float) -> dict[str, Any]:
    """Return the model's mean, the corrected one, and that of the labels alone."""
    corrected, alone = (estimate(units, units["score"], lam) for lam in (None, 0.0))
    n_labels = int(units["value"].notna().sum())
    unknown = (math.nan, math.nan)
    (low, high), (labels_low, labels_high) = (
        np.clip(one.ends(confidence), -1, 1) if n_labels >= FEW_LABELS else unknown
        for one in (corrected, alone)
    )
    return {
        "n": len(units),
        "n_labels": n_labels,
        "mean": units["score"].mean(),
        "corrected": corrected.mean,
        "low": low,
        "high": high,
        "labels_mean": alone.mean,
        "labels_low": labels_low,
        "labels_high": labels_high,
        "lam": corrected.lam,
    }


def estimate(units: pd.DataFrame, predicted: pd.Series, lam: float | None) -> Estimate:
    """Return the mean of the labels' values over some units, of which some are labelled."""
    return prediction_powered(
        predicted.to_numpy(dtype="float64"),
        units["value"].to_numpy(dtype="float64"),
        weights=units["weight"].to_numpy(dtype="float64"),
        strata=units["stratum"].to_numpy(),
        clusters=units["cluster"].to_numpy(),
        lam=lam,
    )


def _labelled(found: Matched) -> pd.DataFrame:
    units = found.units[found.units["value"].notna()]
    given = found.given.groupby("unit", sort=False)
    joined = given["label"].agg(lambda labels: ", ".join(labels))
    texts = given["text"].first()
    return pd.DataFrame(
        {
            "unit": units["unit"],
            "text": units["unit"].map(texts),
            "party": units["party"],
            "predicted": units["label"],
            "score": units["score"],
            "label": units["unit"].map(joined),
            "value": units["value"],
            "n_coders": units["unit"].map(given.size()),
        }
    ).reset_index(drop=True)
