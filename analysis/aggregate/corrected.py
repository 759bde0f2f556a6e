"""Mean sentiment of each party with the errors of the method in its interval."""

from __future__ import annotations

import pandas as pd

from analysis.aggregate.confusion import shipped_confusion
from analysis.aggregate.errors import corrected_means
from analysis.aggregate.mentions import counted_mentions, parties_by_number
from analysis.narrowing import Names
from analysis.records import ChoiceError
from analysis.schema import Analysis

COLUMNS = ("n", "n_units", "mean", "low", "high", "sampling_mean", "sampling_low", "sampling_high")


def corrected_sentiment(
    result: Analysis,
    *,
    by: Names | None = None,
    include_places: bool = False,
    include_truncated: bool = False,
    include_duplicates: bool = False,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate the mean that people's labels would give each party, with the method's errors in the interval.

    `party_sentiment` has intervals for the choice of sentences or articles alone, which on a large corpus
    promise more than the method can keep. These are wider, by what the method did on mentions that people
    labelled and nothing was trained on (`aggregate.errors` says how). They hold where the method errs as it
    did there, on English news about politics; in another genre they can be too narrow.

    Parameters
    ----------
    result
        An analysis by one method.
    by, include_places, include_truncated, include_duplicates, confidence, n_resamples, seed
        As for `party_sentiment`.

    Returns
    -------
    DataFrame
        The columns of `by`, `party`, `n` (scored mentions) and `n_units` (sentences or articles); `mean`,
        `low` and `high`, -1 to 1, of this estimate; and `sampling_mean`, `sampling_low` and `sampling_high`,
        those of `party_sentiment`. Groups in order, the party with most mentions first. Intervals are NaN
        with fewer than two units. Empty input gives an empty table.

    Raises
    ------
    ChoiceError
        What to group by is unknown, or the analysis is by two methods.

    Examples
    --------
    >>> from analysis import analyze
    >>> corrected_sentiment(analyze(["Iran lies. Iran kills."]))["party"].tolist()
    ['Iran']
    """
    methods = sorted(result.sentiments["method"].unique())
    if len(methods) > 1:
        raise ChoiceError(f"the analysis is by {' and '.join(methods)}; expected one method")
    found = counted_mentions(
        result,
        by=by,
        include_places=include_places,
        include_truncated=include_truncated,
        include_duplicates=include_duplicates,
    )
    names = list(found.columns[: list(found.columns).index("party")])
    found = found[found["score"].notna()]
    key = [*names, "party"]
    if found.empty:
        return pd.DataFrame({name: found.get(name, []) for name in (*key, *COLUMNS)})
    confusion = shipped_confusion(methods[0])
    table = corrected_means(found, key, confusion, confidence=confidence, n_resamples=n_resamples, seed=seed)
    place = {party: number for number, party in enumerate(parties_by_number(found))}
    ordered = table.assign(place=table["party"].map(place)).sort_values([*names, "place"], ignore_index=True)
    return ordered[[*key, *COLUMNS]]
