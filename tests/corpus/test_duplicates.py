"""Tests of analysis.corpus.duplicates."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.duplicates import duplicate_groups, mark_duplicates
from analysis.records import Article, ChoiceError

STORY = " ".join(f"The guard number {n} left the old port of Vell with {n} ships." for n in range(30))
OTHER = " ".join(f"A baker of class {n} sold {n} loaves in the new town of Tamm." for n in range(30))
FURNITURE = "Sign up for our letter. Comments on this story are closed. All rights reserved by the owner."

VERSIONS = [
    Article("story", STORY),
    Article("story-headline", f"A headline\n\n{STORY}"),
    Article("story-half", STORY[: len(STORY) // 2]),
    Article("story-furniture", f"{STORY}\n\n{FURNITURE}"),
    Article("other", OTHER),
    Article("other-order", OTHER[len(OTHER) // 2 :] + " " + OTHER[: len(OTHER) // 2]),
    Article("third", "Something else altogether happened today in the far north. " * 6),
]


def firsts(articles: list[Article]) -> dict[str, str | None]:
    return {article.article_id: article.duplicate_of for article in mark_duplicates(articles)}


def test_versions_of_a_story_are_one_group() -> None:
    articles = [
        VERSIONS[0],
        VERSIONS[4],
        VERSIONS[1],
        VERSIONS[6],
        dataclasses.replace(VERSIONS[4], article_id="e"),
    ]
    table = duplicate_groups(articles)
    assert table["article_id"].tolist() == ["story", "other", "story-headline", "e"]
    assert table["duplicate_of"].isna().tolist() == [True, True, False, False]
    assert table["duplicate_of"].tolist()[2:] == ["story", "other"]
    assert table["similarity"].isna().tolist() == [True, True, False, False]
    assert 0.9 < table["similarity"].iloc[2] < 1
    assert table["similarity"].iloc[3] == 1


def test_without_articles_the_table_is_empty() -> None:
    table = duplicate_groups([])
    assert list(table.columns) == ["article_id", "duplicate_of", "similarity"]
    assert table.empty
    assert table.dtypes.equals(duplicate_groups(VERSIONS).dtypes)


def test_whatever_holds_articles_is_looked_at() -> None:
    assert duplicate_groups([STORY, STORY])["duplicate_of"].tolist()[1] == "text-1"


@pytest.mark.parametrize("similar", [0, -1, 1.5])
def test_a_threshold_that_is_no_share_is_named(similar: float) -> None:
    with pytest.raises(ChoiceError, match=rf"^similar is {similar}; expected a share above 0, up to 1$"):
        duplicate_groups([], similar=similar)


def test_a_higher_threshold_leaves_out_what_was_cut() -> None:
    half = [VERSIONS[0], VERSIONS[2]]
    assert len(duplicate_groups(half)) == 2
    assert duplicate_groups(half, similar=0.8).empty


@pytest.mark.parametrize("words", [49, 50])
def test_a_text_of_few_words_is_no_version(words: int) -> None:
    text = " ".join(f"word{n}" for n in range(words))
    assert firsts([Article("a", text), Article("b", text)])["b"] == (None if words < 50 else "a")


def test_empty_texts_are_no_error() -> None:
    assert firsts([Article("a", ""), Article("b", "")]) == {"a": None, "b": None}


def test_half_a_utf16_pair_is_no_error() -> None:
    assert firsts([Article("a", STORY), Article("b", f"\ud83d {STORY}")])["b"] == "a"


def test_a_text_that_is_cut_short_is_no_first_version() -> None:
    cut = Article("cut", STORY, is_truncated=True)
    assert firsts([cut, VERSIONS[0], dataclasses.replace(cut, article_id="later")]) == {
        "cut": None,
        "story": None,
        "later": "story",
    }


def test_of_two_stories_that_a_third_holds_the_nearer_is_meant() -> None:
    both = Article("both", f"{STORY} {OTHER[: len(OTHER) // 2]}")
    assert firsts([VERSIONS[4], VERSIONS[0], both])["both"] == "story"


def test_what_is_found_replaces_what_an_article_brings() -> None:
    assert firsts([Article("a", STORY, duplicate_of="x")]) == {"a": None}


@given(st.permutations(VERSIONS))
@settings(max_examples=60, deadline=None)
def test_the_groups_are_the_same_in_any_order(articles: list[Article]) -> None:
    found = firsts(articles)
    groups: dict[str, set[str]] = {}
    for name, first in found.items():
        groups.setdefault(first or name, set()).add(name)
    assert {frozenset(group) for group in groups.values()} == {
        frozenset(one for one in found if one.startswith(name)) for name in ("story", "other", "third")
    }


@given(st.permutations(VERSIONS))
@settings(max_examples=30, deadline=None)
def test_a_first_version_is_read_before_and_is_none_of_another(articles: list[Article]) -> None:
    found = firsts(articles)
    names = list(found)
    for name, first in found.items():
        if first is not None:
            assert names.index(first) < names.index(name)
            assert found[first] is None


def test_marks_come_as_articles_are_read() -> None:
    read: list[str] = []

    def articles() -> Iterator[Article]:
        for article in VERSIONS:
            read.append(article.article_id)
            yield article

    marked = mark_duplicates(articles())
    assert read == []
    next(marked)
    assert read == ["story"]
