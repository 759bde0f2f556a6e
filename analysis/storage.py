"""Tables to files and back, and files put into place whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd

from analysis.records import ReportError, TableError, check_choice
from analysis.schema import Analysis, check_table

FORMATS = ("csv", "parquet")
_TEMPORARY = ".sidelight-"
# What a spreadsheet takes for a formula when a cell begins with it (OWASP, "CSV Injection").
_FORMULA = r"^('*[=+\-@\t\r\n])"


class TableWriter:
    """Writes tables batch by batch to a folder, one file a table (``mentions.csv``).

    Use as a context manager: all files are written beside the folder's old ones and put into their places
    when the block ends without an error; otherwise the old ones stay.

    In CSV (UTF-8 with byte order mark, which spreadsheets need), NA is an empty cell, and text that a
    spreadsheet would take for a formula has an apostrophe before it. Parquet keeps every value as it is.
    """

    def __init__(self, folder: Path, *, format: str = "csv") -> None:  # noqa: A002 - the command's own word
        check_choice("format", format, FORMATS)
        self._folder = folder
        self._format = format
        self._parquet: dict[str, Any] = {}
        self._staging: Path | None = None

    def __enter__(self) -> TableWriter:
        self._staging = _make_staging(self._folder)
        return self

    def write(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Append rows to each of the named tables."""
        if self._staging is None:
            raise RuntimeError("TableWriter.write is for use inside its with block")
        for name, table in tables.items():
            path = self._staging / f"{name}.{self._format}"
            if self._format == "csv":
                is_new = not path.exists()
                with path.open("a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
                    # RFC 4180's line end: with another one, Python would leave a lone \r in a cell unquoted.
                    guard_formulas(table).to_csv(file, index=False, header=is_new, lineterminator="\r\n")
            else:
                self._write_parquet(name, path, table)

    def _write_parquet(self, name: str, path: Path, table: pd.DataFrame) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = pa.Table.from_pandas(table, preserve_index=False)
        if name not in self._parquet:
            self._parquet[name] = pq.ParquetWriter(path, rows.schema)
        self._parquet[name].write_table(rows.cast(self._parquet[name].schema))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._parquet.values():
            writer.close()
        assert self._staging is not None  # noqa: S101 - __enter__ has set it
        try:
            if kind is None:
                for file in sorted(self._staging.iterdir()):
                    file.replace(self._folder / file.name)
        finally:
            shutil.rmtree(self._staging, ignore_errors=True)


def guard_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before every text cell that a spreadsheet would take for a formula.

    Reversible: of every cell that begins with apostrophes and one of ``= + - @``, tab or line end, take
    one apostrophe away.
    """
    texts = table.select_dtypes(include=["str", "object"]).columns
    return table.assign(**{name: table[name].str.replace(_FORMULA, r"'\1", regex=True) for name in texts})


def read_tables(folder: str | Path) -> Analysis:
    """Read an analysis that was written as Parquet, by `TableWriter` or `sidelight analyze --format parquet`.

    Raises
    ------
    TableError
        A file is missing, or does not hold the table that it is named after.
    """
    from pyarrow import ArrowInvalid

    tables: dict[str, pd.DataFrame] = {}
    for name in Analysis.table_names():
        path = Path(folder) / f"{name}.parquet"
        if not path.is_file():
            raise TableError(f"{path}: is missing; expected what `sidelight analyze --format parquet` writes")
        try:
            tables[name] = pd.read_parquet(path)
        except (ArrowInvalid, OSError) as error:
            raise TableError(f"{path}: is not a Parquet file") from error
        check_table(name, tables[name])
    return Analysis(**tables)


@contextmanager
def replacing(target: Path, owned: frozenset[str] = frozenset()) -> Iterator[Path]:
    """Give an empty folder to write to, and put it in the place of `target` when the block ends well.

    On an error, or when interrupted, the old folder stays as it was. Where the new files equal the old ones,
    nothing is touched. Files in the old folder that are not `owned` (paths relative to it) are kept.

    Raises
    ------
    ReportError
        The folder cannot be made or written.
    """
    if target.exists() and not target.is_dir():
        raise ReportError(f"{target}: is a file, where a folder is to be written; choose another place")
    _recover(target)
    staging = _make_staging(target.parent)
    fresh = staging / "new"
    try:
        fresh.mkdir()
        yield fresh
        if target.exists():
            _keep_foreign(target, fresh, owned)
        if not target.exists() or digests(target) != digests(fresh):
            _swap(fresh, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its relative path, sorted."""
    return {
        file.relative_to(folder).as_posix(): digest(file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def digest(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _make_staging(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=folder))
    except OSError as error:
        raise ReportError(
            f"{folder}: cannot be written to: {error.strerror}; choose another folder"
        ) from error


def _keep_foreign(old: Path, new: Path, owned: frozenset[str]) -> None:
    for name in digests(old):
        if name not in owned and not (new / name).exists():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(old / name, new / name)


def _backup(target: Path) -> Path:
    return target.parent / f"{_TEMPORARY}old-{target.name}"


def _swap(fresh: Path, target: Path) -> None:
    backup = _backup(target)
    if target.exists():
        target.rename(backup)
    try:
        fresh.rename(target)
    except BaseException:
        _recover(target)
        raise
    shutil.rmtree(backup, ignore_errors=True)


def _recover(target: Path) -> None:
    """Bring back the old folder where a run was killed between the two renames of `_swap`."""
    backup = _backup(target)
    if backup.exists() and not target.exists():
        backup.rename(target)
    elif backup.exists():
        shutil.rmtree(backup, ignore_errors=True)
