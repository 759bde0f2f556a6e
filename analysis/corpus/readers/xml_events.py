"""XML inside documents: read as it comes, without entities, and without making a tree of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from analysis.records import CorpusError

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta:",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office:",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style:",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table:",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text:",
}


class Handler(Protocol):
    """What is told of every element and text; names have the prefixes of the table above."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""

    def end(self, tag: str) -> None:
        """End an element."""

    def data(self, text: str) -> None:
        """Take text."""


class Element(NamedTuple):
    """An element with its attributes, and the text that stands directly after its start."""

    tag: str
    attributes: Mapping[str, str]
    text: str


def send_events(pieces: Iterable[bytes], handler: Handler, where: str, *, is_whole: bool = True) -> None:
    """Parse XML piece by piece, and tell a handler what comes; if `is_whole`, its end has to be there.

    Raises
    ------
    CorpusError
        It is not well-formed, or has a document type: no office document or EPUB needs one, and what it
        could bring are entities.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        target=_Target(handler, where), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for piece in pieces:
            parser.feed(piece)
        if is_whole:
            parser.close()
    except etree.LxmlError as error:
        raise CorpusError(f"{where}: is damaged (its XML is not well-formed); save it again") from error


def elements_in(pieces: Iterable[bytes], tags: Collection[str], where: str) -> list[Element]:
    """Return the elements of some names in the order in which they begin.

    Raises
    ------
    CorpusError
        As for `send_events`.
    """
    found = _Elements(tags)
    send_events(pieces, found, where)
    return [Element(tag, attributes, "".join(texts).strip()) for tag, attributes, texts in found.found]


class _Elements:
    def __init__(self, tags: Collection[str]) -> None:
        self.found: list[tuple[str, Mapping[str, str], list[str]]] = []
        self._tags, self._is_inside = tags, False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._is_inside = tag in self._tags
        if self._is_inside:
            self.found.append((tag, attributes, []))

    def end(self, _tag: str) -> None:
        self._is_inside = False

    def data(self, text: str) -> None:
        if self._is_inside:
            self.found[-1][2].append(text)


class _Target:
    """Passes on what lxml's parser tells, and refuses a document type."""

    def __init__(self, handler: Handler, where: str) -> None:
        self._start, self._end = handler.start, handler.end
        self.data: Callable[[str], None] = handler.data
        self._where = where

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._start(_short(tag), {_short(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        self._end(_short(tag))

    def doctype(self, *_: Any) -> None:
        raise CorpusError(f"{self._where}: has an XML document type, which may be a trap; save it again")

    def close(self) -> None:
        pass


@lru_cache(maxsize=1024)
def _short(name: str) -> str:
    space, _, local = name.removeprefix("{").rpartition("}")
    return _PREFIXES.get(space, "") + local
