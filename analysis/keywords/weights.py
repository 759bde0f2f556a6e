"""TF-IDF by scikit-learn, as a table and as the matrix that a `Pipeline` starts from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.keywords.counts import count_terms, words_read
from analysis.keywords.frequencies import group_table
from analysis.schema import Analysis, Batches, Noted, joined, parts_of


class DocumentTerms(NamedTuple):
    """Counts by article: `counts` has a row an article of `articles` and a column a term of `terms`."""

    counts: csr_array
    articles: pd.Index
    terms: pd.Index


def document_terms(
    result: Analysis | Batches,
    *,
    n: int | Sequence[int] = 1,
    min_articles: int = 1,
    stop_words: bool = False,
) -> DocumentTerms:
    """Count terms by article, for scikit-learn: its transformers and models take the sparse matrix as it is.

    Parameters
    ----------
    result
        An analysis, a run, or several analyses. Of a run a part is in memory at a time, and 12 bytes for each
        different word of an article, up to four times: 18 kB for each of 6 kB, 18 GB for a million.
    n, stop_words
        As for `term_frequencies`.
    min_articles
        Leave out terms that fewer articles hold.

    Returns
    -------
    DocumentTerms
        A row for every article, also one without a term, in the order of `result.articles`; terms in the
        order of the alphabet, as in scikit-learn's ``CountVectorizer``.
    """
    return described_terms(result, (), n=n, min_articles=min_articles, stop_words=stop_words)[0]


def described_terms(
    result: Analysis | Batches,
    details: Sequence[str],
    *,
    n: int | Sequence[int] = 1,
    min_articles: int = 1,
    stop_words: bool = False,
) -> tuple[DocumentTerms, pd.DataFrame]:
    """Count terms by article, as `document_terms`, and give some columns of `articles` in the same order."""
    names = ("article_id", *details)
    known: dict[str, int] = {}
    matrices, articles = [], []
    for part in parts_of(result, joined(words_read("article_id"), {"articles": names})):
        counted = count_terms(part, n=n, by="article_id", stop_words=stop_words)
        column = [known.setdefault(term, len(known)) for term in counted.terms["term"]]
        counts = counted.counts[counted.groups.get_indexer(pd.Index(part.articles["article_id"]))]
        counts.indices = np.array(column, dtype=np.int32)[counts.indices]
        matrices.append(counts)
        articles.append(part.articles[list(names)])
    terms = np.array(list(known), dtype=object)
    counts = _stacked(matrices, len(terms))
    enough = np.flatnonzero(np.bincount(counts.indices, minlength=len(terms)) >= min_articles)
    order = enough[np.argsort(terms[enough])]
    table = pd.concat(articles, ignore_index=True)
    ids = pd.Index(table["article_id"], name=None)
    return DocumentTerms(counts[:, order], ids, pd.Index(terms[order], dtype="str")), table


def _stacked(matrices: Sequence[csr_array], width: int) -> csr_array:
    """Put matrices of counts one below the other."""
    ends = [np.diff(matrix.indptr) for matrix in matrices]
    return csr_array(
        (
            np.concatenate([matrix.data for matrix in matrices]),
            np.concatenate([matrix.indices for matrix in matrices]),
            np.concatenate([[0], *ends]).cumsum(),
        ),
        shape=(sum(map(len, ends)), width),
    )


def tf_idf(result: Analysis | Batches, *, n: int | Sequence[int] = 1, min_count: int = 1) -> pd.DataFrame:
    """Weigh each article's terms by how few of the other articles use them.

    Computed by scikit-learn's `TfidfTransformer` with its defaults: count × (ln((1 + N) / (1 + df)) + 1),
    each article scaled to unit length (https://scikit-learn.org, "Tf–idf term weighting"). Weights of
    different analyses are not comparable.

    Parameters
    ----------
    result, n, min_count
        As for `term_frequencies`, within each article; of a run is kept what that keeps by article.

    Returns
    -------
    DataFrame
        `article_id`, `term`, `n`, `surface`, `count`, `articles` (how many hold the term), `tfidf` (0 to 1);
        the highest first in each article. With fewer than two articles there is nothing to compare: empty.
    """
    from sklearn.feature_extraction.text import TfidfTransformer

    noted = Noted({"articles": ["article_id"]})
    counted = count_terms(noted.passing(parts_of(result, words_read("article_id"))), n=n, by="article_id")
    articles = pd.Index(noted.analysis().articles["article_id"])
    table = group_table(counted)
    table = table[table["count"] >= min_count]
    columns = ["article_id", "term", "n", "surface", "count", "articles", "tfidf"]
    table["article_id"] = counted.groups.take(table["group"].to_numpy())
    if len(articles) < 2 or table.empty:
        return table.iloc[:0].assign(tfidf=np.empty(0))[columns]
    # Articles without a term count, too; terms below `min_count` do not.
    places = articles.get_indexer(pd.Index(table["article_id"]))
    terms = table["column"].to_numpy()
    shape = (len(articles), len(counted.terms))
    weights = TfidfTransformer().fit_transform(csr_array((table["count"], (places, terms)), shape=shape))
    table["articles"] = np.bincount(terms, minlength=shape[1])[terms]
    table["tfidf"] = np.asarray(weights.tocsr()[places, terms]).ravel()
    return table.sort_values(
        ["article_id", "tfidf", "term"], ascending=[True, False, True], ignore_index=True
    )[columns]
