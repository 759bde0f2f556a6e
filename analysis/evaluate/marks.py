"""Labels in braces around the words of a text: ``{Kyiv|Ukraine|metonym|place}``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from analysis.records import LabelsError

_MARK = re.compile(r"[{}|]|[^{}|]+")


class Marked(NamedTuple):
    """A stretch of a text, the fields behind its words, and the line on which it is marked, from 1."""

    start: int
    end: int
    fields: tuple[str, ...]
    line: int


def read_marks(marked: str, path: Path, offset: int) -> tuple[str, list[Marked]]:
    """Take the labels out of a text.

    Parameters
    ----------
    marked
        The text with its labels, which can nest.
    path, offset
        The file, and how many of its lines stand before the text: for messages.

    Returns
    -------
    text : str
    marks : list of Marked
        In the order in which they are closed.

    Raises
    ------
    LabelsError
        A label is not closed, or closed or divided where none is open, or has no words.
    """
    parts: list[str] = []
    found: list[Marked] = []
    length = 0
    line = offset + 1
    opened: list[tuple[int, int, list[str]]] = []  # where each open label begins, its line, and its fields

    def fail(line: int, problem: str) -> LabelsError:
        return LabelsError(f"{path}: line {line}: {problem}")

    for match in _MARK.finditer(marked):
        piece = match.group()
        if piece == "{":
            if opened and opened[-1][2]:
                raise fail(line, "a label is opened among the fields of another")
            opened.append((length, line, []))
        elif piece == "}":
            if not opened:
                raise fail(line, "a label is closed that was not opened")
            start, first, fields = opened.pop()
            if start == length:
                raise fail(first, "a label holds no words")
            found.append(Marked(start, length, tuple(field.strip() for field in fields), first))
        elif piece == "|":
            if not opened:
                raise fail(line, "a vertical bar stands outside of a label")
            opened[-1][2].append("")
        elif opened and opened[-1][2]:
            opened[-1][2][-1] += piece
        else:
            parts.append(piece)
            length += len(piece)
            line += piece.count("\n")
    if opened:
        raise fail(opened[-1][1], "a label is not closed")
    return "".join(parts), found
