"""Tests of analysis.corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from analysis.corpus import iter_articles, make_article, read_articles
from analysis.records import Article, CorpusError, PartiesError, Party, Registry, SidelightError

Write = Callable[[str, str | bytes], Path]

FREEDONIA = '[[party]]\nname = "Freedonia"\n'
SYLVANIA = '[[party]]\nname = "Sylvania"\n'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below the test's folder, with the folders on the way."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def read_one(path: Path) -> Article:
    (article,) = read_articles(path)
    return article


def ids(path: Path) -> list[str]:
    return [article.article_id for article in read_articles(path)]


def test_txt_has_its_title_in_the_first_line(write: Write) -> None:
    article = read_one(write("a.txt", "\nTalks resume\n\nBoth sides met.\n\nThey left.\n"))
    assert (article.title, article.text) == ("Talks resume", "Talks resume\n\nBoth sides met.\n\nThey left.")


def test_txt_is_cleaned(write: Write) -> None:
    article = read_one(write("a.txt", "Talks\n\nKyivâ€™s  side\u00a0left.\n\nShare this\n"))
    assert article.text == "Talks\n\nKyiv’s side left."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_txt_may_have_another_encoding(write: Write, encoding: str) -> None:
    assert read_one(write("a.txt", "Talks\n\n“Café”".encode(encoding))).text == "Talks\n\n“Café”"


def test_path_is_kept(write: Write) -> None:
    path = write("a.txt", "Talks\nBody.")
    assert read_one(path).path == path.as_posix()


def test_front_matter_is_metadata(write: Write) -> None:
    front = (
        "title: Talks\nsource: Wire\nauthor: A. Example\npublished: 2022-04-01\nurl: u\nlanguage: en\nid: x"
    )
    path = write("a.md", f"---\n{front}\n---\nBody.\n")
    assert read_one(path) == Article(
        "x", "Talks\n\nBody.", "Talks", "Wire", "A. Example", date(2022, 4, 1), "u", "en", path.as_posix()
    )


@pytest.mark.parametrize("value", ["No", "on", "1.10", "007", "1_000", "12:30", "null and void"])
def test_front_matter_keeps_values_as_they_are_written(write: Write, value: str) -> None:
    # YAML would make a truth or a number of most of these.
    assert read_one(write("a.md", f"---\nsource: {value}\n---\nBody.")).source == value


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        ("# Talks\n\nBody.\n", "Talks", "Talks\n\nBody."),
        ("Body.\n", "", "Body."),
        ("---\n---\nBody.\n", "", "Body."),
        ("---\r\ntitle: Talks\r\n---\r\nBody.\r\n", "Talks", "Talks\n\nBody."),
        ("---\ntitle: Talks\n---\n\n# Talks\n\nBody.\n", "Talks", "Talks\n\nBody."),
        ("---\ntitle: Talks\n---\n# Other\n\nBody.\n", "Talks", "Talks\n\nOther\n\nBody."),
        ("---\ntitle: Talks\n...\nBody.\n", "Talks", "Talks\n\nBody."),
        (
            '---\ntitle: "Talks &quot;on&quot; hold"\n---\nBody.\n',
            'Talks "on" hold',
            'Talks "on" hold\n\nBody.',
        ),
    ],
)
def test_markdown_title(write: Write, content: str, title: str, text: str) -> None:
    article = read_one(write("a.md", content))
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("*Some* **bold** `code` text.", "Some bold code text."),
        ("A [link](https://example.org/a_b) here.", "A link here."),
        ("A ![picture](p.png)map.", "A map."),
        ("One\nparagraph,  \nwrapped.", "One paragraph, wrapped."),
        ("- First.\n- Second.", "First.\n\nSecond."),
        ("> Quoted.", "Quoted."),
        ("## Below\n\nBody.", "Below\n\nBody."),
        (r"Five \* six.", "Five * six."),
        ("```\nCode.\n```", "Code."),
        ("---\n\nBody.", "Body."),
        ("<p>Raw <b>HTML</b></p>", "Raw HTML"),
        ("Raw <b>HTML</b> inside.", "Raw HTML inside."),
    ],
)
def test_markdown_marking_is_stripped(write: Write, marked: str, text: str) -> None:
    assert read_one(write("a.md", f"---\nlanguage: en\n---\n{marked}\n")).text == text


def test_html_in_a_txt_goes(write: Write) -> None:
    assert read_one(write("a.txt", "Talks\n\nOne.<script>alert(1)</script>")).text == "Talks\n\nOne."


def test_jsonl_is_an_article_a_line(write: Write) -> None:
    lines = [
        '{"title": "Talks", "text": "One.", "published": "2022-04-01", "extra": 1}',
        "",
        '{"text": "Two."}',
    ]
    first, second = read_articles(write("a.jsonl", "\n".join(lines)))
    assert [(first.text, first.published), (second.text, second.published)] == [
        ("Talks\n\nOne.", date(2022, 4, 1)),
        ("Two.", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_jsonl_may_have_another_encoding(write: Write, encoding: str) -> None:
    content = '{"text": "Ċne."}\n{"text": "Two."}\n'.encode(encoding)
    assert [article.text for article in read_articles(write("a.jsonl", content))] == ["Ċne.", "Two."]


def test_jsonl_goes_on_after_bad_lines(write: Write) -> None:
    path = write("a.jsonl", '{"text": "One."}\n{bad\n[1]\n{"text": ""}\n{"text": 5}\n{"text": "Two."}\n')
    errors: list[SidelightError] = []
    assert [article.article_id for article in read_articles(path, on_error=errors.append)] == ["a-1", "a-6"]
    assert [str(error).removeprefix(f"{path}: ").split(" ", 2)[1] for error in errors] == [
        "2:",
        "3:",
        "4:",
        "5:",
    ]


@pytest.mark.parametrize(
    ("name", "content", "article_id"),
    [
        ("talks.txt", "Talks\nBody.", "talks"),
        ("sub/talks.v2.md", "Body.", "sub/talks.v2"),
        ("sub/deep/talks.markdown", "Body.", "sub/deep/talks"),
        ("TALKS.TXT", "Talks\nBody.", "TALKS"),
        ("wire.jsonl", '{"text": "Body."}', "wire-1"),
        ("sub/wire.jsonl", '{"text": "Body."}', "sub/wire-1"),
        ("sub/a.jsonl", '{"text": "Body.", "id": 7}', "7"),
        ("sub/a.md", "---\nid: own\n---\nBody.", "own"),
        ("sub/a.md", "---\nid:\n---\nBody.", "sub/a"),
        ("a.jsonl", '{"text": "Body.", "id": null}', "a-1"),
        ("a.jsonl", '{"text": "Body.", "id": ""}', "a-1"),
    ],
)
def test_id(write: Write, tmp_path: Path, name: str, content: str, article_id: str) -> None:
    write(name, content)
    assert ids(tmp_path) == [article_id]


def test_folder_is_read_in_alphabetical_order(write: Write, tmp_path: Path) -> None:
    for name in ("c.txt", "a/z.txt", "b.txt"):
        write(name, "Talks\nBody.")
    assert ids(tmp_path) == ["a/z", "b", "c"]


@pytest.mark.parametrize("name", ["README.md", "readme.txt", ".hidden.txt", ".git/a.txt", "sub/parties.toml"])
def test_folder_is_read_without_what_is_no_article(write: Write, tmp_path: Path, name: str) -> None:
    write("a.txt", "Talks\nBody.")
    write(name, "")
    assert ids(tmp_path) == ["a"]


def test_several_paths_are_read_in_their_order(write: Write) -> None:
    paths: list[Path | str] = [write("b.txt", "Talks\nBody."), str(write("a.txt", "Talks\nBody."))]
    assert [article.article_id for article in read_articles(paths)] == ["b", "a"]


def test_iter_articles_reads_no_further_than_asked(write: Write, tmp_path: Path) -> None:
    write("a.txt", "Talks\nBody.")
    write("b.txt", "")
    assert next(iter_articles(tmp_path)).article_id == "a"


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("a.txt", "Freedonia"),
        ("other/a.txt", "Freedonia"),
        ("sub/a.txt", "Sylvania"),
        ("sub/deep/a.txt", "Sylvania"),
    ],
)
def test_parties_come_from_the_nearest_folder(write: Write, tmp_path: Path, name: str, party: str) -> None:
    write("parties.toml", FREEDONIA)
    write("sub/parties.toml", SYLVANIA)
    write(name, "Talks\nBody.")
    assert read_one(tmp_path).registry.parties == (Party(party),)


def test_parties_above_the_named_folder_do_not_count(write: Write, tmp_path: Path) -> None:
    write("parties.toml", FREEDONIA)
    write("sub/a.txt", "Talks\nBody.")
    assert read_one(tmp_path / "sub").registry == Registry()


EXPECTED_TEXT = "expected text, best in UTF-8"
EXPECTED_FILES = "expected files of the kinds that `sidelight read --help` lists"
EXPECTED_KIND = "expected a kind of file that `sidelight read --help` lists"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "is empty; expected an article"),
        ("a.md", " \n", "is empty; expected an article"),
        ("a.jsonl", "\n \n", "is empty; expected one JSON object a line"),
        ("a.txt", b"%PDF-1.7", "is a damaged or incomplete PDF; fetch or save it again"),
        ("a.txt", b"a\x00b", f"looks like binary data, not text; {EXPECTED_TEXT}"),
        ("a.xyz", "Talks", f"has an unknown format .xyz; {EXPECTED_KIND}"),
        ("a", "Talks", f"has an unknown format (no suffix); {EXPECTED_KIND}"),
        ("a.txt", "Talks", "has no text below its title; expected an article"),
        ("a.txt", "Talks\n\nShare this", "has no text below its title; expected an article"),
        ("a.md", "# Talks\n", "has no text below its title; expected an article"),
        (
            "a.md",
            "---\ntitle: Talks\n",
            "line 1: the front matter has no end; expected a second line '---'",
        ),
        (
            "a.md",
            "---\ntitle: Talks\nauthor: A: B\n---\nBody.",
            "line 3: the front matter is not valid YAML (mapping values are not allowed here); "
            'expected lines such as title: "A headline"',
        ),
        (
            "a.md",
            "---\n- Talks\n---\nBody.",
            "line 2: the front matter is not a list of 'key: value' lines",
        ),
        ("a.md", "---\ntitle: [Talks]\n---\nBody.", "title is a list; expected text"),
        (
            "a.jsonl",
            "{bad}",
            "line 1: is not valid JSON (Expecting property name enclosed in double quotes: "
            "line 1 column 2 (char 1)); expected one JSON object a line",
        ),
        (
            "a.jsonl",
            '\n{"txt": "x"}',
            "line 2: has no text; expected it under a name such as text, content or body; it has: txt",
        ),
        ("a.jsonl", '{"text": " "}', "line 1: has no text; expected an article"),
        ("a.jsonl", b"a\x07", f"line 1: looks like binary data, not text; {EXPECTED_TEXT}"),
    ],
)
def test_bad_input_is_named(write: Write, name: str, content: str | bytes, message: str) -> None:
    path = write(name, content)
    with pytest.raises(CorpusError) as caught:
        read_articles(path)
    assert str(caught.value) == f"{path}: {message}"


def test_what_else_a_file_says_is_kept(write: Write) -> None:
    article = read_one(write("a.md", "---\nkopf: Talks\nsource: Wire\n---\nBody."))
    assert (article.source, article.extra) == ("Wire", {"kopf": "Talks"})


@pytest.mark.parametrize("day", ["soon", "2022-02-30", "1/4", "March 2024"])
def test_a_date_that_is_no_day_is_kept_as_it_stands(write: Write, day: str) -> None:
    article = read_one(write("a.md", f"---\npublished: {day}\n---\nBody."))
    assert (article.published, article.extra) == (None, {"published": day})


def test_columns_can_be_named(write: Write) -> None:
    path = write("a.jsonl", '{"Wortlaut": "Body.", "text": "Other."}')
    (article,) = read_articles(path, columns={"text": "wortlaut"})
    assert (article.text, article.extra) == ("Body.", {"text": "Other."})


def test_a_file_of_another_kind_needs_no_named_column(write: Write, tmp_path: Path) -> None:
    write("a.jsonl", '{"Wortlaut": "Body."}')
    write("b.txt", "Talks\n\nBoth sides met on Friday.")
    articles = read_articles(tmp_path, columns={"text": "Wortlaut"})
    assert [article.text for article in articles] == ["Body.", "Talks\n\nBoth sides met on Friday."]


def test_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_articles(tmp_path / "nowhere")
    assert str(caught.value) == f"{tmp_path / 'nowhere'}: there is no such file or folder"


def test_folder_without_articles_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError) as caught:
        read_articles(tmp_path)
    assert str(caught.value) == f"{tmp_path}: holds no articles; {EXPECTED_FILES}"


def test_second_article_with_an_id_is_named(write: Write, tmp_path: Path) -> None:
    first, second = write("a.md", "---\nid: x\n---\nBody."), write("b.md", "---\nid: x\n---\nOther.")
    with pytest.raises(CorpusError) as caught:
        read_articles(tmp_path)
    assert str(caught.value) == (
        f"{second}: the id 'x' is taken by {first}; give one of them another file name or 'id'"
    )


def test_files_of_one_name_with_other_suffixes_are_all_read(write: Write, tmp_path: Path) -> None:
    write("sub/ferry.jsonl", '{"text": "Body."}\n{"text": "Other."}')
    for name in ("ferry.eml.txt", "ferry.md", "ferry.txt", "sub/ferry.csv"):
        write(name, "text,title\nBody.,Talks" if name.endswith("csv") else "Talks\n\nBody.")
    assert ids(tmp_path) == [
        *("ferry.eml", "ferry", "ferry.txt"),
        *("sub/ferry-1", "sub/ferry.jsonl-1", "sub/ferry.jsonl-2"),
    ]


def test_file_that_is_named_twice_is_read_once(write: Write) -> None:
    path = write("a.txt", "Talks\n\nBody.")
    assert len(read_articles([path, path])) == 1


def test_broken_parties_file_is_named(write: Write, tmp_path: Path) -> None:
    write("a.txt", "Talks\nBody.")
    path = write("parties.toml", "[[party]]\nname = oops\n")
    with pytest.raises(PartiesError) as caught:
        read_articles(tmp_path)
    assert str(caught.value) == f"{path}: is not valid TOML: Invalid value (at line 2, column 8)"


def test_broken_parties_file_is_reported_once(write: Write, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        write(name, "Talks\nBody.")
    write("parties.toml", "party = 1")
    errors: list[SidelightError] = []
    read_articles(tmp_path, on_error=errors.append)
    assert [type(error) for error in errors] == [PartiesError]


def test_reading_goes_on_after_every_error(write: Write, tmp_path: Path) -> None:
    write("a.txt", "Talks\nBody.")
    write("b.txt", "")
    write("c.png", b"\x89PNG")
    write("d.txt", "Talks\nBody.")
    write("e.md", "---\nid: a\n---\nBody.")
    errors: list[SidelightError] = []
    articles = read_articles([tmp_path, tmp_path / "nowhere"], on_error=errors.append)
    assert [article.article_id for article in articles] == ["a", "d"]
    assert [str(error).split(": ")[0] for error in errors] == [
        str(tmp_path / name) for name in ("b.txt", "c.png", "e.md", "nowhere")
    ]


def test_make_article_puts_the_title_first() -> None:
    assert make_article("Body.", title="Talks").text == "Talks\n\nBody."


@pytest.mark.parametrize("text", ["Talks\n\nBody.", "Body."])
def test_make_article_has_its_title_once(text: str) -> None:
    assert make_article(text, title="Talks").text == "Talks\n\nBody."


def test_make_article_cleans_its_text() -> None:
    assert make_article("Kyivâ€™s side\u00a0left.\n\nShare this").text == "Kyiv’s side left."


@pytest.mark.parametrize("published", [date(2022, 4, 1), datetime(2022, 4, 1, 9, 30), "2022-04-01"])
def test_make_article_takes_any_date(published: str | date) -> None:
    assert make_article("Body.", published=published).published == date(2022, 4, 1)


def test_make_article_keeps_parties() -> None:
    own = Registry((Party("Freedonia"),))
    assert make_article("Body.", registry=own).registry == own


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"published": "soon"}, "published is 'soon'; expected a date such as 2022-04-01"),
        ({"author": ["A. Example"]}, "author is a list; expected text"),
    ],
)
def test_make_article_names_bad_metadata(metadata: dict[str, object], message: str) -> None:
    with pytest.raises(CorpusError) as caught:
        make_article("Body.", article_id="a", **metadata)  # type: ignore[arg-type]
    assert str(caught.value) == f"article 'a': {message}"


@pytest.mark.parametrize("article_id", ["", " "])
def test_make_article_needs_an_id(article_id: str) -> None:
    with pytest.raises(CorpusError):
        make_article("Body.", article_id=article_id)


@pytest.mark.parametrize("text", ["", " \n ", "Share this"])
def test_make_article_needs_a_text(text: str) -> None:
    with pytest.raises(CorpusError) as caught:
        make_article(text)
    assert str(caught.value) == "article 'text': has no text; expected an article"


def test_formats_give_one_article(write: Write) -> None:
    row = {"title": "Talks", "text": "Both sides met.\n\nThey left."}
    paths = [
        write("a.txt", f"{row['title']}\n\n{row['text']}\n"),
        write("b.md", f"# {row['title']}\n\n{row['text']}\n"),
        write("c.jsonl", json.dumps(row)),
    ]
    assert len({(article.title, article.text) for article in read_articles(paths)}) == 1
