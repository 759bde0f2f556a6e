"""What is packed in a file: unpacked one at a time, within limits, and read as a file of its own."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from analysis.corpus.files import PARTIES_FILE
from analysis.corpus.readers.records import Items, Options, Room, Source
from analysis.corpus.readers.zips import FREE, RATIO
from analysis.corpus.rows import Row
from analysis.records import CorpusError, printable

MOST_BYTES = 2**28  # of one member
_IN_MEMORY = 2**23  # bytes; what is larger goes to a temporary file without a name
_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.DOTALL)


class _FullError(CorpusError):
    """No more may be unpacked."""


class Unpacker:
    """Unpacks what a file holds, and reads it.

    Parameters
    ----------
    source
        The file.
    options
        As for the file.

    Raises
    ------
    CorpusError
        Files are packed in files too often.
    """

    def __init__(self, source: Source, options: Options) -> None:
        if options.depth < 1:
            raise CorpusError(f"{source.where}: is packed in too many archives; unpack it and read the files")
        self._source = source
        self._room = options.room or Room()
        self._options = options._replace(depth=options.depth - 1, room=self._room)
        self._left = max(4 * FREE, RATIO * source.size)

    def where(self, name: str) -> str:
        """Return what errors call a member."""
        return f"{self._source.where}: {printable(name)}"

    def count(self) -> None:
        """Count a member.

        Raises
        ------
        CorpusError
            There are too many.
        """
        self._room.members -= 1
        if self._room.members < 0:
            raise self._full(f"more than {Room.members:,} files")

    def read(self, name: str, pieces: Iterable[bytes]) -> Items:
        """Yield the articles in a member, and an error for each that cannot be read.

        Raises
        ------
        CorpusError
            All members together are larger than allowed.
        """
        # Imported here since the table of readers holds those of archives.
        from analysis.corpus.readers import read_source

        path = PurePosixPath(name.replace("\\", "/"))
        part = str(path.with_suffix(""))
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
            try:
                size = self._spool(pieces, file)
                source = Source(self.where(name), path.name, size, lambda: _open(file, size))
                for item in read_source(source, self._options):
                    if isinstance(item, Row):
                        item = item._replace(part=f"{part}/{item.part}" if item.part else part)
                    yield item
            except CorpusError as error:
                if isinstance(error, _FullError) and not self._has_room():
                    raise
                yield error

    def _spool(self, pieces: Iterable[bytes], file: IO[bytes]) -> int:
        size = 0
        for piece in pieces:
            size += len(piece)
            self._room.size -= len(piece)
            self._left -= len(piece)
            if not self._has_room():
                raise self._full("far more than archives of articles do")
            file.write(piece)
        return size

    def _has_room(self) -> bool:
        return min(self._room.size, self._room.members, self._left) >= 0

    def _full(self, what: str) -> CorpusError:
        return _FullError(f"{self._source.where}: holds {what}; unpack it and read the folder")


def is_passed_over(name: str) -> bool:
    """Tell whether a member is none to read: a hidden file, README, a file of parties or of macOS."""
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        any(part.startswith(".") and part.strip(".") for part in path.parts)
        or "__MACOSX" in path.parts
        or path.name == PARTIES_FILE
        or path.stem.upper() == "README"
    )


def leads_out(name: str) -> bool:
    """Tell whether the name of a member leads out of the folder that it would be unpacked in."""
    return _LEADS_OUT.match(name) is not None


def _open(file: IO[bytes], size: int) -> BinaryIO:
    return io.BufferedReader(_View(file, size))


class _View(io.RawIOBase):
    """A file with a place of its own in another, which stays open when this is closed."""

    def __init__(self, file: IO[bytes], size: int) -> None:
        self._file, self._size, self._at = file, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if at < 0:
            raise ValueError("a place before the start")
        self._at = at
        return at

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        self._file.seek(self._at)
        piece = self._file.read(len(view))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
