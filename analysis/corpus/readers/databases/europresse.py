"""Exports of Europresse: HTML with an ``article`` element each; labels in French, English or German."""

from __future__ import annotations

import re
from typing import Any

from analysis.corpus.dates import day_in
from analysis.corpus.readers.databases.common import count_error, cut_error, is_copyright, row_of
from analysis.corpus.readers.databases.labels import WORDS
from analysis.corpus.readers.databases.lines import element_paragraphs, element_text, load, page_of
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_IS_ONE = re.compile(r"class=[\"'][^\"'<>]{0,100}\b(?:DocPublicationName|titreArticle|docOcurrContainer)\b")
COUNT = re.compile(
    r"(?:Documents sauvegardés|Saved documents|Gespeicherte Dokumente|Documentos guardados)"
    r".{0,200}?(\d{1,6}) (?:documents?|Dokumente?|documentos?)",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = re.compile(rf"\b(?:\d{{1,2}}[ .,])?\d{{1,6}} (?:{WORDS})\b")
PAGES = re.compile(r"\b(?:pp?|S)\. ?[\w-]{1,10}")
NUMBER = re.compile(r"\b\w{2,10}·\d{8}·[\w·-]{1,60}")
# "The Gazette, no. 24561"
_ISSUE = re.compile(r", (?:no|nr|n°|nº|n\.º)\.? ?\d{1,7}$", re.IGNORECASE)
_DAY_BEGINS = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    r"|\d{1,2}(?:er)? \w{3,10} \d{4}|\w{3,10} \d{1,2}, \d{4})\b",
    re.IGNORECASE,
)
_TITLE = ("titreArticleVisu", "titreArticle", "rdp__articletitle")
_AUTHOR = ("docAuthors", "rdp__byline", "sm-margin-bottomNews")
_STORY = ("docOcurrContainer", "DocText")


def _is_one(source: Source) -> bool:
    return _IS_ONE.search(source.opening) is not None


def _read(source: Source, options: Options) -> Items:  # noqa: ARG001
    page = page_of(load(source), source.where)
    outermost = page.xpath("//article[not(ancestor::article)]")
    articles = [one for one in outermost if _first(one, "DocPublicationName", *_STORY) is not None]
    if not articles:
        raise CorpusError(f"{source.where}: holds no article; expected an export of Europresse in HTML")
    are_closed: list[bool] = []
    for number, article in enumerate(articles, 1):
        row = _row_of(source.where, number, article)
        are_closed.append(bool(row.values["id"]))
        yield row
    stated = _stated(page)
    if stated is not None and stated != len(articles):
        yield count_error(source.where, len(articles), stated)
    elif error := cut_error(source.where, are_closed, "document number"):
        yield error


def _stated(page: Any) -> int | None:
    """Return how many documents the cover says there are."""
    for article in page.xpath("//article[not(ancestor::article)]"):
        article.drop_tree()
    found = COUNT.search(element_text(page))
    return int(found[1]) if found else None


def _first(element: Any, *classes: str) -> Any:
    """Return the first element below that has one of some classes, or None."""
    for name in classes:
        found = element.xpath(".//*[contains(concat(' ', @class, ' '), $name)]", name=f" {name} ")
        if found:
            return found[0]
    return None


def _text(element: Any, *classes: str) -> str:
    found = _first(element, *classes)
    return "" if found is None else element_text(found)


def _row_of(where: str, number: int, article: Any) -> Row:
    header = _text(article, "DocHeader")
    story = _first(article, *_STORY)
    whole = element_paragraphs(article)
    notices = [line for line in whole if is_copyright(line)]
    identity = NUMBER.search(_text(article, "publiC-lblNodoc") or " ".join(whole[-10:]))
    values = header_of(header) | ({"copyright": "; ".join(notices)} if notices else {})
    return row_of(
        where,
        number,
        [] if story is None else [line for line in element_paragraphs(story) if line not in notices],
        values,
        title=_text(article, *_TITLE),
        source=without_issue(_text(article, "DocPublicationName")),
        author=_text(article, *_AUTHOR),
        published=header if day_in(header) else " ".join(whole[:4]),
        identity=identity[0] if identity else "",
    )


def without_issue(outlet: str) -> str:
    """Return the name of an outlet without the number of its issue."""
    return _ISSUE.sub("", outlet)


def header_of(line: str) -> dict[str, str]:
    """Return what the line with the day says: section, length and page."""
    day = _DAY_BEGINS.search(line)
    values = {
        "section": line[: day.start()].strip(" ,;") if day else "",
        "length": _match(_WORDS, line),
        "page": _match(PAGES, line),
    }
    return {name: value for name, value in values.items() if value}


def _match(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


READER = Reader("Europresse export (HTML, PDF)", (), _is_one, _read)
