"""Word documents (DOCX): one article a file."""

from __future__ import annotations

import itertools
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.corpus.readers import ole
from analysis.corpus.readers.office import Names, Paragraph, headline, paragraphs_in
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.xml_events import Element, elements_in
from analysis.corpus.readers.zips import STARTS, member, names_in, open_zip, pieces
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_NAMES = Names(
    paragraphs=frozenset(("w:p",)),
    row="w:tr",
    cell="w:tc",
    text="w:t",
    marks={"w:tab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"},
    # What was deleted or moved away, a text box for old programs, which stands twice, and stops of tabs.
    skipped=frozenset(("w:del", "w:moveFrom", "mc:Fallback", "w:tabs")),
    style={"w:pStyle": "w:val"},
)
_PROPERTIES = ("dc:title", "dc:creator", "dcterms:created")
_HEADLINES = frozenset(("title", "heading 1"))
# Bytes of XML a character, with formatting; those that were looked at have 5 to 20.
_BYTES, _ROOM = 50, 2**22


class Document(NamedTuple):
    """A document's paragraphs, with the names of their styles, and its properties by name (``dc:title``)."""

    paragraphs: list[Paragraph]
    properties: Mapping[str, str]


def load_document(source: Source, options: Options) -> Document:
    """Load a document.

    Raises
    ------
    CorpusError
        It is damaged, too long, protected by a password, or no DOCX.
    """
    if source.start.startswith(ole.MARK):
        raise _old(source)
    if not source.start.startswith(STARTS):
        raise CorpusError(f"{source.where}: is no Word document, whatever its name says; save it as .docx")
    with open_zip(source) as archive:
        parts = _Parts(archive, source.where, _BYTES * options.max_characters + _ROOM)
        main = parts.main()
        paragraphs = paragraphs_in(parts.pieces(main), _NAMES, source.where, options.max_characters)
        styles = parts.styles(main)
        return Document(
            [paragraph._replace(style=styles.get(paragraph.style, "")) for paragraph in paragraphs],
            {one.tag: one.text for one in parts.elements("docProps/core.xml", *_PROPERTIES)},
        )


def _old(source: Source) -> CorpusError:
    part = ole.part_of(source, ole.LOCKED, ole.WORD)
    if part == ole.LOCKED:
        return CorpusError(f"{source.where}: is protected by a password; save it without one")
    kind = "an old Word file (.doc)" if part == ole.WORD else "an old Office file"
    return CorpusError(f"{source.where}: is {kind}, which is not read; open it in Word and save it as .docx")


def opening_paragraphs(source: Source, first: int) -> list[Paragraph]:
    """Return the paragraphs in the first bytes of a document's XML.

    Raises
    ------
    CorpusError
        It is damaged, protected by a password, or no DOCX.
    """
    with open_zip(source) as archive:
        parts = _Parts(archive, source.where, _ROOM + first)
        read = itertools.takewhile(_Counter(first), parts.pieces(parts.main()))
        return paragraphs_in(read, _NAMES, source.where, first, is_whole=False)


class _Counter:
    """Tells of pieces whether they begin within the first bytes."""

    def __init__(self, first: int) -> None:
        self._left = first

    def __call__(self, piece: bytes) -> bool:
        self._left -= len(piece)
        return self._left > -len(piece)


def _is_one(source: Source) -> bool:
    names = names_in(source)
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def _read(source: Source, options: Options) -> Items:
    paragraphs, properties = load_document(source, options)
    if not paragraphs:
        raise CorpusError(f"{source.where}: has no text; expected an article (text in pictures is not read)")
    title, texts = headline(paragraphs, properties.get("dc:title", ""), _HEADLINES)
    others = {name: value for name, value in properties.items() if name != "dc:title"}
    yield Row(source.where, {"title": title, "text": "\n\n".join(texts), **others})


class _Parts:
    """The files inside a document."""

    def __init__(self, archive: zipfile.ZipFile, where: str, most: int) -> None:
        self._archive, self._where, self._most = archive, where, most

    def pieces(self, name: str) -> Iterator[bytes]:
        return pieces(self._archive, self._archive.getinfo(name), self._where, self._most)

    def main(self) -> str:
        """Return the name of the file with the text; some programs call it otherwise."""
        links = [element.attributes for element in self.elements("_rels/.rels", "Relationship")]
        targets = (
            link.get("Target", "") for link in links if link.get("Type", "").endswith("/officeDocument")
        )
        name = next(targets, "word/document.xml").lstrip("/")
        return member(self._archive, name, self._where).filename

    def styles(self, main: str) -> Mapping[str, str]:
        """Return the names of styles, which are English, by their ids, which are in the user's language."""
        found: dict[str, str] = {}
        style = ""
        for element in self.elements(
            posixpath.join(posixpath.dirname(main), "styles.xml"), "w:style", "w:name"
        ):
            if element.tag == "w:style":
                style = element.attributes.get("w:styleId", "")
            elif element.tag == "w:name":
                found.setdefault(style, element.attributes.get("w:val", ""))
        return found

    def elements(self, name: str, *tags: str) -> list[Element]:
        if name not in self._archive.NameToInfo:
            return []
        return elements_in(self.pieces(name), tags, self._where)


READER = Reader("Word document", (".docx", ".docm", ".dotx", ".doc"), _is_one, _read)
