"""OpenDocument texts (ODT): one article a file."""

from __future__ import annotations

import zipfile

from analysis.corpus.readers.office import Names, headline, paragraphs_in
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.xml_events import Element, elements_in
from analysis.corpus.readers.zips import load, member, names_in, open_zip, pieces
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_NAMES = Names(
    paragraphs=frozenset(("text:p", "text:h")),
    row="table:table-row",
    cell="table:table-cell",
    text=None,
    marks={"text:s": " ", "text:tab": " ", "text:line-break": "\n"},
    skipped=frozenset(("text:note", "office:annotation", "text:tracked-changes")),
    style={"text:p": "text:style-name", "text:h": "text:outline-level"},
)
_KIND = b"mimetypeapplication/vnd.oasis.opendocument.text"
# A heading of the first level has its level, 1, for a style.
_HEADLINES = frozenset(("title", "heading_20_1", "1"))
_PROPERTIES = ("dc:title", "dc:creator", "meta:initial-creator", "meta:creation-date")
_BYTES, _ROOM = 50, 2**22


def _is_one(source: Source) -> bool:
    return _KIND in source.start[:200] and "content.xml" in names_in(source)


def _read(source: Source, options: Options) -> Items:
    where, most = source.where, _BYTES * options.max_characters + _ROOM
    with open_zip(source) as archive:
        if b"encryption-data" in _small(archive, "META-INF/manifest.xml", where):
            raise CorpusError(f"{where}: is protected by a password; save it without one")
        content = member(archive, "content.xml", where)
        paragraphs = paragraphs_in(
            pieces(archive, content, where, most), _NAMES, where, options.max_characters
        )
        styles = elements_in(pieces(archive, content, where, most), ("style:style",), where)
        meta = elements_in([_small(archive, "meta.xml", where)], _PROPERTIES, where)
    if not paragraphs:
        raise CorpusError(f"{where}: has no text; expected an article (text in pictures is not read)")
    values = {one.tag: one.text for one in meta}
    title, texts = headline(paragraphs, values.pop("dc:title", ""), _HEADLINES | _like_headlines(styles))
    yield Row(where, {"title": title, "text": "\n\n".join(texts), **values})


def _small(archive: zipfile.ZipFile, name: str, where: str) -> bytes:
    """Load a file inside that may be missing."""
    return load(archive, name, where, _ROOM) if name in archive.NameToInfo else b"<none/>"


def _like_headlines(styles: list[Element]) -> frozenset[str]:
    """Return the styles that a program made of those of headlines."""
    names = ((style.attributes.get("style:name", ""), style.attributes) for style in styles)
    return frozenset(
        name.casefold()
        for name, attributes in names
        if attributes.get("style:parent-style-name", "").casefold() in _HEADLINES
    )


READER = Reader("OpenDocument text", (".odt", ".ott"), _is_one, _read)
