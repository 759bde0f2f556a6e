"""Parts of texts: what stands around something, and what stands inside or outside of given stretches.

Each gives an analysis with fewer tokens, for `term_frequencies`, `keyness` and the rest, and with the
mentions and quotations that stand there, for `party_sentiment` and the rest.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.keywords.nodes import check_mentioned, find_nodes, nodes_read, token_places
from analysis.keywords.terms import Codes
from analysis.narrowing import KEYS, of_mentions, of_quotes
from analysis.records import check_choice
from analysis.schema import Analysis, Batched, Batches, Columns, Narrowed, joined

UNITS = ("word", "sentence")
SIDES = ("both", "left", "right")
# What is narrowed beside the tokens, by its place in the text.
_PLACED: Columns = {"mentions": ("start", "end"), "contents": ("start", "end")}


@overload
def around(
    result: Analysis,
    node: str | None = None,
    *,
    party: str | None = None,
    is_regex: bool = False,
    unit: str = "sentence",
    size: int | None = None,
    side: str = "both",
) -> Analysis: ...
@overload
def around(
    result: Batches,
    node: str | None = None,
    *,
    party: str | None = None,
    is_regex: bool = False,
    unit: str = "sentence",
    size: int | None = None,
    side: str = "both",
) -> Batched: ...
def around(
    result: Analysis | Batches,
    node: str | None = None,
    *,
    party: str | None = None,
    is_regex: bool = False,
    unit: str = "sentence",
    size: int | None = None,
    side: str = "both",
) -> Analysis | Batched:
    """Keep the words around a word, phrase, pattern or party, and the mentions and quotations there.

    The node's own words are left out, so that it does not stand among the words around it; as a mention it
    stays.

    Parameters
    ----------
    result
        An analysis of any number of articles, a run, or several analyses.
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
    Analysis or Batched
        `result` with fewer `tokens`, each once, also where windows overlap; with the mentions that lie in one
        of the windows, also in part, their sentiments, evidence, stances and parties; and with the quotations
        that have a word there. Articles, sentences, entities and references stay as they are. A run or
        several analyses are narrowed one after the other when a function reads them.

    Raises
    ------
    ChoiceError
        `unit` or `side` is not one of the values above, or there is no node to look for.
    UnknownPartyError
        No text mentions the party; of a run, when all of it is read.
    """
    check_choice("unit", unit, UNITS)
    check_choice("side", side, SIDES)

    def narrowed(part: Analysis, seen: set[str] | None = None) -> Analysis:
        nodes = find_nodes(part, node, party=party, is_regex=is_regex, seen=seen)
        return around_nodes(part, nodes, unit=unit, size=size, side=side)

    if isinstance(result, Analysis):
        return narrowed(result)

    def narrow(parts: Iterator[Analysis]) -> Iterator[Analysis]:
        seen: set[str] = set()
        for part in parts:
            yield narrowed(part, seen)
        if party is not None:
            check_mentioned(party, seen)

    return Narrowed(result, narrow, joined(narrowing_reads(), nodes_read(party, is_regex=is_regex)))


def around_nodes(
    result: Analysis, nodes: pd.DataFrame, *, unit: str, size: int | None, side: str
) -> Analysis:
    """Keep the words around nodes that are found already; for `around`, whose parameters these are."""
    first, after = token_places(result, nodes)
    reach = (5 if unit == "word" else 0) if size is None else size
    low, high = window_bounds(result, first, after, unit=unit, size=reach)
    inside = ~_covered(len(result.tokens), first, after)
    keep = np.zeros(len(result.tokens), dtype=bool)
    if side != "right":
        keep |= _covered(len(result.tokens), low, first)
    if side != "left":
        keep |= _covered(len(result.tokens), after, high)
    sides = (low if side != "right" else first, high if side != "left" else after)
    windows = pd.concat([_stretches(result, *sides), nodes], ignore_index=True)
    return _narrowed(result, keep & inside, keep | ~inside, touching(result.mentions, windows))


@overload
def without(result: Analysis, spans: pd.DataFrame) -> Analysis: ...
@overload
def without(result: Batches, spans: pd.DataFrame) -> Batched: ...
def without(result: Analysis | Batches, spans: pd.DataFrame) -> Analysis | Batched:
    """Leave out the words and mentions inside stretches of text, also in part.

    Parameters and result are otherwise those of `within`.
    """

    def narrowed(part: Analysis) -> Analysis:
        keep = ~_covered(len(part.tokens), *token_places(part, spans))
        return _narrowed(part, keep, keep, ~touching(part.mentions, spans))

    return narrowed(result) if isinstance(result, Analysis) else _each(result, narrowed)


@overload
def within(result: Analysis, spans: pd.DataFrame) -> Analysis: ...
@overload
def within(result: Batches, spans: pd.DataFrame) -> Batched: ...
def within(result: Analysis | Batches, spans: pd.DataFrame) -> Analysis | Batched:
    """Keep the words and mentions inside stretches of text, such as one party's quotations.

    Parameters
    ----------
    result
        An analysis of any number of articles, a run, or several analyses.
    spans
        A table with `article_id`, `start` and `end`; other columns are ignored.

    Returns
    -------
    Analysis or Batched
        `result` with the tokens and the mentions that lie in one of the stretches, also in part, what was
        found for these mentions, and the quotations that have a word there. A run or several analyses are
        narrowed one after the other when a function reads them.
    """

    def narrowed(part: Analysis) -> Analysis:
        keep = _covered(len(part.tokens), *token_places(part, spans))
        return _narrowed(part, keep, keep, touching(part.mentions, spans))

    return narrowed(result) if isinstance(result, Analysis) else _each(result, narrowed)


def _each(result: Batches, narrowed: Callable[[Analysis], Analysis]) -> Narrowed:
    return Narrowed(
        result,
        lambda parts: map(narrowed, parts),
        joined(narrowing_reads(), nodes_read(None, is_regex=False)),
    )


def narrowing_reads() -> Columns:
    """Return the columns that narrowing reads beside the tokens."""
    return joined(KEYS, _PLACED)


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


def touching(table: pd.DataFrame, spans: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which rows share a character with a stretch; both have `article_id`, `start` and `end`."""
    spans = spans[spans["end"] > spans["start"]]
    codes, ids = pd.factorize(spans["article_id"])
    article = ids.get_indexer(pd.Index(table["article_id"]))
    longest = int(max(table["end"].max(), spans["end"].max())) + 1 if len(table) and len(spans) else 1
    starts = np.sort(codes * longest + spans["start"].to_numpy())
    ends = np.sort(codes * longest + spans["end"].to_numpy())
    # Stretches that begin before the row's end, without those that are over before it begins.
    begun = np.searchsorted(starts, article * longest + table["end"].to_numpy(), side="left")
    over = np.searchsorted(ends, article * longest + table["start"].to_numpy(), side="right")
    touched: NDArray[np.bool_] = (article >= 0) & (begun > over)
    return touched


def _stretches(result: Analysis, low: Codes, high: Codes) -> pd.DataFrame:
    """Give the stretches of text from rows of `tokens` to others, exclusive, where there are any."""
    is_there = high > low
    first, last = result.tokens.iloc[low[is_there]], result.tokens.iloc[high[is_there] - 1]
    return pd.DataFrame(
        {
            "article_id": first["article_id"].array,
            "start": first["start"].to_numpy(),
            "end": last["end"].to_numpy(),
        }
    )


def _narrowed(
    result: Analysis, keep: NDArray[np.bool_], reached: NDArray[np.bool_], mentions: NDArray[np.bool_]
) -> Analysis:
    """Keep some tokens, some mentions, and the quotations with a word that is reached."""
    first, after = token_places(result, result.contents)
    sums = np.concatenate([[0], np.cumsum(reached)])
    contents = result.contents[sums[after] > sums[first]]
    keys = [pd.MultiIndex.from_frame(table[["article_id", "quote"]]) for table in (result.quotes, contents)]
    narrowed = of_mentions(of_quotes(result, keys[0].isin(keys[1])), mentions)
    return dataclasses.replace(narrowed, tokens=result.tokens[keep].reset_index(drop=True))
