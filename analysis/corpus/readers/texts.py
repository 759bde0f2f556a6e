"""Files of text: loaded whole or by lines, decoded, never larger than an article may be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, AnyStr, BinaryIO

from analysis import cleaning
from analysis.corpus.article import check_length, too_long
from analysis.corpus.readers.records import Options, Source
from analysis.records import CorpusError

# Bytes that one character can take in a file, and room for metadata.
_BYTES, ROOM = 4, 65_536


def load_text(source: Source, options: Options) -> str:
    """Load a file that holds one article as text.

    Raises
    ------
    CorpusError
        It is too long, empty or no text.
    """
    if source.size > _BYTES * options.max_characters + ROOM:
        raise too_long(source.where, f"{source.size:,} bytes", options.max_characters)
    with source.open() as file:
        text = decode(file.read(), source.where)
    check_length(text, source.where, options.max_characters)
    return text


def decode(data: bytes, where: str) -> str:
    """Decode text.

    Raises
    ------
    CorpusError
        It is empty or no text.
    """
    if not data.strip():
        raise CorpusError(f"{where}: is empty; expected an article")
    try:
        return cleaning.decode(data)
    except cleaning.NotTextError as error:
        raise CorpusError(f"{where}: {error}; expected text, best in UTF-8") from error


def lines_of(file: BinaryIO, where: str, most: int) -> Iterator[bytes | None]:
    """Yield the lines of a file one by one, and None for a line of more bytes, which is not loaded."""
    start = file.read(2000)
    file.seek(0)
    encoding = cleaning.encoding_of(start)
    if not encoding.startswith("utf-16"):
        if b"\x00" in start:
            decode(start, where)  # raises, since no text has a zero
        yield from _bounded(file, b"\n", most)
        return
    # In UTF-16 the byte of a line end is part of other characters too.
    with io.TextIOWrapper(file, encoding, errors="replace", newline="\n") as text:
        for line in _bounded(text, "\n", most):
            yield None if line is None else line.encode()


def _bounded(file: IO[AnyStr], end: AnyStr, most: int) -> Iterator[AnyStr | None]:
    while line := file.readline(most):
        if len(line) < most or line.endswith(end):
            yield line
            continue
        while (rest := file.readline(most)) and not rest.endswith(end):
            pass
        yield None
