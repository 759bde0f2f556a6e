"""The story on a page, and what is known about it, with trafilatura.

trafilatura and htmldate get a tree, never an address, so they open no connection; nothing is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Each is a paragraph of its own.
_BLOCKS = frozenset("body p head item quote row code list table".split())
# A story shorter than this may be one that precision cut: it is looked for again.
_SHORT = 200
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer")


def paragraphs_in(tree: Any) -> list[str]:
    """Return the paragraphs of the story on a page; none where no story is found."""
    found = _extracted(tree, favor_precision=True)
    if sum(map(len, found)) < _SHORT:
        found = max(found, _extracted(tree, favor_precision=False), key=lambda one: sum(map(len, one)))
    return found


def details_in(tree: Any) -> dict[str, str]:
    """Return author, day, section and tags, as far as the page names them."""
    from trafilatura.metadata import extract_metadata

    # Searching all of the page for a date would find the year of the copyright.
    with _quiet():
        found = extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    values = {
        "author": found.author,
        "published": found.date,
        "section": "; ".join(found.categories or []),
        "tags": "; ".join(found.tags or []),
        "description": found.description,
    }
    return {name: value for name, value in values.items() if value}


def _extracted(tree: Any, *, favor_precision: bool) -> list[str]:
    from trafilatura import bare_extraction

    with _quiet():
        found = bare_extraction(tree, favor_precision=favor_precision, include_comments=False)
    return list(_blocks(found.body)) if found is not None and not isinstance(found, dict) else []


def _blocks(body: Any) -> Iterator[str]:
    """Yield the text of each paragraph, item, sub-heading and row; two line breaks end a paragraph too."""
    from lxml import etree  # type: ignore[import-untyped]

    parts: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        is_start = event == "start"
        if element.tag in _BLOCKS:
            yield from _split(parts)
            parts.clear()
        elif element.tag == "lb" and is_start:
            parts.append("\n")
        elif element.tag == "cell" and is_start and parts:
            parts.append(" ")
        parts.append((element.text if is_start else element.tail) or "")
    yield from _split(parts)


def _split(parts: list[str]) -> Iterator[str]:
    lines: list[str] = []
    for line in [*"".join(parts).split("\n"), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            yield " ".join(" ".join(lines).split())
            lines.clear()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from writing about each page to standard error."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
