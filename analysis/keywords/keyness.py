"""Which terms are commoner in one corpus than in another: keyness, by the measures in use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.keywords import measures
from analysis.keywords.counts import count_terms
from analysis.keywords.frequencies import group_table
from analysis.keywords.reference import WordList, news_reference
from analysis.keywords.terms import check_lengths, stemmer
from analysis.records import ChoiceError, check_choice
from analysis.schema import Analysis, Batches

# What shares out the articles; parties share sentences with one another.
PARTITIONS = ("article_id", "source", "published", "month")
# Monroe, Colaresi & Quinn leave the weight of the prior to the analyst. The words of a news story (a median
# of 592 in PolNeAR) let a story's own words count about as much as general English.
PRIOR_WORDS = 500.0
_COLUMNS = ["term", "n", "surface", "count", "count_reference", "per_million", "per_million_reference"]


def keyness(
    target: Analysis | Batches,
    reference: Analysis | Batches | WordList | None = None,
    *,
    n: int | Sequence[int] = 1,
    min_count: int = 1,
    stop_words: bool = False,
    stems: bool = False,
    include_duplicates: bool = False,
    prior_words: float = PRIOR_WORDS,
) -> pd.DataFrame:
    """Compare how often terms occur in a target and in a reference.

    Parameters
    ----------
    target, reference
        Two analyses, runs, or several analyses each, whole or narrowed: the words around one party against
        those around another (`around`), what one party says against another (`within` of its quotations),
        one outlet against others (`where`). Or a list of words as `reference`: by default general news
        English (`news_reference`), for single words only. Each keeps of a run what `term_frequencies` keeps.
    n, stop_words, stems, include_duplicates
        As for `term_frequencies`; of each story, target and reference count one version each.
    min_count
        Leave out terms that occur less often in both together.
    prior_words
        Weight of the prior of `log_odds` in words (α₀). The prior has the shape of target and reference
        together, which for one article is that of general news English.

    Returns
    -------
    DataFrame
        Every term of target or reference: `term`, `n`, `surface`; `count` and `per_million` in the target,
        both again with ``_reference``; and the measures of `keywords.measures`, positive where the term is
        commoner in the target: `g2`, `p` (of g2) and `p_adjusted` (Benjamini-Hochberg over all rows),
        `log_likelihood`, `chi_squared`, `log_ratio`, `percent_difference`, `bayes_factor`, `log_odds` and
        its `z`. Sorted by g2, the most typical of the target first and of the reference last. Swapping both
        flips signs and keeps magnitudes, but of %DIFF. Tests assume that words are drawn one by one; in
        texts they come in bursts, so that p is too small. Empty input gives an empty table; where one side
        has no word, measures are NA.

    Raises
    ------
    ChoiceError
        `n` is not 1 to 5, or not 1 where the reference is a list of words.
    """
    lengths = check_lengths(n)
    other = news_reference() if reference is None else reference
    sides = [_counts(target, lengths, stop_words, stems, include_duplicates)]
    if isinstance(other, WordList):
        if lengths != (1,):
            raise ChoiceError(f"n is {n!r}; expected 1, since the reference is a list of single words")
        sides.append(_list_counts(other, stop_words, stems))
    else:
        sides.append(_counts(other, lengths, stop_words, stems, include_duplicates))
    (first, c), (second, d) = sides
    table = _both(first, second)
    table = _measured(table[table["count"] + table["count_reference"] >= min_count], c, d, prior_words)
    return table.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)


def keyness_by(
    result: Analysis | Batches,
    by: str,
    *,
    n: int | Sequence[int] = 1,
    min_count: int = 1,
    stop_words: bool = False,
    stems: bool = False,
    include_duplicates: bool = False,
    prior_words: float = PRIOR_WORDS,
) -> pd.DataFrame:
    """Compare each outlet, period or article with all the others.

    Parameters
    ----------
    result, n, min_count, stop_words, stems, include_duplicates, prior_words
        As for `keyness`, whose target is one group and whose reference the other groups together; of each
        story, every group counts one version. Of a run is kept what `term_frequencies` keeps by groups.
    by
        What makes a group: ``article_id``, ``source``, ``published`` (day) or ``month``. Articles where it is
        missing are left out. For parties, which share sentences, see `keyness` of `around`.

    Returns
    -------
    DataFrame
        The grouping column and those of `keyness`, for the terms that the group uses, sorted by group and g2;
        `p_adjusted` corrects within a group. Empty input gives an empty table.

    Raises
    ------
    ChoiceError
        `by` or `n` is not one of the values above.
    """
    check_choice("by", by, PARTITIONS)
    counted = count_terms(
        result, n=n, by=by, stop_words=stop_words, stems=stems, include_duplicates=include_duplicates
    )
    table = group_table(counted)
    totals = np.asarray(counted.counts.sum(axis=0), dtype=np.int64).ravel()
    table["count_reference"] = totals[table["column"].to_numpy()] - table["count"]
    table = table[table["count"] + table["count_reference"] >= min_count]
    c = counted.words[table["group"].to_numpy()]
    measured = _measured(table, c, counted.words.sum() - c, prior_words)
    measured.insert(0, by, counted.groups.take(table["group"].to_numpy()))
    measured["p_adjusted"] = measured.groupby(by)["p"].transform(
        lambda p: pd.Series(measures.adjusted(p.to_numpy()), index=p.index)
    )
    return measured.sort_values([by, "g2", "term"], ascending=[True, False, True], ignore_index=True)


def _counts(
    result: Analysis | Batches,
    lengths: tuple[int, ...],
    stop_words: bool,
    stems: bool,
    include_duplicates: bool,
) -> tuple[pd.DataFrame, int]:
    counted = count_terms(
        result, n=lengths, stop_words=stop_words, stems=stems, include_duplicates=include_duplicates
    )
    return group_table(counted)[["key", "term", "n", "surface", "count"]], int(counted.words.sum())


def _both(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Put the counts of two sides beside each other, 0 where a side lacks the term."""
    place = pd.Index(first["key"]).get_indexer(pd.Index(second["key"]))
    is_shared = place >= 0
    extra = second[~is_shared]
    reference = np.zeros(len(first), dtype=np.int64)
    reference[place[is_shared]] = second["count"].to_numpy()[is_shared]
    table: pd.DataFrame = pd.concat([first, extra.assign(count=np.int64(0))], ignore_index=True)
    return table.assign(count_reference=np.concatenate([reference, extra["count"].to_numpy()]))


def _list_counts(words: WordList, stop_words: bool, stems: bool) -> tuple[pd.DataFrame, int]:
    """Give a list the columns of counts, by stems where the target is."""
    from analysis.resources import stop_words as stop_list

    table = words.table()[["term", "count"]]
    if not stop_words:
        table = table[~table["term"].isin(stop_list())]
    key = table["term"].map(stemmer()).astype("str") if stems else table["term"]
    # The list comes with the commonest word first.
    table = (
        table.assign(key=key).groupby("key", sort=False).agg(term=("term", "first"), count=("count", "sum"))
    )
    table = table.reset_index()
    return table.assign(n=np.ones(len(table), dtype=np.int64), surface=table["term"]), words.n_words


def _measured(
    table: pd.DataFrame, c: NDArray[np.int64] | int, d: NDArray[np.int64] | int, prior_words: float
) -> pd.DataFrame:
    a, b = table["count"].to_numpy(), table["count_reference"].to_numpy()
    total = np.maximum(np.asarray(c) + d, 1)
    score = measures.g2(a, b, c, d)
    p = measures.p_values(score)
    odds, z = measures.log_odds(a, b, c, d, prior=prior_words * (a + b) / total, prior_words=prior_words)
    with np.errstate(invalid="ignore", divide="ignore"):
        rates = {"per_million": 1e6 * a / np.float64(c), "per_million_reference": 1e6 * b / np.float64(d)}
    return table.assign(**rates)[_COLUMNS].assign(
        g2=score,
        p=p,
        p_adjusted=measures.adjusted(p),
        log_likelihood=measures.log_likelihood(a, b, c, d),
        chi_squared=measures.chi_squared(a, b, c, d),
        log_ratio=measures.log_ratio(a, b, c, d),
        percent_difference=measures.percent_difference(a, b, c, d),
        bayes_factor=measures.bayes_factor(a, b, c, d),
        log_odds=odds,
        z=z,
    )
