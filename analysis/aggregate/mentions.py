"""From mentions to parties: counts, and mean sentiment toward each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.aggregate.means import mean_score, unit_of
from analysis.aggregate.whole import counted_articles
from analysis.parties import KINDS, NAMED, surfaces_by_party
from analysis.records import check_choices
from analysis.schema import Analysis, columns, empty_table, make_table


def party_sentiment(
    result: Analysis,
    *,
    include_places: bool = False,
    kinds: str | Sequence[str] = KINDS,
    include_truncated: bool = False,
    include_duplicates: bool = False,
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
        Which kinds of mentions count, or one of them; ``parties.NAMED`` leaves out descriptions and pronouns.
    include_truncated
        Whether articles that are cut short count too, where there are several.
    include_duplicates
        Whether each version of a story counts; by default only the first of those in `result` does.
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
    kinds = check_choices("kind", kinds, KINDS)
    result = counted_articles(
        result, include_truncated=include_truncated, include_duplicates=include_duplicates
    )
    if result.mentions.empty:
        return empty_table("party_sentiment")
    scored = result.sentiments[["party", "score", "label"]].assign(
        unit=result.mentions[unit_of(result)], is_actor=result.mentions["role"] == "actor"
    )[result.mentions["kind"].isin(kinds)]
    if not include_places:
        scored = scored[scored["is_actor"]]
    summaries = {
        str(party): _summary(group, confidence=confidence, n_resamples=n_resamples, seed=seed)
        for party, group in scored.groupby("party", sort=True)
    }
    parties = sorted(summaries, key=lambda party: -summaries[party]["n"])
    values: dict[str, list[object]] = {"party": list(parties)}
    for name in columns("party_sentiment")[1:]:
        values[name] = [summaries[party][name] for party in parties]
    return make_table("party_sentiment", values)


def party_mentions(result: Analysis, *, include_duplicates: bool = False) -> pd.DataFrame:
    """Which parties are mentioned, how often, and under which names.

    Parameters
    ----------
    result
        An analysis; its `mentions` and `articles` are read.
    include_duplicates
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        `party`, `mentions`, `references` (descriptions and pronouns among them), `places` (those that only
        name a place), `articles` (how many mention it) and `surfaces` (each name with its count, references
        left out), the most mentioned first; empty without mentions.
    """
    result = result if include_duplicates else result.first_versions()
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


def _summary(group: pd.DataFrame, *, confidence: float, n_resamples: int, seed: int) -> dict[str, float]:
    found = group[group["score"].notna()]
    numbers = mean_score(found, confidence=confidence, n_resamples=n_resamples, seed=seed)
    return {**numbers, "n": len(group), "n_scored": len(found)}
