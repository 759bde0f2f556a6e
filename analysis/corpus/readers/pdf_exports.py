"""PDF files that databases give: their lines as those of any other export, which has many articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from analysis.corpus.readers.databases.labels import OF, PAGE
from analysis.corpus.readers.pdf_layout import HYPHEN, HYPHENS, Layout, edge, hyphen, words_in
from analysis.corpus.readers.pdf_lines import Line

# "Page 2 of 3" of an article stands above its headline, which is repeated there.
_PAGE = re.compile(rf"(?:{PAGE}) (\d{{1,6}}) (?:{OF}) \d{{1,6}}")
_MARGIN = 60  # points from the bottom of a page, below which what is repeated is no story
_TITLE = 12  # lines that a headline has at most
_WRAPPED = 50  # characters of a line that goes on on the next; what stands above a story is shorter
_LABEL = re.compile(r"[A-ZÀ-Þ][\w /()-]{1,50} ?:|[A-Z]{2,3} ")


def export_lines(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the lines of an export, a blank one before each paragraph.

    Wrapped lines are joined; lines that begin with a label stay apart.
    """
    lines = [line for page in _without_margins(pages) for line in page]
    words = words_in(lines)
    found: list[str] = []
    for start, end in Layout(lines).paragraphs():
        found += "", *_joined(lines[start:end], words)
    return found


def _joined(lines: Sequence[Line], words: frozenset[str]) -> Iterator[str]:
    text = lines[0].text
    for before, line in pairwise(lines):
        if before.is_hyphenated or HYPHEN.search(text):
            stem = text.rstrip(HYPHENS)
            text = f"{stem}{hyphen(stem, line.text, words)}{line.text}"
        elif len(before.text) >= _WRAPPED and not _LABEL.match(line.text):
            text = f"{text} {line.text}"
        else:
            yield text
            text = line.text
    yield text


def _without_margins(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield the lines of each page without its number, a headline above it, and what is at its foot."""
    feet = Counter(foot for page in pages for foot in {_foot(line) for line in page if line.bottom < _MARGIN})
    for number, page in enumerate(pages):
        top = sorted(edge(page), key=lambda place: -page[place].bottom)[:4]
        marks = [found for place in top if (found := _PAGE.fullmatch(page[place].text))]
        dropped = {place for place in top if _PAGE.fullmatch(page[place].text)}
        first = number - int(marks[0][1]) + 1 if marks else number
        if 0 <= first < number:
            title, shown = _headline(pages[first]), ""
            for place in (place for place in top if place not in dropped):
                shown = f"{shown} {page[place].text}".lstrip()
                if not f"{title} ".startswith(f"{shown} "):
                    break
                dropped.add(place)
        dropped |= {n for n, line in enumerate(page) if line.bottom < _MARGIN and feet[_foot(line)] > 1}
        yield [line for place, line in enumerate(page) if place not in dropped]


def _headline(page: Sequence[Line]) -> str:
    """Return the headline of an article's first page: what stands highest, in type of one size."""
    lines = sorted((line for line in page if not _PAGE.fullmatch(line.text)), key=lambda line: -line.bottom)
    sizes = takewhile(lambda line: round(line.size) == round(lines[0].size), lines[:_TITLE])
    return " ".join(line.text for line in sizes)


def _foot(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.bottom)
