"""Exports of Factiva: HTML, XML, RTF and text, with labels of two letters (``HD``, ``LP``, ``AN``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from analysis import cleaning
from analysis.corpus.readers.databases import factiva_display, factiva_pages
from analysis.corpus.readers.databases.common import cut_error, row_of
from analysis.corpus.readers.databases.labels import WORDS
from analysis.corpus.readers.databases.lines import lines_of, load
from analysis.corpus.readers.records import DOCX, RTF, Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

# The labels in the order in which they stand, with names for those that are kept as they are.
_NAMES = {
    "SE": "section",
    "CLM": "column",
    "HD": "",
    "BY": "",
    "CR": "credit",
    "WC": "length",
    "PD": "",
    "ET": "time",
    "SN": "",
    "SC": "source code",
    "ED": "edition",
    "PG": "page",
    "VOL": "volume",
    "LA": "",
    "CY": "copyright",
    "LP": "",
    "TD": "",
    "CX": "correction",
    "CT": "contact",
    "RF": "notes",
    "ART": "graphic",
    "CO": "company",
    "IN": "industry",
    "NS": "subject",
    "RE": "region",
    "IPC": "publisher code",
    "IPD": "publisher terms",
    "PUB": "publisher name",
    "AN": "",
}
_RANK = {code: rank for rank, code in enumerate(_NAMES)}
_CODE = re.compile(rf"\s{{0,20}}({'|'.join(_NAMES)})(?:(?P<gap>\s*\||\t| {{2,}}| *$)| )(.*)")
# What follows a label below the story, where only a space is between them.
_VALUE = re.compile(r"\w[\w.-]{0,15} : |Do[ck]umento? \w")
_HEADLINE = re.compile(r"^\s{0,20}HD(?:[ \t|]|$)", re.MULTILINE)
_WORDS = re.compile(rf"^\s{{0,20}}WC[ \t|]{{1,20}}[\d.,\s]{{1,12}}(?:{WORDS})\b", re.MULTILINE)
_PAGE = re.compile(r"<[^<>]{0,200}class=[\"']article [a-z]{2}Article")
_XML = re.compile(r"<(?:\w+:)?(?:ppsarticle|leadParagraph)\b", re.IGNORECASE)


def _is_one(source: Source) -> bool:
    text = source.opening
    if text.lstrip()[:1] == "<":
        return _PAGE.search(text) is not None or _XML.search(text) is not None
    return is_text(text)


def is_text(text: str) -> bool:
    """Tell whether a text is the beginning of an export, with or without labels."""
    return factiva_display.is_text(text) or _is_coded(text)


def _is_coded(text: str) -> bool:
    return _HEADLINE.search(text) is not None and _WORDS.search(text) is not None


def _read(source: Source, options: Options) -> Items:  # noqa: ARG001
    yield from _rows(_articles(source), source.where)


def items(lines: Sequence[str], where: str) -> Items:
    """Yield the articles in the lines of an export.

    Raises
    ------
    CorpusError
        There is none.
    """
    yield from _rows(_in_lines(lines), where)


def _rows(articles: Iterable[Mapping[str, list[str]]], where: str) -> Items:
    are_closed: list[bool] = []
    for number, codes in enumerate(articles, 1):
        are_closed.append("AN" in codes)
        yield _row_of(where, number, codes)
    if not are_closed:
        raise CorpusError(f"{where}: holds no article; expected an export of Factiva")
    if error := cut_error(where, are_closed, "number of its own"):
        yield error


def _in_lines(lines: Sequence[str]) -> Iterator[Mapping[str, list[str]]]:
    return _coded(lines) if _is_coded("\n".join(lines)) else factiva_display.articles_of(lines)


def _articles(source: Source) -> Iterator[Mapping[str, list[str]]]:
    """Yield the paragraphs of each article by label."""
    if source.start.startswith((DOCX, RTF)):
        return _in_lines(lines_of(source))
    text = load(source)
    if not text.lstrip().startswith("<"):
        return _in_lines(text.split("\n"))
    if _PAGE.search(text):
        return factiva_pages.articles_of_page(text, source.where, frozenset(_NAMES))
    return factiva_pages.articles_of_xml(text, source.where)


def _coded(lines: Sequence[str]) -> Iterator[Mapping[str, list[str]]]:
    """Yield the articles in lines of text; each ends with its number of accession (``AN``)."""
    article: dict[str, list[list[str]]] = {}
    code = ""
    for line in lines:
        found = _label(line, code)
        if found is None:
            if code:
                article[code][-1].append(_tidy(line))
            continue
        if article and _RANK[found[0]] <= _RANK[code]:
            yield _paragraphs(article)
            article = {}
        code = found[0]
        article[code] = [[_tidy(found[1])]]
        if code == "AN":
            yield _paragraphs(article)
            article, code = {}, ""
    if article:
        yield _paragraphs(article)


def _label(line: str, last: str) -> tuple[str, str] | None:
    """Return the label that a line begins with, and what follows it; `last` is the label above.

    A line of the story may begin with the same letters (``IN LONDON``), so the order of the labels counts.
    """
    found = _CODE.match(line)
    if found is None:
        return None
    code, rest = found[1], found[3]
    if found["gap"] is not None:
        # The next article begins without an end of this one where that was cut off.
        return (code, rest) if not last or _RANK[code] > _RANK[last] or code in ("SE", "HD") else None
    if _RANK[last or "SE"] < _RANK["LP"]:
        is_next = (_RANK[code] > _RANK[last]) if last else code in ("SE", "CLM", "HD")
        return (code, rest) if is_next else None
    is_next = (last, code) == ("LP", "TD") or (_RANK[code] > _RANK["TD"] and _VALUE.match(rest) is not None)
    return (code, rest) if is_next else None


def _tidy(line: str) -> str:
    return cleaning.normalise_space(line.strip().removesuffix("|"))


def _paragraphs(article: Mapping[str, list[list[str]]]) -> dict[str, list[str]]:
    is_parted = any("" in lines for code in ("LP", "TD") for lines in article.get(code, ()))
    return {
        code: [part for lines in blocks for part in cleaning.paragraphs(lines, is_parted=is_parted)]
        for code, blocks in article.items()
    }


def _row_of(where: str, number: int, codes: Mapping[str, list[str]]) -> Row:
    text = {code: " ".join(paragraphs) for code, paragraphs in codes.items()}
    kept = {_NAMES.get(code) or code: value for code, value in text.items() if _NAMES.get(code) != ""}
    return row_of(
        where,
        number,
        [*codes.get("LP", ()), *codes.get("TD", ())],
        kept,
        title=text.get("HD", ""),
        source=text.get("SN", ""),
        author=text.get("BY", ""),
        published=text.get("PD", ""),
        identity=text.get("AN", "").rpartition(" ")[2],
        language=text.get("LA", ""),
    )


READER = Reader("Factiva export (HTML, XML, RTF, TXT, PDF)", (), _is_one, _read)
