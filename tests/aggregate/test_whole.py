"""Articles that are cut short count in no mean, where there are others."""

from __future__ import annotations

import dataclasses

import pytest

import analysis as sl
from analysis.aggregate.whole import whole_articles


@pytest.fixture(scope="module")
def result() -> sl.Analysis:
    """Two articles, of which the second is cut short."""
    whole = sl.make_article("France praised Spain. Spain thanked France.", article_id="a")
    cut = sl.make_article("Iran condemned Spain. [+4748 chars]", article_id="b")
    assert cut.is_truncated
    return sl.analyze([whole, cut], method="lexicon")


def test_what_is_cut_short_counts_only_where_asked_for(result: sl.Analysis) -> None:
    assert set(sl.party_sentiment(result)["party"]) == {"France", "Spain"}
    assert "Iran" in set(sl.party_sentiment(result, include_truncated=True)["party"])
    assert "Iran" not in set(sl.stance_matrix(result)["source"])
    assert "Iran" in set(sl.stance_matrix(result, include_truncated=True)["source"])


def test_the_matrix_and_what_is_behind_it_agree(result: sl.Analysis) -> None:
    with pytest.raises(sl.SidelightError):
        sl.stances_between(result, "Iran", "Spain")
    assert len(sl.stances_between(result, "Iran", "Spain", include_truncated=True)) == 1


def test_voices_leave_it_out_too(result: sl.Analysis) -> None:
    every = sl.sentiment_by_voice(result, include_truncated=True)
    assert sl.sentiment_by_voice(result)["n"].sum() < every["n"].sum()


def test_tables_stay_in_step(result: sl.Analysis) -> None:
    kept = whole_articles(result)
    assert kept.article_ids == ["a"]
    assert kept.mentions.index.tolist() == list(range(len(kept.mentions)))
    assert len(kept.sentiments) == len(kept.mentions)


def test_a_single_article_stays(result: sl.Analysis) -> None:
    one = result.select("b")
    assert whole_articles(one) is one
    assert "Iran" in set(sl.party_sentiment(one)["party"])


def test_nothing_is_left_out_of_whole_articles_or_of_none(result: sl.Analysis) -> None:
    one = dataclasses.replace(result, articles=result.articles.assign(is_truncated=False))
    assert whole_articles(one) is one
    none = sl.Analysis.stack([])
    assert whole_articles(none) is none
