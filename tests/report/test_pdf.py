"""Pages as PDF, read back with pypdfium2."""

from __future__ import annotations

import ctypes
import sys

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
import pytest

import analysis as sl
from analysis.display import Block, Figure, escape_markdown
from analysis.records import ReportError
from analysis.report import Report
from analysis.report.pages import Page, Section
from analysis.report.pdf import to_pdf
from tests.report.conftest import BREAKOUTS


def read(page: Page) -> str:
    document = pdfium.PdfDocument(to_pdf(page))
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    # A word of 24 letters and more has places where a line may break.
    return " ".join(text.replace("\u200b", "").split())


def tags(page: Page) -> list[tuple[str, str]]:
    """List the kinds of structure elements on the first sheet, in order, with their alternative texts."""
    document = pdfium.PdfDocument(to_pdf(page))
    sheet = document[0]
    tree = raw.FPDF_StructTree_GetForPage(sheet)
    found: list[tuple[str, str]] = []

    def walk(element: raw.FPDF_STRUCTELEMENT) -> None:
        found.append(
            (
                string(raw.FPDF_StructElement_GetType, element),
                string(raw.FPDF_StructElement_GetAltText, element),
            )
        )
        for number in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
            if child:
                walk(child)

    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
    raw.FPDF_StructTree_Close(tree)
    return found


def string(get: object, element: raw.FPDF_STRUCTELEMENT) -> str:
    size = get(element, None, 0)  # type: ignore[operator]
    buffer = ctypes.create_string_buffer(size)
    get(element, buffer, size)  # type: ignore[operator]
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def links(page: Page) -> int:
    document = pdfium.PdfDocument(to_pdf(page))
    kinds = [raw.FPDFPage_GetAnnot(document[0], i) for i in range(raw.FPDFPage_GetAnnotCount(document[0]))]
    return sum(raw.FPDFAnnot_GetSubtype(kind) == raw.FPDF_ANNOT_LINK for kind in kinds)


def test_it_holds_the_text_of_the_page(page: Page) -> None:
    text = read(page)
    for part in (
        "Talks resume",
        "Finding: see",
        "France +0.50",
        "1. first",
        "[1] France spoke. [2] Iran lied.",
    ):
        assert part in text
    assert text.endswith("page 1 of 1")


def test_it_is_tagged_in_order_with_alternative_texts(page: Page) -> None:
    assert raw.FPDFCatalog_IsTagged(pdfium.PdfDocument(to_pdf(page)))
    found = tags(page)
    assert [kind for kind, _ in found if kind[0] == "H" and kind[1:].isdigit()] == ["H1", "H1", "H2", "H1"]
    assert [alt for kind, alt in found if kind == "Figure"] == ["Mean +0.5."]
    assert {"Table", "TH", "TD", "L", "LI", "BlockQuote", "Link"} <= {kind for kind, _ in found}


def test_it_says_that_it_is_pdf_ua_in_english_with_a_title(page: Page) -> None:
    data = to_pdf(page)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"/Lang(en-GB)" in data.replace(b" ", b"")
    assert pdfium.PdfDocument(data).get_metadata_value("Title") == "Talks resume"
    assert pdfium.PdfDocument(data).get_metadata_value("CreationDate") == ""


def test_headings_are_its_bookmarks(page: Page) -> None:
    marks = list(pdfium.PdfDocument(to_pdf(page)).get_toc())
    assert [(mark.level, mark.get_title()) for mark in marks] == [
        (0, "Parties"),
        (0, "Charts"),
        (1, "Of France"),
        (0, "The text"),
    ]


def test_link_to_a_sentence_names_it_on_paper(page: Page) -> None:
    assert links(page) == 2
    assert "see the worst [2] and the source." in read(page)
    named = Page("T", [Block('[sentence 2](#s2) <a id="s2"></a>Two.')], [])
    assert "sentence 2 Two." in read(named)


def test_the_same_page_gives_the_same_bytes(page: Page) -> None:
    assert to_pdf(page) == to_pdf(page)


def test_empty_page_has_a_title() -> None:
    assert read(Page("", [], [])).startswith("Report")


def test_hostile_text_stays_text(breakout: Page) -> None:
    text = read(breakout)
    for line in BREAKOUTS[:6]:
        assert " ".join(line.split()) in text
    assert "root:" not in text
    assert ("Figure", BREAKOUTS[2]) in tags(breakout)


class Linked(Figure):
    """A figure whose drawing names a file of this machine."""

    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>'

    def __init__(self) -> None:
        self.name, self.alt = "a-chart", "A chart."


def test_a_drawing_can_read_no_file() -> None:
    page = Page("T", [], [Section("a", "A", [Linked()])])
    with pytest.raises(ReportError, match=r"^T: cannot be set as PDF: .*absolute paths are not allowed"):
        to_pdf(page)


def test_letters_without_a_typeface_are_boxes_and_a_note_says_so() -> None:
    assert "漢字" in read(Page("漢字", [], []))
    assert "show as boxes" in read(Page("漢字", [], []))
    assert "show as boxes" not in read(Page("Ελληνικά Кириллица", [Block("עברית العربية")], []))


def test_word_longer_than_a_line_stays_on_the_paper() -> None:
    document = pdfium.PdfDocument(to_pdf(Page("w" * 300, [Block(escape_markdown("x" * 3000))], [])))
    sheet = document[0].get_textpage()
    rights = [sheet.get_charbox(number)[2] for number in range(sheet.count_chars())]
    assert max(rights) < 595 - 50


def test_without_the_library_one_line_says_what_to_do(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ReportError, match=r"^PDF is made with .*: pip install 'sidelight\[report\]'$"):
        to_pdf(page)


def test_the_real_article_has_at_most_four_pages_and_its_findings_on_the_first(real: sl.Analysis) -> None:
    document = pdfium.PdfDocument(to_pdf(Report().article_page(real)))
    assert len(document) <= 4
    first = document[0].get_textpage().get_text_bounded()
    assert "How each party is treated" in first
    assert "Check these first" in first
