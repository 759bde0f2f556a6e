"""From tables to sentences with mentions."""

from __future__ import annotations

import pandas as pd

from analysis.network.pieces import Sentence
from analysis.network.sentences import Job, rows_by_sentence, sentence_jobs

TEXT = "Oman left. Oman and Iran met."


def test_mentions_become_offsets_into_their_sentence() -> None:
    articles = pd.DataFrame({"article_id": ["a"], "text": [TEXT]})
    sentences = pd.DataFrame({"article_id": ["a"] * 2, "sentence": [0, 1], "start": [0, 11], "end": [10, 29]})
    mentions = pd.DataFrame(
        {"article_id": ["a"] * 3, "sentence": [0, 1, 1], "start": [0, 11, 20], "end": [4, 15, 40]}
    )
    assert sentence_jobs(articles, sentences, mentions) == [
        Job(("a", 0), 0, Sentence("Oman left.", ((0, 4),)), [0]),
        # The last one runs on, and is cut where its sentence ends.
        Job(("a", 1), 11, Sentence("Oman and Iran met.", ((0, 4), (9, 18))), [1, 2]),
    ]
    assert sentence_jobs(articles, sentences, mentions[:0]) == []


def test_rows_are_grouped_in_order() -> None:
    table = pd.DataFrame({"article_id": ["b", "a", "b"], "sentence": [1, 1, 1]})
    assert rows_by_sentence(table) == {("b", 1): [0, 2], ("a", 1): [1]}
