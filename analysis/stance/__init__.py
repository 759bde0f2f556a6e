"""Who holds which opinion of whom: speakers in what they say, parties in what they do, and the author."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.pieces import Span
from analysis.records import check_choice
from analysis.schema import make_table
from analysis.sentiment.single import sentence_tables
from analysis.stance import by_lexicon, by_network
from analysis.stance.actions import action_rows
from analysis.stance.pairs import PAIR_LABELS
from analysis.stance.voices import voice_rows

__all__ = ["METHODS", "PAIR_LABELS", "find_stances", "score_pairs"]

_SCORERS: Mapping[str, Callable[..., NDArray[np.float64]]] = MappingProxyType(
    {"neural": by_network.score, "lexicon": by_lexicon.score}
)
METHODS = tuple(_SCORERS)
_LABELS = np.array(["negative", "neutral", "positive"])


def score_pairs(
    sentences: Sequence[tuple[str, Sequence[tuple[Span, Span]]]], *, method: str = "neural"
) -> list[NDArray[np.float64]]:
    """Score the opinion of one party of another, for pairs of stretches of text, many sentences at a time.

    Parameters
    ----------
    sentences
        Each a text and pairs (p, q) of mentions in it, as (start, end), end exclusive.
    method
        ``neural``: the network of `network.session`, from which names are hidden. ``lexicon``: the words
        between the two that count by the rules of `sentiment.lexicon`; what stands before a "by" is done by
        the second to the first.

    Returns
    -------
    list of array
        For every sentence (pairs, 5): the probability of each of `PAIR_LABELS`; neutral is 1 where two stand
        too far apart to be read together (about 200 words, ``neural``).

    Raises
    ------
    SpanError
        A mention is empty or not inside its sentence.
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    spans = [list(dict.fromkeys(span for pair in pairs for span in pair)) for _, pairs in sentences]
    tables = sentence_tables([(text, own) for (text, _), own in zip(sentences, spans, strict=True)])
    numbers, first = [], 0
    for (_, pairs), own in zip(sentences, spans, strict=True):
        places = {span: first + number for number, span in enumerate(own)}
        numbers += [(places[p], places[q]) for p, q in pairs]
        first += len(own)
    scored = _SCORERS[method](*tables, numbers)
    ends = np.cumsum([len(pairs) for _, pairs in sentences])
    return np.split(scored, ends[:-1]) if len(ends) else []


def find_stances(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    contents: pd.DataFrame,
    sentiments: pd.DataFrame,
    *,
    method: str = "neural",
) -> pd.DataFrame:
    """Find who holds which opinion of whom.

    A mention in a quotation shows its speaker's opinion of the party, unless the speaker denies what is said;
    elsewhere it shows the author's. Where
    two parties that act stand together outside of quotations, what one does shows its opinion of the other.

    Parameters
    ----------
    articles, sentences, tokens, mentions, quotes, contents, sentiments
        Tables as declared in `schema.TABLES`, of any number of articles, in one order of articles.
    method
        One of `METHODS`, as for `score_pairs`.

    Returns
    -------
    DataFrame
        The table `stances`, by sentence. For every mention that acts and has a score there is one row of
        basis ``author`` or ``quotation``, or a row for each party that is quoted jointly. For every sentence
        and two parties that act in it, outside of quotations and not more than six mentions apart, there are
        two rows of basis ``action``, one each way; of several mentions of a party those that say most count.

    Raises
    ------
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    voices = voice_rows(articles, mentions, quotes, contents, sentiments)

    def scored(pairs: list[tuple[int, int]]) -> NDArray[np.float64]:
        return _SCORERS[method](articles, sentences, tokens, mentions, pairs)

    actions = action_rows(mentions, voices.is_quoted, scored)
    found = pd.concat([voices.rows, actions], ignore_index=True)
    order = {name: number for number, name in enumerate(articles["article_id"])}
    found = found.assign(place=found["article_id"].map(order))
    found = found.sort_values(["place", "sentence", "mention"], kind="stable", ignore_index=True)
    shares = found[list(_LABELS)].to_numpy(dtype="float64").reshape(-1, 3)
    return make_table(
        "stances",
        {
            **{str(name): column for name, column in found.drop(columns="place").items()},
            "stance": found.groupby("article_id").cumcount(),
            "score": pd.Series(shares[:, 2] - shares[:, 0], dtype="float64"),
        },
    )
