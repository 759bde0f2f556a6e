"""Mailboxes (mbox): many mails in one file, read one after another."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from analysis.corpus.readers import mail
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

# ``From ada@example.org Thu Mar  7 10:00:00 2024``. A line of a text may begin with "From ", too.
_POSTMARK = re.compile(
    rb"From \S{1,300} {1,9}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)? .{0,20}\d{4}\s{0,4}$"
)
_HEADER = re.compile(rb"(?:[\w-]{1,80}:|>From )")
_QUOTED = re.compile(rb"^>(?=>{0,20}From )")  # a ``>`` before a line of the text that begins with "From "
_LONGEST_LINE = 65_536


def _is_one(source: Source) -> bool:
    first, _, rest = source.start.partition(b"\n")
    return _POSTMARK.match(first) is not None and _HEADER.match(rest) is not None


def _read(source: Source, options: Options) -> Items:
    number = 0
    with source.open() as file:
        for number, data in enumerate(_mails(file), 1):
            where = f"{source.where}: mail {number}"
            if data is None:
                yield CorpusError(f"{where}: is larger than {mail.MOST_BYTES:,} bytes; save it by itself")
            else:
                yield from _items(_source(where, data), number, options)
    if not number:
        raise CorpusError(f"{source.where}: holds no mail; expected a mailbox (mbox)")


def _source(where: str, data: bytes) -> Source:
    return Source(where, "mail.eml", len(data), lambda: io.BytesIO(data))


def _items(source: Source, number: int, options: Options) -> Items:
    try:
        for item in mail.READER.read(source, options):
            if not isinstance(item, Row):
                yield item
            elif item.part:
                yield item._replace(part=f"mail-{number}/{item.part}")
            else:
                yield item._replace(number=number)
    except CorpusError as error:
        yield error


def _mails(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield the mails, and None for one that is too large, which is not kept in memory."""
    lines: list[bytes] | None = None
    size = 0
    is_new, is_after_blank = True, True
    while line := file.readline(_LONGEST_LINE):
        if is_new and is_after_blank and _POSTMARK.match(line):
            if lines is not None:
                yield _whole(lines, size)
            lines, size = [], 0
        elif lines is not None:
            size += len(line)
            if size > mail.MOST_BYTES:
                lines = []
            else:
                lines.append(_QUOTED.sub(b"", line) if is_new else line)
        is_after_blank = is_new and not line.strip()
        is_new = line.endswith(b"\n")
    if lines is not None:
        yield _whole(lines, size)


def _whole(lines: list[bytes], size: int) -> bytes | None:
    return None if size > mail.MOST_BYTES else b"".join(lines)


READER = Reader("mailbox (mbox)", (".mbox", ".mbx"), _is_one, _read)
