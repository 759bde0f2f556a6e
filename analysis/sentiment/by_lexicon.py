"""Tables in, tables out: every mention scored by the word list and rules of `sentiment.lexicon`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.schema import empty_table, make_table
from analysis.sentiment import lexicon
from analysis.sentiment.evidence import Reason, evidence_table


def score(
    _articles: pd.DataFrame,
    _sentences_table: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    evidence: bool,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Score mentions; parameters and results are those of `sentiment.score_mentions`."""
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
            "method": ["lexicon"] * len(mentions),
            "is_whole": [True] * len(mentions),
        },
    )
    return sentiments, evidence_table(rows, tokens, mentions) if evidence else empty_table("evidence")


def contributions(
    _articles: pd.DataFrame, _sentences_table: pd.DataFrame, tokens: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Give the words that count with their weights, as a table like `evidence`."""
    return evidence_table(
        [row for sentence in _sentences(tokens, mentions) for row in sentence], tokens, mentions
    )


def _sentences(tokens: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[list[Reason]]:
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
            Reason(number, int(places[item.word]), item.weight)
            for item in lexicon.contributions(words, list(targets))
            for number in of_targets[item.target]
        ]
