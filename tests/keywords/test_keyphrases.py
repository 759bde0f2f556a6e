"""Tests of `analysis.keywords.keyphrases` and of its candidates."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings

import analysis as sl
from analysis.keywords import keyphrases
from analysis.keywords.candidates import FEATURES, candidates
from analysis.resources import keyphrase_weights
from analysis.schema import Analysis
from tests.keywords.corpora import CORPORA, corpus

COLUMNS = ["article_id", "rank", "term", "n", "surface", "count", "score"]


def test_candidates_are_runs_of_words_with_a_meaning() -> None:
    table = candidates(corpus("Black grain ships of the port. Grain ship, ports"))
    assert table[["term", "n", "count"]].to_numpy().tolist() == [
        ["black", 1, 1],
        ["grain", 1, 2],
        ["port", 1, 2],
        ["ships", 1, 2],
        ["black grain", 2, 1],
        ["grain ships", 2, 2],
        ["black grain ships", 3, 1],
    ]


def test_facts_by_hand() -> None:
    table = candidates(corpus("The grain came. Grain ships met French Grain")).set_index("term")
    grain = table.loc["grain"]
    assert grain["log_count"] == pytest.approx(math.log(3))
    assert grain["first"] == pytest.approx(math.log(2))
    assert grain["goes_on"] == pytest.approx(2 / 3)
    assert grain["is_led"] == pytest.approx(1 / 3)
    assert grain["capitals"] == pytest.approx(1 / 3)
    assert grain["letters"] == 5
    assert table.loc["french grain", "log_parts"] == pytest.approx((math.log(3) + math.log(1)) / 2)
    assert table.loc["french grain", "capitals"] == 1


def test_every_feature_has_a_weight() -> None:
    assert list(keyphrase_weights()) == ["intercept", *FEATURES]


def test_the_real_article(real: Analysis) -> None:
    table = keyphrases(real)
    assert list(table.columns) == COLUMNS
    assert table["rank"].tolist() == list(range(1, 11))
    assert table["score"].is_monotonic_decreasing
    assert table["score"].between(0, 1).all()
    assert {"cavusoglu", "turkey", "ukraine"} <= set(table["term"])


@given(CORPORA)
@settings(max_examples=15, deadline=None)
def test_an_article_has_the_same_phrases_alone_and_in_a_corpus(texts: list[str]) -> None:
    whole = corpus(*texts)
    together = keyphrases(whole)
    for article_id in whole.article_ids:
        alone = keyphrases(whole.select(article_id))
        own = together[together["article_id"] == article_id]
        assert own["term"].tolist() == alone["term"].tolist()
        assert own["score"].tolist() == pytest.approx(alone["score"].tolist())


def test_most_limits_the_phrases_of_each_article() -> None:
    table = keyphrases(corpus("Grain ships", "Port"), most=2)
    assert table["article_id"].tolist() == ["a0", "a0", "a1"]


@pytest.mark.parametrize("texts", [(), ("The of",)])
def test_without_words_there_is_none(texts: tuple[str, ...]) -> None:
    table = keyphrases(corpus(*texts))
    assert table.empty
    assert list(table.columns) == COLUMNS


def test_an_article_without_words_has_no_keyphrases() -> None:
    result = sl.analyze([sl.make_article("Ships brought grain.", article_id="a"), sl.Article("b", "“—?!”")])
    assert set(keyphrases(result)["article_id"]) == {"a"}
