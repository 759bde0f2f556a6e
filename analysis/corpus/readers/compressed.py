"""Files packed with gzip, bzip2 or xz, of any kind inside."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.streams import DAMAGED, SUFFIXES, is_packed, unpacked
from analysis.records import CorpusError

_BLOCK = 1 << 20
# News as JSON lines or CSV becomes 3 to 20 times as large; only what is made to be a bomb more than this.
_MOST_TIMES, _ALWAYS = 100, 64 << 20


def _read(source: Source, options: Options) -> Items:
    from analysis.corpus.readers import read_source

    if not options.depth:
        raise CorpusError(f"{source.where}: is packed in too many other files; unpack it")
    if not is_packed(source):
        raise CorpusError(f"{source.where}: is not packed, whatever its name says; give it another suffix")

    inner = Source(source.where, _name(source.name), _size(source), partial(unpacked, source))
    yield from read_source(inner, options._replace(depth=options.depth - 1))


def _name(name: str) -> str:
    """Return the name of what is packed: ``a.jsonl`` of ``a.jsonl.gz``, ``a.tar`` of ``a.tgz``."""
    suffix = PurePosixPath(name).suffix
    kept = SUFFIXES.get(suffix.lower())
    return name if kept is None else name[: -len(suffix)] + kept


def _size(source: Source) -> int:
    """Return the size of what is packed, which is unpacked in blocks to learn it."""
    most = max(_ALWAYS, _MOST_TIMES * source.size)
    size = 0
    try:
        with unpacked(source) as file:
            while block := file.read(_BLOCK):
                size += len(block)
                if size > most:
                    raise CorpusError(
                        f"{source.where}: unpacks to more than {most:,} bytes, too many for what it holds; "
                        "unpack it if you trust it"
                    )
    except EOFError as error:
        raise CorpusError(f"{source.where}: ends too early; download or copy it again") from error
    except (*DAMAGED, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # from the disk
            raise
        if "limit" in str(error):
            raise CorpusError(f"{source.where}: needs too much memory to unpack; unpack it") from error
        raise CorpusError(f"{source.where}: is a damaged packed file ({error}); download it again") from error
    return size


READER = Reader("packed with gzip, bzip2 or xz, of any of these", tuple(SUFFIXES), is_packed, _read)
