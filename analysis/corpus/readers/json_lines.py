"""JSON lines: one article a line."""

from __future__ import annotations

import json

from analysis.corpus.article import too_long
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.texts import ROOM, decode, lines_of
from analysis.corpus.rows import Row
from analysis.records import CorpusError

# Bytes that one character can take in JSON (``\\ud83d\\ude00``).
_BYTES = 12


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
                    yield _row(decode(line, where), number, where)
            except CorpusError as error:
                is_empty = False
                yield error
    if is_empty:
        raise CorpusError(f"{source.where}: is empty; expected one JSON object a line")


def _row(line: str, number: int, where: str) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{where}: is not valid JSON ({error}); expected one JSON object a line") from error
    if not isinstance(values, dict):
        raise CorpusError(f'{where}: has no text; expected a JSON object with a "text" that is a string')
    return Row(where, values, number)


READER = Reader("JSON lines", (".jsonl",), None, _read)
