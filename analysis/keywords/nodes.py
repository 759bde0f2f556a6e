"""Where something stands in the texts: words, phrases, patterns and parties as nodes of a search."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from fnmatch import translate

import numpy as np
import pandas as pd
import regex
from numpy.typing import NDArray

from analysis.keywords.terms import Codes
from analysis.records import ChoiceError, PatternError, UnknownPartyError
from analysis.schema import Analysis, Columns, joined
from analysis.tokens import normalise, token_spans

# For all texts together: a pattern that backtracks without end is stopped, and no text is left half searched.
SECONDS = 10.0
_WILD = re.compile(r"[*?]")
_PLACE = ("start", "end", "party")
_READ: Columns = {
    "articles": ("article_id",),
    "tokens": ("article_id", "token", "sentence", "start", "end", "surface", "is_word"),
}


def find_nodes(
    result: Analysis,
    node: str | None = None,
    *,
    party: str | None = None,
    is_regex: bool = False,
    ignore_case: bool = True,
    seen: set[str] | None = None,
) -> pd.DataFrame:
    """Find the places of a word, phrase, pattern or party.

    Parameters
    ----------
    result
        An analysis; `tokens` and `articles` are read, and `mentions` for a party.
    node
        A word or phrase as the tokenizer cuts it, in which ``*`` stands for any letters of a word and ``?``
        for one (``negotiat*``, ``peace talk?``); or, with `is_regex`, a regular expression.
    party
        A party's name instead: all its mentions.
    is_regex
        Whether `node` is a regular expression over the text of each article, as the library `regex` reads it.
        That engine backtracks; the search stops with an error when it has taken 10 seconds over all texts.
    ignore_case
        Whether capitals do not matter; not for a party.
    seen
        For a part of a corpus, which need not mention the party: those that it mentions are added, for
        `check_mentioned`.

    Returns
    -------
    DataFrame
        `article_id`, `start`, `end`, in the order of the articles and of the text; matches of no character
        are left out. Words and phrases stay within a sentence; empty where nothing is found.

    Raises
    ------
    ChoiceError
        Neither or both of `node` and `party` are given, or the node is empty.
    PatternError
        The regular expression is not valid, or took too long.
    UnknownPartyError
        No text mentions the party.
    """
    if (node is None) == (party is None):
        raise ChoiceError("give a node or a party, and not both")
    if party is not None:
        return _party_nodes(result, party, seen)
    assert node is not None  # noqa: S101 - one of both is given
    if not node.strip():
        raise ChoiceError("the node is empty; expected a word, a phrase or a pattern")
    if is_regex:
        return _regex_nodes(result, node, ignore_case)
    return _phrase_nodes(result, node, ignore_case)


def token_places(result: Analysis, nodes: pd.DataFrame) -> tuple[Codes, Codes]:
    """Give the rows in `tokens` of each node's first token, and of the one after its last."""
    tokens = result.tokens
    codes, ids = pd.factorize(tokens["article_id"])
    article = ids.get_indexer(pd.Index(nodes["article_id"]))
    longest = int(max(tokens["end"].max(), nodes["end"].max())) + 1 if len(tokens) and len(nodes) else 1
    # One ascending number for a place in all texts, so that one search finds all.
    starts = codes * longest + tokens["start"].to_numpy()
    ends = codes * longest + tokens["end"].to_numpy()
    first = np.searchsorted(ends, article * longest + nodes["start"].to_numpy(), side="right")
    last = np.searchsorted(starts, article * longest + nodes["end"].to_numpy(), side="left")
    return first, np.maximum(last, first)


def check_mentioned(party: str, known: Iterable[str]) -> str:
    """Return the party as it is written among those that texts mention, capitals or not.

    Raises
    ------
    UnknownPartyError
        It is none of them.
    """
    names = sorted(known)
    same = [name for name in names if name.casefold() == party.casefold()]
    if not same:
        raise UnknownPartyError(
            f"no text mentions {party!r}; parties that are mentioned: {', '.join(names) or 'none'}"
        )
    return party if party in same else same[0]


def nodes_read(party: str | None, *, is_regex: bool) -> Columns:
    """Return the columns that `find_nodes` and `token_places` read."""
    texts: Columns = {"articles": ("text",)} if is_regex else {}
    return joined(_READ if party is None else joined(_READ, {"mentions": ("article_id", *_PLACE)}), texts)


def _party_nodes(result: Analysis, party: str, seen: set[str] | None) -> pd.DataFrame:
    known = set(result.mentions["party"])
    if seen is None:
        name = check_mentioned(party, known)
    else:
        seen |= known
        is_here = any(one.casefold() == party.casefold() for one in known)
        name = check_mentioned(party, known) if is_here else party
    mentions = result.mentions[result.mentions["party"] == name]
    return mentions[["article_id", "start", "end"]].drop_duplicates(ignore_index=True)


def _phrase_nodes(result: Analysis, node: str, ignore_case: bool) -> pd.DataFrame:
    tokens = result.tokens
    codes, distinct = pd.factorize(tokens["surface"])
    words = [_form(word, ignore_case) for word in distinct]
    parts = [part for word in node.split() for part in _parts(word)]
    size = max(len(tokens) - len(parts) + 1, 0)
    found = np.ones(size, dtype=bool)
    for offset, part in enumerate(parts):
        fits = re.compile(translate(_form(part, ignore_case))).match
        matching = np.fromiter((fits(word) is not None for word in words), bool, len(words))
        found &= matching[codes[offset : offset + size]]
    starts = np.flatnonzero(found)
    ends = starts + len(parts) - 1
    starts, ends = _in_one_sentence(tokens, starts, ends)
    return pd.DataFrame(
        {
            "article_id": tokens["article_id"].take(starts).array,
            "start": tokens["start"].to_numpy()[starts],
            "end": tokens["end"].to_numpy()[ends],
        }
    )


def _in_one_sentence(tokens: pd.DataFrame, starts: Codes, ends: Codes) -> tuple[Codes, Codes]:
    sentence, token = tokens["sentence"].to_numpy(), tokens["token"].to_numpy()
    same: NDArray[np.bool_] = (sentence[starts] == sentence[ends]) & (
        token[ends] - token[starts] == ends - starts
    )
    ids = tokens["article_id"]
    same &= ids.take(starts).to_numpy() == ids.take(ends).to_numpy()
    return starts[same], ends[same]


def _parts(word: str) -> list[str]:
    """Cut a word of a query as the tokenizer does, but for one with wildcards."""
    return [word] if _WILD.search(word) else [word[start:end] for start, end in token_spans(word)]


def _form(word: str, ignore_case: bool) -> str:
    # Square brackets are no wildcards of ours.
    form = normalise(word) if ignore_case else word
    return form.replace("[", "❲")


def _regex_nodes(result: Analysis, pattern: str, ignore_case: bool) -> pd.DataFrame:
    try:
        compiled = regex.compile(pattern, regex.IGNORECASE if ignore_case else 0)
    except regex.error as error:
        raise PatternError(f"pattern {pattern!r} is not a valid regular expression: {error}") from error
    until = time.monotonic() + SECONDS
    rows: list[tuple[str, int, int]] = []
    for article_id, text in zip(result.articles["article_id"], result.articles["text"], strict=True):
        try:
            left = max(until - time.monotonic(), 0.001)
            rows += [
                (article_id, *match.span())
                for match in compiled.finditer(text, timeout=left)
                if match.end() > match.start()
            ]
        except TimeoutError as error:
            raise PatternError(
                f"pattern {pattern!r} was stopped after {SECONDS:g} seconds; "
                "make its repetitions less ambiguous"
            ) from error
    ids, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "article_id": pd.Series(ids, dtype="str"),
            "start": pd.Series(starts, dtype="int64"),
            "end": pd.Series(ends, dtype="int64"),
        }
    )
