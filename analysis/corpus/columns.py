"""Which of the values that a file has are text, title, author and so on, by the names that people use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from analysis.records import CorpusError

# For each field the names of columns that hold it, the most telling first.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("text", "texts", "content", "maintext", "body", "article", "full_text", "speech"),
            *(
                "fields.body",
                "fields.bodytext",
                "article_text",
                "plain_text",
                "raw_text",
                "fulltext",
                "story",
            ),
        ),
        "title": ("title", "headline", "webtitle", "hl", "heading"),
        "author": ("author", "authors", "byline", "fields.byline", "creator"),
        "source": (
            *("source", "source.name", "source.title", "publication", "newspaper", "media_name", "sitename"),
            *("outlet", "publisher", "fields.publication", "source_hostname", "source_domain", "domain"),
        ),
        "published": (
            *("published", "date", "publish_date", "publishedat", "date_publish", "pub_date", "pubdate"),
            *("seendate", "webpublicationdate", "publication_date", "published_at", "datetime", "day"),
        ),
        "id": ("id", "article_id", "doc_id", "stories_id", "document_id"),
        "url": ("url", "link", "canonical_link", "weburl", "source_url", "permalink"),
        "language": ("language", "lang"),
    }
)
_MARKS = re.compile(r"[\s_-]+")
_ADDRESS = re.compile(r"(?:https?://(?:www\.)?|www\.)([\w.-]{1,200})", re.IGNORECASE)
_DEEPEST = 2  # levels of a JSON object that are looked into: ``source.name``
_MOST = 10_000  # values of one article


class Known(NamedTuple):
    """The values of an article by field, as they stand; the others by their own names; and the columns used.

    `columns` is the name of the column that each field is taken from.
    """

    fields: dict[str, Any]
    extra: dict[str, str]
    columns: dict[str, str]


def known_values(values: Mapping[str, Any], where: str, chosen: Mapping[str, str] | None = None) -> Known:
    """Tell fields from other values.

    Parameters
    ----------
    values
        What a file has of an article; objects in it are looked into (``source.name``).
    where
        What errors begin with.
    chosen
        The column of some fields, where their names do not tell, as ``{"text": "Inhalt"}``. Column names are
        compared without regard to case, spaces, hyphens and underscores.

    Raises
    ------
    CorpusError
        A chosen column is not there, or a field is none.
    """
    flat = dict(_flat(values))
    by_plain = {_plain(name): name for name in reversed(flat)}
    columns: dict[str, str] = {}
    for field, name in (chosen or {}).items():
        if field not in NAMES:
            raise CorpusError(f"{where}: there is no field {field!r}; expected one of: {', '.join(NAMES)}")
        if _plain(name) not in by_plain:
            raise CorpusError(f"{where}: has no column {name!r}; it has: {', '.join(flat) or 'none'}")
        columns[field] = by_plain[_plain(name)]
    for field, names in NAMES.items():
        there = (by_plain[name] for name in names if name in by_plain)
        column = next((name for name in there if not _is_missing(flat[name])), None)
        if column is None and field == "text":
            column = next((by_plain[name] for name in names if name in by_plain), None)
        if field not in columns and column is not None and column not in columns.values():
            columns[field] = column
    fields = {field: _FORMS.get(field, _as_is)(flat[name]) for field, name in columns.items()}
    used = set(columns.values())
    extra = {
        name: _in_words(value) for name, value in flat.items() if name not in used and not _is_missing(value)
    }
    return Known(fields, extra, columns)


def _flat(values: Mapping[str, Any], above: str = "", level: int = 1) -> Iterator[tuple[str, Any]]:
    for number, (name, value) in enumerate(values.items()):
        if number == _MOST:
            return
        if isinstance(value, Mapping) and level < _DEEPEST:
            yield from _flat(value, f"{above}{name}.", level + 1)
        else:
            yield f"{above}{name}", value


def _plain(name: str) -> str:
    return _MARKS.sub("_", str(name).strip().casefold())


def _is_missing(value: Any) -> bool:
    """Tell whether there is nothing: None, NaN, NaT, or text without a character."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    # Of all values only NaN and NaT are not themselves.
    return not isinstance(value, (str, list, tuple, Mapping)) and value != value


def _as_is(value: Any) -> Any:
    return value


def _people(value: Any) -> Any:
    """Join a list of authors by semicolons."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    if isinstance(value, (list, tuple)):
        names = [one.get("name", "") if isinstance(one, Mapping) else str(one) for one in value]
        return "; ".join(name for name in names if name)
    return value


def _outlet(value: Any) -> Any:
    """Make a name of an address: ``https://www.example.org/a`` is ``example.org``."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or ""
    host = _ADDRESS.match(value) if isinstance(value, str) else None
    return host.group(1).casefold() if host else value


_FORMS = {"author": _people, "source": _outlet}


def _in_words(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
