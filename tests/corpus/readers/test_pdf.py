"""Tests of PDF files."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from analysis.corpus.rows import Row
from analysis.records import CorpusError
from tests.corpus.files import items_of, row_of
from tests.corpus.pdfs import LOCKED, PICTURE, Line, assemble, make_pdf, make_scan


def lines(
    texts: Sequence[str], y: float = 700, x: float = 72, size: float = 11, lead: float = 13
) -> list[Line]:
    return [(x, y - lead * number, size, text) for number, text in enumerate(texts)]


def text_of(*pages: Sequence[Line]) -> str:
    return str(row_of("a.pdf", make_pdf(pages)).values["text"])


def test_lines_become_paragraphs_where_there_is_a_gap() -> None:
    page = lines(["The ministers of both countries", "met on Tuesday."]) + lines(["They parted."], y=660)
    assert text_of(page) == "The ministers of both countries met on Tuesday.\n\nThey parted."


def test_an_indented_line_begins_a_paragraph() -> None:
    first, last = (
        lines(["The ministers met on Tuesday in", "the capital of the country."]),
        lines(["both."], y=661),
    )
    page = [*first, (84.0, 674.0, 11.0, "They parted as friends of the"), *last]
    expected = (
        "The ministers met on Tuesday in the capital of the country.\n\nThey parted as friends of the both."
    )
    assert text_of(page) == expected


def test_a_line_that_ends_early_ends_a_paragraph() -> None:
    page = lines(
        ["The ministers of both countries met", "on Tuesday.", "They parted as friends of each", "other."]
    )
    expected = "The ministers of both countries met on Tuesday.\n\nThey parted as friends of each other."
    assert text_of(page) == expected


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the govern-", "ment of the country", "the government of the country"),
        ("the Franco-", "German council there", "the Franco-German council there"),
        ("in the years 2019-", "20 and in others too", "in the years 2019-20 and in others too"),
        ("the anti-", "government side there", "the anti-government side there"),
        ("the peace -", "as they call it there", "the peace - as they call it there"),
    ],
)
def test_words_parted_at_line_ends_are_mended(first: str, second: str, joined: str) -> None:
    assert text_of(lines([first, second])) == joined


def test_a_word_that_has_its_hyphen_elsewhere_keeps_it() -> None:
    page = lines(["It is a far-", "reaching plan, and so far-reaching"])
    assert text_of(page) == "It is a far-reaching plan, and so far-reaching"


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            (72.0, 760.0, 9.0, f"The Example Times {number}"),
            *lines([story]),
            (300.0, 30.0, 9.0, f"- {number} -"),
        ]
        for number, story in ((1, "The ministers of both countries met and"), (2, "parted as friends."))
    ]
    assert text_of(*pages) == "The ministers of both countries met and parted as friends."


def test_a_year_alone_on_a_line_is_no_page_number() -> None:
    assert text_of(lines(["It was not the same in", "2024"])) == "It was not the same in 2024"


def test_columns_are_read_as_the_file_has_them() -> None:
    page = lines(["The ministers met", "and talked, and"]) + lines(["they parted as", "friends."], x=320)
    assert text_of(page) == "The ministers met and talked, and they parted as friends."


def test_headline_is_what_is_largest_on_the_first_page() -> None:
    page = [
        *lines(["Ministers Agree On"], y=750, size=20),
        *lines(["New Rules"], y=726, size=20),
        *lines(["They met on Tuesday and in the evening."]),
    ]
    values = row_of("a.pdf", make_pdf([page], {"Title": "Microsoft Word - 7.doc"})).values
    assert (values["title"], values["text"]) == (
        "Ministers Agree On New Rules",
        "They met on Tuesday and in the evening.",
    )


def test_title_of_the_properties_counts_where_it_stands_on_the_first_page() -> None:
    page = [
        *lines(["The Example Times"], y=750, size=30),
        *lines(["Talks"], y=720),
        *lines(["They met."], y=690),
    ]
    values = row_of("a.pdf", make_pdf([page], {"Title": "talks"})).values
    assert (values["title"], values["text"]) == ("Talks", "The Example Times\n\nThey met.")


def test_text_in_one_size_has_no_headline() -> None:
    assert row_of("a.pdf", make_pdf([lines(["They met."])])).values["title"] == ""


def test_properties_are_kept_under_their_own_names() -> None:
    data = make_pdf([lines(["They met."])], {"Author": "Office user 7", "CreationDate": "D:20240307"})
    assert row_of("a.pdf", data).values["Info"] == {"Author": "Office user 7", "CreationDate": "D:20240307"}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            make_scan(2),
            "a.pdf: is a scan without text; make a searchable copy of it by OCR, as with ocrmypdf",
        ),
        (make_pdf([[]]), "a.pdf: has no text; expected an article"),
        (
            make_pdf([lines(["They met."])], trailer=LOCKED),
            "a.pdf: is protected by a password; save it without one",
        ),
        (b"%PDF-1.4\n", "a.pdf: is a damaged or incomplete PDF; fetch or save it again"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, error: str) -> None:
    with pytest.raises(CorpusError) as raised:
        items_of("a.pdf", data)
    assert str(raised.value) == error


def test_pages_that_are_pictures_are_named_where_they_are_many() -> None:
    text, picture = b"BT /F 11 Tf 72 700 Td (They met.) Tj ET", PICTURE
    row, error = items_of("a.pdf", assemble([text, picture]))
    assert isinstance(row, Row)
    assert row.values["text"] == "They met."
    assert str(error) == (
        "a.pdf: has no text on page 2, only pictures; make a searchable copy of it by OCR, as with ocrmypdf"
    )


def test_more_characters_than_allowed_are_an_error() -> None:
    with pytest.raises(
        CorpusError, match=r"^a.pdf: has more than 5 characters; at most 5 characters are read"
    ):
        items_of("a.pdf", make_pdf([lines(["They met."])]), max_characters=5)
