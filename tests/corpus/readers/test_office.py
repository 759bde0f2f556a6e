"""Tests of analysis.corpus.readers.office."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from analysis.corpus.readers.office import Paragraph, docx_paragraphs, rtf_text
from analysis.corpus.readers.records import Source

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def paragraphs(body: str) -> list[Paragraph]:
    xml = f'<w:document xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", xml)
    data = file.getvalue()
    return list(docx_paragraphs(Source("a.docx", "a.docx", len(data), lambda: io.BytesIO(data))))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>One </w:t></w:r><w:r><w:t>two.</w:t></w:r>", "One two."),
        ("<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>", "One\ttwo\nthree"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>One</w:t></w:r>", "One"),
        ("<w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink>", "A link"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del>", ""),
        ("<w:ins><w:r><w:t>New</w:t></w:r></w:ins>", "New"),
        ("<mc:AlternateContent><mc:Fallback><w:r><w:t>x</w:t></w:r></mc:Fallback></mc:AlternateContent>", ""),
    ],
)
def test_text_of_a_paragraph(inside: str, text: str) -> None:
    assert paragraphs(f"<w:p>{inside}</w:p>") == [Paragraph(text, "")]


def test_style_and_tables() -> None:
    title = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Talks</w:t></w:r></w:p>'
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    assert paragraphs(title + cell) == [Paragraph("Talks", "Heading1"), Paragraph("One.", "")]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r"One\par Two", "One\nTwo"),
        (r"\'93Caf\'e9\'94", "“Café”"),
        (r"\u8220?\u-10179?\u-8704?", "“😀"),
        (r'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt A link}}', "A link"),
        (r"{\header Page 1}{\pict 89504e47}{\*\generator x}One", "One"),
    ],
)
def test_text_of_an_rtf(code: str, text: str) -> None:
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}\f0 "
    assert rtf_text(f"{head}{code}}}".encode(), "a.rtf") == text


def test_document_made_by_word_is_read(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Talks")
    document.add_paragraph("One.")
    path = tmp_path / "a.docx"
    document.save(str(path))
    source = Source(str(path), path.name, path.stat().st_size, lambda: path.open("rb"))
    assert list(docx_paragraphs(source)) == [Paragraph("Talks", "Heading1"), Paragraph("One.", "")]
