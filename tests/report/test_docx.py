"""Pages as DOCX, read back with python-docx."""

from __future__ import annotations

import io
import sys
import zipfile
from typing import Any

import docx
import pytest

from analysis.display import Block
from analysis.records import ReportError
from analysis.report.docx import to_docx
from analysis.report.pages import Page
from tests.report.conftest import BREAKOUTS


def read(page: Page) -> Any:
    return docx.Document(io.BytesIO(to_docx(page)))


def xml(page: Page, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(to_docx(page))) as archive:
        return archive.read(name).decode()


def test_paragraphs_have_their_styles(page: Page) -> None:
    assert [(found.style.name, found.text) for found in read(page).paragraphs if found.text] == [
        ("Title", "Talks resume"),
        ("Normal", "Finding: see the worst and the source."),
        ("Heading 1", "Parties"),
        ("Heading 1", "Charts"),
        ("Heading 2", "Of France"),
        ("List Number", "first"),
        ("List Number", "second"),
        ("Heading 1", "The text"),
        ("Normal", "[1] France spoke. [2] Iran lied."),
        ("Quote", "quoted"),
    ]


def test_bold_and_italics_are_kept(page: Page) -> None:
    (text,) = [found for found in read(page).paragraphs if found.text.startswith("[1]")]
    assert [run.text for run in text.runs if run.bold] == ["France"]
    assert [run.text for run in text.runs if run.italic] == ["lied"]


def test_links_lead_to_bookmarks_and_addresses(page: Page) -> None:
    links = [link for found in read(page).paragraphs for link in found.hyperlinks]
    assert [(link.text, link.fragment, link.address) for link in links] == [
        ("the worst", "s2", ""),
        ("the source", "", "https://example.org/story"),
    ]
    assert 'w:name="s2"' in xml(page)


def test_head_of_a_table_comes_again_on_each_page(page: Page) -> None:
    (table,) = read(page).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["party", "mean"],
        ["France", "+0.50"],
    ]
    assert xml(page).count("w:tblHeader") == 1


def test_figure_has_its_alternative_text(page: Page) -> None:
    (shape,) = read(page).inline_shapes
    assert shape._inline.docPr.get("descr") == "Mean +0.5."


def test_each_numbered_list_starts_anew() -> None:
    paragraphs = read(Page("T", [Block("1. a\n\nb\n\n7. c")], [])).paragraphs
    first, second = (found._p.pPr.numPr.numId.val for found in paragraphs if "Number" in found.style.name)
    assert first != second
    numbering = xml(Page("T", [Block("1. a\n\nb\n\n7. c")], []), "word/numbering.xml")
    assert '<w:startOverride w:val="7"/>' in numbering


def test_it_names_no_author_and_no_time_and_is_the_same_again(page: Page) -> None:
    core = xml(page, "docProps/core.xml")
    assert "<dc:title>Talks resume</dc:title><dc:language>en-GB</dc:language></cp:core" in core
    assert to_docx(page) == to_docx(page)
    with zipfile.ZipFile(io.BytesIO(to_docx(page))) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert not any("vba" in name.lower() for name in archive.namelist())


def test_empty_page_has_a_title() -> None:
    assert [found.text for found in read(Page("", [], [])).paragraphs] == ["Report"]


def test_hostile_text_stays_text(breakout: Page) -> None:
    texts = [found.text for found in read(breakout).paragraphs]
    assert texts[1:7] == [" ".join(line.split()) for line in BREAKOUTS[:6]]
    assert texts[7] == "a\ufffdb\ufffdc\ufffd"


def test_without_the_library_one_line_says_what_to_do(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ReportError, match=r"^DOCX is made with .*: pip install 'sidelight\[report\]'$"):
        to_docx(page)
