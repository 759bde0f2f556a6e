"""Europresse's PDF as lines: outlet, day, headline and story, closed by copyright and a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from analysis import cleaning
from analysis.corpus.dates import day_in
from analysis.corpus.readers.databases.common import count_error, cut_error, is_copyright, row_of
from analysis.corpus.readers.databases.europresse import COUNT, NUMBER, PAGES, header_of, without_issue
from analysis.corpus.readers.databases.labels import EUROPRESSE, WORDS
from analysis.corpus.readers.records import Items
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_NUMBER_LINE = re.compile(rf"(?:{NUMBER.pattern})[\d*·]{{0,40}}")
_LENGTH = re.compile(rf"\b\d{{1,6}} (?:{WORDS})\b")
_BULLET = "\u2022"
_HEAD = 16  # lines above the headline, at most
_LONGEST_NAME = 80


def is_text(text: str) -> bool:
    """Tell whether a text is the beginning of an export."""
    return any(_NUMBER_LINE.fullmatch(line.strip()) for line in text.split("\n")) and (
        _LENGTH.search(text) is not None
    )


def items(lines: Sequence[str], where: str) -> Items:
    """Yield the articles in the lines of an export.

    Raises
    ------
    CorpusError
        There is none.
    """
    tidy = [cleaning.normalise_space(line) for line in lines]
    are_closed: list[bool] = []
    for number, document in enumerate(_documents(tidy), 1):
        row = _row_of(where, number, document)
        are_closed.append(bool(row.values["id"]))
        yield row
    if not are_closed:
        raise CorpusError(f"{where}: holds no article; expected an export of Europresse")
    stated = COUNT.search("\n".join(tidy))
    if stated is not None and int(stated[1]) != len(are_closed):
        yield count_error(where, len(are_closed), int(stated[1]))
    elif error := cut_error(where, are_closed, "document number"):
        yield error


def _documents(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of each article with the number that closes it, a blank line where it was cut off."""
    document: list[str] = []
    for line in lines:
        document.append(line)
        if _NUMBER_LINE.fullmatch(line):
            yield document
            document = []
    if any(map(_LENGTH.search, document)):
        yield [*document, ""]


def _row_of(where: str, number: int, lines: list[str]) -> Row:
    values, lines = _source_block(lines)
    days = [n for n, line in enumerate(lines) if day_in(line)]
    header = next(iter(days), None)
    # A cover with the day of the download stands above the first article.
    if number == 1:
        header = next((n for n in days if _LENGTH.search(" ".join(lines[n : n + 2]))), header)
    if header is None:
        header = 0
    above = [line for line in lines[max(header - _HEAD, 0) : header] if line]
    below = next((n for n in range(header + 1, len(lines)) if lines[n]), len(lines))
    known = header_of(lines[header])
    source = values.pop("source", "") or (above[-1] if above else "")
    if below < len(lines) and _BULLET in lines[below]:
        parts = [part.strip() for part in lines[below].split(_BULLET)]
        source = parts[0]
        known |= {name: part for part in parts[1:] if (name := _name_of(part))}
        below += 1
    blocks = [list(part) for is_filled, part in groupby(lines[below:-1], key=bool) if is_filled]
    end = next((n for n, block in enumerate(blocks) if is_copyright(block[0])), len(blocks))
    title, author, story = _parts(blocks[:end])
    notice = " ".join(blocks[end]) if end < len(blocks) else ""
    return row_of(
        where,
        number,
        story,
        values | known | ({"copyright": notice} if notice else {}),
        title=title,
        source=without_issue(source),
        author=author,
        published=lines[header],
        identity=found[0] if (found := NUMBER.search(lines[-1])) else "",
    )


def _source_block(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part what stands of the outlet beside an article, a label a line and its value on the next."""
    values: dict[str, str] = {}
    rest: list[str] = []
    waiting = iter(lines)
    for line in waiting:
        name = EUROPRESSE.get(line.casefold())
        if name is None:
            rest.append(line)
        else:
            values[name] = next((value for value in waiting if value), "")
    return values, rest


def _name_of(part: str) -> str:
    return "length" if _LENGTH.fullmatch(part) else "page" if PAGES.match(part) else "section"


def _parts(blocks: list[list[str]]) -> tuple[str, str, list[str]]:
    """Return headline, author and story."""
    if not blocks:
        return "", "", []
    title, rest = " ".join(blocks[0]), blocks[1:]
    author = ""
    if len(rest) > 1 and _is_name(rest[0]):
        author, rest = rest[0][0], rest[1:]
    lines = [line for block in rest for line in ("", *block)]
    return title, author, cleaning.paragraphs(lines[1:])


def _is_name(block: list[str]) -> bool:
    line = block[0]
    return len(block) == 1 and len(line) < _LONGEST_NAME and not line.endswith((".", "!", "?", "»", '"', ":"))
