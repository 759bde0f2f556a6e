"""TAR archives of files of any readable kind, also packed by gzip, bzip2 or xz."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from analysis.corpus.readers.packed import MOST_BYTES, Unpacker, is_passed_over, leads_out
from analysis.corpus.readers.records import Items, Options, Reader, Room, Source
from analysis.corpus.readers.streams import DAMAGED, is_packed, unpacked
from analysis.corpus.readers.zips import FREE, RATIO
from analysis.records import CorpusError

_MARK, _PLACE = b"ustar", 257
_PIECE = 65_536
# tarfile loads what a member has beside its header whole, in one read. On a long run of digits in it, the
# patterns of Python before 3.11.10 take time with the square of its length.
_MOST_AT_ONCE = 2**20
_DIGITS = re.compile(rb"\d{40}")
# tarfile calls itself once for each header that goes before a member; a real one has four or five reads.
_MOST_READS = 64


def _is_one(source: Source) -> bool:
    return _first_block(source)[_PLACE : _PLACE + len(_MARK)] == _MARK


def _first_block(source: Source) -> bytes:
    if not is_packed(source):
        return source.start
    try:
        with unpacked(source) as file:
            return file.read(tarfile.BLOCKSIZE)
    except (*DAMAGED, OSError):
        return b""


def _read(source: Source, options: Options) -> Items:
    unpacker = Unpacker(source, options)
    is_empty = True
    try:
        with _opened(source) as plain:
            archive = tarfile.TarFile(fileobj=plain)  # type: ignore[arg-type]  # only these are used
            while (info := plain.next_of(archive)) is not None:
                unpacker.count()
                if info.isdir() or is_passed_over(info.name):
                    continue
                is_empty = False
                where = unpacker.where(info.name)
                if leads_out(info.name):
                    yield CorpusError(f"{where}: leads out of the archive; rename it to read it")
                elif not info.isreg() or info.issparse():
                    yield CorpusError(f"{where}: is a link or a device; expected a file")
                elif info.size > MOST_BYTES:
                    yield CorpusError(
                        f"{where}: is larger than {MOST_BYTES:,} bytes; unpack it and read the files"
                    )
                else:
                    yield from unpacker.read(info.name, plain.pieces(info.size))
            plain.check_end()
    except (tarfile.TarError, OverflowError) as error:
        raise CorpusError(f"{source.where}: is damaged or incomplete; fetch or save it again") from error
    if is_empty:
        raise CorpusError(f"{source.where}: holds no articles; expected files that `sidelight read` can read")


@contextmanager
def _opened(source: Source) -> Iterator[_Plain]:
    most = min(Room.size, max(4 * FREE, RATIO * source.size))
    with unpacked(source) as file:
        yield _Plain(file, most)


class _Plain:
    """An unpacked archive, read from start to end; what tarfile wants of it at once is limited."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file, self._most = file, most
        self._last, self._reads = b"", 0

    def next_of(self, archive: tarfile.TarFile) -> tarfile.TarInfo | None:
        """Give the next member of an archive that is read from this file, or None at its end."""
        self._reads = 0
        return archive.next()

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, place: int) -> None:
        if not self.tell() <= place <= self._most:
            raise tarfile.ReadError("leads back, or too far")
        self._guarded(self._file.seek, place)

    def read(self, size: int) -> bytes:
        if not 0 <= size <= _MOST_AT_ONCE:
            raise tarfile.ReadError("a header that is too long")
        self._reads += 1
        if self._reads > _MOST_READS:
            raise tarfile.ReadError("a member with too many headers")
        self._last = self._guarded(self._file.read, size)
        if size > tarfile.BLOCKSIZE and _DIGITS.search(self._last):
            raise tarfile.ReadError("a header with a number that is too long")
        return self._last

    def pieces(self, size: int) -> Iterator[bytes]:
        """Yield the next bytes, piece by piece."""
        while size:
            piece = self._guarded(self._file.read, min(size, _PIECE))
            if not piece:
                raise tarfile.ReadError("ends too early")
            size -= len(piece)
            yield piece

    def check_end(self) -> None:
        """Raise `tarfile.ReadError` where tarfile stopped at something else than the end."""
        if self._last.strip(b"\0"):
            raise tarfile.ReadError("ends in something else")

    def _guarded(self, read: Callable[[int], Any], size: int) -> Any:
        try:
            return read(size)
        except DAMAGED as error:
            raise tarfile.ReadError(str(error)) from error
        except OSError as error:
            if error.errno is not None:  # from the disk
                raise
            raise tarfile.ReadError(str(error)) from error


READER = Reader("TAR archive of such files", (".tar", ".tgz", ".tbz2", ".txz"), _is_one, _read)
