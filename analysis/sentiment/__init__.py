"""The sentiment of a sentence toward each mention in it, by one of `METHODS`.

Every method reads the same tables and gives the same two: scores, and the words they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.schema import check_choice, make_table
from analysis.sentiment import lexicon

METHODS = ("lexicon",)


class _Row(NamedTuple):
    """A word that counted for a mention, by their rows in the two tables."""

    mention: int
    token: int
    weight: float


def score_mentions(
    tokens: pd.DataFrame, mentions: pd.DataFrame, *, method: str = "lexicon"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Score the sentiment toward every mention.

    Parameters
    ----------
    tokens, mentions
        Tables as declared in `schema.TABLES`, of any number of articles, in one order of articles.
    method
        One of `METHODS`. ``lexicon``: word list and rules, see `sentiment.lexicon`.

    Returns
    -------
    sentiments : DataFrame
        One row a mention, in the same order; scores and label are NA where no word counted.
    evidence : DataFrame
        One row for each word that counted for a mention, with its weight.

    Raises
    ------
    ChoiceError
        The method is unknown.
    """
    check_choice("method", method, METHODS)
    rows = [row for sentence in _sentences(tokens, mentions) for row in sentence]
    weights: dict[int, list[float]] = {}
    for row in rows:
        weights.setdefault(row.mention, []).append(row.weight)
    scored = [lexicon.scores(weights.get(number, [])) for number in range(len(mentions))]
    positive = np.array([score.positive for score in scored], dtype="float64")
    negative = np.array([score.negative for score in scored], dtype="float64")
    sentiments = make_table(
        "sentiments",
        {
            "article_id": mentions["article_id"],
            "mention": mentions["mention"],
            "party": mentions["party"],
            "negative": negative.tolist(),
            "neutral": [score.neutral for score in scored],
            "positive": positive.tolist(),
            "score": (positive - negative).tolist(),
            "label": pd.Series([score.label or None for score in scored], dtype="str"),
            "method": [method] * len(mentions),
        },
    )
    return sentiments, _evidence(rows, tokens, mentions)


def _evidence(rows: list[_Row], tokens: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    ordered = sorted(rows)
    of_mentions = mentions.iloc[[row.mention for row in ordered]]
    of_tokens = tokens.iloc[[row.token for row in ordered]]
    return make_table(
        "evidence",
        {
            "article_id": of_mentions["article_id"],
            "mention": of_mentions["mention"],
            "token": of_tokens["token"],
            "start": of_tokens["start"],
            "end": of_tokens["end"],
            "surface": of_tokens["surface"],
            "weight": [row.weight for row in ordered],
        },
    )


def _sentences(tokens: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[list[_Row]]:
    """Yield what counts in each sentence that holds a mention."""
    token_rows = tokens.groupby(["article_id", "sentence"], sort=False).indices
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    surfaces, norms = tokens["surface"].tolist(), tokens["norm"].tolist()
    is_word = tokens["is_word"].tolist()
    m_starts, m_ends = mentions["start"].to_numpy(), mentions["end"].to_numpy()
    is_actor = (mentions["role"] == "actor").tolist()
    is_demonym = (mentions["kind"] == "demonym").tolist()
    is_nominal = (mentions["kind"] == "nominal").to_numpy()
    for key, numbers in mentions.groupby(["article_id", "sentence"], sort=False).indices.items():
        places = token_rows[key]
        words = [lexicon.Word(surfaces[place], norms[place], is_word[place]) for place in places]
        # The tokens that a mention touches: first the one that ends after its start, last the one that starts
        # before its end.
        firsts = np.searchsorted(ends[places], m_starts[numbers], side="right")
        lasts = np.searchsorted(starts[places], m_ends[numbers], side="left") - 1
        # Of "the corrupt president" the head is the target: what stands before it may judge.
        firsts = np.where(is_nominal[numbers], lasts, firsts)
        targets: dict[lexicon.Target, list[int]] = {}  # "both sides" are two mentions of one target
        for place in np.lexsort((lasts, firsts)):
            number, last = int(numbers[place]), int(lasts[place])
            target = lexicon.Target(
                int(firsts[place]),
                last,
                is_actor[number],
                is_demonym[number] or (last + 1 < len(words) and words[last + 1].norm in ("'s", "'")),
            )
            targets.setdefault(target, []).append(number)
        of_targets = list(targets.values())
        yield [
            _Row(number, int(places[item.word]), item.weight)
            for item in lexicon.contributions(words, list(targets))
            for number in of_targets[item.target]
        ]
