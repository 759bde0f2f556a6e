"""Exports of Nexis Uni, Nexis and Lexis+: a cover page, then articles that close with ``End of Document``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis import cleaning
from analysis.corpus.dates import day_in
from analysis.corpus.readers.databases.common import is_copyright, row_of
from analysis.corpus.readers.databases.labelled import Label, Layout, parts_of
from analysis.corpus.readers.databases.labels import DOCUMENT, NEXIS, NEXIS_END, OF, PAGE
from analysis.corpus.readers.databases.split import Split
from analysis.corpus.rows import Row

_END = re.compile(NEXIS_END, re.IGNORECASE)
_COVER = re.compile(rf"(?:{DOCUMENT}) \((\d{{1,6}})\)", re.IGNORECASE)
_LISTED = re.compile(r"\d{1,6}\. ?(.+)")
_PAGE = re.compile(rf"(?:{PAGE}) \d{{1,6}} (?:{OF}) \d{{1,6}}")
_LABEL = re.compile(r"([A-ZÀ-Þ][\w/ -]{2,24}?) ?: ?(.*)", re.DOTALL)
# Labels that stand on a line of their own.
_ALONE = frozenset(["body", "graphic", "graphics", "classification", "correction", "notes"])
_LAYOUT = Layout(
    label_of=lambda block: _label_of(block),
    head=frozenset("section length byline dateline highlight".split()),
    last=frozenset(["length"]),
    body=frozenset(["body"]),
    tail=frozenset(
        "graphic graphics notes correction correction-date classification load-date language subject "
        "publication-type document-type journal-code geographic industry company organization person ticker "
        "url acc-no".split()
    ),
    long=frozenset(["graphic", "graphics", "notes", "correction", "classification"]),
)


def split(lines: Sequence[str]) -> Split:
    """Part an export into its documents; the cover page goes away."""
    tidy = [cleaning.normalise_space(line) for line in lines]
    stated, begin = _cover(tidy)
    documents: list[list[str]] = [[]]
    for line in tidy[begin:]:
        if _END.fullmatch(line):
            documents.append([])
        elif not _PAGE.fullmatch(line):
            documents[-1].append(line)
    rest = documents.pop()
    is_cut_off = any(label and label[0] in _LAYOUT.head for label in map(_label_of, rest))
    if is_cut_off:
        documents.append(rest)
    return Split(documents, stated, _row_of, is_cut_off)


def _cover(lines: Sequence[str]) -> tuple[int | None, int]:
    """Return how many documents the cover page lists, and where the first begins."""
    first = next((i for i, line in enumerate(lines) if _is_head(line)), len(lines))
    cover = next((i for i in range(first) if _COVER.fullmatch(lines[i])), None)
    if cover is None:
        return None, 0
    stated = int(_COVER.fullmatch(lines[cover])[1])  # type: ignore[index]
    listed = next((found[1] for line in lines[cover:first] if (found := _LISTED.fullmatch(line))), None)
    # The first headline may look like a label.
    headlines = [i for i, line in enumerate(lines[: first + 1]) if i >= cover and line == listed]
    if headlines:
        return stated, headlines[-1]
    # Headline, outlet, date; editions and copyright may follow.
    above = [i for i in range(cover, first) if lines[i]]
    day = next((n for n in range(len(above) - 1, 1, -1) if day_in(lines[above[n]])), None)
    return stated, first if day is None else above[day - 2]


def _is_head(line: str) -> bool:
    label = _label_of(line)
    return label is not None and label[0] in _LAYOUT.head | _LAYOUT.body


def _label_of(block: str) -> Label | None:
    alone = _english(block)
    if alone in _ALONE and block[0].isupper():
        return alone, ""
    found = _LABEL.match(block)
    # What begins with several words and is no known label is a sentence; "Text: …" may be a headline.
    if found is None or (" " in found[1] and found[1].casefold() not in NEXIS):
        return None
    name = _english(found[1])
    return None if name in _LAYOUT.body and found[2] else (name, found[2])


def _english(name: str) -> str:
    return NEXIS.get(name.casefold(), name.casefold())


def _row_of(where: str, number: int, lines: list[str]) -> Row:
    parts = parts_of(lines, _LAYOUT, headline=next(filter(None, lines), ""))
    values = parts.values
    top = parts.top
    notices = [line for line in top if is_copyright(line)]
    others = [line for line in top if not is_copyright(line)]
    title, source = (others.pop(0) if others else "" for _ in range(2))
    published = next((line for line in others if day_in(line)), "")
    edition = [line for line in others if line != published]
    for name, lines_ in (("edition", edition), ("copyright", notices)):
        if lines_:
            values.setdefault(name, "; ".join(lines_))
    return row_of(
        where,
        number,
        parts.story,
        values,
        title=title,
        source=source,
        author=values.pop("byline", ""),
        published=published or values.get("load-date", ""),
        url=values.pop("url", ""),
        language=values.get("language", ""),
    )
