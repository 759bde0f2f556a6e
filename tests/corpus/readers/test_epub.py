"""Tests of electronic books."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from analysis.corpus.rows import Row
from analysis.records import CorpusError
from tests.corpus.files import items_of, make_zip

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
)
PROPERTIES = (
    "<dc:title>Example Review</dc:title><dc:creator>Ann Sample</dc:creator><dc:publisher>Press</dc:publisher>"
    "<dc:date>2024-03-07</dc:date><dc:language>en</dc:language>"
)


def chapter(body: str) -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE html><html><head><title>No</title></head><body>{body}</body></html>'
    )


def make_epub(
    chapters: Mapping[str, str], spine: str = "", more: Mapping[str, str] | None = None, guide: str = ""
) -> bytes:
    items = "".join(f'<item id="{name}" href="{name.replace(" ", "%20")}"/>' for name in chapters)
    order = spine or "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{PROPERTIES}</metadata><manifest>{items}</manifest><spine>{order}</spine>"
        f"<guide>{guide}</guide></package>"
    )
    files = {f"OEBPS/{name}": text for name, text in chapters.items()}
    members = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package, **files, **(more or {})}
    return make_zip(members, first="application/epub+zip")


def texts_of(data: bytes) -> list[str]:
    return [str(row.values["text"]) for row in items_of("a.epub", data) if isinstance(row, Row)]


def test_a_chapter_is_an_article_with_what_is_known_of_the_book() -> None:
    (row,) = items_of(
        "a.epub", make_epub({"1.xhtml": chapter("<h1>Talks</h1><p>They met.</p><p>They parted.</p>")})
    )
    assert row == Row(
        "a.epub: OEBPS/1.xhtml",
        {
            "source": "Example Review",
            "author": "Ann Sample",
            "dc:publisher": "Press",
            "published": "2024-03-07",
            "language": "en",
            "title": "Talks",
            "text": "They met.\n\nThey parted.",
        },
        1,
    )


def test_chapters_come_in_the_order_of_the_spine() -> None:
    chapters = {"a.xhtml": chapter("<p>Second.</p>"), "b c.xhtml": chapter("<p>First.</p>")}
    spine = '<itemref idref="b c.xhtml"/><itemref idref="a.xhtml"/>'
    assert texts_of(make_epub(chapters, spine)) == ["First.", "Second."]


def test_pages_that_are_no_chapters_are_left_out() -> None:
    chapters = {
        "cover.xhtml": chapter("<img src='a.png'/>"),
        "toc.xhtml": chapter("<p>Talks 1</p>"),
        "part.xhtml": chapter("<h1>Part one</h1>"),
        "note.xhtml": chapter("<p>A note.</p>"),
        "1.xhtml": chapter("<p>They met.</p>"),
    }
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters if name != "note.xhtml")
    spine += '<itemref idref="note.xhtml" linear="no"/>'
    guide = '<reference type="toc" href="toc.xhtml#top"/>'
    assert texts_of(make_epub(chapters, spine, guide=guide)) == ["They met."]


def test_a_locked_chapter_is_reported_and_locked_fonts_are_not() -> None:
    links = "".join(f'<CipherReference URI="OEBPS/{name}"/>' for name in ("1.xhtml", "font.otf"))
    chapters = {"1.xhtml": "\x01\x02", "2.xhtml": chapter("<p>They met.</p>")}
    error, row = items_of("a.epub", make_epub(chapters, more={"META-INF/encryption.xml": f"<e>{links}</e>"}))
    assert str(error) == "a.epub: OEBPS/1.xhtml: is locked against copying; it cannot be read"
    assert isinstance(row, Row)


def test_a_missing_chapter_is_reported() -> None:
    data = make_epub({"1.xhtml": chapter("<p>They met.</p>")}, '<itemref idref="1.xhtml"/>')
    broken = data.replace(b"OEBPS/1.xhtml", b"OEBPS/2.xhtml")
    (error,) = items_of("a.epub", broken)
    assert str(error) == "a.epub: OEBPS/1.xhtml: has no OEBPS/1.xhtml inside; is it damaged? Save it again"


def test_a_book_without_text_is_an_error() -> None:
    with pytest.raises(CorpusError, match=r"^a.epub: has no text; expected a book with chapters of text$"):
        items_of("a.epub", make_epub({"1.xhtml": chapter("<img/>")}))
