"""PDF files to lines of text, page by page, in the order in which they stand in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from analysis.corpus.article import too_long
from analysis.corpus.readers.pdf_process import ask
from analysis.corpus.readers.records import Source
from analysis.records import CorpusError

_UNREADABLE = 0.3  # share of characters that stand for none


class Line(NamedTuple):
    """A line of text with its place on the page, in points from the bottom left, and the height of its type.

    `is_hyphenated` tells that a hyphen, which is not in its text, parted its last word.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    is_hyphenated: bool


@dataclass
class Pages:
    """The lines of each page, a PDF's properties, and the numbers of pages that are pictures or damaged."""

    lines: list[list[Line]] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    pictures: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)


def load_pages(source: Source, most: int) -> Pages:
    """Load the text of a PDF of at most so many characters.

    Raises
    ------
    CorpusError
        It is damaged, protected by a password, too long, takes too much memory or time, or its letters mean
        nothing.
    """
    try:
        pages = _pages(ask(source, most), source.where, most)
    except (KeyError, TypeError) as error:  # a file that has taken over the process can answer anything
        raise _damaged(source.where) from error
    _check_letters(pages, source.where)
    return pages


def _pages(answers: Sequence[Mapping[str, Any]], where: str, most: int) -> Pages:
    pages = Pages()
    for number, answer in enumerate(answers):
        if "error" in answer:
            raise _error(where, answer, most)
        if "info" in answer:
            pages.info = answer["info"]
        elif "damaged" in answer:
            pages.damaged.append(number)
        else:
            pages.lines.append([Line(*line) for line in answer["lines"]])
            if answer["is_picture"]:
                pages.pictures.append(number)
    return pages


def _error(where: str, answer: Mapping[str, Any], most: int) -> CorpusError:
    if answer["error"] == "password":
        return CorpusError(f"{where}: is protected by a password; save it without one")
    if answer["error"] == "pages":
        return CorpusError(f"{where}: has {answer['n']:,} pages, which is too many; part it")
    if answer["error"] == "characters":
        return too_long(where, f"more than {most:,} characters", most)
    return _damaged(where)


def _damaged(where: str) -> CorpusError:
    return CorpusError(f"{where}: is a damaged or incomplete PDF; fetch or save it again")


def _check_letters(pages: Pages, where: str) -> None:
    text = "".join(line.text for lines in pages.lines for line in lines)
    n_none = sum(1 for char in text if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " ")
    if n_none > _UNREADABLE * len(text):
        raise CorpusError(
            f"{where}: does not say which letters its signs are; make a searchable copy by OCR, as with "
            "ocrmypdf --force-ocr"
        )
