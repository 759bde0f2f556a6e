"""Tests of analysis.corpus.readers.delimited and of the tables that it shares with workbooks."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from tests.corpus.readers.conftest import Fail, Read


def test_every_field_of_a_row(read: Read) -> None:
    (article,) = read(
        "a.csv",
        "doc_id,Headline,Byline,Publication,Pub Date,Link,lang,Full_Text,Section\n"
        '1234,Talks resume,Ada Example,Example Herald,"March 7, 2024",https://example.org/a,en,'
        '"Both sides met, again.\n\nThey left at noon.",World\n',
    )
    assert article.article_id == "1234"
    assert article.text == "Talks resume\n\nBoth sides met, again.\n\nThey left at noon."
    assert (article.title, article.author, article.source) == (
        "Talks resume",
        "Ada Example",
        "Example Herald",
    )
    assert (article.published, article.url) == (date(2024, 3, 7), "https://example.org/a")
    assert (article.language, article.extra) == ("en", {"Section": "World"})


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_found(read: Read, separator: str) -> None:
    table = f'id{separator}text\n7{separator}"Iran left,;|{separator}then Oman."\n'
    (article,) = read("a.csv", table)
    assert (article.article_id, article.text) == (
        "7",
        f"Iran left,;|{separator}then Oman.".replace("\t", " "),
    )


def test_a_column_alone_may_hold_separators(read: Read) -> None:
    assert [one.text for one in read("a.csv", "text\nIran left, and came.\nOman stayed.\n")] == [
        "Iran left, and came.",
        "Oman stayed.",
    ]


def test_names_stand_below_a_preamble(read: Read) -> None:
    (article,) = read("a.csv", "Search of 7 March\n\nid,text\n7,Iran left.\n")
    assert article.article_id == "7"


def test_the_line_that_excel_reads_is_no_header(read: Read) -> None:
    assert read("a.csv", "sep=;\r\nid;text\r\n7;Iran left.\r\n")[0].article_id == "7"


def test_quotation_marks_escaped_by_backslashes(read: Read) -> None:
    table = 'id,text\n1,"He said \\"no\\", and left."\n2,"Iran, too."\n'
    assert [one.text for one in read("a.csv", table)] == ['He said "no", and left.', "Iran, too."]


def test_tabs_without_quoting(read: Read) -> None:
    table = 'id\ttext\n1\t"Iran left\n2\tHe said "no" and left\n'
    assert [one.text for one in read("a.tsv", table)] == ['"Iran left', 'He said "no" and left']


def test_rows_without_an_id_are_counted(read: Read) -> None:
    assert [one.article_id for one in read("a.csv", "text,n\nOne.,1\n\nTwo.,2\n")] == ["a-1", "a-2"]


def test_ids_stay_as_they_are_written(read: Read) -> None:
    assert [one.article_id for one in read("a.csv", "id,text\n007,One.\n1234,Two.\n")] == ["007", "1234"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encoding_is_found(read: Read, encoding: str) -> None:
    (article,) = read("a.csv", "id,text\n1,“Café” in Zürich\n".encode(encoding))
    assert article.text == "“Café” in Zürich"


def test_cyrillic_code_page_is_found(read: Read) -> None:
    text = "Россия и Украина провели переговоры в Стамбуле вчера вечером"
    assert read("a.csv", f"id,text\n1,{text}\n".encode("windows-1251"))[0].text == text


def test_one_broken_byte_leaves_the_rest_utf_8(read: Read) -> None:
    table = "id,text\n1,Zürich café naïve\n2,Kyiv".encode() + b"\xff left\n"
    assert [one.text for one in read("a.csv", table)] == ["Zürich café naïve", "Kyiv\ufffd left"]


def test_columns_named_by_the_user(read: Read) -> None:
    table = "Notiz;Wortlaut;Datum\nx;Iran left.;7.3.2024\n"
    (article,) = read("a.csv", table, columns={"text": "wortlaut", "published": "Datum"})
    assert (article.text, article.published, article.extra) == (
        "Iran left.",
        date(2024, 3, 7),
        {"Notiz": "x"},
    )


def test_no_column_of_text_is_one_error_that_lists_the_columns(fail: Fail) -> None:
    assert fail("a.csv", "kopf,wortlaut\n" + "T,Iran left.\n" * 3) == [
        "a.csv: has no column of text; its columns: kopf, wortlaut; say which one is: "
        'articles_from(..., columns={"text": "NAME"}), on the command line --column text=NAME'
    ]


def test_a_chosen_column_that_is_not_there_is_one_error(fail: Fail) -> None:
    assert fail("a.csv", "kopf,text\n" + "T,Iran left.\n" * 3, columns={"title": "Title"}) == [
        "a.csv: has no column 'Title'; it has: kopf, text"
    ]


def test_a_row_with_other_cells_is_named_and_the_rest_is_read(fail: Fail, read: Read) -> None:
    table = "id,text\n1,Iran left, too.\n2\n3,Oman left.\n"
    advice = "and 2 columns have names; put texts that hold the separator or line ends into quotation marks"
    assert fail("a.csv", table) == [
        f"a.csv: row 2: has 3 cells, {advice}",
        f"a.csv: row 3: has 1 cells, {advice}",
    ]
    assert [one.article_id for one in read("a.csv", table, on_error=lambda _: None)] == ["3"]


def test_empty_cells_at_the_end_of_a_row_are_none(read: Read) -> None:
    assert read("a.csv", "id,text\n1,Iran left.,,\n")[0].text == "Iran left."


def test_a_table_without_rows(fail: Fail) -> None:
    assert fail("a.csv", "id,text\n") == [
        "a.csv: has no row below the names of its columns; expected one article a row"
    ]


def test_an_empty_table(fail: Fail) -> None:
    assert fail("a.csv", "") == ["a.csv: is empty; expected a table with one article a row"]


def test_columns_without_a_name_and_of_one_name(read: Read) -> None:
    (article,) = read("a.csv", '"",text,n,n\n1,Iran left.,2,3\n')
    assert article.extra == {"column 1": "1", "n": "2", "n (4)": "3"}


@pytest.mark.parametrize("name", ["a.txt", "a.dat", "a.xls"])
def test_a_table_is_known_by_its_names_of_columns(read: Read, name: str) -> None:
    assert read(name, "id\ttext\n7\tIran left.\n")[0].article_id == "7"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_unicode_text_of_excel_is_a_table(read: Read, encoding: str) -> None:
    content = "id\ttext\r\n7\t“Iran left.”\r\n".encode(encoding)
    assert [(one.article_id, one.text) for one in read("a.txt", content)] == [("7", "“Iran left.”")]


def test_a_story_is_no_table(read: Read) -> None:
    (article,) = read("a.txt", "Text, content and body\n\nA lesson in writing.\n")
    assert article.title == "Text, content and body"


def test_the_limit_of_the_csv_module_is_left_as_it_was(read: Read) -> None:
    before = csv.field_size_limit()
    read("a.csv", "id,text\n1," + "Iran left. " * 20_000 + "\n")
    assert csv.field_size_limit() == before
