"""A document's sentiment: its features by hand, and what it does without any."""

from __future__ import annotations

import json
import math

import pandas as pd
import pytest

import analysis as sl
from analysis.documents import FEATURES, LABELS, document_features, document_sentiment
from analysis.records import Article
from analysis.resources import read_text

TEXT = "Oman praised Iran and Oman. Oman left.\n\nShips came in Oman."


def test_features_by_hand() -> None:
    result = sl.analyze([Article("a", TEXT)], method="lexicon")
    values = {
        "negative": [0.2, 0.1, 0.4, 0.9, 0.0],
        "neutral": [0.0, 0.9, 0.0, 0.0, 0.0],
        "positive": [0.8, 0.0, 0.6, 0.1, 1.0],
    }
    scores = [p - n for p, n in zip(values["positive"], values["negative"], strict=True)]
    sentiments = result.sentiments.assign(**values, score=scores)
    table = document_features(sl.Analysis(**{**result.tables(), "sentiments": sentiments}))
    assert table["party"].tolist() == ["Oman", "Iran"]
    # The first sentence has 0.3 and 0.7 on average, the second 0.9 and 0.1; the place does not count.
    assert table[["n", "negative", "positive", "sentences"]].to_numpy().tolist() == [
        pytest.approx([3, 0.6, 0.4, math.log(3)]),
        pytest.approx([1, 0.1, 0.0, math.log(2)]),
    ]


def test_there_is_a_row_for_every_article_and_party_that_acts() -> None:
    result = sl.analyze([Article("a", "Oman met Iran. Ships came in Chad."), Article("b", "Iran left.")])
    found = document_sentiment(result)
    assert found[["article_id", "party", "n"]].to_numpy().tolist() == [
        ["a", "Oman", 1],
        ["a", "Iran", 1],
        ["b", "Iran", 1],
    ]
    assert found[list(LABELS)].sum(axis=1).tolist() == pytest.approx([1.0] * 3)
    assert found["label"].tolist() == found[list(LABELS)].idxmax(axis=1).tolist()
    assert found["score"].between(-1, 1).all()


@pytest.mark.parametrize("articles", [[], [Article("a", "Nobody.")], [Article("a", "Ships came in Oman.")]])
def test_where_no_party_acts_the_table_is_empty_with_its_columns(articles: list[Article]) -> None:
    found = document_sentiment(sl.analyze(articles))
    assert list(found.columns) == ["article_id", "party", "n", *LABELS, "score", "label"]
    assert found.empty


def test_praise_and_blame_point_where_they_should() -> None:
    good = "Oman is brave. Oman was praised for its honest and generous help."
    bad = "Oman is corrupt. Oman was condemned for its brutal and cruel lies."
    scores = [document_sentiment(sl.analyze([Article("a", text)]))["score"].iloc[0] for text in (good, bad)]
    assert scores[0] > scores[1] + 0.3


def test_the_weights_are_for_these_features() -> None:
    data = json.loads(read_text("document_sentiment.json"))
    assert tuple(data["features"]) == FEATURES
    assert pd.DataFrame(data["weights"]).shape == (len(LABELS), len(FEATURES))
