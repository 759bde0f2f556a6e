"""Feeds in RSS and Atom: an article an entry."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from analysis.corpus.article import too_long
from analysis.corpus.readers.pages import text_of_markup
from analysis.corpus.readers.records import Items, Options, Reader, Source, not_installed
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_MOST = 20_000_000  # bytes; feeds have some 100,000
_ENTITY = b"<!ENTITY"
_NAME = re.compile(r"[\w.-]{1,80}")
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?[^>]{0,300}>\s*){0,5}(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}"
    rb"<(?:rss\b|rdf:RDF\b|feed\b|atom:feed\b)",
    re.IGNORECASE | re.DOTALL,
)


def _read(source: Source, options: Options) -> Items:
    try:
        import feedparser  # type: ignore[import-untyped]
    except ImportError as error:
        raise not_installed(source.where, "feeds", "feedparser") from error
    if source.size > _MOST + 4 * options.max_characters:
        raise too_long(source.where, f"{source.size:,} bytes", options.max_characters)
    with source.open() as file:
        # As a file: what is no markup would be taken for an address, and fetched.
        content = io.BytesIO(file.read())
    try:
        feed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, RecursionError, AttributeError) as error:
        raise CorpusError(f"{source.where}: is no feed that can be read; download it again") from error
    for number, entry in enumerate(feed.entries, 1):
        where = f"{source.where}: entry {number}"
        try:
            yield entry_row({**_values(entry, feed.feed), "where": where}, number)
        except CorpusError as error:
            yield error
    if not feed.entries or (feed.get("bozo_exception") and _is_cut(feed)):
        if _ENTITY in source.start:
            raise CorpusError(
                f"{source.where}: declares entities, as a trap may, and cannot be read to its end; read it "
                "in a browser, and save its stories"
            )
        problem = "has no entries" if not feed.entries else f"breaks off after entry {len(feed.entries)}"
        raise CorpusError(f"{source.where}: {problem}; expected a feed in RSS or Atom: download it again")


def entry_row(values: Mapping[str, Any], number: int) -> Row:
    """Make a row of an entry, whose ``text`` and ``title`` may be marked up; its ``where`` is its place.

    Raises
    ------
    CorpusError
        There is no text.
    """
    where = str(values["where"])
    text = text_of_markup(str(values.get("text") or ""), where)
    if not text.strip():
        raise CorpusError(
            f"{where}: has no text, neither content nor a summary; the story stands at its link"
        )
    title = " ".join(text_of_markup(str(values.get("title") or ""), where).split())
    known = {name: value for name, value in values.items() if value and name != "where"}
    return Row(where, {**known, "title": title, "text": text}, number)


def own_id(value: Any) -> str:
    """Return the id that a feed has for an entry; empty where it is an address, which is no name."""
    found = str(value or "")
    return found if _NAME.fullmatch(found) else ""


def _values(entry: Any, feed: Any) -> dict[str, Any]:
    contents = [one.get("value", "") for one in entry.get("content", [])]
    people = [one.get("name", "") for one in entry.get("authors", [])] or [entry.get("author", "")]
    return {
        "text": next(filter(None, contents), "") or entry.get("summary"),
        "title": entry.get("title"),
        "author": "; ".join(name for name in people if name),
        "source": entry.get("source", {}).get("title") or feed.get("title"),
        "published": entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
        "id": own_id(entry.get("id")),
        "language": (feed.get("language") or "")[:2].casefold(),
        "tags": "; ".join(tag.get("term") or "" for tag in entry.get("tags", [])),
    }


def _is_cut(feed: Any) -> bool:
    from xml.sax import SAXException

    return isinstance(feed.bozo_exception, SAXException)


READER = Reader(
    "feed (RSS, Atom)",
    (".rss", ".atom"),
    lambda source: _START.match(source.start.replace(b"\x00", b"")) is not None,
    _read,
)
