"""Means with the errors of the method in their intervals, for users."""

from __future__ import annotations

import pytest

import analysis as sl
from analysis.records import ChoiceError
from analysis.schema import Analysis

TEXT = "Iran is corrupt. Iran is dishonest. Iran is brutal. Peru is honest. Peru is kind. Peru is generous."


@pytest.fixture(scope="module")
def result() -> Analysis:
    articles = [
        sl.make_article(f"{TEXT} It was day {n}.", article_id=str(n), source="AB"[n % 2]) for n in range(6)
    ]
    return sl.analyze(articles, method="neural", duplicates="keep")


def test_the_interval_is_wider_than_that_of_the_choice_of_articles(result: Analysis) -> None:
    table = sl.corrected_sentiment(result)
    assert set(table["party"]) == {"Iran", "Peru"}
    assert (table["high"] - table["low"] > table["sampling_high"] - table["sampling_low"]).all()
    assert (table["low"] <= table["mean"]).all()
    assert (table["mean"] <= table["high"]).all()


def test_the_sampling_part_is_that_of_party_sentiment(result: Analysis) -> None:
    table = sl.corrected_sentiment(result).set_index("party")
    plain = sl.party_sentiment(result).set_index("party").loc[table.index]
    assert table["sampling_mean"].tolist() == pytest.approx(plain["mean"].tolist())
    assert table["sampling_low"].tolist() == pytest.approx(plain["low"].tolist())
    assert table["n"].tolist() == plain["n_scored"].tolist()


def test_groups_come_first(result: Analysis) -> None:
    table = sl.corrected_sentiment(result, by="source")
    assert table["source"].tolist() == ["A", "A", "B", "B"]
    assert table.columns[:2].tolist() == ["source", "party"]


def test_empty_input_gives_an_empty_table() -> None:
    table = sl.corrected_sentiment(sl.analyze([]))
    assert table.empty
    assert {"party", "mean", "sampling_high"} <= set(table.columns)


def test_two_methods_are_an_error(result: Analysis) -> None:
    other = sl.analyze([sl.make_article("Iran is corrupt.", article_id="z")], method="lexicon")
    with pytest.raises(ChoiceError, match=r"^the analysis is by lexicon and neural; expected one method$"):
        sl.corrected_sentiment(Analysis.stack([result, other]))
