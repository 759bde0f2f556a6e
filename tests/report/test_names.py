"""Names of pages."""

from __future__ import annotations

import re

import pytest

import analysis as sl
from analysis.report.names import page_names
from analysis.schema import article_table


def names(*articles: sl.Article) -> list[str]:
    return list(page_names(article_table(articles)).values())


def article(title: str | None, published: str | None = None, article_id: str = "a") -> sl.Article:
    return sl.make_article("Iran met Oman.", title=title or "", published=published, article_id=article_id)


@pytest.mark.parametrize(
    ("title", "published", "article_id", "name"),
    [
        ("Talks resume", "2022-04-01", "x", r"2022-04-01-talks-resume"),
        ("Talks resume", None, "x", r"talks-resume"),
        ("Iran’s “offer”: yes/no?", None, "x", r"irans-offer-yes-no"),
        (None, None, "2022/01/story", r"2022-01-story"),
        ("Ünï", None, "x", r"uni"),
        ("Переговоры", None, "x", r"x"),
        (None, None, "..", r"article"),
        ("word " * 100, None, "x", r"(word-){13}word"),
    ],
)
def test_a_name_is_day_and_title(
    title: str | None, published: str | None, article_id: str, name: str
) -> None:
    assert re.fullmatch(name, names(article(title, published, article_id))[0])


def test_pages_of_one_title_get_names_of_their_own() -> None:
    first, second = names(article("A", article_id="x"), article("A", article_id="y"))
    assert first == "a"
    assert re.fullmatch(r"a-[0-9a-f]{8}", second)


def test_names_that_other_pages_have_are_not_given_again() -> None:
    assert page_names(article_table([article("A")]), taken=["a"])["a"] != "a"
