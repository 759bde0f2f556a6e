"""Factiva's HTML, with and without its labels, and its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.corpus.dates import day_in
from analysis.corpus.readers.databases.common import is_copyright
from analysis.corpus.readers.databases.factiva_display import LENGTH, NUMBER, TIME
from analysis.corpus.readers.databases.lines import element_paragraphs, element_text, page_of
from analysis.records import CorpusError

Codes = dict[str, list[str]]

_SHEET = re.compile(r"[A-Z]{0,2}\d{1,3}[A-Z]?")
# An article (``article enArticle``) that stands in no other.
_IS_ARTICLE = "contains(concat(' ', @class, ' '), ' article ') and contains(@class, 'Article')"
_ARTICLE = f"//*[{_IS_ARTICLE}][not(ancestor::*[{_IS_ARTICLE}])]"
_LEAVES = ("div", "p", "pre", "h1", "h2", "h3", "h4", "blockquote", "ul", "table")
# Elements of the XML.
_ELEMENTS = {
    "headline": "HD",
    "byline": "BY",
    "wordCount": "WC",
    "publicationDate": "PD",
    "sourceName": "SN",
    "sourceCode": "SC",
    "baseLanguage": "LA",
    "copyright": "CY",
    "leadParagraph": "LP",
    "tailParagraphs": "TD",
    "sectionName": "SE",
    "columnName": "CLM",
    "accessionNo": "AN",
    "reference": "AN",
    "edition": "ED",
    "page": "PG",
    "corrections": "CX",
    "correction": "CX",
    "credit": "CR",
    "notes": "RF",
    "contact": "CT",
    "artWork": "ART",
    "volume": "VOL",
    "publisherName": "PUB",
}


def articles_of_page(text: str, where: str, codes: frozenset[str]) -> Iterator[Codes]:
    """Yield the paragraphs of each article in a page, by label.

    Raises
    ------
    CorpusError
        The page is empty or broken.
    """
    for article in page_of(text, where).xpath(_ARTICLE):
        coded = _coded(article, codes)
        yield coded if "HD" in coded else _uncoded(article)


def _coded(article: Any, codes: frozenset[str]) -> Codes:
    found: Codes = {}
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = element_text(cells[0]) if len(cells) > 1 else ""
        if code in codes:
            found.setdefault(code, []).extend(element_paragraphs(cells[1]))
    return found


def _uncoded(article: Any) -> Codes:
    """Tell the parts of an article without labels by their order, their classes and what they look like."""
    found: Codes = {}
    for part in article.iter(*_LEAVES):
        if next(part.iterchildren(*_LEAVES), None) is None and (line := element_text(part)):
            found.setdefault(_code_of(part, line, found), []).extend(element_paragraphs(part))
    # What stands last between outlet and story is the language.
    if "ED" in found:
        found["LA"] = [found["ED"].pop()]
    return {code: lines for code, lines in found.items() if lines}


def _code_of(part: Any, line: str, found: Codes) -> str:
    if NUMBER.fullmatch(line):
        return "AN"
    if part.tag != "div":
        return "LP"
    if part.get("id") == "hd" or part.find("span[@class='enHeadline']") is not None:
        return "HD"
    if "author" in part.get("class", ""):
        return "BY"
    if "LP" in found:
        return "LP"
    if LENGTH.fullmatch(line):
        return "WC"
    if is_copyright(line):
        return "CY"
    if "PD" not in found:
        return "SE" if "HD" not in found else "PD" if "WC" in found and day_in(line) else "BY"
    if TIME.fullmatch(line):
        return "ET"
    if "SC" in found and _SHEET.fullmatch(line):
        return "PG"
    return next((code for code in ("SN", "SC") if code not in found), "ED")


def articles_of_xml(text: str, where: str) -> Iterator[Codes]:
    """Yield the paragraphs of each article in Factiva's XML, by label; entities are not resolved.

    Raises
    ------
    CorpusError
        It is no valid XML.
    """
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        tree = etree.fromstring(text.lstrip().encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorpusError(f"{where}: is no valid XML (cut off or damaged); download it again") from error
    declared = tree.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise CorpusError(f"{where}: declares entities, which no export does; download it again")
    stories = tree.xpath("//*[local-name()='leadParagraph' or local-name()='tailParagraphs']")
    for article in dict.fromkeys(story.getparent() for story in stories):
        if article is not None:
            yield _elements(article)


def _elements(article: Any) -> Codes:
    found: Codes = {}
    for part in article.iterchildren("{*}*"):
        code = _ELEMENTS.get(part.tag.rpartition("}")[2])
        if code is None:
            continue
        nested = list(part.iter("{*}paragraph")) or [part]
        lines = [line for line in map(element_text, nested) if line]
        if code == "AN":
            lines = [line.rpartition("/")[2] for line in lines]
        if lines:
            found.setdefault(code, []).extend(lines)
    return found
