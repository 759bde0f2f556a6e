"""Tests of analysis.corpus.duplicates."""

from __future__ import annotations

from analysis.corpus.duplicates import duplicate_groups
from analysis.records import Article

STORY = " ".join(f"The guard number {n} left the old port of Vell with {n} ships." for n in range(30))
OTHER = " ".join(f"A baker of class {n} sold {n} loaves in the new town of Tamm." for n in range(30))


def test_versions_of_a_story_are_one_group() -> None:
    articles = [
        Article("a", STORY),
        Article("b", OTHER),
        Article("c", f"A headline\n\n{STORY}"),
        Article("d", "Something else altogether happened today in the far north."),
        Article("e", OTHER),
    ]
    table = duplicate_groups(articles)
    assert table["article_id"].tolist() == ["a", "b", "c", "e"]
    assert table["group"].tolist() == [0, 1, 0, 1]
    assert table["similarity"].iloc[[0, 1, 3]].tolist() == [1.0, 1.0, 1.0]
    assert 0.8 < table["similarity"].iloc[2] < 1


def test_without_articles_the_table_is_empty() -> None:
    assert list(duplicate_groups([]).columns) == ["article_id", "group", "similarity"]
    assert duplicate_groups([]).empty


def test_short_and_empty_texts_are_no_error() -> None:
    assert duplicate_groups([Article("a", "One."), Article("b", "Two."), Article("c", "")]).empty
