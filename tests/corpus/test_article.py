"""Tests of analysis.corpus.article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.corpus import make_article, read_articles
from analysis.records import ChoiceError, CorpusError, SidelightError

ADVICE = "at most 10 characters are read: part it, or give a higher --max-characters (max_characters=)"


def test_id_is_made_of_the_title() -> None:
    assert make_article("Body.", title="A broken promise").article_id == "a-broken-promise"


@pytest.mark.parametrize("title", ["", "???", "very " * 20])
def test_id_is_made_of_the_text_without_a_title_that_can_be_one(title: str) -> None:
    first, same, second = (make_article(text, title=title).article_id for text in ("One.", "One.", "Two."))
    assert first == same != second
    assert first.startswith("text-")


def test_markup_in_what_is_known_goes(tmp_path: Path) -> None:
    article = make_article("Body.", title="<em>Oppenheimer</em> wins<br>twice", source="Vell &amp; Tamm")
    assert (article.title, article.source) == ("Oppenheimer wins twice", "Vell & Tamm")
    (tmp_path / "a.txt").write_text("<h1>Talks &amp; deals</h1>\n\nBoth sides met.")
    assert read_articles(tmp_path)[0].text == "Talks & deals\n\nBoth sides met."


def test_an_address_is_left_as_it_is() -> None:
    url = "https://vell.example/?a=1&copy=2"
    assert make_article("Body.", url=url).url == url


@pytest.mark.parametrize("half", ["\ud800", "\0"])
def test_what_no_file_can_hold_is_repaired(half: str) -> None:
    article = make_article(f"Iran{half} left.", title=f"T{half}", article_id=f"a{half}")
    assert article.text.isascii() == (half == "\0")
    assert "".join((article.article_id, article.title, article.text)).encode()
    assert "\0" not in article.text + article.title + article.article_id


def test_text_that_is_none_is_named() -> None:
    with pytest.raises(CorpusError) as caught:
        make_article(None)  # type: ignore[arg-type]
    assert str(caught.value) == "article 'text': the text is None; expected text"


def test_article_may_have_as_many_characters_as_the_limit() -> None:
    assert make_article("ten letter", max_characters=10).text == "ten letter"


def test_longer_text_is_an_error() -> None:
    with pytest.raises(CorpusError) as caught:
        make_article("ten letters", max_characters=10)
    assert str(caught.value) == f"article 'text': has 11 characters; {ADVICE}"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "ten\nletters", "has 11 characters"),
        ("a.md", "ten letters", "has 11 characters"),
        ("a.txt", "a" * 70_000, "has 70,000 bytes"),
        ("a.md", "a" * 70_000, "has 70,000 bytes"),
    ],
)
def test_longer_file_is_an_error(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(CorpusError) as caught:
        read_articles(path, max_characters=10)
    assert str(caught.value) == f"{path}: {message}; {ADVICE}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("size", "length"), [(11, "11 characters"), (200_000, "more than 65,656 bytes")])
def test_longer_line_is_passed_over(tmp_path: Path, encoding: str, size: int, length: str) -> None:
    path = tmp_path / "a.jsonl"
    rows = [json.dumps({"text": text}) for text in ("One.", "a" * size, "Two.")]
    path.write_text("\n".join(rows), encoding=encoding)
    errors: list[SidelightError] = []
    articles = read_articles(path, on_error=errors.append, max_characters=10)
    assert [article.text for article in articles] == ["One.", "Two."]
    assert [str(error) for error in errors] == [f"{path}: line 2: has {length}; {ADVICE}"]


def test_limit_is_positive() -> None:
    with pytest.raises(ChoiceError):
        read_articles([], max_characters=0)
