"""Tests of Word documents."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI

from analysis.records import CorpusError
from tests.corpus.files import items_of, make_zip, row_of
from tests.corpus.old_office import make_ole

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document: Any) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def by_hand(body: str, space: str = W) -> bytes:
    content = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return make_zip({"[Content_Types].xml": "<Types/>", "word/document.xml": content})


def test_paragraphs_and_a_headline_by_its_style() -> None:
    document = docx.Document()
    document.add_heading("A broken promise", 0)
    document.add_paragraph("Russia condemned Ukraine.")
    document.add_paragraph("Ukraine answered.")
    values = row_of("a.docx", saved(document)).values
    assert (values["title"], values["text"]) == (
        "A broken promise",
        "Russia condemned Ukraine.\n\nUkraine answered.",
    )


def test_a_heading_of_the_first_level_is_a_headline_and_a_later_one_is_text() -> None:
    document = docx.Document()
    document.add_heading("Talks", 1)
    document.add_paragraph("They met.")
    document.add_heading("What comes next", 1)
    values = row_of("a.docx", saved(document)).values
    assert (values["title"], values["text"]) == ("Talks", "They met.\n\nWhat comes next")


@pytest.mark.parametrize(("known", "title"), [("the  TALKS", "The talks"), ("Normal.dotm", "")])
def test_title_of_the_properties_counts_where_it_stands_in_the_text(known: str, title: str) -> None:
    document = docx.Document()
    document.core_properties.title = known
    document.add_paragraph("The Example Times")
    document.add_paragraph("The talks")
    document.add_paragraph("They met.")
    values = row_of("a.docx", saved(document)).values
    expected = ["The Example Times", *([] if title else ["The talks"]), "They met."]
    assert (values["title"], values["text"].split("\n\n")) == (title, expected)


def test_author_of_the_file_is_no_author_of_the_article() -> None:
    document = docx.Document()
    document.core_properties.author = "Office user 7"
    document.add_paragraph("They met.")
    values = row_of("a.docx", saved(document)).values
    assert values["dc:creator"] == "Office user 7"
    assert "author" not in values


def test_a_row_of_a_table_is_a_line() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Joe Example", "Ann Sample"
    assert row_of("a.docx", saved(document)).values["text"] == "Joe Example | Ann Sample"


def test_a_table_that_lays_out_the_page_keeps_its_paragraphs() -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "They met."
    table.cell(0, 0).add_paragraph("They parted.")
    table.cell(0, 1).text = "In brief"
    assert row_of("a.docx", saved(document)).values["text"] == "They met.\n\nThey parted.\n\nIn brief"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a b\nc"),
        ("<w:p><w:r><w:t>twenty</w:t><w:noBreakHyphen/><w:t>one</w:t></w:r></w:p>", "twenty-one"),
        (
            "<w:p><w:del><w:r><w:t>old</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
            "new",
        ),
        ("<w:p><w:r><w:instrText>HYPERLINK x</w:instrText><w:t>link</w:t></w:r></w:p>", "link"),
        ("<w:p><w:r><w:t>outer</w:t><w:p><w:r><w:t>box</w:t></w:r></w:p></w:r></w:p>", "box\n\nouter"),
    ],
)
def test_what_is_text_in_a_paragraph(body: str, text: str) -> None:
    assert row_of("a.docx", by_hand(body)).values["text"] == text


def test_strict_documents_are_read() -> None:
    data = by_hand(
        "<w:p><w:r><w:t>They met.</w:t></w:r></w:p>", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert row_of("a.docx", data).values["text"] == "They met."


def test_content_tells_a_document_whatever_its_name() -> None:
    assert (
        row_of("a.zip", by_hand("<w:p><w:r><w:t>They met.</w:t></w:r></w:p>")).values["text"] == "They met."
    )


def test_main_part_may_have_another_name() -> None:
    document = docx.Document()
    document.add_paragraph("They met.")
    main = next(part for part in document.part.package.iter_parts() if part.partname == "/word/document.xml")
    main.partname = PackURI("/word/document2.xml")
    assert row_of("a.docx", saved(document)).values["text"] == "They met."


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (
            make_ole({"WordDocument": b"x"}),
            "a.docx: is an old Word file (.doc), which is not read; open it in Word and save it as .docx",
        ),
        (
            make_ole({"EncryptedPackage": b"x"}),
            "a.docx: is protected by a password; save it without one",
        ),
        (
            make_ole({"Other": b"x"}),
            "a.docx: is an old Office file, which is not read; open it in Word and save it as .docx",
        ),
        (b"Talks", "a.docx: is no Word document, whatever its name says; save it as .docx"),
        (by_hand("<w:p/>"), "a.docx: has no text; expected an article (text in pictures is not read)"),
        (by_hand("<w:p>"), "a.docx: is damaged (its XML is not well-formed); save it again"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, error: str) -> None:
    with pytest.raises(CorpusError) as raised:
        items_of("a.docx", data)
    assert str(raised.value) == error
