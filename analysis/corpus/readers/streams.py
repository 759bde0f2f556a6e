"""Files packed by gzip, bzip2 or xz: told by content, and unpacked as a stream with little memory."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from types import MappingProxyType
from typing import BinaryIO, cast

from analysis.corpus.readers.records import Source

_PIECE = 65_536
# xz -9 needs 65 MB; a file may ask for 4 GB.
_XZ_MEMORY = 2**27
# What is raised where a packed file is damaged or ends too early; also `OSError` without a number.
DAMAGED = (zlib.error, EOFError, lzma.LZMAError)
# Suffixes of packed files, and what is left of a name without them.
SUFFIXES = MappingProxyType(
    {".gz": "", ".bz2": "", ".xz": "", ".tgz": ".tar", ".tbz2": ".tar", ".tbz": ".tar", ".txz": ".tar"}
)


class _Gzip(gzip.GzipFile):
    """A packed file that is closed with what it is read from, as the other two are."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        super().__init__(fileobj=packed, mode="rb")

    def close(self) -> None:
        super().close()
        self._packed.close()


class _Bzip2(bz2.BZ2File):
    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        super().__init__(packed)

    def close(self) -> None:
        super().close()
        self._packed.close()


class _Xz(io.RawIOBase):
    """An unpacked file; that of the standard library has no limit of memory."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._rewind()

    def _rewind(self) -> None:
        self._packed.seek(0)
        self._decoder = _decoder()
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place; what stands before it is unpacked again where it lies behind."""
        if whence == io.SEEK_END:
            while self.read(_PIECE):
                pass
        place = offset if whence == io.SEEK_SET else self._at + offset
        if place < self._at:
            self._rewind()
        while self._at < place and self.read(min(_PIECE, place - self._at)):
            pass
        return self._at

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._next(len(view))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _next(self, size: int) -> bytes:
        while True:
            data = b""
            if self._decoder.eof:  # another stream may follow, after zeros
                data = (self._decoder.unused_data or self._packed.read(_PIECE)).lstrip(b"\0")
                if not data:
                    return b""
                self._decoder = _decoder()
            elif self._decoder.needs_input:
                data = self._packed.read(_PIECE)
                if not data:
                    raise EOFError("ends too early")
            if piece := self._decoder.decompress(data, size):
                return piece

    def close(self) -> None:
        self._packed.close()
        super().close()


def _decoder() -> lzma.LZMADecompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


_OPENERS: tuple[tuple[bytes, Callable[[BinaryIO], object]], ...] = (
    (b"\x1f\x8b\x08", _Gzip),
    (b"BZh", _Bzip2),
    (b"\xfd7zXZ\0", lambda packed: io.BufferedReader(_Xz(packed))),
)


def is_packed(source: Source) -> bool:
    """Tell whether a file is packed by one of the three."""
    return any(source.start.startswith(mark) for mark, _ in _OPENERS)


def unpacked(source: Source) -> BinaryIO:
    """Open a file, and unpack it where it is packed; reading raises what is in `DAMAGED`, or `OSError`."""
    opener = next((opener for mark, opener in _OPENERS if source.start.startswith(mark)), None)
    return source.open() if opener is None else cast(BinaryIO, opener(source.open()))
