"""JSON Feed: an article an item."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from analysis.corpus.article import too_long
from analysis.corpus.readers.feeds import entry_row, own_id
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.texts import decode
from analysis.records import CorpusError

_MOST = 20_000_000
_VERSION = re.compile(rb'"version"\s{0,9}:\s{0,9}"https?:\\?/\\?/jsonfeed\.org\\?/version')


def _read(source: Source, options: Options) -> Items:
    if source.size > _MOST + 4 * options.max_characters:
        raise too_long(source.where, f"{source.size:,} bytes", options.max_characters)
    with source.open() as file:
        text = decode(file.read(), source.where)
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{source.where}: is not valid JSON ({error}); expected a JSON Feed") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        raise CorpusError(f"{source.where}: has no entries; expected a JSON Feed with items")
    for number, item in enumerate(items, 1):
        where = f"{source.where}: entry {number}"
        if isinstance(item, Mapping):
            try:
                yield entry_row({**_values(item, feed), "where": where}, number)
            except CorpusError as error:
                yield error
        else:
            yield CorpusError(f"{where}: is no JSON object; expected one with content_html or content_text")


def _values(item: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    tags = item.get("tags")
    return {
        "text": item.get("content_html") or item.get("content_text") or item.get("summary"),
        "title": item.get("title"),
        "author": item.get("authors") or [item.get("author") or ""],
        "source": feed.get("title"),
        "published": item.get("date_published"),
        "url": item.get("url") or item.get("external_url"),
        "id": own_id(item.get("id")),
        "language": str(item.get("language") or feed.get("language") or "")[:2].casefold(),
        "tags": "; ".join(map(str, tags)) if isinstance(tags, list) else "",
    }


READER = Reader("JSON Feed", (), lambda source: _VERSION.search(source.start) is not None, _read)
