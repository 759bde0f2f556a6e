"""General news English, as counts of words: what one article is set against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.resources import news_words


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """Counts of single words in a reference corpus that is not at hand itself.

    `count` and `articles` belong to the words of `terms`: occurrences in all `n_words` words, and in how many
    of `n_articles` whole articles each occurs (a part of the corpus; 0 for a word of its other texts).
    """

    terms: pd.Index
    count: NDArray[np.int64]
    articles: NDArray[np.int64]
    n_words: int
    n_articles: int

    def table(self) -> pd.DataFrame:
        """Give the list as a table: `term`, `count`, `per_million`, `articles`, the commonest first."""
        return pd.DataFrame(
            {
                "term": self.terms,
                "count": self.count,
                "per_million": 1e6 * self.count / self.n_words,
                "articles": self.articles,
            }
        )


@cache
def news_reference() -> WordList:
    """Give the reference list of general news English that ships.

    Counts of 55,209 distinct words in 1,535,640 words of English-language news (whole articles
    and single sentences of public research data sets, see `training.news_words`), and document frequencies
    over the 1,746 whole articles among them; function words are counted, too. Made by the package's own
    tokenizer, so that its words are cut as those of an analysis. No sentence is kept.
    """
    lines = news_words()
    n_words, n_articles = (int(number) for number in re.findall(r"\d+", lines[0]))
    rows = [line.split("\t") for line in lines[1:]]
    count = np.array([int(row[1]) for row in rows], dtype=np.int64)
    articles = np.array([int(row[2]) for row in rows], dtype=np.int64)
    count.flags.writeable = articles.flags.writeable = False
    terms = pd.Index([row[0] for row in rows], dtype="str")
    return WordList(terms=terms, count=count, articles=articles, n_words=n_words, n_articles=n_articles)
