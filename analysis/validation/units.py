"""What people label: mentions, quotations or articles, each in its words, and the model's answers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from analysis.aggregate.groups import article_cells
from analysis.aggregate.whole import counted_articles
from analysis.documents import document_sentiment
from analysis.records import check_choice
from analysis.schema import Analysis, rows

# The labels of each kind of unit, with the number that each stands for.
_SENTIMENT = MappingProxyType({"negative": -1.0, "neutral": 0.0, "positive": 1.0})
_JUDGEMENT = MappingProxyType({"wrong": 0.0, "right": 1.0})
VALUES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {"mentions": _SENTIMENT, "quotes": _JUDGEMENT, "articles": _SENTIMENT}
)
KINDS = tuple(VALUES)
# What else is taken for a label, in any case.
SHORT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "mentions": {"n": "negative", "-1": "negative", "0": "neutral", "p": "positive", "1": "positive"},
        "quotes": {"w": "wrong", "no": "wrong", "0": "wrong", "r": "right", "yes": "right", "1": "right"},
        "articles": {"n": "negative", "-1": "negative", "0": "neutral", "p": "positive", "1": "positive"},
    }
)
# The key for each label in a notebook.
_NEGATIVE_TO_POSITIVE = MappingProxyType({"negative": "n", "neutral": "0", "positive": "p"})
KEYS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "mentions": _NEGATIVE_TO_POSITIVE,
        "quotes": {"wrong": "w", "right": "r"},
        "articles": _NEGATIVE_TO_POSITIVE,
    }
)
PLACE = ("article_id", "start", "end", "party")
# A cell of Excel holds 32,767 characters; quotation marks in it are doubled on the way.
_LONGEST = 30_000


def units(result: Analysis, of: str = "mentions") -> pd.DataFrame:
    """Return everything of a kind that can be labelled, with what the model says of it.

    Parameters
    ----------
    result
        An analysis; of several articles, those that are cut short are left out, and all versions of a story
        but the first in each outlet.
    of
        ``mentions`` (those that act and have a score), ``quotes`` (those with a speaker), or ``articles``
        (as a whole, toward each party that acts in them).

    Returns
    -------
    DataFrame
        In the order of the text: `unit` (an id that depends on the place and the party alone), `article_id`,
        `start`, `end` (characters of the article's text), `party` (of a quotation the speaker), `title`,
        `outlet`, `day`, `score` and `label` (the model's; it holds every quotation to be right).

    Raises
    ------
    ChoiceError
        `of` is none of these.
    """
    check_choice("of", of, KINDS)
    cells = article_cells(result.articles, "source") if result.articles["source"].notna().any() else None
    kept = counted_articles(result, include_truncated=False, include_duplicates=False, cells=cells)
    found = {"mentions": _mentions, "quotes": _quotes, "articles": _articles}[of](kept)
    known = kept.articles[["article_id", "title", "source", "published"]]
    known = known.rename(columns={"source": "outlet", "published": "day"})
    found = found.merge(known, on="article_id", how="left")
    ids = pd.Series(
        [unit_id(of, *place) for place in rows(found[list(PLACE)])], index=found.index, dtype="str"
    )
    found = found.assign(unit=ids)[["unit", *PLACE, "title", "outlet", "day", "score", "label"]]
    return found.drop_duplicates("unit", ignore_index=True)


def unit_id(of: str, article_id: str, start: int, end: int, party: str) -> str:
    """Return the id of a unit: letters and digits that no spreadsheet takes for a number or a date."""
    place = "\x1f".join((of, article_id, str(start), str(end), party))
    return of[0] + hashlib.sha256(place.encode()).hexdigest()[:15].translate(str.maketrans("e", "x"))


def kind_of_units(unit: str) -> str | None:
    """Return of what kind a unit is, by its id; None where it is no id."""
    return next((of for of in KINDS if re.fullmatch(f"{of[0]}[0-9a-dfx]{{15}}", unit)), None)


def passages(result: Analysis, of: str, chosen: pd.DataFrame) -> pd.Series:
    """Return the words to be read for each of some `units`, the target between « and »."""
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    if of == "articles":
        shown = [_cut(texts[row.article_id]) for row in rows(chosen)]
        return pd.Series(shown, index=chosen.index, dtype="str")
    sentences = dict(iter(result.sentences.groupby("article_id", sort=False)))
    shown = [_marked(texts[row.article_id], sentences[row.article_id], row) for row in rows(chosen)]
    return pd.Series(shown, index=chosen.index, dtype="str")


def _mentions(result: Analysis) -> pd.DataFrame:
    scored = result.mentions[list(PLACE)].assign(
        **{name: result.sentiments[name] for name in ("score", "label")}
    )
    return scored[(result.mentions["role"] == "actor") & scored["score"].notna()]


def _quotes(result: Analysis) -> pd.DataFrame:
    quotes = result.quotes[result.quotes["speaker"].notna()]
    found = quotes[["article_id", "start", "end"]].assign(party=quotes["speaker"], score=1.0)
    return found.assign(label=pd.Series("right", index=found.index, dtype="str"))


def _articles(result: Analysis) -> pd.DataFrame:
    found = document_sentiment(result)
    ends = result.articles.set_index("article_id")["text"].str.len()
    return found[["article_id", "party", "score", "label"]].assign(
        start=0, end=found["article_id"].map(ends).astype("int64")
    )


def _marked(text: str, sentences: pd.DataFrame, row: Any) -> str:
    """Return the sentences that a stretch touches, with marks around the stretch."""
    first, last = sentence_span(sentences, row)
    shown = f"{text[first : row.start]}«{text[row.start : row.end]}»{text[row.end : last]}"
    return _cut(" ".join(shown.split()))


def sentence_span(sentences: pd.DataFrame, row: Any) -> tuple[int, int]:
    """Return where the sentences of an article that a stretch touches start and end."""
    starts, ends = sentences["start"].to_numpy(), sentences["end"].to_numpy()
    touched = np.flatnonzero((starts < row.end) & (ends > row.start))
    first = min(row.start, int(starts[touched[0]])) if len(touched) else row.start
    last = max(row.end, int(ends[touched[-1]])) if len(touched) else row.end
    return first, last


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
