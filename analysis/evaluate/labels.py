"""Files of human labels and of predictions: one JSON object a line, plain or compressed by gzip."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.paths import open_file
from analysis.records import LabelsError, named_type


def read_labels(path: Path, required: Collection[str]) -> Iterator[dict[str, Any]]:
    """Read the rows of a file of labels, one by one.

    Parameters
    ----------
    path
        A file of one JSON object a line in UTF-8, compressed by gzip where its name ends in ``.gz``.
    required
        Keys that every row has to have.

    Raises
    ------
    LabelsError
        The file cannot be read or holds no row, or a row is not a JSON object or lacks a key; the message
        names the file, the line and what is expected.
    """
    is_empty = True
    try:
        with open_file(path) as raw, gzip.open(raw) if path.suffix == ".gz" else raw as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    is_empty = False
                    yield _row(line, required, f"{path}: line {number}")
    except (OSError, EOFError) as error:
        raise LabelsError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if is_empty:
        raise LabelsError(f"{path}: is empty; expected one JSON object a line")


def without_texts(rows: Iterable[dict[str, Any]], paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Leave out the rows whose `text` stands in one of these files too, such as those trained on.

    Raises
    ------
    LabelsError
        A file cannot be read, a row of it lacks `text`, or no row is left.
    """
    files = list(paths)
    known = {row["text"] for path in files for row in read_labels(path, ("text",))}
    found = [row for row in rows if row["text"] not in known]
    if not found:
        raise LabelsError(f"{', '.join(map(str, files))}: hold every text that was to be measured")
    return found


def _row(line: bytes, required: Collection[str], where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LabelsError(f"{where}: is not valid JSON ({error}); expected one JSON object a line") from error
    return _with_keys(row, required, where)


def _with_keys(item: Any, required: Collection[str], where: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise LabelsError(f"{where}: is {named_type(item)}; expected a JSON object")
    missing = [key for key in required if key not in item]
    if missing:
        raise LabelsError(f"{where}: lacks {', '.join(missing)}; expected the keys {', '.join(required)}")
    return item


def read_texts(path: Path, required: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read rows that have a `text`, each behind its place (file and row, from 1) for error messages.

    Raises
    ------
    LabelsError
        As `read_labels`, or a text is not a string.
    """
    for number, row in enumerate(read_labels(path, ("text", *required)), 1):
        where = f"{path}: row {number}"
        if not isinstance(row["text"], str):
            raise LabelsError(f"{where}: text is {named_type(row['text'])}; expected a string")
        yield where, row


def read_objects(
    row: Mapping[str, Any], name: str, required: Collection[str], where: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read the list of objects that a row holds under a name, each behind its place for error messages.

    Raises
    ------
    LabelsError
        There is no list, or an item is not an object or lacks a key.
    """
    if not isinstance(row[name], list):
        raise LabelsError(f"{where}: {name} is {named_type(row[name])}; expected a list")
    for number, item in enumerate(row[name], 1):
        place = f"{where}: item {number} of {name}"
        yield place, _with_keys(item, required, place)


def read_span(value: Any, text: str, where: str) -> tuple[int, int]:
    """Read a [start, end], end exclusive, that holds at least one character of a text.

    Raises
    ------
    LabelsError
        It is no pair of whole numbers, or not inside the text.
    """
    is_pair = isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
    if not is_pair or not 0 <= value[0] < value[1] <= len(text):
        raise LabelsError(f"{where} is {value!r}, which is not inside the text")
    return value[0], value[1]


def write_predictions(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write predictions, one JSON object a line; an old file stays until all rows are written.

    Raises
    ------
    LabelsError
        The file cannot be written.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        beside.replace(path)
    except OSError as error:
        raise LabelsError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)
