"""Words that keep company: pairs that stand together, and words in windows around a node."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.keywords import measures
from analysis.keywords.counts import WORDS, Sums, TermSums
from analysis.keywords.measures import Floats
from analysis.keywords.nodes import check_mentioned, find_nodes, nodes_read
from analysis.keywords.terms import code_words, first_places, phrase_codes, phrase_texts
from analysis.keywords.windows import SIDES, UNITS, around_nodes, narrowing_reads, without
from analysis.records import check_choice
from analysis.schema import Analysis, Batches, first_versions, joined, parts_of

_PAIRS = ["term", "surface", "count", "count_left", "count_right", "expected"]
_MEASURES = ["pmi", "npmi", "log_dice", "t_score", "g2", "p", "p_adjusted"]


def collocations(
    result: Analysis | Batches,
    *,
    min_count: int = 2,
    stop_words: bool = False,
    include_duplicates: bool = False,
) -> pd.DataFrame:
    """Find pairs of neighbouring words that stand together more often than their counts let expect.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses, whole or narrowed. Of a run a part is in memory at a time,
        and 0.4 kB for each different pair: 85 MB for 800 news articles, and some 27 GB for a million, as
        worked out from how pairs grow.
    min_count
        Leave out pairs that occur less often. Below about 5, `pmi` and `npmi` say little.
    stop_words
        Whether to keep pairs that begin or end with a function word.
    include_duplicates
        As for `term_frequencies`.

    Returns
    -------
    DataFrame
        `term`, `surface`, `count` (of the pair), `count_left` and `count_right` (how often its words are
        first and last of any pair), `expected` (count_left × count_right / pairs), and the measures of
        `association`; sorted by g2. A pair does not reach over a mark or the end of a sentence. Empty input
        gives an empty table.
    """
    parts = parts_of(result, WORDS)
    sums = Sums("count")
    for part in parts if include_duplicates else first_versions(parts):
        sums.add(_pairs(part))
    forms = sums.total()
    if forms.empty:
        return pd.DataFrame(columns=[*_PAIRS, *_MEASURES])
    n_pairs = int(forms["count"].sum())
    for side in ("left", "right"):
        forms[f"count_{side}"] = forms.groupby(side, sort=False)["count"].transform("sum")
    forms = forms.sort_values("count", ascending=False, kind="stable")
    pairs = forms.groupby(["left", "right"], sort=False)
    found = pairs.first().assign(count=pairs["count"].sum())
    found = found[found["count"] >= min_count]
    if not stop_words:
        found = found[~found["is_stop"]]
    found["expected"] = found["count_left"] * found["count_right"] / n_pairs
    found = found[_PAIRS].reset_index(drop=True)
    measured = association(found["count"], found["count_left"], found["count_right"], n_pairs)
    found = pd.concat([found, measured], axis=1)
    return found.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)


def _pairs(result: Analysis) -> pd.DataFrame:
    """Count pairs of words by how they are written, function words too, in the order of the text."""
    words = code_words(result)
    starts, codes = phrase_codes(words, 2, stop_words=True)
    count = np.bincount(codes)
    first = starts[first_places(codes, len(count))]
    # Within a pair, Ukraine's and Ukraine are one word on the left.
    left, right = (pd.Series(words.norms[words.last[places]], dtype="str") for places in (first, first + 1))
    return pd.DataFrame(
        {
            "left": left,
            "right": right,
            "term": phrase_texts(words, first, 2, words.norms),
            "surface": phrase_texts(words, first, 2, words.surfaces),
            "is_stop": words.is_stop[first] | words.is_stop[first + 1],
            "count": count.astype(np.int64),
        }
    )


def words_around(
    result: Analysis | Batches,
    node: str | None = None,
    *,
    party: str | None = None,
    is_regex: bool = False,
    unit: str = "word",
    size: int | None = None,
    side: str = "both",
    min_count: int = 2,
    stop_words: bool = False,
    stems: bool = False,
    include_duplicates: bool = False,
) -> pd.DataFrame:
    """Find the words that stand around a node more often than elsewhere.

    Parameters
    ----------
    result
        An analysis of any number of articles, a run, or several analyses. Of a run is kept twice what
        `term_frequencies` keeps.
    node, party, is_regex, unit, size, side
        The node and the window around it, as for `around`; by default 5 words to each side.
    min_count
        Leave out words that occur less often in the windows.
    stop_words, stems, include_duplicates
        As for `term_frequencies`.

    Returns
    -------
    DataFrame
        `term`, `surface`, `count` (in the windows, each place once), `count_total` (in the corpus without the
        node itself), `expected` (words in windows × count_total / words) and the measures of `association`,
        for which the windows are the first word's places (Evert 2008, "Corpora and collocations", surface
        cooccurrence); but `log_dice` is of the occurrences of node and word, as in Sketch Engine, so that it
        can exceed 14 where a word stands twice in one window. Sorted by g2, what shuns the node last. Empty
        input, or a node that is not found, gives an empty table.
    """
    check_choice("unit", unit, UNITS)
    check_choice("side", side, SIDES)
    reads = joined(joined(WORDS, narrowing_reads()), nodes_read(party, is_regex=is_regex))
    parts = parts_of(result, reads)
    windows, rest = (TermSums(stop_words=stop_words, stems=stems) for _ in range(2))
    n_nodes = 0
    seen: set[str] = set()
    for part in parts if include_duplicates else first_versions(parts):
        nodes = find_nodes(part, node, party=party, is_regex=is_regex, seen=seen)
        n_nodes += len(nodes)
        windows.add(around_nodes(part, nodes, unit=unit, size=size, side=side))
        rest.add(without(part, nodes))
    if party is not None:
        check_mentioned(party, seen)
    near, total = windows.total(), rest.total()
    surfaces = near.forms.drop_duplicates("column").sort_values("column")["surface"]
    count = np.asarray(near.counts.sum(axis=0), dtype=np.int64).ravel()
    totals = np.asarray(total.counts.sum(axis=0), dtype=np.int64).ravel()
    place = pd.Index(total.terms["key"]).get_indexer(pd.Index(near.terms["key"]))
    count_total = totals[place] if len(place) else count
    n_window, n_total = int(near.words.sum()), int(total.words.sum())
    found = pd.DataFrame(
        {
            "term": near.terms["term"].array,
            "surface": surfaces.array,
            "count": count,
            "count_total": count_total,
            "expected": n_window * count_total / max(n_total, 1),
        }
    )
    measured = association(count, n_window, count_total, n_total)
    measured["log_dice"] = log_dice(count, n_nodes, count_total)
    found = pd.concat([found, measured], axis=1)[count >= min_count]
    found["p_adjusted"] = measures.adjusted(found["p"].to_numpy())
    return found.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)


def association(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> pd.DataFrame:
    """Measure how strongly two things keep company.

    Parameters
    ----------
    both, first, second
        How often both occur together, and each at all.
    total
        Of how many places.

    Returns
    -------
    DataFrame
        With the expected count E = first × second / total, as nltk's `BigramAssocMeasures` give them:

        - `pmi`: log₂(both / E), unbounded; it favours rare words (Church & Hanks 1990, "Word association
          norms, mutual information, and lexicography").
        - `npmi`: pmi / -log₂(both / total), -1 (never together) to 1 (never apart) (Bouma 2009, "Normalized
          (pointwise) mutual information in collocation extraction").
        - `log_dice`: 14 + log₂(2 both / (first + second)), at most 14; comparable between corpora, a point
          halves (Rychlý 2008, "A lexicographer-friendly association score").
        - `t_score`: (both - E) / √both; it favours frequent words (Church et al. 1991).
        - `g2`, `p`, `p_adjusted`: Dunning's log-likelihood ratio, positive where both is above E, with its
          p-value, also corrected over all rows; these alone say how unlikely chance is.

        `pmi`, `npmi`, `t_score` and `g2` of corpora of different sizes must not be compared. NA where both is
        0.
    """
    joint, one, other, places = np.broadcast_arrays(
        *(np.asarray(value, dtype=np.float64) for value in (both, first, second, total))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = one * other / places
        pmi = np.where(joint > 0, np.log2(joint / expected), np.nan)
        # Where both are all there is, neither is ever apart.
        npmi = np.where(joint < places, pmi / -np.log2(joint / places), 1.0)
        t_score = np.where(joint > 0, (joint - expected) / np.sqrt(joint), np.nan)
    score = measures.g2(joint, other - joint, one, places - one)
    # A window that is the whole corpus has no outside to differ from.
    score = np.where((one == places) & (places > 0), 0.0, score)
    p = measures.p_values(score)
    return pd.DataFrame(
        {
            "pmi": pmi,
            "npmi": np.where(joint > 0, npmi, np.nan),
            "log_dice": log_dice(joint, one, other),
            "t_score": t_score,
            "g2": score,
            "p": p,
            "p_adjusted": measures.adjusted(np.atleast_1d(p)),
        }
    )


def log_dice(both: ArrayLike, first: ArrayLike, second: ArrayLike) -> Floats:
    """Give Rychlý's logDice, see `association`."""
    joint = np.asarray(both, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 14 + np.log2(2 * joint / (np.asarray(first) + np.asarray(second)))
    return np.where(joint > 0, value, np.nan)
