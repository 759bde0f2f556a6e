"""Tables in, tables out: mentions and pairs scored by the network of `network.mentions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.pairs import PAIR_LABELS
from analysis.network.pieces import Span
from analysis.network.sentences import Job, rows_by_sentence, sentence_jobs
from analysis.records import ABOUT
from analysis.schema import empty_table, make_table
from analysis.sentiment.evidence import Reason, evidence_table
from analysis.sentiment.labels import abouts_of, labels_of
from analysis.sentiment.scores import Scores

if TYPE_CHECKING:
    from analysis.network.mentions import Reading

# What is shown as evidence: up to so many words a mention, each of which moves its score by at least so much,
# and by such a share of it.
_MOST_WORDS = 3
_LEAST, _LEAST_SHARE = 0.03, 0.1
# So many words are first left out of a sentence together, see `network.evidence`.
_TOGETHER = 12


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
    abouts = np.zeros((len(mentions), len(ABOUT)))
    is_whole = np.ones(len(mentions), dtype="bool")
    opinions = np.zeros((len(pairs), len(PAIR_LABELS)))
    for job, of_job, found in zip(jobs, asked, read, strict=True):
        for row, reading in zip(job.rows, found.mentions, strict=True):
            values[row], abouts[row] = reading[:3], reading.about
            is_whole[row] = not _is_cut(job.sentence.text, reading.read)
        opinions[[number for number, _ in of_job]] = found.opinions
    negative, neutral, positive = values.T.tolist()
    labels = labels_of(values).tolist()
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
            "label": labels,
            "about": pd.Series(abouts_of(abouts, labels), dtype="str"),
            "method": ["neural"] * len(mentions),
            "is_whole": is_whole.tolist(),
        },
    )
    if not evidence:
        return Scores(sentiments, empty_table("evidence"), opinions)
    is_neutral = sentiments["label"].to_numpy() == "neutral"
    readings = [
        {
            place: reading
            for place, (row, reading) in enumerate(zip(job.rows, found.mentions, strict=True))
            if not is_neutral[row]
        }
        for job, found in zip(jobs, read, strict=True)
    ]
    is_asked = (tokens["is_word"] & ~tokens["is_stop"]).to_numpy()
    weights = _contributions(jobs, readings, tokens, mentions, is_asked=is_asked, together=_TOGETHER)
    return Scores(sentiments, _strongest(weights, sentiments), opinions)


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
    read = network.read([job.sentence for job in jobs])
    readings = [dict(enumerate(found.mentions)) for found in read]
    return _contributions(jobs, readings, tokens, mentions, is_asked=tokens["is_word"].to_numpy(), together=1)


def _contributions(
    jobs: Sequence[Job],
    readings: Sequence[Mapping[int, Reading]],
    tokens: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    is_asked: NDArray[np.bool_],
    together: int,
) -> pd.DataFrame:
    """Make a table of what words contribute, for the mentions of each sentence that have a reading here."""
    from analysis.network.evidence import contributions as measure

    places = rows_by_sentence(tokens)
    starts, ends = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    of_jobs: list[list[int]] = []
    words: list[list[Span]] = []
    for job in jobs:
        found = [place for place in places[job.key] if is_asked[place]]
        spans = [(int(starts[place]) - job.start, int(ends[place]) - job.start) for place in found]
        free = [
            all(end <= first or last <= start for first, last in job.sentence.mentions)
            for start, end in spans
        ]
        of_jobs.append([place for place, is_free in zip(found, free, strict=True) if is_free])
        words.append([span for span, is_free in zip(spans, free, strict=True) if is_free])
    weights = measure([job.sentence for job in jobs], words, readings, together=together)
    reasons = (
        Reason(job.rows[number], place, float(weight))
        for job, asked, found, values in zip(jobs, readings, of_jobs, weights, strict=True)
        for number in asked
        for place, weight in zip(found, values[:, number], strict=True)
    )
    return evidence_table(reasons, tokens, mentions)


def _strongest(table: pd.DataFrame, sentiments: pd.DataFrame) -> pd.DataFrame:
    """Keep the words that bear out a mention's label most."""
    keys = ["article_id", "mention"]
    least = (_LEAST_SHARE * sentiments["score"].abs()).clip(lower=_LEAST)
    own = table[keys].merge(
        sentiments[keys].assign(sign=np.sign(sentiments["score"]), least=least), how="left"
    )
    found = table[table["weight"] * own["sign"] >= own["least"]]
    rank = found["weight"].abs().groupby([found[key] for key in keys]).rank(method="first", ascending=False)
    return found[rank <= _MOST_WORDS].reset_index(drop=True)


def _is_cut(text: str, read: Span) -> bool:
    return bool(text[: read[0]].strip() or text[read[1] :].strip())
