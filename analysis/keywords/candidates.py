"""Candidates for keyphrases: words and phrases of an article, with what speaks for choosing each."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.keywords.reference import news_reference
from analysis.keywords.terms import (
    Codes,
    Words,
    code_words,
    first_places,
    phrase_codes,
    phrase_texts,
    stemmer,
)
from analysis.schema import Analysis

LENGTHS = (1, 2, 3)
FEATURES = (
    "log_count",  # ln of its occurrences
    "idf",  # ln((N + 1) / (df + 1)) in general news English, mean of its words
    "idf_squared",
    "least_idf",  # of its words
    "log_general",  # ln(1 + occurrences in general news English), mean of its words
    "first",  # ln(1 + words before its first occurrence)
    "letters",  # mean of its words
    "least_letters",  # of its words
    "is_two",  # two words
    "is_three",  # three words
    "log_article",  # ln of the words of the article
    "goes_on",  # share of its occurrences that a further word with a meaning follows
    "is_led",  # share that such a word precedes
    "log_parts",  # ln of the occurrences of its words, mean
    "capitals",  # share that is written with capitals, but for the first word of a sentence
    "has_mark",  # whether a hyphen or full stop stands in it
    "has_digit",
)


def candidates(result: Analysis) -> pd.DataFrame:
    """List the words and phrases that could stand for an article.

    These are words that are no function words, and up to three of them in a row. Those with equal stems are
    one.

    Parameters
    ----------
    result
        An analysis of any number of articles.

    Returns
    -------
    DataFrame
        `article_id`, `key` (stems), `term`, `n`, `surface` (the commonest writing), `count`, and the columns
        in `FEATURES`; in the order of the articles. Empty input gives an empty table.
    """
    words = code_words(result, "article_id")
    texts = _stem_texts(words)
    stems, _ = pd.factorize(texts)
    stems = stems[words.last]
    content = words.is_word & ~words.is_stop
    single = _occurrences(words.group, stems, content)
    facts = _Facts(words, content, single)
    parts = [_of_length(words, facts, stems, texts, length) for length in LENGTHS]
    table = pd.concat(parts, ignore_index=True)
    table["idf_squared"] = table["idf"] ** 2
    place = pd.Index(result.articles["article_id"]).get_indexer(words.groups)
    table = table.assign(
        place=place[table["group"].to_numpy()], article_id=words.groups.take(table["group"].to_numpy())
    )
    table = table.sort_values(["place", "n", "key"], ignore_index=True)
    return table[["article_id", "key", "term", "n", "surface", "count", *FEATURES]]


class _Facts:
    """What is known of each word of a corpus, as an array a fact."""

    def __init__(self, words: Words, content: NDArray[np.bool_], single: NDArray[np.int64]) -> None:
        reference = news_reference()
        # A number for each word however it is written; within a phrase 's is a part of it.
        known = reference.terms.get_indexer(pd.Index(words.norms[words.last], dtype="str"))
        is_known = known >= 0
        general = np.where(is_known, reference.count[known], 0)
        articles = np.where(is_known, reference.articles[known], 0)
        surfaces = words.surfaces
        capital = np.fromiter((text[:1].isupper() for text in surfaces), bool, len(surfaces))
        mark = np.fromiter(("-" in text or "." in text for text in surfaces), bool, len(surfaces))
        digit = np.fromiter((any(map(str.isdigit, text)) for text in surfaces), bool, len(surfaces))
        letters = np.fromiter(map(len, words.norms), np.float64, len(surfaces))
        size = len(words.last)
        is_first = np.ones(size, dtype=bool)
        is_first[1:] = words.run[1:] != words.run[:-1]
        starts = first_places(words.group, len(words.groups))
        self.idf = np.log((reference.n_articles + 1) / (articles + 1))
        self.general = np.log1p(general)
        self.letters = letters[words.last]
        self.capital = capital[words.last] & ~is_first
        self.mark = mark[words.last]
        self.digit = digit[words.last]
        self.count = np.log(np.maximum(single, 1))
        self.position = np.arange(size) - starts[words.group]
        # False beyond both ends, so that no place needs a check.
        self.content = np.concatenate([[False], content, [False]])
        self.run = np.concatenate([[-1], words.run, [-1]])
        counts = np.bincount(words.group[words.is_word], minlength=len(words.groups))
        # One without words has no candidates either.
        self.article_words = np.log(np.maximum(counts, 1))


def _of_length(
    words: Words, facts: _Facts, stems: Codes, texts: NDArray[np.object_], length: int
) -> pd.DataFrame:
    starts, codes = phrase_codes(words, length, stop_words=False)
    offsets = np.arange(length)
    is_free = ~words.is_stop[starts[:, None] + offsets].any(axis=1)
    starts, codes = starts[is_free], codes[is_free]
    keys = np.zeros(len(starts), dtype=np.intp)
    for offset in range(length):
        keys, _ = pd.factorize(keys * (int(stems.max(initial=0)) + 1) + stems[starts + offset])
    units, distinct = pd.factorize(words.group[starts] * (int(keys.max(initial=0)) + 1) + keys)
    size = len(distinct)
    count = np.bincount(units, minlength=size)
    within = starts[:, None] + offsets
    # Occurrences stand in the order of the text: the first of a unit is its first in the article.
    first = first_places(units, size)
    before, after = starts, starts + length + 1
    goes_on = facts.content[after] & (facts.run[after] == words.run[starts])
    is_led = facts.content[before] & (facts.run[before] == words.run[starts])
    example = _commonest_place(units, codes, starts, size)
    words_of = example[:, None] + offsets
    return pd.DataFrame(
        {
            "group": words.group[example],
            "key": phrase_texts(words, example, length, texts),
            "term": phrase_texts(words, example, length, words.norms),
            "n": np.full(size, length, dtype=np.int64),
            "surface": phrase_texts(words, example, length, words.surfaces),
            "count": count,
            "log_count": np.log(count),
            "idf": facts.idf[words_of].mean(axis=1),
            "least_idf": facts.idf[words_of].min(axis=1, initial=np.inf),
            "log_general": facts.general[words_of].mean(axis=1),
            "first": np.log1p(facts.position[starts[first]]),
            "letters": facts.letters[words_of].mean(axis=1),
            "least_letters": facts.letters[words_of].min(axis=1, initial=np.inf),
            "is_two": np.full(size, float(length == 2)),
            "is_three": np.full(size, float(length == 3)),
            "log_article": facts.article_words[words.group[example]],
            "goes_on": np.bincount(units, goes_on, minlength=size) / count,
            "is_led": np.bincount(units, is_led, minlength=size) / count,
            "log_parts": facts.count[words_of].mean(axis=1),
            "capitals": np.bincount(units, facts.capital[within].all(axis=1), minlength=size) / count,
            "has_mark": facts.mark[words_of].any(axis=1).astype(np.float64),
            "has_digit": facts.digit[words_of].any(axis=1).astype(np.float64),
        }
    )


def _stem_texts(words: Words) -> NDArray[np.object_]:
    """Give the stem of every norm that is no function word."""
    used = np.zeros(len(words.norms), dtype=bool)
    used[words.last[words.is_word & ~words.is_stop]] = True
    used[words.inner[words.is_word & ~words.is_stop]] = True
    texts = words.norms.copy()
    stem = stemmer()
    texts[used] = [stem(norm) for norm in words.norms[used]]
    return texts


def _occurrences(group: Codes, stems: Codes, content: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count, at each word, the occurrences of its stem in the article."""
    units, distinct = pd.factorize(group * (int(stems.max(initial=0)) + 1) + stems)
    return np.bincount(units, content, minlength=len(distinct)).astype(np.int64)[units]


def _commonest_place(units: Codes, codes: Codes, starts: Codes, size: int) -> Codes:
    """Where each unit stands in its commonest writing, the first of equally common ones."""
    pairs, forms = pd.factorize(units * (int(codes.max(initial=0)) + 1) + codes)
    count = np.bincount(pairs, minlength=len(forms))
    first = first_places(pairs, len(forms))
    order = np.lexsort((first, -count))
    unit_of = units[first[order]]
    return starts[first[order][first_places(unit_of, size)]]
