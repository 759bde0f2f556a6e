"""Which of the values that a file has are text, title, author and so on, by the names that people use."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, time
from types import MappingProxyType
from typing import Any, NamedTuple

from analysis.records import ChoiceError, CorpusError

# For each field the names of columns that hold it, the most telling first.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("text", "texts", "content", "maintext", "body", "article", "full_text", "speech"),
            *("body_text", "articlebody", "content_text"),
            *(
                "fields.bodytext",
                "fields.body",
                "article_text",
                "plain_text",
                "plaintext",
                "raw_text",
                "fulltext",
                "story_text",
                "story",
            ),
            # German, French and Spanish names, for texts in English.
            *("inhalt", "volltext", "artikeltext", "texte", "contenu", "texto", "contenido"),
            *("texte_intégral", "texte_integral", "texto_completo"),
        ),
        "title": (
            *("title", "headline", "webtitle", "headline.main", "hl", "heading"),
            *("titel", "überschrift", "schlagzeile", "titre", "título", "titulo"),
        ),
        "author": (
            "author",
            "authors",
            "byline",
            "fields.byline",
            "byline.original",
            "creator",
            "autor",
            "auteur",
        ),
        "source": (
            *("source", "source.name", "source.title", "publication", "newspaper", "media_name", "sitename"),
            *("publication_title", "source_name", "news_outlet"),
            *("outlet", "publisher", "fields.publication", "meta_site_name", "source_hostname"),
            *(
                "source_domain",
                "hostname",
                "domain",
                "quelle",
                "zeitung",
                "medium",
                "media",
                "journal",
                "fuente",
            ),
        ),
        "published": (
            *("published", "date", "publish_date", "publishedat", "date_publish", "pub_date", "pubdate"),
            *("seendate", "webpublicationdate", "publication_date", "publishing_date", "published_at"),
            *("date_published", "datepublished", "date_publication", "pub._date"),
            *("datetime", "day", "datum", "erscheinungsdatum", "fecha"),
        ),
        "id": ("id", "article_id", "doc_id", "stories_id", "document_id"),
        "url": ("url", "link", "canonical_link", "weburl", "web_url", "source_url", "permalink"),
        "language": ("language", "lang", "meta_lang", "sprache", "langue", "idioma"),
    }
)
_MARKS = re.compile(r"[\s_-]+")
_ADDRESS = re.compile(r"(?:https?://(?:www\.)?|www\.)([\w.-]{1,200})", re.IGNORECASE)
_DEEPEST = 2  # levels of a JSON object that are looked into: ``source.name``
_MOST = 10_000  # values of one article
# Names of columns in an error, and characters of each.
_SHOWN, _LONGEST = 20, 60


class Known(NamedTuple):
    """The values of an article by field, as they stand; the others by their own names; and the columns used.

    `columns` is the name of the column that each field is taken from.
    """

    fields: dict[str, Any]
    extra: dict[str, str]
    columns: dict[str, str]


def known_values(
    values: Mapping[str, Any],
    where: str,
    chosen: Mapping[str, str] | None = None,
    *,
    is_file: bool = False,
) -> Known:
    """Tell fields from other values.

    Parameters
    ----------
    values
        What a file has of an article; objects in it are looked into (``source.name``).
    where
        What errors begin with.
    chosen
        The column of some fields, where their names do not tell, as ``{"text": "Wortlaut"}``. Column names
        are compared without regard to case, spaces, hyphens and underscores.
    is_file
        Whether the values are of one of perhaps several files. Then a text under a usual name will do where
        no chosen column is there.

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
        if _plain(name) in by_plain:
            columns[field] = by_plain[_plain(name)]
    absent = [name for name in (chosen or {}).values() if _plain(name) not in by_plain]
    # Beside a table with odd names there may be web pages, which have none of them.
    is_another_kind = is_file and not columns and any(name in by_plain for name in NAMES["text"])
    if absent and not is_another_kind:
        raise CorpusError(f"{where}: has no column {absent[0]!r}; it has: {listed(flat)}")
    for field, names in NAMES.items():
        there = [by_plain[name] for name in names if name in by_plain]
        full = [name for name in there if not is_missing(flat[name])]
        if field == "source":
            # Pictures are media, too; trafilatura has the address of the page here, and the outlet elsewhere.
            full = [name for name in full if not isinstance(flat[name], list)]
            full.sort(key=lambda name: _is_address(flat[name]))
        column = next(iter(full or (there if field == "text" else ())), None)
        if field not in columns and column is not None and column not in columns.values():
            columns[field] = column
    if "url" not in columns and _is_address(flat.get(by_plain.get("source", ""))):
        columns["url"] = by_plain["source"]
    fields = {
        field: _FORMS.get(field, _as_is)(flat[name])
        for field, name in columns.items()
        if field == "text" or not is_missing(flat[name])
    }
    used = set(columns.values())
    extra = {
        name: _in_words(value) for name, value in flat.items() if name not in used and not is_missing(value)
    }
    return Known(fields, extra, columns)


def check_columns(columns: Mapping[str, str] | None) -> None:
    """Verify that what is given as the columns of fields is a mapping.

    Raises
    ------
    ChoiceError
        It is something else.
    """
    if columns is not None and not isinstance(columns, Mapping):
        raise ChoiceError(
            f"columns is {columns!r}; expected a mapping from fields to names of columns, such as "
            '{"text": "Wortlaut"}'
        )


def without_text(names: Iterable[object], where: str, chosen: Mapping[str, str] | None) -> CorpusError | None:
    """Return the error for a table none of whose columns is the text, or None where one is.

    It is also the error for a chosen column that the table does not have.
    """
    values = dict.fromkeys(map(str, names), "x")
    try:
        known = known_values(values, where, chosen)
    except CorpusError as error:
        return error
    if "text" in known.columns:
        return None
    return CorpusError(
        f"{where}: has no column of text; its columns: {listed(values)}; say which one is: "
        'articles_from(..., columns={"text": "NAME"}), on the command line --column text=NAME'
    )


def keys_of(values: Mapping[str, Any]) -> list[str]:
    """Return the names of the values of an article, those of objects in it as ``source.name``."""
    return list(dict(_flat(values)))


def completed(values: Mapping[str, Any], chosen: Mapping[str, str] | None) -> Mapping[str, Any]:
    """Add chosen columns that one article of a file lacks, since others have them."""
    if not chosen:
        return values
    there = {_plain(name) for name in keys_of(values)}
    return {**values, **{name: None for name in chosen.values() if _plain(name) not in there}}


def listed(names: Collection[object]) -> str:
    """Write the names of columns, 20 at most."""
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return (", ".join(str(name)[:_LONGEST] for name in itertools.islice(names, _SHOWN)) or "none") + more


def _flat(values: Mapping[str, Any], above: str = "", level: int = 1) -> Iterator[tuple[str, Any]]:
    for number, (name, value) in enumerate(values.items()):
        if number == _MOST:
            return
        if isinstance(value, Mapping) and level < _DEEPEST and "sections" not in value:
            yield from _flat(value, f"{above}{name}.", level + 1)
        else:
            yield f"{above}{name}", value


def _plain(name: str) -> str:
    return _MARKS.sub("_", str(name).strip().casefold())


def is_missing(value: Any) -> bool:
    """Tell whether there is nothing: None, NaN, NaT, pandas.NA, or text without a character."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if isinstance(value, (str, list, tuple, Mapping)):
        return False
    try:
        return bool(value != value)  # only NaN and NaT are not themselves
    except (TypeError, ValueError):  # pandas.NA does not say
        return type(value).__name__ == "NAType"


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and _ADDRESS.match(value) is not None


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
    return (host_of(value) if isinstance(value, str) else "") or value


def host_of(address: str) -> str:
    """Return the host of a web address without ``www.``, empty where it is none."""
    host = _ADDRESS.match(address)
    return host.group(1).casefold() if host else ""


def _paragraphs(value: Any) -> Any:
    """Make one text of a list of paragraphs, or of summary and sections (Fundus)."""
    if isinstance(value, Mapping):
        sections = [one for one in value.get("sections") or () if isinstance(one, Mapping)]
        parts = [
            value.get("summary"),
            *(one.get(key) for one in sections for key in ("headline", "paragraphs")),
        ]
        value = [text for part in parts if isinstance(part, list) for text in part]
    if isinstance(value, (list, tuple)) and all(isinstance(text, str) for text in value):
        return "\n\n".join(value)
    return value


_FORMS = {"text": _paragraphs, "author": _people, "source": _outlet}


def _in_words(value: Any) -> str:
    if isinstance(value, (Mapping, list, tuple, bool)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return in_digits(value)


def in_digits(value: Any) -> str:
    """Write a value; a whole number has no decimals, since 1234.0 is the id 1234 beside a missing one.

    Neither has a day the hour of midnight.
    """
    if isinstance(value, datetime) and value.time() == time():
        return str(value.date())
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
