"""TF-IDF by scikit-learn, as a table and as the matrix that a `Pipeline` starts from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.keywords.frequencies import group_table
from analysis.keywords.terms import count_terms
from analysis.schema import Analysis


class DocumentTerms(NamedTuple):
    """Counts by article: `counts` has a row an article of `articles` and a column a term of `terms`."""

    counts: csr_array
    articles: pd.Index
    terms: pd.Index


def document_terms(
    result: Analysis, *, n: int | Sequence[int] = 1, min_articles: int = 1, stop_words: bool = False
) -> DocumentTerms:
    """Count terms by article, for scikit-learn: its transformers and models take the sparse matrix as it is.

    Parameters
    ----------
    result, n, stop_words
        As for `term_frequencies`.
    min_articles
        Leave out terms that fewer articles hold.

    Returns
    -------
    DocumentTerms
        A row for every article, also one without a term, in the order of `result.articles`; terms in the
        order of the alphabet, as in scikit-learn's ``CountVectorizer``.
    """
    counted = count_terms(result, n=n, by="article_id", stop_words=stop_words)
    places = counted.groups.get_indexer(pd.Index(result.articles["article_id"]))
    terms = counted.terms["term"].to_numpy(dtype=object)
    enough = np.flatnonzero(np.bincount(counted.counts.indices, minlength=len(terms)) >= min_articles)
    order = enough[np.argsort(terms[enough])]
    return DocumentTerms(
        counts=counted.counts[places][:, order],
        articles=counted.groups.take(places),
        terms=pd.Index(terms[order], dtype="str"),
    )


def tf_idf(result: Analysis, *, n: int | Sequence[int] = 1, min_count: int = 1) -> pd.DataFrame:
    """Weigh each article's terms by how few of the other articles use them.

    Computed by scikit-learn's `TfidfTransformer` with its defaults: count × (ln((1 + N) / (1 + df)) + 1),
    each article scaled to unit length (https://scikit-learn.org, "Tf–idf term weighting"). Weights of
    different analyses are not comparable.

    Parameters
    ----------
    result, n, min_count
        As for `term_frequencies`, within each article.

    Returns
    -------
    DataFrame
        `article_id`, `term`, `n`, `surface`, `count`, `articles` (how many hold the term), `tfidf` (0 to 1);
        the highest first in each article. With fewer than two articles there is nothing to compare: empty.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    counted = count_terms(result, n=n, by="article_id")
    table = group_table(counted)
    table = table[table["count"] >= min_count]
    columns = ["article_id", "term", "n", "surface", "count", "articles", "tfidf"]
    table["article_id"] = counted.groups.take(table["group"].to_numpy())
    if len(result.articles) < 2 or table.empty:
        return table.iloc[:0].assign(tfidf=np.empty(0))[columns]
    # Articles without a term count, too; terms below `min_count` do not.
    places = pd.Index(result.articles["article_id"]).get_indexer(pd.Index(table["article_id"]))
    terms = table["column"].to_numpy()
    shape = (len(result.articles), len(counted.terms))
    weights = TfidfTransformer().fit_transform(csr_array((table["count"], (places, terms)), shape=shape))
    table["articles"] = np.bincount(terms, minlength=shape[1])[terms]
    table["tfidf"] = np.asarray(weights.tocsr()[places, terms]).ravel()
    return table.sort_values(
        ["article_id", "tfidf", "term"], ascending=[True, False, True], ignore_index=True
    )[columns]
