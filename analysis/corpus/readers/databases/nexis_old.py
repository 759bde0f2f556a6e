"""Exports of LexisNexis until about 2019: ``3 of 10 DOCUMENTS``, labels in capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis import cleaning
from analysis.corpus.dates import day_in
from analysis.corpus.readers.databases.common import is_copyright, row_of
from analysis.corpus.readers.databases.labelled import Label, Layout, parts_of
from analysis.corpus.readers.databases.labels import DOCUMENT, NEXIS, OF
from analysis.corpus.readers.databases.split import Split
from analysis.corpus.rows import Row

_COUNT = re.compile(
    rf"(?P<before>(?:{DOCUMENT}) )?(?P<number>\d{{1,6}}) (?:{OF}) (?P<total>\d{{1,6}})"
    rf"(?P<after> (?:{DOCUMENT}))?",
    re.IGNORECASE,
)
# Labels with which a headline may begin, since they are words of news.
_HEADLINE_WORDS = frozenset("highlight series column edition source type distribution body".split())
_LONGEST = 60  # characters of a line with a count
_CENTRED = " " * 10  # what a line begins with that is set in the middle
_LABEL = re.compile(r"([A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ -]{1,30}?) ?: ?(.*)", re.DOTALL)
_CLOSING = ("load-date", "copyright")
_LAYOUT = Layout(
    label_of=lambda block: _label_of(block),
    head=frozenset(
        "headline byline section length dateline highlight series column edition source type "
        "distribution".split()
    ),
    last=frozenset(["length"]),
    body=frozenset(["body"]),
    tail=frozenset(
        "graphic notes correction correction-date load-date language publication-type pub-type document-type "
        "journal-code subject organization company ticker industry geographic city state country person url "
        "acc-no copyright insert-date distribution series classification".split()
    ),
    long=frozenset(["graphic", "notes", "correction"]),
)


def split(lines: Sequence[str]) -> Split | None:
    """Part an export into its documents, or return None where it is none of this kind."""
    documents: list[list[str]] = []
    stated = 0
    last = total = 0
    for line in lines:
        count = _count(line)
        # Within an export the total stays and the number grows; another total begins with number 1.
        if count and (count[0] == 1 or (count[1] == total and count[0] > last) or not documents):
            if not documents or count[1] != total or count[0] <= last:
                stated += count[1]
            last, total = count
            documents.append([])
        elif documents:
            # Outlet, day, edition and copyright may stand right below one another.
            is_alone = line.startswith(_CENTRED) or is_copyright(line.strip())
            documents[-1] += ["", line, ""] if is_alone else [line]
    return Split(documents, stated, _row_of, closing=_CLOSING) if documents else None


def _count(line: str) -> tuple[int, int] | None:
    text = cleaning.normalise_space(line) if len(line) <= 3 * _LONGEST else ""
    found = _COUNT.fullmatch(text)
    if found is None or not (found["before"] or found["after"]):
        return None
    return int(found["number"]), int(found["total"])


def _label_of(block: str) -> Label | None:
    if is_copyright(block):
        return "copyright", block
    found = _LABEL.match(block)
    if found is None:
        return None
    name = found[1].casefold()
    return NEXIS.get(name, name), found[2]


def _headline(lines: Sequence[str]) -> str:
    """Return the line that stands in the headline's place and looks like a label; empty where none does.

    Its place is below the day, unless a label says which line it is.
    """
    tidy = [cleaning.normalise_space(line) for line in lines]
    labels = [_label_of(line) for line in tidy]
    if any(label and label[0] == "headline" for label in labels):
        return ""
    day = next((n for n, line in enumerate(tidy) if day_in(line)), len(tidy))
    below = (n for n in range(day + 1, len(tidy)) if tidy[n] and not lines[n].startswith(_CENTRED))
    place = next((n for n in below if not is_copyright(tidy[n])), day)
    name, rest = (labels[place : place + 1] or [None])[0] or ("", "")
    return tidy[place] if name in _HEADLINE_WORDS and rest else ""


def _row_of(where: str, number: int, lines: list[str]) -> Row:
    parts = parts_of(lines, _LAYOUT, headline=_headline(lines))
    values = parts.values
    top = [line for line in parts.top if not is_copyright(line)]
    day = next((i for i, line in enumerate(top) if i and day_in(line)), 0)
    # Outlet, edition, date, edition, headline.
    title = values.pop("headline", "") or (top.pop() if len(top) > day + 1 else "")
    edition = [*top[1:day], *top[day + 1 :]]
    if edition:
        values.setdefault("edition", "; ".join(edition))
    return row_of(
        where,
        number,
        parts.story,
        values,
        title=title,
        source=top[0] if top else "",
        author=values.pop("byline", ""),
        published=top[day] if day else values.get("load-date", ""),
        url=values.pop("url", ""),
        language=values.get("language", ""),
    )
