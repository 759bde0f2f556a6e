"""The paragraphs of the story on a page, with trafilatura.

It gets a tree, never an address, so it opens no connection; nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis.corpus.readers.pages.quiet import quiet

# Each is a paragraph of its own.
_BLOCKS = frozenset("body p head item quote row code list table".split())


def paragraphs_in(tree: Any) -> list[str]:
    """Return the paragraphs of the story on a page; none where no story is found."""
    return _extracted(tree, favor_precision=True) or _extracted(tree, favor_precision=False)


def _extracted(tree: Any, *, favor_precision: bool) -> list[str]:
    from trafilatura import bare_extraction

    with quiet():
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
