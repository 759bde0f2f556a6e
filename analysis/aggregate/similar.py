"""The same story in several outlets, by the words of articles and their days."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.keywords.weights import described_terms
from analysis.schema import Analysis, Batches, columns, make_table, once

# Similarities held at a time: 4 million are at most 48 MB.
_CELLS = 4_000_000


@once
def similar_stories(result: Analysis | Batches, *, days: int = 3, similar: float = 0.25) -> pd.DataFrame:
    """Group articles of different outlets that tell the same story.

    Articles are read in the order of their days. Each joins the story whose first article it is most similar
    to, if it appeared at most `days` later and their similarity is at least `similar`; otherwise it begins a
    story. So no story grows from day to day into another one. Similarity is the cosine of TF-IDF weights,
    (1 + ln count) × (ln((1 + N) / (1 + df)) + 1), of content words, 0 to 1 (scikit-learn's
    `TfidfTransformer` with ``sublinear_tf``); it depends on which other articles there are.

    The default was chosen by eye on 840 articles of seven outlets about one election (PolNeAR). Of 22 pairs
    from different outlets, at most three days apart, with 0.25 or more, about 18 are of one event by their
    headlines; of those from 0.2 to 0.25 about half are, of those from 0.15 to 0.2 few.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses; `articles` and `tokens` are read. Articles without a day are
        in no story. Of a run is kept what `document_terms` keeps, and as much again for the weights.
    days
        How many days after its first article a story may be told, 0 or more.
    similar
        Least similarity to the first article, 0 to 1; articles without a word in common are never one story.

    Returns
    -------
    DataFrame
        The table `stories` (see `schema.TABLES`), in the order of the first articles, and within a story of
        the days; only stories that two outlets tell or more, where articles without an outlet count as one.
        Empty where there is none.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    found, articles = described_terms(result, ["source", "published"])
    articles = articles.dropna(subset="published")
    articles = articles.sort_values(["published", "article_id"])
    story = np.arange(len(articles))
    similarity = np.ones(len(articles))
    if len(articles) and found.counts.shape[1]:
        weights = csr_array(TfidfTransformer(sublinear_tf=True).fit_transform(found.counts))[articles.index]
        place = articles["published"].to_numpy().astype("datetime64[D]").astype("int64")
        story, similarity = _stories(weights, place, days, similar)
    table = articles.assign(story=story, similarity=similarity).reset_index(drop=True)
    outlets = table.fillna({"source": ""}).groupby("story")["source"].transform("nunique")
    table = table[outlets > 1].sort_values("story", kind="stable")
    numbers, _ = pd.factorize(table["story"])
    table = table.assign(story=numbers)
    return make_table("stories", {name: table[name] for name in columns("stories")})


def _stories(
    weights: csr_array, place: NDArray[np.int64], days: int, similar: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give for each article, in order of days, the first article of its story and the similarity to it."""
    n = len(place)
    story, similarity = np.arange(n), np.ones(n)
    earliest = np.searchsorted(place, place - days)
    start = 0
    while start < n:
        # As many rows as keep the block small, whose window begins at that of the first.
        low = int(earliest[start])
        stop = min(n, start + max(1, _CELLS // (start - low + _CELLS // 1000)))
        block = csr_array(weights[start:stop] @ weights[low:stop].T)
        for row in range(start, stop):
            own = slice(block.indptr[row - start], block.indptr[row - start + 1])
            others, values = block.indices[own] + low, block.data[own]
            fits = (
                (values >= similar) & (others < row) & (others >= earliest[row]) & (story[others] == others)
            )
            if fits.any():
                others, values = others[fits], np.round(values[fits], 9)
                best = np.lexsort((others, -values))[0]
                story[row], similarity[row] = others[best], min(values[best], 1.0)
        start = stop
    return story, similarity
