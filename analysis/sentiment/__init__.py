"""The sentiment of a sentence toward each mention in it, and of one for another, by one of `METHODS`.

Every method reads the same tables and gives the same: scores, the words they rest on, and opinions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.pairs import PAIR_LABELS
from analysis.network.pieces import Span
from analysis.records import check_choice
from analysis.sentiment import by_lexicon, by_network
from analysis.sentiment.labels import label_of
from analysis.sentiment.scores import Scores
from analysis.sentiment.single import sentence_tables

__all__ = [
    "METHODS",
    "PAIR_LABELS",
    "Scores",
    "explain",
    "mean_label",
    "score_mentions",
    "score_pairs",
    "score_sentences",
]

_SCORERS: Mapping[str, Callable[..., Scores]] = MappingProxyType(
    {"neural": by_network.score, "lexicon": by_lexicon.score}
)
METHODS = tuple(_SCORERS)


def score_mentions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    pairs: Sequence[tuple[int, int]] = (),
    method: str = "neural",
    evidence: bool = True,
) -> Scores:
    """Score the sentiment toward every mention, and what one mention's party thinks of another's.

    Parameters
    ----------
    articles, sentences, tokens, mentions
        Tables as declared in `schema.TABLES`, of any number of articles, in one order of articles.
    pairs
        Rows (p, q) of `mentions`, the two of one sentence, to give opinions for. With ``neural`` a sentence
        is read once for all that is asked of it: the pairs of news articles add some 6 % to the time.
    method
        One of `METHODS`. ``neural``: a small network, see `network.mentions`; every mention gets a score.
        ``lexicon``: word list and rules, see `sentiment.lexicon`; where no word counts, scores are NA.
    evidence
        Whether to find the words that the scores rest on. For ``neural`` that reads every sentence with a
        mention that is not neutral about eleven times again, see `network.evidence.contributions`.

    Returns
    -------
    Scores
        `sentiments`, one row a mention, in the same order; `evidence`, one row for each word that counted for
        a mention, with its weight, empty where not asked for; and `opinions`, as from `score_pairs`.

    Raises
    ------
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    return _SCORERS[method](articles, sentences, tokens, mentions, pairs=pairs, evidence=evidence)


def score_sentences(
    sentences: Sequence[tuple[str, Sequence[Span]]], *, method: str = "neural"
) -> pd.DataFrame:
    """Score the sentiment of single sentences toward stretches of text in them, many at a time.

    Parameters
    ----------
    sentences
        Each a text and the mentions in it as (start, end), which count characters, end exclusive.
    method
        As for `score_mentions`.

    Returns
    -------
    DataFrame
        One row a mention, in order: `sentence` and `mention` (their numbers, from 0), then as in the table
        `sentiments` from `negative` on. A sentence too long for the method (about 200 words for ``neural``)
        is read in a window around each mention, and `is_whole` is false.

    Raises
    ------
    SpanError
        A mention is empty or not inside its sentence.
    ChoiceError
        The method is unknown.
    """
    scored = score_mentions(*sentence_tables(sentences), method=method, evidence=False).sentiments
    names = "sentence mention negative neutral positive score label about method is_whole".split()
    return scored.assign(sentence=scored["article_id"].astype("int64"))[names]


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
    opinions = score_mentions(*tables, pairs=numbers, method=method, evidence=False).opinions
    ends = np.cumsum([len(pairs) for _, pairs in sentences])
    return np.split(opinions, ends[:-1]) if len(ends) else []


def mean_label(sentiments: pd.DataFrame) -> str | None:
    """Return the label of several mentions together: that of the mean of their scores or probabilities.

    Parameters
    ----------
    sentiments
        Rows of the table `sentiments`, by one method. Where all have one label, that is it; without a score,
        also of no rows, there is none.
    """
    scored = sentiments[sentiments["score"].notna()]
    if scored.empty:
        return None
    if (scored["method"] == "lexicon").all():
        return label_of(float(scored["score"].mean()))
    return str(scored[["negative", "neutral", "positive"]].mean().idxmax())


def explain(sentence: str, mention: Span, *, method: str = "neural") -> pd.DataFrame:
    """Measure what each word contributes to the sentiment of a sentence toward one mention.

    Parameters
    ----------
    sentence
        The sentence.
    mention
        Its start and end in the sentence, end exclusive.
    method
        ``neural``: by how much the word moves the score, -2 to 2, for every word outside the mention that was
        read: the mean of the score's change when the word alone is left out, and when it alone is left in
        (see `network.evidence.contributions`); these do not add up to the score. ``lexicon``: the weight by
        the rules, about -4 to 4, for the words that count; these are what the score is made of.

    Returns
    -------
    DataFrame
        `start`, `end`, `surface` and `weight` of the words, in their order.

    Raises
    ------
    SpanError
        The mention is empty or not inside the sentence.
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    tables = sentence_tables([(sentence, [mention])])
    found = by_network.contributions(*tables) if method == "neural" else by_lexicon.contributions(*tables)
    return found[["start", "end", "surface", "weight"]]
