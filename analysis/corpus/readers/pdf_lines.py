"""PDF files to lines of text, page by page, in the order in which they stand in the file."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from analysis.corpus.article import too_long
from analysis.corpus.readers.records import Options, Source
from analysis.records import CorpusError

# The library may be in use by one thread at a time only.
_LOCK = threading.Lock()
_MOST_PAGES = 20_000
_LINE_ENDS = (0x0D, 0x0A)
_HYPHENS = (0x02, 0xFFFE, 0xAD)  # what the library makes of a hyphen at the end of a line; a soft hyphen
_UNREADABLE = 0.3  # share of characters that stand for none
_INFO = ("Title", "Author", "CreationDate")


class Line(NamedTuple):
    """A line of text with its place on the page, in points from the bottom left, and the height of its type.

    `is_hyphenated` tells that a hyphen, which is not in its text, parted its last word.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    is_hyphenated: bool


@dataclass
class Pages:
    """The lines of each page, a PDF's properties, and the numbers of pages that are pictures or damaged."""

    lines: list[list[Line]] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    pictures: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)


def load_pages(source: Source, options: Options) -> Pages:
    """Load the text of a PDF.

    Raises
    ------
    CorpusError
        It is damaged, protected by a password, too long, or its letters mean nothing.
    """
    import pypdfium2  # type: ignore[import-untyped]

    with _LOCK, source.open() as file:
        try:
            document = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as error:
            raise _unreadable(source.where, error.err_code) from error
        with document:
            if len(document) > _MOST_PAGES:
                raise CorpusError(
                    f"{source.where}: has {len(document):,} pages; part it ({_MOST_PAGES:,} at most)"
                )
            pages = Pages(info=_info(document.get_metadata_dict(skip_empty=True)))
            left = options.max_characters
            for number in range(1, len(document) + 1):
                try:
                    left -= _take_page(document, number, pages, left)
                except pypdfium2.PdfiumError:
                    pages.damaged.append(number)
                if left < 0:
                    n = options.max_characters
                    raise too_long(source.where, f"more than {n:,} characters", n)
    _check_letters(pages, source.where)
    return pages


def _info(values: Mapping[str, str]) -> dict[str, str]:
    return {name: values[name] for name in _INFO if name in values}


def _unreadable(where: str, code: int | None) -> CorpusError:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return CorpusError(f"{where}: is protected by a password; save it without one")
    return CorpusError(f"{where}: is a damaged or incomplete PDF; fetch or save it again")


def _take_page(document: Any, number: int, pages: Pages, most: int) -> int:
    """Add the lines of a page, and return the number of its characters; of more than `most` none is read."""
    import pypdfium2.raw as pdfium

    page = document[number - 1]
    try:
        text = page.get_textpage()
        try:
            n = int(text.count_chars())
            lines = list(_lines(text, n)) if n <= most else []
        finally:
            text.close()
        if not lines and any(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
            pages.pictures.append(number)
    finally:
        page.close()
    pages.lines.append(lines)
    return n


def _lines(text: Any, n: int) -> Iterator[Line]:
    import pypdfium2.raw as pdfium

    codes = [pdfium.FPDFText_GetUnicode(text, at) for at in range(n)]
    start = 0
    for at in range(n + 1):
        if at < n and codes[at] not in _LINE_ENDS and codes[at] not in _HYPHENS:
            continue
        seen = [place for place in range(start, at) if not chr(codes[place]).isspace()]
        if seen:
            letters = "".join(map(chr, codes[start:at])).encode("utf-16", "surrogatepass")
            first, last = _box(text, seen[0]), _box(text, seen[-1])
            middle = _box(text, seen[len(seen) // 2])
            is_hyphenated = at < n and codes[at] in _HYPHENS
            yield Line(
                " ".join(letters.decode("utf-16", "replace").split()),
                first.left,
                last.right,
                middle.bottom,
                middle.top - middle.bottom,
                is_hyphenated,
            )
        start = at + 1


def _box(text: Any, place: int) -> Any:
    """Return the box of a character, which is as high as its font is, whatever the character."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, place, box)
    return box


def _check_letters(pages: Pages, where: str) -> None:
    text = "".join(line.text for lines in pages.lines for line in lines)
    n_none = sum(1 for char in text if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " ")
    if n_none > _UNREADABLE * len(text):
        raise CorpusError(
            f"{where}: does not say which letters its signs are; make a searchable copy by OCR, as with "
            "ocrmypdf --force-ocr"
        )
