"""Workbooks of Excel and LibreOffice: one article a row, of every sheet that has a column of text.

Cells give their values, also where a formula makes them; macros are never run.
"""

from __future__ import annotations

import io
import itertools
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.sheet_sizes import n_cells
from analysis.corpus.readers.tables import Line, table_rows
from analysis.records import CorpusError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_IN_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Bytes of all parts, unpacked, and cells of all sheets: a million articles of twenty columns.
_MOST, _MOST_CELLS = 400_000_000, 20_000_000


def _is_one(source: Source) -> bool:
    """Tell a workbook by its parts; an old one, which looks like an old Word document, by its suffix too."""
    if source.start.startswith(_OLE):
        return source.suffix in _SUFFIXES
    if not source.start.startswith(_ZIP):
        return False
    if _IN_ODS in source.start[:200]:
        return True
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return False


def _read(source: Source, options: Options) -> Items:
    from python_calamine import CalamineError

    workbook = _workbook(source)
    numbers = itertools.count(1)
    without: list[CorpusError] = []
    is_read = False
    for name in workbook.sheet_names:
        where = f"{source.where}: sheet {name!r}"
        try:
            sheet = workbook.get_sheet_by_name(name)
        except CalamineError as error:
            is_read = True
            yield _damaged(where, error)
            continue
        try:
            for item in table_rows(_lines(sheet), where, options, numbers):
                is_read = True
                yield item
        except CorpusError as error:
            without.append(error)
    if not is_read:
        # Beside a sheet of notes the one with the most columns is meant, whose names the error lists.
        raise max(without, key=lambda error: len(str(error)), default=_without_sheets(source))


def _workbook(source: Source) -> Any:
    """Open a workbook, all of whose parts are known not to be too large."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if source.size > _MOST:
        raise _too_large(source)
    with source.open() as file:
        data = file.read()
    if data.startswith(_ZIP):
        _check_parts(data, source)
    elif not data.startswith(_OLE):
        raise CorpusError(
            f"{source.where}: is no workbook of Excel or LibreOffice; give it the suffix it needs"
        )
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise CorpusError(f"{source.where}: is protected by a password; save it without one") from error
    except CalamineError as error:
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CorpusError(f"{source.where}: is protected by a password; save it without one") from error
        raise _damaged(source.where, error) from error


def _check_parts(data: bytes, source: Source) -> None:
    """Verify what a packed workbook unpacks to, by its bytes and not by what it says of itself."""
    size = cells = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                part.file_size = _MOST + 1
                with archive.open(part) as file:
                    content = file.read(_MOST - size + 1)
                size += len(content)
                cells += n_cells(content)
                if size > _MOST or cells > _MOST_CELLS:
                    raise _too_large(source)
    except RuntimeError as error:  # zipfile has no error of its own for a password
        raise CorpusError(f"{source.where}: is protected by a password; save it without one") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise _damaged(source.where, error) from error


def _lines(sheet: Any) -> Iterator[Line]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield Line(number, [_plain(cell) for cell in cells])


def _plain(cell: Any) -> Any:
    """Make text of what is no text, number or day, such as an hour."""
    return cell if isinstance(cell, (str, int, float, date)) else str(cell)


def _without_sheets(source: Source) -> CorpusError:
    return CorpusError(f"{source.where}: has no sheets; expected a table")


def _too_large(source: Source) -> CorpusError:
    return CorpusError(
        f"{source.where}: has more than {_MOST:,} bytes or {_MOST_CELLS:,} cells; delete what it does "
        "not need, or save its sheets as CSV"
    )


def _damaged(where: str, error: Exception) -> CorpusError:
    return CorpusError(f"{where}: is damaged ({str(error)[:200]}); save it again")


READER = Reader("workbook (Excel, LibreOffice)", _SUFFIXES, _is_one, _read)
