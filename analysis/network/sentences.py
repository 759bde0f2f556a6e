"""From tables to the sentences that hold mentions."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.network.pieces import Sentence
from analysis.schema import rows

Key = tuple[str, int]


class Job(NamedTuple):
    """A sentence that holds mentions, with where it starts and the numbers of their rows."""

    key: Key
    start: int
    sentence: Sentence
    rows: list[int]


def sentence_jobs(articles: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame) -> list[Job]:
    """Give every sentence that holds mentions; a mention that runs on is cut where its sentence ends."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = {(row.article_id, row.sentence): (row.start, row.end) for row in rows(sentences)}
    starts, ends = mentions["start"].tolist(), mentions["end"].tolist()
    jobs = []
    for key, numbers in rows_by_sentence(mentions).items():
        start, end = spans[key]
        inside = tuple((starts[number] - start, min(ends[number], end) - start) for number in numbers)
        jobs.append(Job(key, start, Sentence(texts[key[0]][start:end], inside), numbers))
    return jobs


def rows_by_sentence(table: pd.DataFrame) -> dict[Key, list[int]]:
    """Numbers of a table's rows by article and sentence, in order."""
    found: dict[Key, list[int]] = {}
    for number, key in enumerate(rows(table, "article_id", "sentence")):
        found.setdefault(key, []).append(number)
    return found
