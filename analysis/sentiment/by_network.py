"""Tables in, tables out: mentions and pairs scored by the network of `network.mentions`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.network.pairs import PAIR_LABELS
from analysis.network.pieces import Span
from analysis.network.sentences import Job, rows_by_sentence, sentence_jobs
from analysis.schema import empty_table, make_table
from analysis.sentiment.evidence import Reason, evidence_table
from analysis.sentiment.labels import labels_of
from analysis.sentiment.scores import Scores

if TYPE_CHECKING:
    from analysis.network.mentions import Reading

# What is shown as evidence: up to so many words a mention, each of which moves its score by at least so much,
# and by such a share of it.
_MOST_WORDS = 3
_LEAST, _LEAST_SHARE = 0.03, 0.1


def score(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    pairs: Sequence[tuple[int, int]],
    evidence: bool,
) -> Scores:
    """Score mentions; parameters and results are those of `sentiment.score_mentions`.

    Evidence are up to three words for a negative or positive mention, those that move its score most to its
    side, by 0.03 and a tenth of the score at least; function words are passed over.
    """
    from analysis.network import mentions as network

    jobs = sentence_jobs(articles, sentences, mentions)
    asked = _asked_in(jobs, pairs)
    read = network.read(
        [job.sentence for job in jobs], pairs=[[pair for _, pair in of_job] for of_job in asked]
    )
    values = np.zeros((len(mentions), 3))
    is_whole = np.ones(len(mentions), dtype="bool")
    opinions = np.zeros((len(pairs), len(PAIR_LABELS)))
    for job, of_job, found in zip(jobs, asked, read, strict=True):
        for row, reading in zip(job.rows, found.mentions, strict=True):
            values[row] = reading[:3]
            is_whole[row] = not _is_cut(job.sentence.text, reading.read)
        opinions[[number for number, _ in of_job]] = found.opinions
    negative, neutral, positive = values.T.tolist()
    sentiments = make_table(
        "sentiments",
        {
            "article_id": mentions["article_id"],
            "mention": mentions["mention"],
            "party": mentions["party"],
            "negative": negative,
            "neutral": neutral,
            "positive": positive,
            "score": (values[:, 2] - values[:, 0]).tolist(),
            "label": labels_of(values).tolist(),
            "method": ["neural"] * len(mentions),
            "is_whole": is_whole.tolist(),
        },
    )
    if not evidence:
        return Scores(sentiments, empty_table("evidence"), opinions)
    weights = _contributions(jobs, [found.mentions for found in read], tokens, mentions)
    return Scores(sentiments, _strongest(weights, tokens, sentiments), opinions)


def _asked_in(
    jobs: Sequence[Job], pairs: Sequence[tuple[int, int]]
) -> list[list[tuple[int, tuple[int, int]]]]:
    """Give for each sentence the numbers of its pairs, with the places of the two among its mentions."""
    places = {row: (number, place) for number, job in enumerate(jobs) for place, row in enumerate(job.rows)}
    found: list[list[tuple[int, tuple[int, int]]]] = [[] for _ in jobs]
    for number, (p, q) in enumerate(pairs):
        job, place = places[p]
        found[job].append((number, (place, places[q][1])))
    return found


def contributions(
    articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Measure what every word outside the mentions contributes, as a table like `evidence`."""
    from analysis.network import mentions as network

    jobs = sentence_jobs(articles, sentences, mentions)
    readings = [found.mentions for found in network.read([job.sentence for job in jobs])]
    return _contributions(jobs, readings, tokens, mentions)


def _contributions(
    jobs: Sequence[Job], readings: Sequence[Sequence[Reading]], tokens: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    from analysis.network import mentions as network

    places = rows_by_sentence(tokens)
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    is_word = tokens["is_word"].to_numpy()
    of_jobs: list[list[int]] = []
    words: list[list[Span]] = []
    for job in jobs:
        found = [place for place in places[job.key] if is_word[place]]
        spans = [(int(starts[place]) - job.start, int(ends[place]) - job.start) for place in found]
        free = [
            all(end <= first or last <= start for first, last in job.sentence.mentions)
            for start, end in spans
        ]
        of_jobs.append([place for place, is_free in zip(found, free, strict=True) if is_free])
        words.append([span for span, is_free in zip(spans, free, strict=True) if is_free])
    weights = network.contributions([job.sentence for job in jobs], words, readings)
    reasons = (
        Reason(row, place, float(weight))
        for job, found, values in zip(jobs, of_jobs, weights, strict=True)
        for row, column in zip(job.rows, values.T, strict=True)
        for place, weight in zip(found, column, strict=True)
    )
    return evidence_table(reasons, tokens, mentions)


def _strongest(table: pd.DataFrame, tokens: pd.DataFrame, sentiments: pd.DataFrame) -> pd.DataFrame:
    """Keep the words that bear out a mention's label most, function words aside; a neutral one has none."""
    keys = ["article_id", "mention"]
    sign = np.sign(sentiments["score"]).where(sentiments["label"] != "neutral", 0.0)
    least = (_LEAST_SHARE * sentiments["score"].abs()).clip(lower=_LEAST)
    own = table[keys].merge(sentiments[keys].assign(sign=sign, least=least), how="left")
    is_enough = table["weight"] * own["sign"] >= own["least"]
    stop = tokens.set_index(["article_id", "token"])["is_stop"]
    is_stop = stop.reindex(pd.MultiIndex.from_frame(table[["article_id", "token"]])).to_numpy()
    found = table[is_enough & ~is_stop]
    rank = found["weight"].abs().groupby([found[key] for key in keys]).rank(method="first", ascending=False)
    return found[rank <= _MOST_WORDS].reset_index(drop=True)


def _is_cut(text: str, read: Span) -> bool:
    return bool(text[: read[0]].strip() or text[read[1] :].strip())
