"""Electronic books and magazines (EPUB): one article a chapter, in reading order."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis import cleaning
from analysis.corpus.readers.markup import Block, blocks_in
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.xml_events import Element, elements_in
from analysis.corpus.readers.zips import FREE, RATIO, load, names_in, open_zip
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_KIND = b"mimetypeapplication/epub+zip"
_CONTAINER, _LOCKS = "META-INF/container.xml", "META-INF/encryption.xml"
_MOST_XML = 2**22
_BYTES = 20  # of markup a character
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_PROPERTIES = ("dc:title", "dc:creator", "dc:publisher", "dc:date", "dc:language", "dc:identifier")
_HEADLINES = ("h1", "h2", "h3")
# Pages of a book that are no part of what it tells.
_NO_CHAPTERS = frozenset(("cover", "toc", "title-page", "titlepage", "copyright-page"))


class _Book(NamedTuple):
    """A book's properties by name (``dc:title``), and the places of its chapters in reading order."""

    properties: Mapping[str, str]
    chapters: list[str]


def _is_one(source: Source) -> bool:
    return _KIND in source.start[:200] or _CONTAINER in names_in(source)


def _read(source: Source, options: Options) -> Items:
    where = source.where
    left = max(4 * FREE, RATIO * source.size)
    n_found = 0
    with open_zip(source) as archive:
        book = _book(archive, where)
        locked = _locked(archive, where)
        for number, place in enumerate(book.chapters, 1):
            try:
                if place in locked:
                    raise CorpusError(f"{where}: {place}: is locked against copying; it cannot be read")
                most = min(left, _BYTES * options.max_characters + _MOST_XML)
                data = load(archive, place, f"{where}: {place}", most)
                left -= len(data)
                blocks = blocks_in(_decoded(data))
            except CorpusError as error:
                n_found += 1
                yield error
                continue
            if any(block.tag not in _HEADLINES for block in blocks):  # else a page that parts the book
                n_found += 1
                yield Row(f"{where}: {place}", {**_known(book), **_parted(blocks)}, number)
    if not n_found:
        raise CorpusError(f"{where}: has no text; expected a book with chapters of text")


def _book(archive: zipfile.ZipFile, where: str) -> _Book:
    container = elements_in([load(archive, _CONTAINER, where, _MOST_XML)], ("rootfile",), where)
    place = next((one.attributes.get("full-path", "") for one in container), "")
    tags = (*_PROPERTIES, "item", "itemref", "reference")
    elements = elements_in([load(archive, place, where, _MOST_XML)], tags, where)
    folder = posixpath.dirname(place)
    items = {one.attributes.get("id", ""): one.attributes for one in elements if one.tag == "item"}
    left_out = {
        _joined(folder, one.attributes.get("href", ""))
        for one in elements
        if one.tag == "reference" and one.attributes.get("type", "").casefold() in _NO_CHAPTERS
    }
    spine = (items.get(one.attributes.get("idref", "")) for one in _spine(elements))
    chapters = [
        _joined(folder, item.get("href", ""))
        for item in spine
        if item is not None and "nav" not in item.get("properties", "").split()
    ]
    properties: dict[str, str] = {}
    for one in elements:
        if one.tag in _PROPERTIES and one.text:
            properties.setdefault(one.tag, one.text)
    return _Book(properties, [place for place in dict.fromkeys(chapters) if place not in left_out])


def _spine(elements: list[Element]) -> Iterator[Element]:
    return (one for one in elements if one.tag == "itemref" and one.attributes.get("linear") != "no")


def _joined(folder: str, link: str) -> str:
    """Return the place in the archive that a link leads to."""
    path = link.partition("#")[0].encode("utf-8", "surrogatepass")
    plain = _PERCENT.sub(lambda match: bytes.fromhex(match.group(1).decode()), path).decode(
        "utf-8", "replace"
    )
    return posixpath.normpath(posixpath.join(folder, plain))


def _locked(archive: zipfile.ZipFile, where: str) -> frozenset[str]:
    """Return the places that are encrypted; fonts often are, chapters where a book is locked."""
    if _LOCKS not in archive.NameToInfo:
        return frozenset()
    links = elements_in([load(archive, _LOCKS, where, _MOST_XML)], ("CipherReference",), where)
    return frozenset(_joined("", one.attributes.get("URI", "")) for one in links)


def _decoded(data: bytes) -> str:
    try:
        return cleaning.decode(data)
    except cleaning.NotTextError:
        return ""


def _known(book: _Book) -> Mapping[str, str]:
    names = {"dc:title": "source", "dc:creator": "author", "dc:date": "published", "dc:language": "language"}
    return {names.get(name, name): value for name, value in book.properties.items()}


def _parted(blocks: list[Block]) -> Mapping[str, str]:
    """Part a chapter's headline from its text."""
    title = ""
    if blocks[0].tag in _HEADLINES:
        title, blocks = blocks[0].text.replace("\n", " "), blocks[1:]
    return {"title": title, "text": "\n\n".join(block.text for block in blocks)}


READER = Reader("electronic book", (".epub",), _is_one, _read)
