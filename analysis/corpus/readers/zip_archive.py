"""ZIP archives of files of any readable kind."""

from __future__ import annotations

import stat
import zipfile

from analysis.corpus.readers.packed import MOST_BYTES, Unpacker, is_passed_over, leads_out
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.zips import STARTS, names_in, open_zip, pieces
from analysis.records import CorpusError

# Files by which a ZIP file is a document, or a program, and no archive.
_OF_DOCUMENTS = frozenset(("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"))


def _is_one(source: Source) -> bool:
    return source.start.startswith(STARTS) and _OF_DOCUMENTS.isdisjoint(names_in(source))


def _read(source: Source, options: Options) -> Items:
    unpacker = Unpacker(source, options)
    is_empty = True
    with open_zip(source) as archive:
        for info in archive.infolist():
            unpacker.count()
            name = _name(info)
            if info.is_dir() or is_passed_over(name):
                continue
            is_empty = False
            where = unpacker.where(name)
            if leads_out(name):
                yield CorpusError(f"{where}: leads out of the archive; rename it to read it")
            elif not _is_file(info):
                yield CorpusError(f"{where}: is a link or a device; expected a file")
            else:
                yield from unpacker.read(name, pieces(archive, info, where, MOST_BYTES))
    if is_empty:
        raise CorpusError(f"{source.where}: holds no articles; expected files that `sidelight read` can read")


def _is_file(info: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind in (0, stat.S_IFREG)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


READER = Reader("ZIP archive of such files", (".zip",), _is_one, _read)
