"""Tests of analysis.corpus.readers.json_files and of JSON lines under other names."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.corpus.readers.conftest import Fail, Read

STORY = {"headline": "Talks resume", "text": "Both sides met."}


def test_an_object_is_an_article(read: Read) -> None:
    (article,) = read("a.json", json.dumps(STORY, indent=1))
    assert (article.article_id, article.title) == ("a", "Talks resume")


def test_a_list_is_an_article_an_item(read: Read) -> None:
    assert [one.article_id for one in read("a.json", json.dumps([STORY, STORY]))] == ["a-1", "a-2"]


@pytest.mark.parametrize(
    "path", ["articles", "results", "response.results", "response.docs", "articles.results", "data"]
)
def test_a_list_is_found_where_services_put_it(read: Read, path: str) -> None:
    value: Any = [STORY]
    for key in reversed(path.split(".")):
        value = {"status": "ok", key: value}
    assert read("a.json", json.dumps(value))[0].title == "Talks resume"


def test_a_list_of_texts(read: Read) -> None:
    assert [one.text for one in read("a.json", '["One.", "Two."]')] == ["One.", "Two."]


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.ndjson"])
def test_lines_are_known_by_their_content(read: Read, name: str) -> None:
    content = "\n".join(json.dumps(STORY | {"id": number}) for number in (1, 2))
    assert [one.article_id for one in read(name, content)] == ["1", "2"]


def test_a_list_may_have_the_suffix_of_lines(read: Read) -> None:
    assert len(read("a.jsonl", json.dumps([STORY, STORY], indent=1))) == 2


def test_an_object_over_lines_may_have_the_suffix_of_lines(read: Read) -> None:
    assert len(read("a.jsonl", json.dumps(STORY, indent=1))) == 1


def test_one_object_a_line_is_one_article(read: Read) -> None:
    assert read("a.json", json.dumps(STORY) + "\n")[0].title == "Talks resume"


def test_a_story_that_begins_with_a_bracket_is_none(read: Read) -> None:
    assert read("a.txt", "[Note] Talks\n\nBoth sides met.")[0].title == "[Note] Talks"


def test_an_article_may_lack_a_chosen_column(read: Read) -> None:
    content = json.dumps([{"text": "One.", "by": "Ada Example"}, {"text": "Two."}])
    assert [one.author for one in read("a.json", content, columns={"author": "by"})] == ["Ada Example", None]


def test_no_text_is_one_error_that_lists_the_keys(fail: Fail) -> None:
    assert fail("a.json", json.dumps([{"kopf": "T", "wortlaut": {"x": 1}}] * 3)) == [
        "a.json: has no column of text; its columns: kopf, wortlaut.x; say which one is: "
        'articles_from(..., columns={"text": "NAME"}), on the command line --column text=NAME'
    ]


def test_an_item_that_is_no_object_is_named_and_the_rest_is_read(fail: Fail, read: Read) -> None:
    content = json.dumps([7, STORY])
    assert fail("a.json", content) == ["a.json: article 1: is an int; expected an object"]
    assert len(read("a.json", content, on_error=lambda _: None)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[]", "holds no articles; expected a list of objects"),
        ('{"articles": []}', "holds no articles; expected a list of objects"),
        ("7", "is an int; expected an object or a list of objects"),
    ],
)
def test_no_articles(fail: Fail, content: str, message: str) -> None:
    assert fail("a.json", content) == [f"a.json: {message}"]
