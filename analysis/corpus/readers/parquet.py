"""Parquet: one article a row, read in batches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from analysis.corpus.columns import without_text
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
# A batch holds its texts unpacked: 64 of the longest take 256 MB.
_BATCH = 64


def _is_one(source: Source) -> bool:
    return source.start.startswith((_MAGIC, _ENCRYPTED))


def _read(source: Source, options: Options) -> Items:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    if source.start.startswith(_ENCRYPTED):
        raise CorpusError(f"{source.where}: is encrypted; write it without encryption")
    try:
        with source.open() as file, ParquetFile(file) as table:
            error = without_text(table.schema_arrow.names, source.where, options.columns)
            if error:
                raise error
            if not table.metadata.num_rows:
                raise CorpusError(f"{source.where}: has no rows; expected one article a row")
            for number, values in enumerate(_values(table), 1):
                yield Row(f"{source.where}: row {number}", values, number)
    except (ArrowException, OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{source.where}: is damaged or no Parquet file ({_first_line(error)}); write it again"
        ) from error


def _values(table: Any) -> Iterator[dict[str, Any]]:
    batches = table.iter_batches(batch_size=_BATCH)
    return itertools.chain.from_iterable(batch.to_pylist() for batch in batches)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:200]


READER = Reader("Parquet", (".parquet",), _is_one, _read)
