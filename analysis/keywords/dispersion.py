"""How evenly a term is spread over a corpus or a text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.keywords.counts import WORDS, count_terms
from analysis.keywords.nodes import check_mentioned, find_nodes, nodes_read
from analysis.keywords.terms import Codes, check_lengths, code_words, phrase_codes, phrase_texts
from analysis.records import check_choice
from analysis.schema import Analysis, Batches, gathered, in_parts, joined

PARTS = ("article_id", "sentence", "paragraph")


def dispersion(
    result: Analysis | Batches,
    *,
    parts: str | int = "article_id",
    n: int | Sequence[int] = 1,
    min_count: int = 2,
    stop_words: bool = False,
    include_duplicates: bool = False,
) -> pd.DataFrame:
    """Measure how evenly each term is spread over the parts of a corpus.

    Parameters
    ----------
    result
        An analysis of one article or several, a run, or several analyses. All words are in memory at once,
        since distances between them go over all articles: 330 kB for each of 6 kB, 330 GB for a million.
    parts
        What the corpus is parted into: ``article_id``, ``sentence`` or ``paragraph``, or a number of parts of
        equally many words, which suits one article.
    n, stop_words, include_duplicates
        As for `term_frequencies`.
    min_count
        Leave out terms that occur less often. A term that occurs once is spread as badly as can be.

    Returns
    -------
    DataFrame
        `term`, `n`, `surface`, `count`, and with s the share of each part in all words, v its share in the
        occurrences of the term:

        - `parts`: how many of the parts hold it (the range).
        - `dp`: Σ |v - s| / 2, 0 (as the parts' sizes let expect) to 1 - min s (in the smallest part only)
          (Gries 2008, "Dispersions and adjusted frequencies in corpora").
        - `dp_norm`: dp / (1 - min s), 0 to 1 (Lijffijt & Gries 2012).
        - `juilland_d`: 1 - V / √(parts - 1), V the coefficient of variation of the term's rate per part (the
          population's standard deviation over the mean): 1 is even, 0 in one part only (Juilland et al.
          1970). It wants parts of about one size.
        - `arf`: average reduced frequency: with d the distances between its occurrences in words, the last to
          the first around the end, and v = words / count, Σ min(d, v) / v, from about 1 (all in one place) to
          `count` (evenly spread); it needs no parts (Savický & Hlaváčová 2002, "Measures of word
          commonness").

        Sorted by count. All but `arf` depend on the number of parts: compare only under one parting, and
        terms of about one frequency, since rare ones cannot be spread over many parts. With fewer than two
        parts `dp_norm` and `juilland_d` are NA. Empty input gives an empty table.

    Raises
    ------
    ChoiceError
        `parts` or `n` is not one of the values above.
    """
    lengths = check_lengths(n)
    if isinstance(parts, str):
        check_choice("parts", parts, PARTS)
    whole = gathered(result, joined(WORDS, {"sentences": ("article_id", "sentence", "paragraph")}))
    result = whole if include_duplicates else whole.first_versions()
    words = code_words(result)
    part, sizes = _parted(result, words.row, words.is_word, parts)
    counted = count_terms(result, n=lengths, stop_words=stop_words, include_duplicates=True)
    surfaces = counted.forms.drop_duplicates("column").set_index("column")["surface"]
    rows = []
    position = np.cumsum(words.is_word) - 1
    total = int(words.is_word.sum())
    for length in lengths:
        starts, codes = phrase_codes(words, length, stop_words=stop_words)
        if not len(starts):
            continue
        size = int(codes.max()) + 1
        first = np.zeros(size, dtype=np.intp)
        first[codes[::-1]] = starts[::-1]
        keys, distinct = pd.factorize(phrase_texts(words, first, length, words.norms))
        table = _spread(keys[codes], part[starts], sizes, len(distinct))
        table["arf"] = _reduced(keys[codes], position[starts], total, len(distinct))
        rows.append(table.assign(term=pd.Series(distinct, dtype="str"), n=length))
    columns = ["term", "n", "surface", "count", "parts", "dp", "dp_norm", "juilland_d", "arf"]
    if not rows:
        return pd.DataFrame(columns=columns)
    found = pd.concat(rows, ignore_index=True)
    place = pd.Index(counted.terms["term"]).get_indexer(pd.Index(found["term"]))
    found["surface"] = surfaces.reindex(place).array
    found = found[found["count"] >= min_count]
    return found.sort_values(["count", "n", "term"], ascending=[False, True, True], ignore_index=True)[
        columns
    ]


def positions(
    result: Analysis | Batches, node: str | None = None, *, party: str | None = None, is_regex: bool = False
) -> pd.DataFrame:
    """Give the places of a node along its article, for a strip (see `charts.positions`).

    Parameters
    ----------
    result
        As for `kwic`, also in what is kept of a run.
    node, party, is_regex
        As for `find_nodes`.

    Returns
    -------
    DataFrame
        `article_id`, `start`, `end`, and `position`: the share of the article's characters before the node, 0
        to 1; in the order of the text.
    """
    seen: set[str] = set()

    def places(part: Analysis) -> pd.DataFrame:
        nodes = find_nodes(part, node, party=party, is_regex=is_regex, seen=seen)
        lengths = part.articles.set_index("article_id")["text"].str.len()
        return nodes.assign(
            position=nodes["start"] / lengths.reindex(nodes["article_id"]).to_numpy(dtype="float64")
        )

    reads = joined(nodes_read(party, is_regex=is_regex), {"articles": ("text",)})
    table = in_parts(result, reads, places)
    if party is not None:
        check_mentioned(party, seen)
    return table


def _parted(result: Analysis, row: Codes, is_word: np.ndarray, parts: str | int) -> tuple[Codes, np.ndarray]:
    """Give the part of each word or mark, and the words in each part; parts without words are left out."""
    tokens = result.tokens.iloc[row]
    if isinstance(parts, int):
        count = int(is_word.sum())
        place = np.maximum(np.cumsum(is_word) - 1, 0)
        codes: Codes = place * max(parts, 1) // max(count, 1)
    else:
        articles, _ = pd.factorize(tokens["article_id"])
        inner = np.zeros(len(tokens), dtype=np.intp)
        if parts != "article_id":
            inner = tokens["sentence"].to_numpy()
        if parts == "paragraph":
            keys = pd.MultiIndex.from_frame(result.sentences[["article_id", "sentence"]])
            wanted = pd.MultiIndex.from_frame(tokens[["article_id", "sentence"]])
            inner = result.sentences["paragraph"].to_numpy()[keys.get_indexer(wanted)]
        codes, _ = pd.factorize(articles * (int(inner.max(initial=0)) + 1) + inner)
    sizes = np.bincount(codes[is_word], minlength=int(codes.max(initial=-1)) + 1)
    kept = np.cumsum(sizes > 0) - 1
    return np.asarray(kept[codes], dtype=np.intp), sizes[sizes > 0]


def _spread(keys: Codes, part: Codes, sizes: np.ndarray, n_terms: int) -> pd.DataFrame:
    """Compute the measures over parts from the cells that are not 0."""
    n_parts = len(sizes)
    cells, count = np.unique(keys * n_parts + part, return_counts=True)
    term, where = np.divmod(cells, n_parts)
    total = np.bincount(term, count, minlength=n_terms)
    share = sizes / sizes.sum()
    v = count / total[term]
    # Over all parts Σ s is 1: what a part without the term adds is its s.
    dp = (1 + np.bincount(term, np.abs(v - share[where]) - share[where], minlength=n_terms)) / 2
    rate = count / sizes[where]
    mean = np.bincount(term, rate, minlength=n_terms) / n_parts
    variance = np.bincount(term, rate**2, minlength=n_terms) / n_parts - mean**2
    with np.errstate(invalid="ignore", divide="ignore"):
        juilland = 1 - np.sqrt(np.maximum(variance, 0)) / mean / np.sqrt(n_parts - 1)
        norm = dp / (1 - share.min())
    several = n_parts > 1
    return pd.DataFrame(
        {
            "count": total.astype(np.int64),
            "parts": np.bincount(term, minlength=n_terms),
            "dp": np.maximum(dp, 0),
            "dp_norm": np.maximum(norm, 0) if several else np.nan,
            "juilland_d": np.maximum(juilland, 0) if several else np.nan,
        }
    )


def _reduced(keys: Codes, position: Codes, total: int, n_terms: int) -> np.ndarray:
    """Compute the average reduced frequency of each term."""
    order = np.lexsort((position, keys))
    key, place = keys[order], position[order]
    is_first = np.ones(len(key), dtype=bool)
    is_first[1:] = key[1:] != key[:-1]
    distance = np.empty(len(key), dtype=np.float64)
    distance[1:] = place[1:] - place[:-1]
    last = place[np.append(np.flatnonzero(is_first)[1:] - 1, len(key) - 1)]
    distance[is_first] = total - last + place[is_first]
    count = np.bincount(key, minlength=n_terms)
    mean = total / np.maximum(count, 1)
    return np.asarray(np.bincount(key, np.minimum(distance, mean[key]), minlength=n_terms) / mean)
