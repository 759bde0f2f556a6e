"""Tables in, tables out: mentions and pairs scored by the word list and rules of `sentiment.lexicon`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.pairs import PAIR_LABELS
from analysis.network.sentences import rows_by_sentence
from analysis.schema import empty_table, make_table
from analysis.sentiment import lexicon
from analysis.sentiment.evidence import Reason, evidence_table
from analysis.sentiment.scores import Scores


def score(
    _articles: pd.DataFrame,
    _sentences_table: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    pairs: Sequence[tuple[int, int]],
    evidence: bool,
) -> Scores:
    """Score mentions and pairs; parameters and results are those of `sentiment.score_mentions`.

    Of a pair, who comes first holds the opinion of the second, but where "by" stands between the words and
    the second ("was condemned by"). The sum of the words between them, -1 to 1 as for mentions, is neutral
    within ±0.05; else its label has half of 1 plus its size, which is no probability.
    """
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
            "about": pd.Series([None] * len(mentions), dtype="str"),
            "method": ["lexicon"] * len(mentions),
            "is_whole": [True] * len(mentions),
        },
    )
    return Scores(
        sentiments,
        evidence_table(rows, tokens, mentions) if evidence else empty_table("evidence"),
        _opinions(rows, tokens, mentions, pairs),
    )


def contributions(
    _articles: pd.DataFrame, _sentences_table: pd.DataFrame, tokens: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Give the words that count with their weights, as a table like `evidence`."""
    return evidence_table(
        [row for sentence in _sentences(tokens, mentions) for row in sentence], tokens, mentions
    )


def _sentences(tokens: pd.DataFrame, mentions: pd.DataFrame) -> Iterator[list[Reason]]:
    """Yield what counts in each sentence that holds a mention."""
    token_rows = rows_by_sentence(tokens)
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    surfaces, norms = tokens["surface"].tolist(), tokens["norm"].tolist()
    is_word = tokens["is_word"].tolist()
    m_starts, m_ends = mentions["start"].to_numpy(), mentions["end"].to_numpy()
    is_actor = (mentions["role"] == "actor").tolist()
    is_demonym = (mentions["kind"] == "demonym").tolist()
    is_nominal = (mentions["kind"] == "nominal").to_numpy()
    for key, numbers in rows_by_sentence(mentions).items():
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
            number, last = numbers[place], int(lasts[place])
            target = lexicon.Target(
                int(firsts[place]),
                last,
                is_actor[number],
                is_demonym[number] or (last + 1 < len(words) and words[last + 1].norm in ("'s", "'")),
            )
            targets.setdefault(target, []).append(number)
        of_targets = list(targets.values())
        yield [
            Reason(number, places[item.word], item.weight)
            for item in lexicon.contributions(words, list(targets))
            for number in of_targets[item.target]
        ]


def _opinions(
    reasons: Sequence[Reason], tokens: pd.DataFrame, mentions: pd.DataFrame, pairs: Sequence[tuple[int, int]]
) -> NDArray[np.float64]:
    """Score pairs by the words between the two that count for either."""
    found = np.zeros((len(pairs), len(PAIR_LABELS)))
    found[:, 0] = 1.0
    if not pairs:
        return found
    words: dict[int, list[tuple[int, float]]] = {}
    for reason in reasons:
        words.setdefault(reason.mention, []).append((reason.token, reason.weight))
    token_starts = tokens["start"].to_numpy()
    of_by = tokens[tokens["norm"] == "by"]
    by = {str(name): own.to_numpy() for name, own in of_by.groupby("article_id", sort=False)["start"]}
    names, starts, ends = (mentions[name].tolist() for name in ("article_id", "start", "end"))
    for number, pair in enumerate(pairs):
        first, second = sorted(pair, key=lambda row: starts[row])
        weights = {
            int(token_starts[token]): weight
            for row in pair
            for token, weight in words.get(row, ())
            if ends[first] <= token_starts[token] < starts[second]
        }
        if not weights:
            continue
        total = lexicon.scores([math.fsum(weights.values())])
        if total.label == "neutral":
            continue
        agents = by.get(names[first], token_starts[:0])
        is_passive = agents.searchsorted(max(weights)) < agents.searchsorted(starts[second])
        way = "p->q" if (second if is_passive else first) == pair[0] else "q->p"
        share = (1.0 + total.positive + total.negative) / 2
        found[number, 0] = 1.0 - share
        found[number, PAIR_LABELS.index((total.label, way))] = share
    return found
