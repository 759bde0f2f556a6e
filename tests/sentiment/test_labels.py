"""Labels of scores and of probabilities."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.sentiment.labels import abouts_of, label_of, labels_of


@pytest.mark.parametrize(
    ("score", "label"), [(0.05, "positive"), (0.049, "neutral"), (-0.049, "neutral"), (-0.05, "negative")]
)
def test_scores_near_nothing_are_neutral(score: float, label: str) -> None:
    assert label_of(score) == label


def test_the_most_probable_label_is_given() -> None:
    probabilities = np.array([[0.6, 0.3, 0.1], [0.1, 0.6, 0.3], [0.2, 0.3, 0.5]])
    assert labels_of(probabilities).tolist() == ["negative", "neutral", "positive"]


def test_where_both_sides_are_as_probable_neither_is_called() -> None:
    assert labels_of(np.array([[0.38, 0.22, 0.40], [0.46, 0.14, 0.40]])).tolist() == ["neutral", "negative"]


def test_no_rows_have_no_labels() -> None:
    assert labels_of(np.zeros((0, 3))).tolist() == []


def test_what_a_sentiment_rests_on_is_told_where_one_thing_is_more_probable_than_the_others() -> None:
    shares = np.array([[0.6, 0.2, 0.2], [0.1, 0.3, 0.6], [0.5, 0.3, 0.2], [0.2, 0.7, 0.1]])
    labels = ["positive", "negative", "negative", "neutral"]
    assert abouts_of(shares, labels) == ["wording", "event", None, None]
    assert abouts_of(np.zeros((0, 3)), []) == []
