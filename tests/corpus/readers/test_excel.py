"""Tests of analysis.corpus.readers.excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from analysis.corpus import read_articles
from tests.corpus.readers.conftest import Fail, Read
from tests.corpus.readers.workbooks import ods, ods_cell, ods_row, table, text, xlsx

STORY = [("doc_id", "headline", "full_text"), ("a1", "Talks resume", "Both sides met.")]


def test_every_field_of_a_row_of_an_old_workbook() -> None:
    first, second = read_articles(Path(__file__).parents[1] / "fixtures" / "stories.xls")
    assert (first.article_id, second.article_id) == ("1234", "1235")
    assert first.text == "Talks resume\n\nBoth sides met.\n\nThey left at noon."
    assert (first.title, first.source) == ("Talks resume", "Example Herald")
    assert (first.published, first.extra) == (date(2024, 3, 7), {"words": "7"})


def test_sheets_with_a_column_of_text_are_read(read: Read) -> None:
    content = xlsx(
        {"One": table(STORY), "Notes": table([("a note",)]), "Two": table([("text",), ("Iran left.",)])}
    )
    assert [(one.article_id, one.text) for one in read("a.xlsx", content)] == [
        ("a1", "Talks resume\n\nBoth sides met."),
        ("a-2", "Iran left."),
    ]


def test_a_formula_gives_its_value(read: Read) -> None:
    cells = '<c r="A2"><v>7</v></c><c r="B2" t="str"><f>CONCATENATE("Iran"," left.")</f><v>Iran left.</v></c>'
    rows = table([("id", "text")]) + f'<row r="2">{cells}</row>'
    (article,) = read("a.xlsx", xlsx({"S": rows}))
    assert (article.article_id, article.text) == ("7", "Iran left.")


def test_names_of_columns_may_stand_anywhere(read: Read) -> None:
    rows = table([("Search of 7 March",)], 3) + table(STORY, 40)
    assert [one.article_id for one in read("a.xlsx", xlsx({"S": rows}))] == ["a1"]


def test_an_error_names_sheet_and_row_as_excel_counts_them(fail: Fail) -> None:
    rows = table([("id", "text")], 3) + f'<row r="5">{text("A5", "x")}</row>'
    assert fail("a.xlsx", xlsx({"S": rows})) == ["a.xlsx: sheet 'S': row 5: has no text; expected an article"]


def test_no_sheet_has_a_column_of_text(fail: Fail) -> None:
    (message,) = fail("a.xlsx", xlsx({"S": table([("kopf", "wortlaut")]), "T": table([("x",)])}))
    assert message.startswith("a.xlsx: sheet 'S': has no column of text; its columns: kopf, wortlaut; say ")


def test_a_column_named_by_the_user(read: Read) -> None:
    content = xlsx({"S": table([("kopf", "wortlaut"), ("T", "Iran left.")])})
    assert read("a.xlsx", content, columns={"text": "wortlaut"})[0].text == "Iran left."


def test_a_workbook_of_libreoffice(read: Read) -> None:
    rows = ods_row(ods_cell("id") + ods_cell("text")) + ods_row(ods_cell("b7") + ods_cell("Iran left."))
    (article,) = read("a.ods", ods(rows))
    assert (article.article_id, article.text) == ("b7", "Iran left.")


def test_empty_cells_to_the_end_of_the_sheet_take_no_room(read: Read) -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = ods_row(ods_cell("text")) + ods_row(ods_cell("Iran left.")) + ods_row(empty, 1_048_574)
    assert read("a.ods", ods(rows))[0].text == "Iran left."


def test_a_workbook_is_known_by_its_content(read: Read) -> None:
    assert read("a.bin", xlsx({"S": table(STORY)}))[0].article_id == "a1"


def test_of_sheets_without_a_text_the_one_with_most_columns_is_named(fail: Fail) -> None:
    sheets = {
        "Notes": table([["Made on Monday"]]),
        "Articles": table([["Tag", "Wert", "Zahl"], ["a", "b", "c"]]),
    }
    (message,) = fail("a.xlsx", xlsx(sheets))
    assert message.startswith(
        "a.xlsx: sheet 'Articles': has no column of text; its columns: Tag, Wert, Zahl;"
    )
