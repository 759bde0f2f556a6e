"""Topics of a corpus: which words come in the same articles, and which articles show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.keywords.weights import described_terms
from analysis.records import ChoiceError
from analysis.schema import Analysis, Batches


class Topics(NamedTuple):
    """Topics of a corpus as tables; the columns are those of `find_topics`."""

    terms: pd.DataFrame
    articles: pd.DataFrame
    coherence: pd.DataFrame


def find_topics(
    result: Analysis | Batches,
    n_topics: int = 10,
    *,
    most_terms: int = 10,
    most_articles: int = 5,
    min_articles: int = 5,
    seed: int = 0,
) -> Topics:
    """Find topics by non-negative matrix factorisation of TF-IDF weights, by scikit-learn.

    Parameters
    ----------
    result
        An analysis of many articles, a run, or several analyses; some hundred articles are wanted for topics
        that hold. Of a run is kept what `document_terms` keeps.
    n_topics
        How many topics to look for.
    most_terms, most_articles
        How many terms and articles to show of each.
    min_articles
        Leave out words that fewer articles hold.
    seed
        Seed of the factorisation; one seed always gives one result.

    Returns
    -------
    Topics
        `terms`: `topic`, `rank`, `term`, `weight`. `articles`: `topic`, `rank`, `article_id`, `title`,
        `share` (of the topic in the article's topics, 0 to 1), those that show the topic best. `coherence`:
        `topic`, `npmi` (mean over the pairs of its shown terms of log₂(p(a, b) / (p(a) p(b))) / -log₂ p(a,
        b), p the share of articles, -1 to 1, a pair in no article -1; Lau, Newman & Baldwin 2014) and `share`
        of the corpus. The largest topic is number 0. Numbers and coherence of different corpora must not be
        compared; a topic is a pattern of words, and a name for it is the reader's. Tables are empty without
        articles.

    Raises
    ------
    ChoiceError
        `n_topics` is below 1 or above the number of articles or words.
    """
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfTransformer

    counted, known = described_terms(result, ["title"], min_articles=min_articles)
    limit = min(counted.counts.shape)
    if known.empty:
        return _tables([], [], [])
    if not 1 <= n_topics <= limit:
        raise ChoiceError(
            f"n_topics is {n_topics}; expected 1 to {limit}, "
            f"the number of articles or of words in {min_articles} of them"
        )
    model = NMF(n_topics, init="nndsvda", random_state=seed, max_iter=400, tol=1e-3)
    # Where the fit has no error, scikit-learn can take the root of just below zero, for a figure not used.
    with np.errstate(invalid="ignore"):
        weights = model.fit_transform(TfidfTransformer(sublinear_tf=True).fit_transform(counted.counts))
    sums = weights.sum(axis=1, keepdims=True)
    shares = np.divide(weights, sums, out=np.zeros_like(weights), where=sums > 0)
    order = np.argsort(-shares.sum(axis=0), kind="stable")
    titles = known["title"].to_numpy()
    holds = (counted.counts > 0).astype(np.float64).tocsc()
    terms, articles, coherence = [], [], []
    for topic, component in enumerate(order):
        row = model.components_[component]
        best = np.argsort(-row, kind="stable")[:most_terms]
        terms += [(topic, rank, counted.terms[place], row[place]) for rank, place in enumerate(best, 1)]
        shown = np.argsort(-weights[:, component], kind="stable")[:most_articles]
        articles += [
            (topic, rank, counted.articles[place], titles[place], shares[place, component])
            for rank, place in enumerate(shown, 1)
        ]
        coherence.append((topic, _npmi(holds[:, best].toarray()), shares[:, component].mean()))
    return _tables(terms, articles, coherence)


def _npmi(holds: np.ndarray) -> float:
    """Give the mean over pairs of columns of the normalised mutual information of being in one article."""
    together = holds.T @ holds / len(holds)
    alone = np.diag(together)
    first, second = np.triu_indices(len(alone), 1)
    if not len(first):
        return np.nan
    joint = together[first, second]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(joint / (alone[first] * alone[second])) / -np.log2(joint)
    # Never together is -1; in every article, neither tells anything of the other.
    return float(np.mean(np.where(joint == 0, -1, np.where(joint == 1, 0, value))))


def _tables(terms: Sequence[object], articles: Sequence[object], coherence: Sequence[object]) -> Topics:
    return Topics(
        pd.DataFrame(terms, columns=["topic", "rank", "term", "weight"]),
        pd.DataFrame(articles, columns=["topic", "rank", "article_id", "title", "share"]),
        pd.DataFrame(coherence, columns=["topic", "npmi", "share"]),
    )
