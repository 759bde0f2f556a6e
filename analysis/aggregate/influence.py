"""What a mean rests on: how it moves without one sentence or article, and which articles lie where."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.aggregate.means import LABELS, unit_sums
from analysis.aggregate.mentions import sentiment_table
from analysis.aggregate.scores import read_scores, scored
from analysis.aggregate.verdicts import verdict
from analysis.narrowing import Names, known_names
from analysis.schema import Analysis, Batches, columns, make_table, once, rows

# A mean that moves by more than this without one sentence is that sentence's.
_MOVES = 0.1


@once
def robustness(
    result: Analysis | Batches,
    *,
    by: Names | None = None,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Tell what each party's mean is without one sentence (of one article) or one article (of several).

    The mean is `sampling_mean` of `party_sentiment`, that of the scores as they are, in which each unit's
    part can be told; the verdicts are those on the corrected one.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; the mentions that count are those of `party_sentiment`, and
        of a run is kept what that keeps.
    by
        What to group articles by, as for `party_sentiment`.
    include_truncated, include_duplicates, confidence, n_resamples, seed
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        The columns of `by`, then the table `robustness` (see `schema.TABLES`), in the order of
        `party_sentiment`; parties without a score are left out. `unit` is the sentence or article without
        which the mean moves most: of several, the one whose loss leaves the mean nearest to zero. With one
        unit there is nothing without it: those numbers are NA, and the mean rests on it. The verdict without
        a unit is judged as if there were as many units as before, so that five, of which four are left, do
        not all rest on one. Empty without a score.

    Raises
    ------
    ChoiceError
        What to group by is unknown.
    """
    scores = read_scores(result, by=by)
    found = scored(
        scores.counted(by=by, include_truncated=include_truncated, include_duplicates=include_duplicates)
    )
    size = {"confidence": confidence, "n_resamples": n_resamples, "seed": seed}
    table = sentiment_table(found, scores.confusion, **size)  # type: ignore[arg-type]
    names = list(table.columns[: list(table.columns).index("party")])
    key = [*names, "party"]
    units = unit_sums(found, key)
    totals = units.groupby(key)[["score", "n"]].transform("sum")
    rest = totals["n"] - units["n"]
    units["mean_without"] = (totals["score"] - units["score"]) / rest.where(rest > 0)
    units["moves"] = totals["score"] / totals["n"] - units["mean_without"]
    means = units.groupby(key)["mean_without"].agg(lowest="min", highest="max").reset_index()
    # To nine digits, so that rounding chooses between no equal ones.
    units["most"] = -units["moves"].abs().round(9)
    units["least"] = units["mean_without"].abs().round(9)
    chosen = units.sort_values([*key, "most", "least", "unit"]).drop_duplicates(key)
    table = table.merge(means, on=key).merge(chosen[[*key, "unit", "moves", "mean_without"]], on=key)
    left = found.merge(chosen[[*key, "unit"]], on=[*key, "unit"], how="left", indicator=True)
    left = left[(left["_merge"] == "left_only").to_numpy()].drop(columns="_merge")
    rest_of = sentiment_table(left, scores.confusion, **size)  # type: ignore[arg-type]
    without = rest_of[[*key, "mean", "low", "high", *LABELS]]
    judged = table[[*key, "n_units"]].merge(without, on=key, how="left")
    words = [
        verdict(row.mean, row.low, row.high, row.n_units, {label: getattr(row, label) for label in LABELS})
        for row in rows(judged)
    ]
    table["verdict_without"] = pd.Series(words, index=table.index, dtype="str")
    table["unit"] = table["unit"].astype("str")
    table["rests_on_one"] = (
        (table["n_units"] == 1)
        | (table["verdict"] != table["verdict_without"])
        | (table["moves"].abs().round(9) > _MOVES)
    )
    made = make_table("robustness", {name: table[name] for name in columns("robustness")})
    return pd.concat([table[names], made], axis=1)


def rank_articles(
    result: Analysis | Batches,
    party: str,
    *,
    ascending: bool = False,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Order articles by their mean sentiment toward a party.

    Mean and intervals of each are over its sentences, as `party_sentiment` of it alone gives them.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; the mentions that count are those of `party_sentiment`, and
        of a run is kept what that keeps, with the party's mentions one by one.
    party
        The party.
    ascending
        Whether the least favourable article comes first; by default the most favourable does.
    include_truncated, include_duplicates, confidence, n_resamples, seed
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        The table `ranking` (see `schema.TABLES`); of equal means the one with more mentions comes first, then
        by id. Articles without a scored mention are left out.

    Raises
    ------
    ChoiceError
        No mention that counts is of this party.
    """
    details = ["title", "source", "published"]
    scores = read_scores(result, details=details, apart=party)
    found = scores.counted(
        by="article_id", include_truncated=include_truncated, include_duplicates=include_duplicates
    )
    (name,) = known_names("party", party, sorted(found["party"].unique()))
    found = scored(found[found["party"] == name])
    found = found.assign(unit=found["sentence"])
    table = sentiment_table(
        found, scores.confusion, confidence=confidence, n_resamples=n_resamples, seed=seed
    )
    table = table.merge(scores.noted.articles[["article_id", *details]], on="article_id")
    table["rank"] = np.round(table["mean"], 12)
    table = table.sort_values(["rank", "n", "article_id"], ascending=[ascending, False, True])
    return make_table("ranking", {name: table[name] for name in columns("ranking")})
