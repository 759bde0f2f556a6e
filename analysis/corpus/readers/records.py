"""What all readers of files share: what they read from, and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from analysis.corpus.rows import Row
from analysis.records import CorpusError

# What a ZIP archive, which a DOCX is, and an RTF begin with.
DOCX, RTF = b"PK\x03\x04", b"{\\rtf"
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


@dataclass
class Room:
    """What may still be unpacked of a file, with all that is packed in what is packed in it."""

    size: int = 4 * 2**30  # bytes
    members: int = 50_000


class Options(NamedTuple):
    """How files are read.

    `max_characters` is the most characters of an article, `depth` how often files may be packed in files,
    `columns` the column of some fields as the user names them; `room` is None for a file that is not packed
    itself.
    """

    max_characters: int
    depth: int = 3
    columns: Mapping[str, str] | None = None
    room: Room | None = None


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


def not_installed(where: str, kind: str, library: str) -> CorpusError:
    """Make the error for a file whose kind needs a library of the extra `formats`."""
    return CorpusError(
        f"{where}: {kind} are read with {library}, which is not installed: pip install 'sidelight[formats]'"
    )
