"""Tests of analysis.corpus.natural."""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import Any

import dask.bag
import dask.dataframe as dd
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import analysis as sl
from analysis.corpus import natural
from analysis.corpus.natural import articles_from, path_of
from analysis.records import Article, ChoiceError, CorpusError, Party, Registry

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


def test_frames_of_other_libraries() -> None:
    for other in (pa.Table.from_pandas(FRAME), _Stream(), dd.from_pandas(FRAME, npartitions=2)):
        assert made(other) == made(FRAME)
    assert (
        made(pa.chunked_array([[ONE, TWO]])) == made(dask.bag.from_sequence([ONE, TWO])) == made([ONE, TWO])
    )


class _Stream:
    """A frame that only Arrow can read."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return pa.Table.from_pandas(FRAME).__arrow_c_stream__(requested_schema)


class _Broken:
    def to_pandas(self) -> object:
        raise ImportError("no pyarrow")


def test_a_frame_that_cannot_be_converted() -> None:
    assert failure(_Broken()) == (
        "input: is a _Broken that cannot be made a DataFrame: no pyarrow; give a pandas DataFrame"
    )


@pytest.mark.parametrize(
    "things",
    [
        zip(["a", "b"], [ONE, TWO], strict=True),
        {"a": ONE}.items(),
        FRAME.iterrows(),
        FRAME["text"].groupby([0, 1]),
        [("a", sl.make_article(ONE))],
        [["a", ONE]],
    ],
)
def test_rows_of_cells_are_no_articles(things: object) -> None:
    problem = failure(things)
    assert problem.startswith(("item 1: is a tuple; ", "item 1: is a list; "))
    assert problem.endswith(
        "; expected one article: give a table whole, as a DataFrame; a row as a mapping of its fields; "
        "ids and texts as dict(zip(ids, texts))"
    )


@pytest.mark.parametrize(
    ("things", "named"),
    [
        (FRAME[["text"]].to_numpy(), "an ndarray of 2 dimensions"),
        (np.array(ONE), "an ndarray of 0 dimensions"),
        (FRAME.groupby("title"), "a DataFrameGroupBy of 2 dimensions"),
    ],
)
def test_more_or_less_than_one_dimension(things: object, named: str) -> None:
    assert failure(things) == f"input: is {named}; give the DataFrame itself, or one column of texts"


def test_an_open_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(f"Talks\n\n{ONE}")
    with (tmp_path / "x.txt").open() as file:
        assert failure(file) == "input: is an open file; give its path, or its text, file.read()"
        assert failure([file]).startswith("item 1: is an open file")


def test_lists_of_articles_in_a_list() -> None:
    article = sl.make_article(ONE)
    assert list(articles_from([[article], []])) == [article]


@pytest.mark.parametrize("kind", [list, tuple, np.array, pd.Series])
def test_a_mapping_of_columns_is_a_table(kind: Any) -> None:
    columns = {"text": kind([ONE, TWO]), "title": kind(["Talks", "More"])}
    assert made(columns) == [("talks", f"Talks\n\n{ONE}"), ("more", f"More\n\n{TWO}")]


@pytest.mark.parametrize(
    "fields", [{"text": [ONE, TWO], "title": "Talks"}, {"text": [ONE, TWO], "author": ["A"]}]
)
def test_a_list_of_paragraphs_is_one_text(fields: dict[str, object]) -> None:
    assert [text.endswith(f"{ONE}\n\n{TWO}") for _, text in made(fields)] == [True]
    assert [text for _, text in made([{"text": [ONE, TWO]}])] == [f"{ONE}\n\n{TWO}"]


def test_texts_of_numpy_are_texts() -> None:
    assert made({"text": np.str_(ONE), "n": np.float64(2)}) == [("text-1", ONE)]
    assert made({"text": np.str_(ONE)}) == [("text-1", ONE)]


def test_ids_and_fields() -> None:
    assert made({"a": {"text": ONE}, "b": {"text": TWO, "title": "Talks"}, "c": TWO}) == [
        ("a", ONE),
        ("b", f"Talks\n\n{TWO}"),
        ("c", TWO),
    ]
    assert failure({"a": {"title": "Talks"}}).startswith("'a': has no text; ")


@pytest.mark.parametrize(
    ("things", "named"),
    [({"x": None, "y": ONE}, "'x' is missing"), ({"x": sl.make_article(ONE)}, "'x' is an Article")],
)
def test_ids_and_what_is_no_text(things: object, named: str) -> None:
    problem = failure(things)
    assert problem.startswith("input: has no column of text; its columns: ")
    assert problem.endswith(f"; if its keys are ids: {named}")


def test_levels_of_an_index_are_fields() -> None:
    frame = pd.DataFrame({"text": [ONE, TWO], "date": ["2024-03-07"] * 2, "title": ["Talks", "More"]})
    expected = list(articles_from(frame))
    for names in ("date", "title", ["date", "title"]):
        assert list(articles_from(frame.set_index(names))) == expected
    assert list(articles_from(frame.set_index("date", drop=False))) != []
    assert made(frame.set_index("title")["text"]) == made(frame[["text", "title"]])
    assert failure(frame.set_index("date").assign(text=LACKING)).startswith("DataFrame: row 2024-03-07: ")


@pytest.mark.parametrize("columns", ["text", ["text"]])
def test_columns_are_a_mapping(columns: Any) -> None:
    with pytest.raises(ChoiceError) as caught:
        list(articles_from(FRAME, columns=columns))
    assert str(caught.value) == (
        f"columns is {columns!r}; expected a mapping from fields to names of columns, such as "
        '{"text": "Wortlaut"}'
    )


def test_a_registry_is_one() -> None:
    with pytest.raises(ChoiceError, match=r"^registry is a str; expected a Registry"):
        list(articles_from([ONE], registry="parties.toml"))  # type: ignore[arg-type]


def test_language_is_insisted_on() -> None:
    text = "Der Minister hat am Montag gesagt, dass die Gespräche nicht mehr weitergehen, und er ist gereist."
    assert failure(pd.DataFrame({"text": [text]})).endswith(
        "--language en (articles_from(..., language='en')) reads it all the same"
    )
    assert [text for _, text in made(pd.DataFrame({"text": [text]}), language="en")] == [text]
    with pytest.raises(ChoiceError, match=r"^language is 'de'; expected one of: en$"):
        list(articles_from(text, language="de"))


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
        (7, "input: is an int"),
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
