"""Tests of analysis.corpus.natural."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import analysis as sl
from analysis.corpus import natural
from analysis.corpus.natural import articles_from, path_of
from analysis.records import Article, CorpusError, Party, Registry

ONE, TWO = "Iran left.", "Oman stayed."
FRAME = pd.DataFrame({"text": [ONE, TWO], "title": ["Talks", None]})

TAGS: Any = [np.array(["a"]), None]
LACKING: Any = [ONE, None]


def made(things: object, **options: Any) -> list[tuple[str, str]]:
    return [(article.article_id, article.text) for article in articles_from(things, **options)]


def failure(things: object, **options: Any) -> str:
    with pytest.raises(CorpusError) as caught:
        list(articles_from(things, **options))
    return str(caught.value)


def test_examples() -> None:
    assert doctest.testmod(natural).failed == 0


def test_an_article_stays_as_it_is() -> None:
    article = sl.make_article(ONE, article_id="a")
    assert list(articles_from(article)) == [article]


@pytest.mark.parametrize(
    "things", [[ONE, TWO], (ONE, TWO), np.array([ONE, TWO]), pd.Series([ONE, TWO]), iter([ONE, TWO])]
)
def test_texts_are_numbered(things: object) -> None:
    assert made(things) == [("text-1", ONE), ("text-2", TWO)]


@pytest.mark.parametrize("things", [[], {}, pd.DataFrame({"text": []}), pd.Series([], dtype="str")])
def test_nothing_gives_no_articles(things: object) -> None:
    assert made(things) == []


def test_index_of_a_series_gives_ids() -> None:
    assert made(pd.Series([ONE, TWO], index=["a", "b"])) == [("a", ONE), ("b", TWO)]


def test_index_of_many_levels_gives_ids() -> None:
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 2)])
    assert [name for name, _ in made(pd.Series([ONE, TWO], index=index))] == ["a-1", "a-2"]


def test_a_row_of_a_frame_is_an_article() -> None:
    assert made(FRAME.iloc[0]) == [("talks", f"Talks\n\n{ONE}")]


def test_a_frame_is_an_article_a_row() -> None:
    assert made(FRAME) == [("talks", f"Talks\n\n{ONE}"), ("text-2", TWO)]


def test_index_of_a_frame_gives_ids() -> None:
    assert [name for name, _ in made(FRAME.set_axis(["x", "y"]))] == ["x", "y"]


def test_number_beside_a_missing_one_is_the_id_as_it_was() -> None:
    assert [name for name, _ in made(FRAME.assign(id=[1234, float("nan")]))] == ["1234", "text-2"]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NaT, pd.NA])
def test_a_missing_title_is_none(missing: object) -> None:
    assert [article.title for article in articles_from({"text": ONE, "title": missing})] == [""]
    assert sl.make_article(ONE, title=missing).title == ""  # type: ignore[arg-type]


def test_other_columns_are_kept() -> None:
    frame = FRAME.assign(n=[1.0, 2.5], tags=TAGS, seen=pd.Timestamp("2024-03-07"))
    assert [article.extra for article in articles_from(frame)] == [
        {"n": "1", "tags": '["a"]', "seen": "2024-03-07"},
        {"n": "2.5", "seen": "2024-03-07"},
    ]


def test_columns_are_named() -> None:
    frame = FRAME.set_axis(["Wortlaut", "Kopf"], axis=1)
    assert made(frame, columns={"text": "Wortlaut", "title": "Kopf"})[0] == ("talks", f"Talks\n\n{ONE}")


def test_frame_without_text() -> None:
    assert failure(FRAME.set_axis(["Wortlaut", "title"], axis=1)) == (
        "DataFrame: has no column of text; its columns: Wortlaut, title; say which one is: "
        'articles_from(..., columns={"text": "NAME"}), on the command line --column text=NAME'
    )


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"text": "Wortlaut"}, "has no column 'Wortlaut'; it has: text, title"),
        (
            {"txt": "text"},
            "there is no field 'txt'; expected one of: text, title, author, source, published, id, url, "
            "language",
        ),
    ],
)
def test_columns_named_wrongly(columns: dict[str, str], problem: str) -> None:
    assert failure(FRAME, columns=columns) == f"DataFrame: {problem}"


def test_row_without_text_is_named() -> None:
    frame = FRAME.assign(text=LACKING)
    assert failure(frame) == "DataFrame: row 1: has no text; 'text' is empty; fill it or leave the row out"


def test_missing_text_in_a_series_is_named() -> None:
    assert failure(pd.Series([ONE, None], index=[5, 9])) == (
        "row 9: is missing; expected a text: series.dropna() leaves out missing ones"
    )


def test_fields_of_one_article() -> None:
    assert made({"headline": "Talks", "body": ONE}) == [("talks", f"Talks\n\n{ONE}")]


def test_ids_and_texts() -> None:
    assert made({"a": ONE, "b": TWO}) == [("a", ONE), ("b", TWO)]


def test_answer_of_a_news_service() -> None:
    answer = {"status": "ok", "articles": [{"content": ONE}, {"content": TWO}]}
    assert made(answer) == [("text-1", ONE), ("text-2", TWO)]


def test_fields_without_text() -> None:
    assert failure({"title": "Talks", "url": "u"}).startswith(
        "input: has no column of text; its columns: title, url; say which one is: "
    )


def test_taken_ids_get_a_number() -> None:
    same = {"title": "Talks", "text": ONE}
    assert [name for name, _ in made([same, same, {"talks-2": TWO}, same])] == [
        "talks",
        "talks-2",
        "talks-2-2",
        "talks-3",
    ]


def test_ids_of_articles_are_not_changed() -> None:
    article = sl.make_article(ONE, article_id="text-1")
    assert [name for name, _ in made([article, article])] == ["text-1", "text-1"]


def test_paths(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"Talks\n\n{ONE}")
    file = tmp_path / "a" / "x.txt"
    expected = [("x", f"Talks\n\n{ONE}")]
    assert made(file) == made(str(file)) == made(tmp_path / "a") == expected
    assert [name for name, _ in made([file, str(tmp_path / "b")])] == ["x", "x-2"]


def test_columns_of_a_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"nr,Wortlaut\n1,{ONE}\n")
    assert made(tmp_path / "a.csv", columns={"text": "Wortlaut"}) == [("a-1", ONE)]


def test_a_mixture(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"Talks\n\n{ONE}")
    things = [TWO, tmp_path / "x.txt", sl.make_article(ONE, article_id="own"), {"text": TWO}, FRAME]
    assert [name for name, _ in made(things)] == ["text-1", "x", "own", "text-4", "talks", "text-6"]


def test_registry_is_given_to_what_is_made(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"Talks\n\n{ONE}")
    own = Registry(parties=(Party("Red Team"),))
    articles = articles_from([ONE, tmp_path, Article("a", TWO)], registry=own)
    assert [article.registry for article in articles] == [own, own, Registry()]


@pytest.mark.parametrize("text", ["nope.txt", "my stories.csv", "stories/2024", "stories/", "C:\\stories"])
def test_a_path_that_is_not_there(text: str) -> None:
    problem = "there is no such file or folder; if it is a text, make_article(...) takes it"
    assert failure(text) == f"{text}: {problem}"


def test_a_web_address() -> None:
    assert failure("https://example.org/a.html") == (
        "https://example.org/a.html: is a web address, and none is opened; save the page and name its file"
    )


@pytest.mark.parametrize(
    "text", ["Iran", "Iran left.\nx.txt", "Iran/Oman talks.", "a\0b", "x" * 5000, "~no such user"]
)
def test_a_text(text: str) -> None:
    assert path_of(text) is None


@pytest.mark.parametrize(
    ("thing", "problem"),
    [
        (None, "input: is missing"),
        (7, "input: is a int"),
        (b"x", "input: is a bytes"),
        ([ONE, None], "item 2: is missing"),
    ],
)
def test_what_is_no_article(thing: object, problem: str) -> None:
    assert failure(thing) == (
        f"{problem}; expected an Article, a text, a path, a DataFrame, a Series of texts, a mapping "
        "(an article's fields, or ids and texts), or several of these"
    )


def test_empty_text() -> None:
    assert failure([ONE, " "]) == "text 2: has no text; expected an article"


def test_a_long_frame_is_read_in_parts() -> None:
    frame = pd.DataFrame({"text": [f"Story {number}." for number in range(1001)]})
    assert [text for _, text in made(frame)] == frame["text"].tolist()
