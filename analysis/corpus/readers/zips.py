"""ZIP files, and the documents that are ZIP files inside: opened and unpacked within limits."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from analysis.corpus.readers.records import Source
from analysis.records import CorpusError

STARTS = (b"PK\x03\x04", b"PK\x05\x06")  # with members, and without
# The list of contents takes some 50 to 300 bytes a member; zipfile loads it whole, in one read.
_MOST_LISTED = 16 * 2**20
_PIECE = 65_536
# Others unpack without a limit of memory (bzip2, LZMA) or not at all.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# News text shrinks to a third, tables of numbers to a fiftieth.
RATIO, FREE = 200, 2**24
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)


@contextmanager
def open_zip(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP file, and close it afterwards.

    Raises
    ------
    CorpusError
        It is damaged, or has far too many members.
    """
    with source.open() as file:
        try:
            archive = zipfile.ZipFile(_Limited(file, source.where))
        except DAMAGED as error:
            raise _damaged(source.where) from error
        with archive:
            yield archive


def names_in(source: Source) -> frozenset[str]:
    """Return the names in a ZIP file; none where it is no ZIP file, or damaged."""
    if not source.start.startswith(STARTS):
        return frozenset()
    try:
        with open_zip(source) as archive:
            return frozenset(archive.namelist())
    except CorpusError:
        return frozenset()


def load(archive: zipfile.ZipFile, name: str, where: str, most: int) -> bytes:
    """Unpack a member into memory.

    Raises
    ------
    CorpusError
        It is missing, damaged, encrypted, or larger than `most` bytes.
    """
    return b"".join(pieces(archive, member(archive, name, where), where, most))


def member(archive: zipfile.ZipFile, name: str, where: str) -> zipfile.ZipInfo:
    """Return a member by its name.

    Raises
    ------
    CorpusError
        There is none.
    """
    if name not in archive.NameToInfo:
        raise CorpusError(f"{where}: has no {name} inside; is it damaged? Save it again")
    return archive.getinfo(name)


def pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, most: int) -> Iterator[bytes]:
    """Yield a member's bytes, piece by piece; what its header says of its size is not believed.

    Raises
    ------
    CorpusError
        As for `load`; or it is packed so much better than any text that it must be a trap.
    """
    if info.flag_bits & 1:
        raise CorpusError(f"{where}: is encrypted; unpack it with its password and read the files")
    if info.compress_type not in _METHODS:
        raise CorpusError(f"{where}: is packed in a way that is not read; pack it by the usual 'deflate'")
    most_packed = max(FREE, RATIO * info.compress_size)
    size = 0
    try:
        with archive.open(info) as file:
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > min(most, most_packed):
                    raise CorpusError(
                        f"{where}: is larger than {min(most, most_packed):,} bytes when unpacked; "
                        "unpack it and read the files"
                    )
                yield piece
    except DAMAGED as error:
        raise _damaged(where) from error


def _damaged(where: str) -> CorpusError:
    return CorpusError(f"{where}: is damaged or incomplete; fetch or save it again")


class _Limited:
    """A file of which no more is read at once than a list of contents takes."""

    def __init__(self, file: BinaryIO, where: str) -> None:
        self._file, self._where = file, where
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _MOST_LISTED:
            raise CorpusError(f"{self._where}: holds too many files; unpack it and read the folder")
        return self._file.read(_MOST_LISTED if size < 0 else size)
