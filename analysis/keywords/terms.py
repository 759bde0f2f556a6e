"""Words and phrases as integer codes: what every statistic starts from.

A corpus is coded once; phrases are pairs of codes, numbered anew for each word that is added, so that no text
is joined but for the distinct terms.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from numbers import Integral
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.records import ChoiceError
from analysis.schema import Analysis

GROUPINGS = ("article_id", "source", "published", "month", "party")
LONGEST = 5
Codes = NDArray[np.intp]

_PIECE = re.compile(r"'\w|n't$")


class Words(NamedTuple):
    """The words of a corpus in order, as integer codes; pieces such as 's are hung on the word before.

    One entry a word or mark: `inner` and `last` number how it is written within a phrase (``Ukraine’s``) and
    at a phrase's end (``Ukraine``), as places in `surfaces` and `norms`; `run` numbers the stretches that a
    phrase may not leave; `row` is its row in the table of tokens; `article` numbers its article; `group` is a
    place in `groups`.
    """

    inner: Codes
    last: Codes
    surfaces: NDArray[np.object_]
    norms: NDArray[np.object_]
    is_word: NDArray[np.bool_]
    is_stop: NDArray[np.bool_]
    run: Codes
    row: Codes
    article: Codes
    group: Codes
    groups: pd.Index


def check_lengths(n: int | Sequence[int]) -> tuple[int, ...]:
    """Give the lengths of terms as a tuple.

    Raises
    ------
    ChoiceError
        One of them is not 1 to 5.
    """
    lengths = tuple(n) if isinstance(n, Iterable) and not isinstance(n, str) else (n,)
    for length in lengths:
        if not isinstance(length, Integral) or not 1 <= length <= LONGEST:
            raise ChoiceError(
                f"n is {length!r}; expected one of: {', '.join(map(str, range(1, LONGEST + 1)))}"
            )
    return lengths


def code_words(result: Analysis, by: str | None = None) -> Words:
    """Code the words of an analysis, in groups.

    Parameters
    ----------
    result
        An analysis, whole or narrowed (see `windows`); where tokens are missing, phrases end.
    by
        One of `GROUPINGS`, or None for one group. Articles where it is missing are left out. A sentence that
        mentions several parties is in the group of each.
    """
    tokens = result.tokens
    articles, ids = pd.factorize(tokens["article_id"])
    row, group, groups, unit = _grouped(result, by, articles, ids)
    codes, distinct = pd.factorize(tokens["surface"])
    surfaces = np.asarray(distinct, dtype=object)
    norms = tokens["norm"].take(first_places(codes, len(surfaces))).to_numpy(dtype=object)
    is_piece = np.fromiter((_PIECE.match(norm) is not None for norm in norms), bool, len(norms))[codes]
    number = tokens["token"].to_numpy()
    inner, surfaces, norms = _hung(codes, is_piece, number, surfaces, norms)
    breaks = np.ones(len(row), dtype=bool)
    breaks[1:] = (unit[1:] != unit[:-1]) | (number[row[1:]] != number[row[:-1]] + 1)
    run = np.cumsum(breaks)
    keep = ~is_piece[row]
    row = row[keep]
    return Words(
        inner=inner[row],
        last=codes[row],
        surfaces=surfaces,
        norms=norms,
        is_word=tokens["is_word"].to_numpy()[row],
        is_stop=tokens["is_stop"].to_numpy()[row],
        run=run[keep],
        row=row,
        article=articles[row],
        group=group[keep],
        groups=groups,
    )


def phrase_codes(words: Words, length: int, *, stop_words: bool) -> tuple[Codes, Codes]:
    """Number the phrases of one length: their first words' places, and a code that equal surfaces share."""
    starts = np.arange(max(len(words.last) - length + 1, 0))
    ends = starts + length - 1
    keep = words.run[starts] == words.run[ends]
    for offset in range(length):
        keep &= words.is_word[starts + offset]
    if not stop_words:
        keep &= ~words.is_stop[starts] & ~words.is_stop[ends]
    starts = starts[keep]
    codes: Codes = np.zeros(len(starts), dtype=np.intp)
    for offset in range(length):
        column = words.last if offset == length - 1 else words.inner
        # Numbered anew at each step: a code times the vocabulary stays far below 2⁶³.
        codes, _ = pd.factorize(codes * len(words.surfaces) + column[starts + offset])
    return starts, codes


def phrase_texts(words: Words, starts: Codes, length: int, texts: NDArray[np.object_]) -> pd.Series:
    """Join the words of phrases, given by the places of their first words, from texts a word code."""
    columns = [*[words.inner] * (length - 1), words.last]
    joined = pd.Series(texts[columns[0][starts]], dtype="str")
    for offset in range(1, length):
        joined = joined + " " + pd.Series(texts[columns[offset][starts + offset]], dtype="str")
    return joined


def first_places(codes: Codes, size: int) -> Codes:
    """Where each of the codes 0 to size - 1 stands first."""
    places = np.zeros(size, dtype=np.intp)
    places[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return places


def stemmer() -> Callable[[str], str]:
    """Give Porter's stemmer (1980, with NLTK's extensions), which remembers the words that it has seen."""
    from nltk.stem.porter import PorterStemmer

    return functools.cache(PorterStemmer().stem)


def _grouped(
    result: Analysis, by: str | None, articles: Codes, ids: pd.Index
) -> tuple[Codes, Codes, pd.Index, Codes]:
    """Give the rows of tokens with the group of each, the groups, and the number of the sentence in it."""
    sentences = result.tokens["sentence"].to_numpy()
    is_new = np.ones(len(articles), dtype=bool)
    is_new[1:] = (articles[1:] != articles[:-1]) | (sentences[1:] != sentences[:-1])
    unit = np.cumsum(is_new) - 1
    if by == "party":
        return _by_party(result, ids.get_indexer(pd.Index(result.mentions["article_id"])), unit, is_new)
    if by is None:
        group: Codes = np.zeros(len(articles), dtype=np.intp)
        groups = pd.Index([""], dtype="str")
    else:
        codes, groups = pd.factorize(group_cells(result.articles, by), sort=True)
        place = pd.Index(result.articles["article_id"]).get_indexer(ids)
        group = codes[place][articles]
    row = np.flatnonzero(group >= 0)
    return row, group[row], pd.Index(groups), unit[row]


def group_cells(articles: pd.DataFrame, by: str) -> pd.Series:
    """Give the group of each article, or NA."""
    found: pd.Series = (
        articles["published"].dt.strftime("%Y-%m").astype("str") if by == "month" else articles[by]
    )
    return found


def _by_party(
    result: Analysis, article_codes: Codes, unit: Codes, is_new: NDArray[np.bool_]
) -> tuple[Codes, Codes, pd.Index, Codes]:
    """Repeat each sentence once for every party that it mentions."""
    starts = np.flatnonzero(is_new)
    sizes = np.bincount(unit, minlength=len(starts))
    heads = result.tokens.iloc[starts]
    keys = pd.MultiIndex.from_arrays([pd.factorize(heads["article_id"])[0], heads["sentence"].to_numpy()])
    mentioned = pd.MultiIndex.from_arrays([article_codes, result.mentions["sentence"].to_numpy()])
    parties, groups = pd.factorize(result.mentions["party"], sort=True)
    pairs = pd.DataFrame({"group": parties, "sentence": keys.get_indexer(mentioned)})
    pairs = pairs[pairs["sentence"] >= 0].drop_duplicates().sort_values(["group", "sentence"])
    chosen = pairs["sentence"].to_numpy()
    size = sizes[chosen]
    unit_of = np.repeat(np.arange(len(chosen)), size)
    within = np.arange(len(unit_of)) - np.repeat(np.cumsum(size) - size, size)
    return starts[chosen][unit_of] + within, pairs["group"].to_numpy()[unit_of], pd.Index(groups), unit_of


def _hung(
    codes: Codes,
    is_piece: NDArray[np.bool_],
    number: NDArray[np.int64],
    surfaces: NDArray[np.object_],
    norms: NDArray[np.object_],
) -> tuple[Codes, NDArray[np.object_], NDArray[np.object_]]:
    """Hang pieces of words ('s, n't) on their words, for use inside phrases: ``Ukraine’s president``."""
    pieces = np.flatnonzero(is_piece[1:] & (number[1:] == number[:-1] + 1)) + 1
    pairs, distinct = pd.factorize(codes[pieces - 1] * len(surfaces) + codes[pieces])
    inner = codes.copy()
    inner[pieces - 1] = len(surfaces) + pairs
    heads, tails = np.divmod(np.asarray(distinct, dtype=np.intp), max(len(surfaces), 1))
    return (
        inner,
        np.concatenate([surfaces, surfaces[heads] + surfaces[tails]]),
        np.concatenate([norms, norms[heads] + norms[tails]]),
    )
