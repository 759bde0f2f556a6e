"""Term statistics: what a text is about, in counts that can be checked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.schema import Analysis, ChoiceError, check_choice

GROUPINGS = ("article_id", "source", "published")
_LONGEST = 5


def term_frequencies(
    result: Analysis,
    *,
    n: int | Sequence[int] = 1,
    by: str | None = None,
    min_count: int = 1,
    stop_words: bool = False,
) -> pd.DataFrame:
    """Count words and phrases.

    Parameters
    ----------
    result
        An analysis; its tables `articles` and `tokens` are read.
    n
        Length of the terms in words, 1 to 5, or several lengths.
    by
        Count within each ``article_id``, ``source`` or ``published`` day; by default over all articles.
        Articles where it is missing are left out.
    min_count
        Leave out terms that occur less often (in their group).
    stop_words
        Whether to keep terms that begin or end with a function word.

    Returns
    -------
    DataFrame
        The grouping column (where `by` is given), `term` (lower case), `n`, `surface` (its commonest
        writing), `count`, and `per_million`: 10⁶ × count / words in the group, 0 to 10⁶. Sorted by group,
        then by count, the highest first. A phrase does not reach over a mark or the end of a sentence.
        Empty input gives an empty table with these columns.

    Raises
    ------
    ChoiceError
        `by` or `n` is not one of the values above.
    """
    lengths = (n,) if isinstance(n, int) else tuple(n)
    for length in lengths:
        if not 1 <= length <= _LONGEST:
            raise ChoiceError(
                f"n is {length!r}; expected one of: {', '.join(map(str, range(1, _LONGEST + 1)))}"
            )
    if by is not None:
        check_choice("by", by, GROUPINGS)
    tokens = _with_pieces(result.tokens.assign(group=_groups(result, by)))
    tokens = tokens[tokens["group"].notna()]
    words = tokens.loc[tokens["is_word"]].groupby("group", sort=False).size()
    counted = pd.concat([_count(tokens, length, stop_words) for length in lengths], ignore_index=True)
    counted["per_million"] = 1e6 * counted["count"] / words.reindex(counted["group"]).to_numpy()
    counted = counted[counted["count"] >= min_count].sort_values(
        ["group", "count", "n", "term"], ascending=[True, False, True, True], ignore_index=True
    )
    columns = ["term", "n", "surface", "count", "per_million"]
    return counted.rename(columns={"group": by})[[by, *columns]] if by else counted[columns]


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
    from scipy.sparse import coo_array
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = term_frequencies(result, n=n, by="article_id", min_count=min_count).drop(columns="per_million")
    terms, vocabulary = pd.factorize(counts["term"])
    if len(result.articles) < 2 or counts.empty:
        return counts.iloc[:0].assign(articles=np.empty(0, "int64"), tfidf=np.empty(0))
    # Articles without a term count, too.
    rows = pd.Index(result.article_ids).get_indexer(pd.Index(counts["article_id"]))
    matrix = coo_array(
        (counts["count"], (rows, terms)), shape=(len(result.articles), len(vocabulary))
    ).tocsr()
    weights = TfidfTransformer().fit_transform(matrix).tocsr()
    counts["articles"] = np.bincount(terms, minlength=len(vocabulary))[terms]
    counts["tfidf"] = np.asarray(weights[rows, terms]).ravel()
    return counts.sort_values(
        ["article_id", "tfidf", "term"], ascending=[True, False, True], ignore_index=True
    )


class _Words(NamedTuple):
    """Integer codes of words, with the surface and the norm that each code stands for."""

    codes: NDArray[np.intp]
    surfaces: NDArray[np.object_]
    norms: NDArray[np.object_]

    @classmethod
    def of(cls, surfaces: pd.Series, norms: pd.Series) -> _Words:
        """Number the distinct surfaces; each has one norm."""
        codes, distinct = pd.factorize(surfaces)
        _, first = np.unique(codes, return_index=True)
        return cls(codes, np.asarray(distinct, dtype=object), norms.to_numpy(dtype=object)[first])


def _joined(words: Sequence[NDArray[np.object_]]) -> pd.Series:
    text = pd.Series(words[0], dtype="str")
    for word in words[1:]:
        text = text + " " + pd.Series(word, dtype="str")
    return text


def _groups(result: Analysis, by: str | None) -> pd.Series:
    if by is None:
        return pd.Series("", index=result.tokens.index, dtype="str")
    ids = result.articles["article_id"]
    values = pd.Series(result.articles[by].to_numpy(), index=ids.to_numpy(), dtype=result.articles[by].dtype)
    return values.reindex(result.tokens["article_id"]).set_axis(result.tokens.index)


def _with_pieces(tokens: pd.DataFrame) -> pd.DataFrame:
    """Hang pieces of words ('s, n't) on their words, for use inside phrases: ``Ukraine’s president``."""
    is_piece = tokens["norm"].str.match(r"'\w|n't$").to_numpy(dtype=bool)
    inner = tokens[["surface", "norm"]].to_numpy(dtype=object, copy=True)
    pieces = np.flatnonzero(is_piece[1:]) + 1
    inner[pieces - 1] += inner[pieces]
    return tokens.assign(inner_surface=inner[:, 0], inner_norm=inner[:, 1])[~is_piece]


def _count(tokens: pd.DataFrame, length: int, stop_words: bool) -> pd.DataFrame:
    """Count the terms of one length within each group, on integer codes; text is made for distinct terms."""
    last = _Words.of(tokens["surface"], tokens["norm"])
    inner = _Words.of(tokens["inner_surface"], tokens["inner_norm"])
    groups, group_values = pd.factorize(tokens["group"])
    sentences = tokens.groupby(["article_id", "sentence"], sort=False).ngroup().to_numpy()
    is_word, is_stop = tokens["is_word"].to_numpy(), tokens["is_stop"].to_numpy()
    starts = np.arange(max(len(tokens) - length + 1, 0))
    ends = starts + length - 1
    keep = sentences[starts] == sentences[ends]
    for offset in range(length):
        keep &= is_word[starts + offset]
    if not stop_words:
        keep &= ~is_stop[starts] & ~is_stop[ends]
    starts, ends = starts[keep], ends[keep]
    codes = {f"word_{offset}": inner.codes[starts + offset] for offset in range(length - 1)}
    codes["last"] = last.codes[ends]
    distinct = pd.DataFrame({"group": groups[starts], **codes}).value_counts(sort=False).reset_index()
    lists = [inner] * (length - 1) + [last]
    places = [distinct[name].to_numpy() for name in codes]
    distinct["surface"] = _joined([words.surfaces[place] for words, place in zip(lists, places, strict=True)])
    distinct["term"] = _joined([words.norms[place] for words, place in zip(lists, places, strict=True)])
    distinct["group"] = group_values.take(distinct["group"].to_numpy())
    # Of two equally common writings the one in lower case, which sorts last, is not just a sentence's start.
    distinct = distinct.sort_values(["count", "surface"], ascending=[False, False])
    merged = distinct.groupby(["group", "term"], sort=False).agg(
        surface=("surface", "first"), count=("count", "sum")
    )
    return merged.reset_index().assign(n=length)
