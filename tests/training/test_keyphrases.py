"""Tests of `analysis.training.keyphrases`."""

from __future__ import annotations

import pytest

from analysis.evaluate.keyphrases import stemmed, story_table
from analysis.keywords.candidates import FEATURES, candidates
from analysis.training.keyphrases import cross_validated, fit

STORIES = [f"Grain ships left. The grain rose {number}. A port of ships fell." for number in range(10)]


def test_weights_and_cross_validation() -> None:
    table = candidates(story_table([{"text": text} for text in STORIES]))
    table["is_chosen"] = table["key"] == stemmed("grain")
    assert list(fit(table)) == ["intercept", *FEATURES]
    found = cross_validated(table, [["grain"]] * len(STORIES))
    assert found["recall_at_10"] == pytest.approx(1)
    assert 0.1 <= found["precision_at_10"] <= 1
