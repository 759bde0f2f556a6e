"""From mentions to parties: counts, and mean sentiment toward each."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.aggregate.confusion import Confusion
from analysis.aggregate.errors import corrected_means
from analysis.aggregate.means import LABELS
from analysis.aggregate.scores import read_scores, scored
from analysis.aggregate.verdicts import verdict
from analysis.aggregate.whole import FLAGS
from analysis.narrowing import Names
from analysis.parties import KINDS, NAMED
from analysis.schema import (
    Analysis,
    Batches,
    Columns,
    columns,
    first_versions,
    make_table,
    once,
    parts_of,
    rows,
)


@once
def party_sentiment(
    result: Analysis | Batches,
    *,
    by: Names | None = None,
    include_places: bool = False,
    kinds: str | Sequence[str] = KINDS,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean sentiment toward each party, with an interval and the shares of the labels, also by groups.

    `mean` estimates the mean of the labels that people would give, -1, 0 or 1. It is the mean of the method's
    scores, corrected for the method's errors as far as the mentions show that it must be; `low` and `high`
    cover the choice of sentences (articles, where there are several) and these errors, as they were measured
    on mentions that people labelled and nothing was trained on (`aggregate.errors` says how). They hold where
    the method errs as it did there, on English news about politics; in another genre they can be too narrow.
    Labels of your own correct a party (in a group of articles) that has 20 or more, see
    `validation.with_labels`: then mean and interval are theirs, and `n_labels` says how many there are.

    `sampling_mean` is the mean of the scores as they are. Its interval is a percentile bootstrap (Efron &
    Tibshirani 1993, chapter 13) that resamples sentences or articles, because mentions in one of them are not
    independent. With few of these it is too narrow: with two or three it is no more than their range. It
    covers no error of the method. Where these were not measured, as with scores of one's own, or where two
    methods scored, `mean`, `low` and `high` are the same as these.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `mentions` and `sentiments` are read. Of a run a part is in
        memory at a time, and of each article a row for each party in it: 3.5 GB for a million articles of 7
        parties. `where` keeps those of some parties alone.
    by
        What to group articles by, one or several: ``source``, ``author`` or another column of `articles`,
        ``day``, ``week`` (from Monday), ``month`` or ``year`` of publication, or a key of `extra`. Articles
        without the value are in no group. By default all are one.
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
        Size and seed of the bootstrap behind `sampling_low` and `sampling_high`; one seed always gives one
        result, whatever other parties there are.

    Returns
    -------
    DataFrame
        The table `party_sentiment` (see `schema.TABLES`), the party with most mentions first; before its
        columns those of `by`, a period as its first day, the groups in order. Scores are -1 to 1. Means and
        shares are NA without a scored mention, the intervals with fewer than two units. `verdict` is that of
        `verdicts.verdict`. Empty input gives an empty table.

    Raises
    ------
    ChoiceError
        One of the kinds, or what to group by, is unknown.
    """
    scores = read_scores(result, by=by, include_places=include_places, kinds=kinds)
    found = scores.counted(by=by, include_truncated=include_truncated, include_duplicates=include_duplicates)
    return sentiment_table(found, scores.confusion, confidence=confidence, n_resamples=n_resamples, seed=seed)


def sentiment_table(
    found: pd.DataFrame, confusion: Confusion | None, *, confidence: float, n_resamples: int, seed: int
) -> pd.DataFrame:
    """Make the table that `party_sentiment` returns of rows as `Scores.counted` gives them."""
    names = list(found.columns[: list(found.columns).index("party")])
    key = [*names, "party"]
    counts = found.groupby(key, sort=True).agg(n=("n", "sum"), n_articles=("article_id", "nunique"))
    means = corrected_means(
        scored(found), key, confusion, confidence=confidence, n_resamples=n_resamples, seed=seed
    )
    table = counts.reset_index().merge(means.rename(columns={"n": "n_scored"}), on=key, how="left")
    table = table.fillna({"n_scored": 0, "n_units": 0, "n_labels": 0})
    table = table.sort_values([*names, "n", "party"], ascending=[*[True] * len(names), False, True])
    verdicts = [
        verdict(row.mean, row.low, row.high, row.n_units, {label: getattr(row, label) for label in LABELS})
        for row in rows(table)
    ]
    table = table.assign(verdict=pd.Series(verdicts, index=table.index, dtype="str")).reset_index(drop=True)
    made = make_table("party_sentiment", {name: table[name] for name in columns("party_sentiment")})
    return pd.concat([table[names], made], axis=1)


@once
def party_mentions(result: Analysis | Batches, *, include_duplicates: bool = False) -> pd.DataFrame:
    """Which parties are mentioned, how often, and under which names.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `mentions` and `articles` are read. Of a run a part is in
        memory at a time, and a row for each party and name of a part: 1.5 GB for a million articles.
    include_duplicates
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        `party`, `mentions`, `references` (descriptions and pronouns among them), `places` (those that only
        name a place), `articles` (how many mention it) and `surfaces` (each name with its count, references
        left out), the most mentioned first; empty without mentions.
    """
    reads: Columns = {"articles": FLAGS, "mentions": ("article_id", "party", "surface", "kind", "role")}
    parts = parts_of(result, reads)
    counts, surfaces = [], []
    for part in parts if include_duplicates else first_versions(parts):
        mentions = part.mentions
        is_named = mentions["kind"].isin(NAMED)
        flags = mentions.assign(references=~is_named, places=mentions["role"] == "place")
        groups = flags.groupby("party")
        own = groups.agg(
            mentions=("surface", "size"),
            references=("references", "sum"),
            places=("places", "sum"),
            articles=("article_id", "nunique"),
        )
        counts.append(own.reset_index())
        surfaces.append(mentions[is_named].groupby(["party", "surface"]).size().reset_index(name="n"))
    table = pd.concat(counts).groupby("party").sum().reset_index()
    table = table.sort_values(["mentions", "party"], ascending=[False, True], ignore_index=True)
    names = table["party"].map(_surfaces_by_party(pd.concat(surfaces))).fillna("")
    return table.assign(surfaces=names.astype("str"))


def _surfaces_by_party(counts: pd.DataFrame) -> pd.Series:
    """Give the ways each party is written with their counts, commonest first: ``Ukraine 5, Kyiv 3``."""
    counts = counts.groupby(["party", "surface"], sort=False)["n"].sum().reset_index()
    counts = counts.sort_values(["party", "n", "surface"], ascending=[True, False, True])
    text = counts["surface"] + " " + counts["n"].astype("str")
    return text.groupby(counts["party"]).agg(", ".join)
