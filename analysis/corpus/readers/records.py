"""What all readers of files share: what they read from, and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from analysis.corpus.rows import Row
from analysis.records import CorpusError

START = 8192  # bytes by which the kind of a file is told


@dataclass(frozen=True)
class Source:
    """A file, or what is packed in one.

    `where` names it in errors (``a.zip: b.txt``), `name` is its file name, `size` its bytes; `open` opens it.
    """

    where: str
    name: str
    size: int
    open: Callable[[], BinaryIO] = field(repr=False)

    @property
    def suffix(self) -> str:
        """The suffix of its name in lower case, such as ``.txt``; empty where there is none."""
        return PurePosixPath(self.name).suffix.lower()

    @cached_property
    def start(self) -> bytes:
        """Its first bytes, 8,192 at most."""
        with self.open() as file:
            return file.read(START)

    @cached_property
    def opening(self) -> str:
        """The text that it begins with, as `opening.opening_of` gives it."""
        from analysis.corpus.readers.opening import opening_of

        return opening_of(self)


Items = Iterator[Row | CorpusError]


class Options(NamedTuple):
    """How files are read: the most characters of an article, and how often files may be packed in files."""

    max_characters: int
    depth: int = 3


class Reader(NamedTuple):
    """How one kind of file is read.

    `kind` is its name for users, `suffixes` are its usual ones. `is_one` tells by content whether a file is
    of the kind, None where content cannot tell and only the suffix does. `read` yields the articles, and an
    error for each that cannot be read; it raises `CorpusError` where the file as a whole cannot be read.
    """

    kind: str
    suffixes: tuple[str, ...]
    is_one: Callable[[Source], bool] | None
    read: Callable[[Source, Options], Items]
