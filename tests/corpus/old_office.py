"""Files of old Office (OLE) and mails of Outlook, made by hand, as small as the format allows."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Union

Parts = Mapping[str, Union[bytes, "Parts"]]

_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _SMALL = 512, 64
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def make_ole(parts: Parts) -> bytes:
    """Make a file with parts and folders of parts; all are stored as small ones."""
    entries: list[list[object]] = [["Root Entry", _ROOT, _NONE, _NONE, 0, 0]]
    small = bytearray()
    small_table: list[int] = []
    _add(parts, entries, 0, small, small_table)
    directory = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]
    bodies = [directory, struct.pack(f"<{len(small_table)}I", *small_table), bytes(small)]
    starts, table, place = [], [_TABLE], 1
    for body in bodies:
        n = max(-(-len(body) // _SECTOR), 1)
        starts.append(place)
        table += [*range(place + 1, place + n), _END]
        place += n
    assert len(table) <= _SECTOR // 4
    entries[0][4:] = [starts[2], len(small)]
    bodies[0] = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]
    fill = (b"\0", b"\xff", b"\0")
    padded = [
        body + byte * (-len(body) % _SECTOR or (0 if body else _SECTOR))
        for body, byte in zip(bodies, fill, strict=True)
    ]
    header = struct.pack(
        "<8s16s5H6xIIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, starts[0], 0, 4096, starts[1], 1, _END, 0, 0),
    )
    head = header + b"\xff" * (_SECTOR - len(header))
    return head + struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff") + b"".join(padded)


def _add(parts: Parts, entries: list[list[object]], above: int, small: bytearray, table: list[int]) -> None:
    last = None
    for name, content in sorted(parts.items(), key=lambda item: (len(item[0]), item[0].upper())):
        number = len(entries)
        if last is None:
            entries[above][3] = number
        else:
            entries[last][2] = number
        last = number
        if isinstance(content, bytes):
            start, n = len(small) // _SMALL, -(-len(content) // _SMALL)
            small += content.ljust(n * _SMALL, b"\0")
            table += [*range(start + 1, start + n), _END] if n else []
            entries.append([name, _STREAM, _NONE, _NONE, start if n else _END, len(content)])
        else:
            entries.append([name, _STORAGE, _NONE, _NONE, 0, 0])
            _add(content, entries, number, small, table)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, _NONE, right, child, b"", 0, 0, 0, start, size
    )


def mail_parts(
    texts: Mapping[str, str], day: datetime | None = None, *, is_inside: bool = False, page: int = 1252
) -> dict[str, bytes | Parts]:
    """Make the parts of a mail by the numbers of its properties (``0037`` is the subject)."""
    numbers = [(0x3FFD, 3, page)]
    if day:
        numbers.append((0x0039, 0x40, int((day - datetime(1601, 1, 1)).total_seconds()) * 10_000_000))
    table = bytes(24 if is_inside else 32)
    table += b"".join(struct.pack("<HHIQ", kind, tag, 6, value) for tag, kind, value in numbers)
    found: dict[str, bytes | Parts] = {"__properties_version1.0": table}
    for tag, text in texts.items():
        found[f"__substg1.0_{tag}001F"] = text.encode("utf-16-le")
    return found


def attachment(name: str, content: bytes | Parts, kind: str = "") -> Parts:
    """Make the parts of an attachment, or of a mail inside a mail."""
    return {
        "__substg1.0_3707001F": name.encode("utf-16-le"),
        "__substg1.0_370E001F": kind.encode("utf-16-le"),
        f"__substg1.0_3701{'0102' if isinstance(content, bytes) else '000D'}": content,
    }
