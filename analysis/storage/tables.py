"""Tables to files and back: one folder, one run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from io import BufferedWriter
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd

from analysis.records import TableError, check_choice
from analysis.schema import LABELLED, TABLES, Analysis, check_table
from analysis.storage.folders import check_place, file_digest, replacing

FORMATS = ("csv", "parquet")
_MANIFEST = "manifest.json"
# What a spreadsheet takes for a formula when a cell begins with it (OWASP, "CSV Injection").
_FORMULA = r"^('*[=+\-@\t\r\n])"


class TableWriter:
    """Writes tables batch by batch to a folder, one file a table (``mentions.csv``), and ``manifest.json``.

    Use as a context manager: the new folder takes the place of the old one in one step, when the block ends
    without an error; otherwise the old one stays. Tables of an earlier run do not stay, other files do. The
    manifest has the version, the format and the SHA-256 of each table file; `read_tables` checks it.

    In CSV (UTF-8 with byte order mark, which spreadsheets need), NA is an empty cell, and text that a
    spreadsheet would take for a formula has an apostrophe before it. Parquet keeps every value as it is.

    Raises
    ------
    ReportError
        The folder cannot be made, written or replaced; what can be known before is said when the writer is
        made.
    """

    def __init__(self, folder: str | Path, *, format: str = "csv") -> None:  # noqa: A002 - the command's own word
        check_choice("format", format, FORMATS)
        self._folder = Path(folder)
        check_place(self._folder)
        self._format = format
        self._parquet: dict[str, Any] = {}
        self._fresh: Path | None = None
        self._stack = ExitStack()

    def __enter__(self) -> TableWriter:
        self._fresh = self._stack.enter_context(replacing(self._folder, owned=self._owned))
        self._stack.push(self._write_manifest)
        return self

    def write(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Append rows to each of the named tables."""
        if self._fresh is None:
            raise RuntimeError("TableWriter.write is for use inside its with block")
        for name, table in tables.items():
            path = self._fresh / f"{name}.{self._format}"
            if self._format == "csv":
                append_csv(path, table)
            else:
                self._write_parquet(name, path, table)

    def _write_parquet(self, name: str, path: Path, table: pd.DataFrame) -> None:
        import pyarrow as pa

        rows = pa.Table.from_pandas(table, preserve_index=False)
        if name not in self._parquet:
            file = self._stack.enter_context(path.open("wb"))
            self._parquet[name] = self._stack.enter_context(_parquet_writer(file, rows.schema))
        self._parquet[name].write_table(rows.cast(self._parquet[name].schema))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def _write_manifest(self, kind: type[BaseException] | None, *_: object) -> None:
        """Describe the files, when all of them are written and closed."""
        if kind is None and self._fresh is not None:
            files = {path.name: file_digest(path) for path in sorted(self._fresh.iterdir())}
            manifest = {"sidelight": version("sidelight"), "format": self._format, "files": files}
            text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
            (self._fresh / _MANIFEST).write_text(text, encoding="utf-8", newline="\n")

    def _owned(self, folder: Path) -> list[str]:
        """Files that an earlier run wrote; without a manifest, those that have a table's name."""
        try:
            return [*_read_manifest(folder), _MANIFEST]
        except TableError:
            return [f"{name}.{self._format}" for name in TABLES]


@contextmanager
def _parquet_writer(file: BufferedWriter, schema: Any) -> Iterator[Any]:
    import pyarrow.parquet as pq

    writer = pq.ParquetWriter(file, schema)
    try:
        yield writer
    finally:
        try:
            writer.close()
        finally:
            writer.is_open = False  # or it would try again when it is collected, and fail again


def append_csv(path: Path, table: pd.DataFrame) -> None:
    """Append rows to a CSV file as `TableWriter` writes it; a new one gets the names of the columns."""
    is_new = not path.exists()
    with path.open("a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as file:
        # RFC 4180's line end: with another one, Python would leave a lone \r in a cell unquoted.
        guard_formulas(table).to_csv(file, index=False, header=is_new, lineterminator="\r\n")


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
        A file is missing, is not the one that ``manifest.json`` lists (so the files are of several runs, or
        were changed), or does not hold the table that it is named after.
    """
    from pyarrow import ArrowInvalid

    files = _read_manifest(Path(folder))
    names = [*Analysis.table_names(), *([LABELLED] if f"{LABELLED}.parquet" in files else [])]
    for name in (*files, *(f"{table}.parquet" for table in names)):
        path = Path(folder) / name
        if name not in files or not path.is_file():
            raise TableError(f"{path}: is missing; expected what `sidelight analyze --format parquet` writes")
        if file_digest(path) != files[name]:
            raise TableError(
                f"{path}: is not the file that {_MANIFEST} lists, so these tables do not belong together; "
                "run `sidelight analyze` again"
            )
    tables: dict[str, pd.DataFrame] = {}
    for table in names:
        path = Path(folder) / f"{table}.parquet"
        try:
            tables[table] = pd.read_parquet(path)
        except (ArrowInvalid, OSError) as error:
            raise TableError(f"{path}: is not a Parquet file") from error
        check_table(table, tables[table])
    return Analysis(**tables)


def _read_manifest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that the manifest lists."""
    path = folder / _MANIFEST
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"].items()
        return {str(name): str(value) for name, value in files}
    except FileNotFoundError as error:
        raise TableError(
            f"{path}: is missing; expected what `sidelight analyze --format parquet` writes"
        ) from error
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise TableError(
            f"{path}: is not a list of tables as Sidelight writes it; run `sidelight analyze` again"
        ) from error
