"""Parts of a corpus: the words around something, those inside given stretches, the articles of an outlet.

Each gives an analysis with fewer tokens, for `term_frequencies`, `keyness` and the rest.
"""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.keywords.nodes import find_nodes, token_places
from analysis.keywords.terms import Codes
from analysis.records import check_choice
from analysis.schema import Analysis

UNITS = ("word", "sentence")
SIDES = ("both", "left", "right")


def around(
    result: Analysis,
    node: str | None = None,
    *,
    party: str | None = None,
    is_regex: bool = False,
    unit: str = "sentence",
    size: int | None = None,
    side: str = "both",
) -> Analysis:
    """Keep the words around a word, phrase, pattern or party; the node itself is left out.

    Parameters
    ----------
    result
        An analysis of any number of articles.
    node, party, is_regex
        What to look around, as for `find_nodes`.
    unit
        Whether to count words (a window never leaves the article, but may leave the sentence) or sentences.
    size
        How far to look: 5 words by default, or sentences before and after the node's own, 0 by default.
    side
        ``both``, or only what stands ``left`` or ``right`` of the node.

    Returns
    -------
    Analysis
        `result` with fewer `tokens`, each once, also where windows overlap; the other tables as they are.

    Raises
    ------
    ChoiceError
        `unit` or `side` is not one of the values above, or there is no node to look for.
    """
    check_choice("unit", unit, UNITS)
    check_choice("side", side, SIDES)
    nodes = find_nodes(result, node, party=party, is_regex=is_regex)
    first, after = token_places(result, nodes)
    reach = (5 if unit == "word" else 0) if size is None else size
    low, high = window_bounds(result, first, after, unit=unit, size=reach)
    inside = ~_covered(len(result.tokens), first, after)
    keep = np.zeros(len(result.tokens), dtype=bool)
    if side != "right":
        keep |= _covered(len(result.tokens), low, first)
    if side != "left":
        keep |= _covered(len(result.tokens), after, high)
    return _narrowed(result, keep & inside)


def without(result: Analysis, spans: pd.DataFrame) -> Analysis:
    """Leave out the words inside stretches of text; parameters and result are otherwise those of `within`."""
    return _narrowed(result, ~_covered(len(result.tokens), *token_places(result, spans)))


def within(result: Analysis, spans: pd.DataFrame) -> Analysis:
    """Keep the words inside stretches of text, such as one party's quotations.

    Parameters
    ----------
    result
        An analysis of any number of articles.
    spans
        A table with `article_id`, `start` and `end`; other columns are ignored.

    Returns
    -------
    Analysis
        `result` with the tokens that lie in one of the stretches, also in part.
    """
    return _narrowed(result, _covered(len(result.tokens), *token_places(result, spans)))


def where(
    result: Analysis,
    *,
    source: str | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
) -> Analysis:
    """Keep the articles of one outlet or of a period.

    Parameters
    ----------
    source
        The outlet; by default all.
    since, until
        First and last day of publication, both included; articles without a day are left out.

    Returns
    -------
    Analysis
        All tables with these articles only.
    """
    articles = result.articles
    keep = np.ones(len(articles), dtype=bool)
    if source is not None:
        keep &= (articles["source"] == source).to_numpy(dtype=bool, na_value=False)
    if since is not None:
        keep &= (articles["published"] >= pd.Timestamp(since)).to_numpy()
    if until is not None:
        keep &= (articles["published"] <= pd.Timestamp(until)).to_numpy()
    return result.keep(articles.loc[keep, "article_id"])


def window_bounds(
    result: Analysis, first: Codes, after: Codes, *, unit: str, size: int
) -> tuple[Codes, Codes]:
    """Give the rows in `tokens` where windows begin and end, exclusive, from those of their nodes.

    A window by word reaches `size` words to each side, not counting marks; by sentence, to the start and the
    end of the node's sentence and of `size` more. No window leaves its article.
    """
    tokens = result.tokens
    codes, _ = pd.factorize(tokens["article_id"])
    place = np.minimum(first, max(len(tokens) - 1, 0))
    if not len(tokens):
        return first, after
    article_low = np.searchsorted(codes, codes[place], side="left")
    article_high = np.searchsorted(codes, codes[place], side="right")
    if unit == "word":
        words = np.flatnonzero(tokens["is_word"].to_numpy())
        before = np.searchsorted(words, first) - size
        behind = np.searchsorted(words, after) + size - 1
        ends = np.append(words, len(tokens))
        low = np.where(before >= 0, ends[np.maximum(before, 0)], 0) if size else first
        high = np.where(behind < len(words), ends[np.clip(behind, 0, len(words))] + 1, len(tokens))
        high = high if size else after
    else:
        sentences = tokens["sentence"].to_numpy()
        width = int(sentences.max()) + size + 2
        key = codes * width + sentences
        low = np.searchsorted(key, codes[place] * width + np.maximum(sentences[place] - size, 0), side="left")
        high = np.searchsorted(key, key[np.maximum(after - 1, 0)] + size, side="right")
    return np.maximum(low, article_low), np.minimum(high, article_high)


def _covered(size: int, low: Codes, high: Codes) -> NDArray[np.bool_]:
    """Mark the places that lie in one of many stretches."""
    steps = np.zeros(size + 1, dtype=np.int64)
    np.add.at(steps, low, 1)
    np.add.at(steps, np.maximum(high, low), -1)
    return np.cumsum(steps[:-1]) > 0


def _narrowed(result: Analysis, keep: NDArray[np.bool_]) -> Analysis:
    return dataclasses.replace(result, tokens=result.tokens[keep].reset_index(drop=True))
