"""JSON: one article, a list of them, or an answer of a news service with a list in it."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping
from typing import Any

from analysis.corpus.columns import completed, keys_of, without_text
from analysis.corpus.readers import json_lines
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.texts import decode
from analysis.corpus.rows import Row
from analysis.records import CorpusError, named_type

# Where services put their lists: NewsAPI, the Guardian, the New York Times, EventRegistry, Media Cloud, ...
_LISTS = (
    *("articles", "results", "response.results", "response.docs", "articles.results", "data", "stories"),
    *("items", "documents", "docs", "news", "posts"),
)
# JSON takes up to ten times its size in memory while it is read.
_MOST = 256_000_000
# Articles whose columns are looked at before the first is read.
_FIRST = 100
_START = re.compile(r"\s*(?:\[\s*(?:[{\"\]]|$)|\{\s*(?:[\"}]|$))")


def _is_one(source: Source) -> bool:
    if source.suffix in (".md", ".markdown"):
        return False
    return _START.match(json_lines.start_of(source)) is not None


def _read(source: Source, options: Options) -> Items:
    if source.size > _MOST:
        raise CorpusError(
            f"{source.where}: has {source.size:,} bytes; at most {_MOST:,} of JSON are read at once: "
            "save it as JSON lines (.jsonl)"
        )
    with source.open() as file:
        text = decode(file.read(), source.where)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CorpusError(
            f"{source.where}: is not valid JSON ({error}); expected an object or a list of objects"
        ) from error
    found = _articles_in(value, source.where, options.columns)
    missing = _without_text(found, source.where, options)
    if missing:
        raise missing
    is_alone = found == [value]
    for number, item in enumerate(found, 1):
        where = source.where if is_alone else f"{source.where}: article {number}"
        if isinstance(item, str):
            item = {"text": item}
        if isinstance(item, Mapping):
            yield Row(where, completed(item, options.columns), None if is_alone else number)
        else:
            yield CorpusError(f"{where}: is {named_type(item)}; expected an object")


def _articles_in(value: Any, where: str, chosen: Mapping[str, str] | None) -> list[Any]:
    """Return the articles in a value read from JSON: its items, those of a list in it, or itself alone.

    Raises
    ------
    CorpusError
        There is none, or the value is neither a list nor an object.
    """
    if isinstance(value, Mapping):
        if without_text(keys_of(value), where, chosen) is None:
            return [value]
        found = list_in(value)
        value = [value] if found is None else found
    if not isinstance(value, list):
        raise CorpusError(f"{where}: is {named_type(value)}; expected an object or a list of objects")
    if not value:
        raise CorpusError(f"{where}: holds no articles; expected a list of objects")
    return value


def list_in(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the list of articles in the answer of a news service, or None where there is none."""
    lists = (_below(value, path) for path in _LISTS)
    return next((found for found in lists if isinstance(found, list)), None)


def _below(value: Any, path: str) -> Any:
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _without_text(found: list[Any], where: str, options: Options) -> CorpusError | None:
    first = found[:_FIRST]
    objects = [item for item in first if isinstance(item, Mapping)]
    if len(objects) < len(first):
        return None
    keys = dict.fromkeys(itertools.chain.from_iterable(map(keys_of, objects)))
    return without_text(list(keys), where, options.columns)


READER = Reader("JSON", (".json",), _is_one, _read)
