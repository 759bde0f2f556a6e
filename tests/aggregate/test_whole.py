"""Articles that are cut short count in no mean, where there are others."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pandas as pd
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


@pytest.mark.parametrize("function", [sl.party_sentiment, sl.stance_matrix])
def test_where_none_counts_a_warning_says_so(
    result: sl.Analysis, function: Callable[..., pd.DataFrame]
) -> None:
    cut = dataclasses.replace(result, articles=result.articles.assign(is_truncated=True))
    with pytest.warns(UserWarning, match="cut short") as caught:
        assert function(cut).empty
    assert str(caught[0].message) == (
        "all 2 articles are cut short, so that none of them counts; include_truncated=True counts them"
    )
    assert len(function(cut, include_truncated=True))


def test_nothing_is_left_out_of_whole_articles_or_of_none(result: sl.Analysis) -> None:
    one = dataclasses.replace(result, articles=result.articles.assign(is_truncated=False))
    assert whole_articles(one) is one
    none = sl.Analysis.stack([])
    assert whole_articles(none) is none


STORY = " ".join(f"France praised Spain in report {n}, and Spain thanked France." for n in range(9))


@pytest.fixture(scope="module")
def wire() -> sl.Analysis:
    """A story in two outlets and another one."""
    texts = {"a": STORY, "b": f"A headline\n\n{STORY}", "c": "France condemned Iran."}
    return sl.analyze(
        [sl.make_article(text, article_id=name, source=f"The {name}") for name, text in texts.items()],
        method="lexicon",
    )


def test_a_story_counts_once_unless_each_version_is_asked_for(wire: sl.Analysis) -> None:
    assert sl.party_sentiment(wire).set_index("party")["n"].to_dict() == {
        "France": 19,
        "Spain": 18,
        "Iran": 1,
    }
    every = sl.party_sentiment(wire, include_duplicates=True).set_index("party")["n"]
    assert every.to_dict() == {"France": 37, "Spain": 36, "Iran": 1}


def test_mentions_of_a_story_count_once(wire: sl.Analysis) -> None:
    counts = sl.party_mentions(wire).set_index("party")
    assert (counts.loc["Spain", "mentions"], counts.loc["Spain", "articles"]) == (18, 1)
    every = sl.party_mentions(wire, include_duplicates=True).set_index("party")
    assert (every.loc["Spain", "mentions"], every.loc["Spain", "articles"]) == (36, 2)


def test_stances_of_a_story_count_once(wire: sl.Analysis) -> None:
    for function in (sl.stance_matrix, sl.sentiment_by_voice):
        once, every = function(wire), function(wire, include_duplicates=True)
        assert once["n"].sum() < every["n"].sum() < 2 * once["n"].sum()
    once = sl.stances_between(wire, "France", "Spain")
    assert len(sl.stances_between(wire, "France", "Spain", include_duplicates=True)) == 2 * len(once)
    matrix = sl.stance_matrix(wire)
    assert matrix.loc[matrix["target"] == "Spain", "n"].sum() == len(once)


def test_a_version_counts_in_its_own_outlet(wire: sl.Analysis) -> None:
    counts = [sl.party_mentions(sl.where(wire, source=f"The {name}")) for name in "ab"]
    assert [table["mentions"].tolist() for table in counts] == [[18, 18], [18, 18]]


def test_where_the_first_version_is_cut_short_the_next_counts() -> None:
    cut = sl.make_article(f"{STORY} [+4748 chars]", article_id="a")
    result = sl.analyze([cut, sl.make_article(STORY, article_id="b"), "Iran left."], method="lexicon")
    assert sl.party_sentiment(result).set_index("party")["n"].to_dict() == {
        "France": 18,
        "Spain": 18,
        "Iran": 1,
    }
