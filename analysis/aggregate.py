"""From mentions to parties: counts, and mean sentiment with intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.parties import KINDS, NAMED, surfaces_by_party
from analysis.schema import Analysis, check_choice, columns, empty_table, make_table

_LABELS = ("negative", "neutral", "positive")
# Resampled numbers held at a time: 10 million floats are 80 MB.
_CELLS = 10_000_000


def party_sentiment(
    result: Analysis,
    *,
    include_places: bool = False,
    kinds: Sequence[str] = KINDS,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean sentiment toward each party, with an interval and the shares of the labels.

    The interval is a percentile bootstrap (Efron & Tibshirani 1993, chapter 13) that resamples sentences
    where there is one article, and articles where there are several, because mentions in one sentence or
    article are not independent. With few of these units it is too narrow: with two or three it is no more
    than their range. It covers the choice of sentences, not errors of the method.

    Parameters
    ----------
    result
        An analysis; its `mentions` and `sentiments` are read.
    include_places
        Whether mentions that only name a place ("talks in Istanbul") count too.
    kinds
        Which kinds of mentions count; ``parties.NAMED`` leaves out descriptions and pronouns.
    confidence
        Coverage of the interval, between 0 and 1.
    n_resamples, seed
        Size and seed of the bootstrap; one seed always gives one result, whatever other parties there are.

    Returns
    -------
    DataFrame
        The table `party_sentiment` (see `schema.TABLES`), the party with most mentions first. Scores are
        -1 to 1. Mean and shares are NA without a scored mention, the interval with fewer than two units.
        Empty input gives an empty table.

    Raises
    ------
    ChoiceError
        One of the kinds is unknown.
    """
    for kind in kinds:
        check_choice("kind", kind, KINDS)
    if result.mentions.empty:
        return empty_table("party_sentiment")
    unit = "sentence" if len(result.articles) == 1 else "article_id"
    scored = result.sentiments[["party", "score", "label"]].assign(
        unit=result.mentions[unit], is_actor=result.mentions["role"] == "actor"
    )[result.mentions["kind"].isin(kinds)]
    if not include_places:
        scored = scored[scored["is_actor"]]
    summaries = {
        str(party): _summary(group, confidence, n_resamples, seed)
        for party, group in scored.groupby("party", sort=True)
    }
    parties = sorted(summaries, key=lambda party: -summaries[party]["n"])
    values: dict[str, list[object]] = {"party": list(parties)}
    for name in columns("party_sentiment")[1:]:
        values[name] = [summaries[party][name] for party in parties]
    return make_table("party_sentiment", values)


def party_mentions(result: Analysis) -> pd.DataFrame:
    """Which parties are mentioned, how often, and under which names.

    Returns
    -------
    DataFrame
        `party`, `mentions`, `references` (descriptions and pronouns among them), `places` (those that only
        name a place), `articles` (how many mention it) and `surfaces` (each name with its count, references
        left out), the most mentioned first; empty without mentions.
    """
    is_named = result.mentions["kind"].isin(NAMED)
    mentions = result.mentions.assign(is_place=result.mentions["role"] == "place", is_reference=~is_named)
    table = (
        mentions.groupby("party")
        .agg(
            mentions=("mention", "size"),
            references=("is_reference", "sum"),
            places=("is_place", "sum"),
            articles=("article_id", "nunique"),
        )
        .reset_index()
        .sort_values(["mentions", "party"], ascending=[False, True], ignore_index=True)
    )
    surfaces = table["party"].map(surfaces_by_party(mentions[is_named])).fillna("")
    return table.assign(surfaces=surfaces.astype("str"))


def _summary(group: pd.DataFrame, confidence: float, n_resamples: int, seed: int) -> dict[str, float]:
    found = group[group["score"].notna()]
    units = found.groupby("unit", sort=True)["score"].agg(["sum", "size"])
    low, high = _interval(
        units["sum"].to_numpy(dtype="float64"),
        units["size"].to_numpy(dtype="float64"),
        confidence,
        n_resamples,
        seed,
    )
    shares = {label: (found["label"] == label).mean() if len(found) else np.nan for label in _LABELS}
    return {
        "n": len(group),
        "n_scored": len(found),
        "n_units": len(units),
        "mean": found["score"].mean(),
        "low": low,
        "high": high,
        **shares,
    }


def _interval(
    sums: NDArray[np.float64], sizes: NDArray[np.float64], confidence: float, n_resamples: int, seed: int
) -> tuple[float, float]:
    from scipy.stats import bootstrap

    if len(sums) < 2:
        return np.nan, np.nan
    found = bootstrap(
        (sums, sizes),
        lambda total, size, axis: total.sum(axis=axis) / size.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=n_resamples,
        batch=max(1, _CELLS // len(sums)),
        confidence_level=confidence,
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return float(found.low), float(found.high)
