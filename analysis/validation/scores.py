"""How often the model is right, by people's labels: accuracy, F1, bias and confusion, with intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm
from scipy.stats import t as student

from analysis.aggregate.correction import prediction_powered
from analysis.aggregate.means import bounds, draws
from analysis.schema import make_table

Floats = NDArray[np.float64]


def score_intervals(
    units: pd.DataFrame,
    given: pd.DataFrame,
    values: Mapping[str, float],
    *,
    few: int,
    confidence: float,
    n_resamples: int,
    seed: int,
) -> dict[str, Any]:
    """Return the row of the table `validation` for some units, but for the party.

    Parameters
    ----------
    units
        As `matching.Matched` has them.
    given
        The labels, a row each.
    values
        The labels that there are, in order, with their numbers.
    few
        With fewer labelled units `is_few` is True.
    confidence, n_resamples, seed
        As for `validate`.
    """
    pairs = _pairs(units, given)
    labelled = units[units["value"].notna()]
    hits: Floats = (pairs["label"] == pairs["predicted"]).to_numpy().astype("float64")
    weights, articles = pairs["weight"].to_numpy(), pd.factorize(pairs["article_id"])[0]
    accuracy, low, high = proportion(hits, weights, articles, confidence)
    f1, f1_low, f1_high = _macro_f1(pairs, list(values), confidence, n_resamples, seed)
    error = prediction_powered(
        np.zeros(len(labelled)),
        (labelled["score"] - labelled["value"]).to_numpy(dtype="float64"),
        weights=labelled["weight"].to_numpy(dtype="float64"),
        clusters=pd.factorize(labelled["article_id"])[0],
        lam=0.0,
    )
    bias_low, bias_high = error.ends(confidence)
    return {
        "n": len(labelled),
        "accuracy": accuracy,
        "accuracy_low": low,
        "accuracy_high": high,
        "macro_f1": f1,
        "macro_f1_low": f1_low,
        "macro_f1_high": f1_high,
        "bias": error.mean,
        "bias_low": bias_low,
        "bias_high": bias_high,
        "is_few": len(labelled) < few,
    }


def proportion(
    hits: Floats, weights: Floats, clusters: NDArray[np.intp], confidence: float
) -> tuple[float, float, float]:
    """Estimate a share with Wilson's interval, for as many trials as weights and clusters are worth.

    Kish's effective number of trials is (Σ w)² / Σ w²; where the variance over clusters is larger than of so
    many independent trials, the number that has this variance (Korn & Graubard 1998). NaN without a trial.
    """
    if not len(hits):
        return math.nan, math.nan, math.nan
    w = weights / weights.sum()
    share = float((w * hits).sum())
    n = 1 / float((w**2).sum())
    variance = float((np.bincount(clusters, w * (hits - share)) ** 2).sum())
    if variance > 1e-12:
        n = min(n, share * (1 - share) / variance)
    z = float(norm.ppf((1 + confidence) / 2)) ** 2
    middle = (share + z / (2 * n)) / (1 + z / n)
    half = math.sqrt(z * (share * (1 - share) / n + z / (4 * n**2))) / (1 + z / n)
    return share, max(middle - half, 0.0), min(middle + half, 1.0)


def bias_difference(
    units: pd.DataFrame, is_one: NDArray[np.bool_], is_other: NDArray[np.bool_], confidence: float
) -> tuple[float, float, float]:
    """Estimate how much further above the labels the model is for some labelled units than for others.

    The interval is Student's t with errors clustered by article, so that what one article adds to both
    cancels; NaN with one article.
    """
    error = (units["score"] - units["value"]).to_numpy(dtype="float64")
    weights = units["weight"].to_numpy(dtype="float64")
    difference, moves = 0.0, np.zeros(len(units))
    for sign, is_in in ((1, is_one), (-1, is_other)):
        w = np.where(is_in, weights, 0.0) / weights[is_in].sum()
        bias = float((w * error).sum())
        difference += sign * bias
        moves += sign * w * (error - bias)
    sums = np.bincount(pd.factorize(units["article_id"].where(is_one | is_other))[0] + 1, moves)[1:]
    n = len(sums)
    if n < 2:
        return difference, math.nan, math.nan
    half = float(student.ppf((1 + confidence) / 2, n - 1)) * math.sqrt(n / (n - 1) * float((sums**2).sum()))
    return difference, difference - half, difference + half


def confusion_table(
    units: pd.DataFrame, given: pd.DataFrame, values: Mapping[str, float], confidence: float
) -> pd.DataFrame:
    """Return the table `confusion`: of each answer of the model, which labels people gave."""
    pairs = _pairs(units, given)
    found = []
    for predicted in values:
        own = pairs[pairs["predicted"] == predicted]
        weights, articles = own["weight"].to_numpy(), pd.factorize(own["article_id"])[0]
        for label in values:
            hits: Floats = (own["label"] == label).to_numpy().astype("float64")
            share, low, high = proportion(hits, weights, articles, confidence)
            n = float((hits * own["part"]).sum())
            found.append((predicted, label, n, share, low, high))
    names = ("predicted", "label", "n", "share", "low", "high")
    return make_table("confusion", dict(zip(names, zip(*found, strict=True), strict=True)))


def _pairs(units: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """Return a row a label of some units, with the model's; several of one unit share its weight."""
    own = units[["unit", "article_id", "label", "weight"]].rename(columns={"label": "predicted"})
    pairs = own.merge(given[["unit", "label"]], on="unit")
    part = 1 / pairs.groupby("unit")["label"].transform("size").astype("float64")
    return pairs.assign(part=part, weight=pairs["weight"] * part)


def _macro_f1(
    pairs: pd.DataFrame, labels: list[str], confidence: float, n_resamples: int, seed: int
) -> tuple[float, float, float]:
    """Estimate macro-F1 over the labels that were given, with a bootstrap over articles."""
    labels = [label for label in labels if (pairs["label"] == label).any()]
    if not labels:
        return math.nan, math.nan, math.nan
    parts = {}
    for label in labels:
        is_gold, is_found = pairs["label"] == label, pairs["predicted"] == label
        parts[f"{label} both"] = (is_gold & is_found) * pairs["weight"]
        parts[f"{label} either"] = is_gold * pairs["weight"] + is_found * pairs["weight"]
    sums = pd.DataFrame(parts).groupby(pairs["article_id"]).sum().to_numpy(dtype="float64")
    value = float(f1_of_sums(sums.sum(axis=0)[np.newaxis])[0])
    if len(sums) < 2:
        return value, math.nan, math.nan
    resampled = np.concatenate([f1_of_sums(drawn @ sums) for drawn in draws(len(sums), n_resamples, seed)])
    low, high = bounds(resampled[:, np.newaxis], confidence)
    return value, float(low[0]), float(high[0])


def f1_of_sums(sums: Floats) -> Floats:
    """Return macro-F1 for each row of sums: by label the weight that both give it, and that each does."""
    both, either = sums[:, ::2], sums[:, 1::2]
    with np.errstate(invalid="ignore"):
        # A label that a resample lacks altogether does not count in it.
        found: Floats = np.nanmean(np.where(either > 0, 2 * both / either, np.nan), axis=1)
    return found
