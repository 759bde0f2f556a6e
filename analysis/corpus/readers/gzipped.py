"""Files packed with gzip, of any kind inside."""

from __future__ import annotations

import gzip
import zlib
from functools import partial
from typing import Any, BinaryIO, cast

from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.records import CorpusError

_MAGIC = b"\x1f\x8b\x08"
_BLOCK = 1 << 20
# News as JSON lines or CSV becomes 3 to 20 times as large; only what is made to be a bomb more than this.
_MOST_TIMES, _ALWAYS = 100, 64 << 20


def _is_one(source: Source) -> bool:
    return source.start.startswith(_MAGIC)


def _read(source: Source, options: Options) -> Items:
    from analysis.corpus.readers import read_source

    if not options.depth:
        raise CorpusError(f"{source.where}: is packed in too many other files; unpack it")

    inner = Source(source.where, _name(source.name), _size(source), partial(_unpacked, source))
    yield from read_source(inner, options._replace(depth=options.depth - 1))


class _Unpacked(gzip.GzipFile):
    """A packed file that is closed with what it is read from."""

    def close(self) -> None:
        packed: Any = self.fileobj
        super().close()
        if packed:
            packed.close()


def _unpacked(source: Source) -> BinaryIO:
    return cast(BinaryIO, _Unpacked(fileobj=source.open(), mode="rb"))


def _name(name: str) -> str:
    """Return the name of what is packed: ``a.jsonl`` of ``a.jsonl.gz``, ``a.tar`` of ``a.tgz``."""
    if name.lower().endswith(".tgz"):
        return f"{name[:-4]}.tar"
    return name[:-3] if name.lower().endswith(".gz") else name


def _size(source: Source) -> int:
    """Return the size of what is packed, which is unpacked in blocks to learn it."""
    most = max(_ALWAYS, _MOST_TIMES * source.size)
    size = 0
    try:
        with _unpacked(source) as file:
            while block := file.read(_BLOCK):
                size += len(block)
                if size > most:
                    raise CorpusError(
                        f"{source.where}: unpacks to more than {most:,} bytes, too many for what it holds; "
                        "unpack it if you trust it"
                    )
    except EOFError as error:
        raise CorpusError(f"{source.where}: ends too early; download or copy it again") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise CorpusError(f"{source.where}: is a damaged gzip file ({error}); download it again") from error
    return size


READER = Reader("packed with gzip, of any of these", (".gz", ".tgz"), _is_one, _read)
