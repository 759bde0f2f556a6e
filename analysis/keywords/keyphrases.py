"""The phrases that a person would choose to say what an article is about."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.keywords.candidates import FEATURES, candidates
from analysis.keywords.counts import WORDS
from analysis.resources import keyphrase_weights
from analysis.schema import Analysis, Batches, in_parts


def keyphrases(result: Analysis | Batches, *, most: int = 10) -> pd.DataFrame:
    """Choose the words and phrases of up to three words that say best what each article is about.

    A logistic regression over facts that are counted in the article and in general news English (see
    `candidates.FEATURES`): how often and how early a phrase occurs, how rare its words are elsewhere, how
    long they are, what stands beside them. Its 18 weights were fitted to the choices of readers of news
    stories (Marujo et al. 2012, "Key phrase extraction of lightly filtered broadcast news";
    `training.keyphrases`).

    Parameters
    ----------
    result
        An analysis of any number of articles, a run, or several analyses. Of a run a part is in memory at a
        time, and the rows that are returned, at most 3 GB for a million articles.
    most
        How many phrases an article to give at most.

    Returns
    -------
    DataFrame
        `article_id`, `rank` (from 1), `term`, `n`, `surface` (the commonest writing), `count`, and `score`:
        how likely readers choose the phrase, 0 to 1. Words with one stem are one phrase. Scores of long and
        short articles, and of texts other than news, must not be compared. Empty input gives an empty table.
    """
    return in_parts(result, WORDS, lambda part: _chosen(part, most))


def _chosen(result: Analysis, most: int) -> pd.DataFrame:
    table = candidates(result)
    table["score"] = scores(table)
    # Of equal scores the earlier candidate, by length and stem, so that the order is fixed.
    articles = pd.Index(result.articles["article_id"]).get_indexer(pd.Index(table["article_id"]))
    table = table.iloc[np.lexsort((-table["score"].to_numpy(), articles))]
    table["rank"] = table.groupby("article_id", sort=False).cumcount() + 1
    chosen = table[table["rank"] <= most].reset_index(drop=True)
    return chosen[["article_id", "rank", "term", "n", "surface", "count", "score"]]


def scores(table: pd.DataFrame) -> np.ndarray:
    """Give candidates their probability of being chosen."""
    weights = keyphrase_weights()
    names = [name for name in FEATURES if name in weights]
    values = table[names].to_numpy(dtype=np.float64) @ np.array([weights[name] for name in names])
    return np.asarray(1 / (1 + np.exp(-(values + weights["intercept"]))), dtype=np.float64)
