"""How groups of articles differ toward a party, and how parties differ within a group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aggregate.errors import corrected_differences, mean_parts
from analysis.aggregate.labelled import LABEL_COLUMNS
from analysis.aggregate.scores import parties_by_number, read_scores, scored
from analysis.aggregate.shown import FEW_UNITS
from analysis.narrowing import Names, known_names
from analysis.records import ChoiceError, check_choice
from analysis.schema import Analysis, Batches, columns, make_table

BETWEEN = ("group", "party")
# 400 outlets toward one party, or 20 toward 400.
_MOST_PAIRS = 100_000
_WHOLE = ""


def compare(
    result: Analysis | Batches,
    by: str | None = "source",
    *,
    between: str = "group",
    party: Names | None = None,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Differences of mean sentiment between groups of articles or between parties, with intervals.

    The means are those of `party_sentiment`. `low` and `high` cover the choice of articles (of sentences
    where there is one article) and the method's errors, as they were measured on labelled mentions, and `p`
    is 1 less the confidence at which the interval would just reach zero. Articles that count on both sides,
    as between parties, are taken together, so that what touches both in an article cancels, and so does the
    part of the method's errors that both sides share. `aggregate.errors` says how. A side that labels of your
    own correct (`validation.with_labels`; `n_labels`, `other_n_labels`) has their error in the place of the
    measured one. `sampling_difference` and
    its interval are those of the scores as they are: t x SE, which covers no error of the method. Where its
    errors were not measured, `difference`, `low` and `high` are the same as these.

    Over 400 simulated comparisons each, of two outlets or two parties with 30 to 2,000 mentions a side that
    lean the same way within an article, `low` and `high` covered the true difference in 93 to 98 %. The
    interval of the scores did so where there was none; where there was one, in at most 94 % with 30 mentions
    a side, and in at most 29 % with 500 (``tests/benchmarks/bench_coverage.py``).

    `p_adjusted` is that of Holm (1979), over all pairs of the table that are not few: the chance that even
    one of the differences below 0.05 is none stays below 5 %, also where pairs share a group, and no pair is
    held to more than by Bonferroni. One false difference is one too many where a report names it.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; the mentions that count are those of `party_sentiment`, and
        of a run is kept what that keeps.
    by
        What to group articles by, as for `party_sentiment`, but one; None is one group of all.
    between
        ``group``: every pair of groups toward each party; or ``party``: every pair of parties in each group.
    party
        The parties to compare, one or several; by default all.
    include_truncated, include_duplicates, confidence
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        The table `comparison` (see `schema.TABLES`), parties with most mentions first, groups in order.
        Intervals and `p` are NA where a side has one article. Empty without a pair.

    Raises
    ------
    ChoiceError
        `by`, `between` or one of the parties is unknown, there is nothing to group by, or there are more
        than 100,000 pairs.
    """
    check_choice("between", between, BETWEEN)
    if by is None and between == "group":
        raise ChoiceError(
            f"by is None; expected what to group by, such as 'source', or between={BETWEEN[1]!r}"
        )
    scores = read_scores(result, by=by)
    found = scored(
        scores.counted(by=by, include_truncated=include_truncated, include_duplicates=include_duplicates)
    )
    order = parties_by_number(found)
    wanted = set(order if party is None else known_names("party", party, order))
    found = found[found["party"].isin(wanted)]
    group = pd.Series(_WHOLE, index=found.index, dtype="str") if by is None else _named(found[by])
    found = found.assign(group=group)
    key, confusion = ["group", "party"], scores.confusion
    parts = mean_parts(found, key, confusion, confidence=confidence)
    groups = found.groupby(key, sort=True).size().reset_index()[key].join(parts.groups)
    one, other = _pairs(groups, [name for name in order if name in wanted], between)
    corrected = corrected_differences(parts, one, other, confusion, confidence=confidence)
    plain = mean_parts(
        found.drop(columns=list(LABEL_COLUMNS), errors="ignore"), key, None, confidence=confidence
    )
    sampling = corrected_differences(plain, one, other, None, confidence=confidence)
    ours, theirs = (groups.iloc[places].reset_index(drop=True) for places in (one, other))
    table = pd.DataFrame(
        {
            **{name: ours[name] for name in ("party", "group", "mean", "n_labels")},
            **{f"other_{name}": theirs[name] for name in ("party", "group", "mean", "n_labels")},
            "n": ours["n_units"],
            "other_n": theirs["n_units"],
            **corrected,
            **sampling.drop(columns="p").add_prefix("sampling_"),
        }
    )
    table["is_few"] = table[["n", "other_n"]].min(axis=1) < FEW_UNITS
    table["p_adjusted"] = _holm(table["p"].mask(table["is_few"]))
    for name in ("group", "other_group"):
        table[name] = table[name].mask(table[name] == _WHOLE)
    return make_table("comparison", {name: table[name] for name in columns("comparison")})


def _named(values: pd.Series) -> pd.Series:
    """Write groups as text, a period as its first day."""
    is_day = pd.api.types.is_datetime64_any_dtype(values)
    return values.dt.strftime("%Y-%m-%d").astype("str") if is_day else values.astype("str")


def _pairs(
    groups: pd.DataFrame, parties: Sequence[str], between: str
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pair what is to be compared: rows of `groups`, parties in the given order."""
    shared = "party" if between == "group" else "group"
    sizes = groups.groupby(shared).size()
    n_pairs = int((sizes * (sizes - 1) // 2).sum())
    if n_pairs > _MOST_PAIRS:
        raise ChoiceError(
            f"compare would give {n_pairs:,} pairs, the most is {_MOST_PAIRS:,}; choose parties, groups of "
            "longer periods, or articles by where()"
        )
    place = {name: number for number, name in enumerate(parties)}
    ordered = groups[["group", "party"]].assign(place=groups["party"].map(place), row=np.arange(len(groups)))
    ordered = ordered.sort_values(["place", "group"] if between == "group" else ["group", "place"])
    ordered["rank"] = np.arange(len(ordered))
    pairs = ordered.merge(ordered, on=shared, suffixes=("", "_2"))
    pairs = pairs[pairs["rank"] < pairs["rank_2"]].sort_values(["rank", "rank_2"])
    return pairs["row"].to_numpy(dtype="int64"), pairs["row_2"].to_numpy(dtype="int64")


def _holm(p: pd.Series) -> pd.Series:
    """Correct p for many tests; NA is no test, and stays NA."""
    ordered = p.dropna().sort_values(kind="stable")
    steps = ordered * np.arange(len(ordered), 0, -1)
    return steps.cummax().clip(upper=1.0).reindex(p.index)
