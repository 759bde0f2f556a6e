"""JSON lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from analysis import cleaning
from analysis.corpus.article import too_long
from analysis.corpus.columns import completed
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.texts import ROOM, decode, lines_of
from analysis.corpus.rows import Row
from analysis.records import CorpusError

# Bytes that one character can take in JSON (``\\ud83d\\ude00``).
_BYTES = 12
# A first line that is longer is looked for in files of this kind's own names only.
_LONGEST = 16_000_000
_SUFFIXES = (".jsonl", ".ndjson", ".jl")


def start_of(source: Source) -> str:
    """Decode the first bytes of a file, as far as that goes."""
    return source.start.decode(cleaning.encoding_of(source.start), "replace").lstrip("\ufeff")


def _is_one(source: Source) -> bool:
    """Tell JSON lines by a first line that is one object, with another below it."""
    if not start_of(source).lstrip().startswith("{"):
        return False
    if source.suffix in _SUFFIXES:
        # An object that goes on over lines is JSON of one article, whatever its name.
        return start_of(source).strip().partition("\n")[0].strip() != "{"
    with source.open() as file:
        first, second = file.readline(_LONGEST), file.readline(2000).lstrip()
    return second.startswith(b"{") and isinstance(_value(first), dict)


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _read(source: Source, options: Options) -> Items:
    is_empty = True
    most = _BYTES * options.max_characters + ROOM
    with source.open() as file:
        for number, line in enumerate(lines_of(file, source.where, most), 1):
            where = f"{source.where}: line {number}"
            try:
                if line is None:
                    raise too_long(where, f"more than {most:,} bytes", options.max_characters)
                if line.strip():
                    is_empty = False
                    yield _row(decode(line, where), number, where, options.columns)
            except CorpusError as error:
                is_empty = False
                yield error
    if is_empty:
        raise CorpusError(f"{source.where}: is empty; expected one JSON object a line")


def _row(line: str, number: int, where: str, columns: Mapping[str, str] | None) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{where}: is not valid JSON ({error}); expected one JSON object a line") from error
    if not isinstance(values, dict):
        raise CorpusError(f'{where}: has no text; expected a JSON object with a "text" that is a string')
    return Row(where, completed(values, columns), number)


READER = Reader("JSON lines", _SUFFIXES, _is_one, _read)
