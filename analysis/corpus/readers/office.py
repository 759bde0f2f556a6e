"""The text of word processor files (DOCX, RTF), bounded."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis.corpus.readers.records import Source
from analysis.records import CorpusError

DOCX, RTF = b"PK\x03\x04", b"{\\rtf"
# Bytes of XML that are unpacked of a DOCX, and of an RTF, which takes about 1 s a megabyte.
MOST_XML, MOST_RTF = 128_000_000, 20_000_000
_CHUNK = 65_536
# An entry of a font table has about 100 characters. The pattern by which striprtf reads the table takes time
# that grows with the square of their length.
_LONGEST_FONT = 2000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}


class Paragraph(NamedTuple):
    """A paragraph of a DOCX, with the name of its style (``Heading1``), empty where it has none."""

    text: str
    style: str


def docx_paragraphs(source: Source, first: int | None = None) -> Iterator[Paragraph]:
    """Yield the paragraphs of a DOCX, those in tables too; no headers, footnotes, fields and macros.

    Parameters
    ----------
    source
        The file.
    first
        How many bytes of the unpacked XML are looked at, where not the whole is wanted.

    Raises
    ------
    CorpusError
        It is no DOCX, broken, protected by a password, or unpacks to more than `MOST_XML` bytes.
    """
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]

    try:
        with (
            source.open() as file,
            zipfile.ZipFile(file) as archive,
            archive.open("word/document.xml") as xml,
        ):
            yield from _paragraphs(xml, source.where, first)
    except KeyError as error:
        raise CorpusError(f"{source.where}: is a ZIP archive without a Word document in it") from error
    except RuntimeError as error:  # NotImplementedError, for a way of packing, is one too
        raise CorpusError(
            f"{source.where}: is encrypted or packed in an unknown way; save it without a password"
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, XMLSyntaxError) as error:
        raise CorpusError(
            f"{source.where}: is a broken Word document (cut off or damaged); download or save it again"
        ) from error


def _paragraphs(xml: Any, where: str, first: int | None) -> Iterator[Paragraph]:
    from lxml.etree import XMLPullParser

    parser = XMLPullParser(
        events=("end",), tag=f"{_WORD}p", resolve_entities=False, no_network=True, huge_tree=False
    )
    read = 0
    while chunk := xml.read(_CHUNK):
        read += len(chunk)
        if read > MOST_XML:
            raise CorpusError(f"{where}: unpacks to more than {MOST_XML:,} bytes; part it")
        parser.feed(chunk)
        for _, element in parser.read_events():
            yield _paragraph(element)
            element.clear()
        if first is not None and read >= first:
            return
    parser.close()


def _paragraph(element: Any) -> Paragraph:
    texts = []
    for part in element.iter(f"{_WORD}t", *_BREAKS):
        if next(part.iterancestors(_FALLBACK), None) is None:
            # A tab stop in the paragraph's properties has the same name as a tab.
            is_property = part.getparent() is not None and part.getparent().tag == f"{_WORD}tabs"
            texts.append("" if is_property else _BREAKS.get(part.tag) or part.text or "")
    style = element.find(f"{_WORD}pPr/{_WORD}pStyle")
    return Paragraph("".join(texts), "" if style is None else style.get(f"{_WORD}val", ""))


def load_rtf(source: Source) -> str:
    """Load the text of an RTF, a line for each paragraph.

    Raises
    ------
    CorpusError
        It is larger than `MOST_RTF` bytes, or cannot be read.
    """
    if source.size > MOST_RTF:
        raise CorpusError(
            f"{source.where}: has {source.size:,} bytes; at most {MOST_RTF:,} bytes of RTF are read: part it"
        )
    with source.open() as file:
        return rtf_text(file.read(MOST_RTF), source.where)


def rtf_text(data: bytes, where: str) -> str:
    """Return the text of an RTF, a line for each paragraph; without headers, pictures and link addresses.

    Raises
    ------
    CorpusError
        It cannot be read; the message begins with `where`.
    """
    from striprtf import striprtf

    # striprtf would write a link's address into the text; under this name it passes the address over.
    code = data.decode("sloppy-windows-1252").replace("\\fldinst", "\\fldtype")
    if fonts := striprtf.font_table_group(code):  # type: ignore[no-untyped-call]
        is_sound = all(len(font) <= _LONGEST_FONT for font in fonts.split(";"))
        code = code.replace(fonts, fonts.replace(";", ";\n") if is_sound else "", 1)
    try:
        text = str(striprtf.rtf_to_text(code, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise CorpusError(
            f"{where}: is a broken RTF document (cut off or damaged); download or save it again"
        ) from error
    # RTF writes a character beyond U+FFFF as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
