"""Mails saved by Outlook (MSG): the mail is an article, and so is each attachment of a readable kind."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from analysis.corpus.readers import ole
from analysis.corpus.readers.mail import MOST_BYTES, decoded, without_reply, without_signature
from analysis.corpus.readers.markup import blocks_in
from analysis.corpus.readers.packed import Unpacker, is_passed_over
from analysis.corpus.readers.records import Items, Options, Reader, Source, not_installed
from analysis.corpus.rows import Row
from analysis.records import CorpusError

# Properties by their numbers in MAPI.
_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"
_SENDER, _ADDRESS, _SMTP, _TO, _IDENTITY = "0C1A", "0C1F", "5D01", "0E04", "1035"
_SENT, _RECEIVED, _CODE_PAGE = 0x0039, 0x0E06, 0x3FFD
_DATA, _MAIL, _LONG_NAME, _SHORT_NAME, _TYPE = "3701", "3701000D", "3707", "3704", "370E"
_UNICODE, _BYTES, _BINARY = "001F", "001E", "0102"
_HEAD, _HEAD_INSIDE, _ENTRY = 32, 24, 16  # bytes of the table of properties
_BEGIN = datetime(1601, 1, 1)
_DAMAGED = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    struct.error,
)
_DEEPEST = 3  # mails in each other
_NO_ARTICLES = ("image/", "audio/", "video/")


class _Found(NamedTuple):
    part: str
    values: Mapping[str, str]
    attached: list[tuple[str, bytes]]


def _is_one(source: Source) -> bool:
    return bool(ole.part_of(source, ole.MAIL))


def _read(source: Source, options: Options) -> Items:
    try:
        import olefile  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError as error:
        raise not_installed(source.where, "mails saved by Outlook", "olefile") from error
    if source.size > MOST_BYTES:
        raise CorpusError(
            f"{source.where}: is larger than {MOST_BYTES:,} bytes; save its attachments by themselves"
        )
    try:
        with source.open() as file, olefile.OleFileIO(file.read()) as parts:
            mails = list(_mails(_Mail(parts, (), "")))
    except _DAMAGED as error:
        raise CorpusError(f"{source.where}: is a damaged mail; save it again as .eml") from error
    yield from _items(mails, source, options)


def _items(mails: list[_Found], source: Source, options: Options) -> Items:
    unpacker = Unpacker(source, options)
    is_empty = True
    for part, values, attached in mails:
        if values["text"]:
            is_empty = False
            yield Row(unpacker.where(part) if part else source.where, values, part=part)
        for name, data in attached:
            is_empty = False
            unpacker.count()
            for item in unpacker.read(name, [data]):
                yield item._replace(part=f"{part}/{item.part}") if part and isinstance(item, Row) else item
    if is_empty:
        raise CorpusError(
            f"{source.where}: has no text; expected a mail with a text or a readable attachment, and no "
            "encrypted one"
        )


def _mails(mail: _Mail) -> Iterator[_Found]:
    """Yield a mail's place inside the file, what it says, and its attachments; then the mails in it."""
    attached = mail.attachments()
    yield _Found(
        mail.part, mail.values(), [(name, data) for name, data in attached if isinstance(data, bytes)]
    )
    for _, inner in attached:
        if isinstance(inner, _Mail):
            yield from _mails(inner)


class _Mail:
    """A mail in a file; `place` is the storage that holds it, `part` what ids call it."""

    def __init__(self, parts: Any, place: tuple[str, ...], part: str) -> None:
        self._parts, self._place, self.part = parts, place, part
        self._fixed = self._fixed_values()
        page = self._fixed.get(_CODE_PAGE, 0) & 0xFFFFFFFF
        self._charset = "utf-8" if page == 65001 else f"cp{page}"

    def values(self) -> Mapping[str, str]:
        sender = self._text(_SENDER)
        address = self._text(_SMTP) or self._text(_ADDRESS)
        return {
            "title": without_reply(self._text(_SUBJECT)),
            "author": sender or address,
            "published": self._day(),
            "From": f"{sender} <{address}>" if address else sender,
            "To": self._text(_TO),
            "Message-ID": self._text(_IDENTITY),
            "text": self._body(),
        }

    def attachments(self) -> list[tuple[str, bytes | _Mail]]:
        """Return the attachments that can be articles by name, and the mails among them."""
        depth = len(self._place)
        below = {
            tuple(place[: depth + 1])
            for place in self._parts.listdir()
            if tuple(place[:depth]) == self._place and len(place) > depth + 1
        }
        found: list[tuple[str, bytes | _Mail]] = []
        for number, place in enumerate(sorted(one for one in below if one[-1].startswith("__attach_")), 1):
            inner = (*place, f"__substg1.0_{_MAIL}")
            name = self._text(_LONG_NAME, place) or self._text(_SHORT_NAME, place) or f"part-{number}"
            name = PurePosixPath(name.replace("\\", "/")).name
            if self._parts.exists([*inner, ole.MAIL]):
                if len(inner) <= 2 * _DEEPEST:
                    part = f"{self.part}/mail-{number}" if self.part else f"mail-{number}"
                    found.append((name, _Mail(self._parts, inner, part)))
            elif not self._text(_TYPE, place).startswith(_NO_ARTICLES) and not is_passed_over(name):
                found.append((name, self._data(f"{_DATA}{_BINARY}", place)))
        return [(name, one) for name, one in found if one]

    def _body(self) -> str:
        text = self._text(_BODY)
        if text.strip():
            return without_signature(text)
        page = self._text(_HTML) or decoded(self._data(f"{_HTML}{_BINARY}"), self._charset)
        return "\n\n".join(block.text for block in blocks_in(page))

    def _day(self) -> str:
        """Return when it was sent: tenths of a microsecond since 1601."""
        ticks = self._fixed.get(_SENT) or self._fixed.get(_RECEIVED)
        try:
            return (_BEGIN + timedelta(microseconds=ticks // 10)).isoformat() if ticks else ""
        except OverflowError:
            return ""

    def _text(self, name: str, place: tuple[str, ...] | None = None) -> str:
        if data := self._data(f"{name}{_UNICODE}", place):
            return data.decode("utf-16-le", "replace").rstrip("\0")
        return decoded(self._data(f"{name}{_BYTES}", place), self._charset).rstrip("\0")

    def _data(self, name: str, place: tuple[str, ...] | None = None) -> bytes:
        path = [*(self._place if place is None else place), f"__substg1.0_{name}"]
        return bytes(self._parts.openstream(path).read()) if self._parts.exists(path) else b""

    def _fixed_values(self) -> dict[int, int]:
        """Return the properties that are numbers, which stand in one table."""
        path = [*self._place, ole.MAIL]
        data = self._parts.openstream(path).read() if self._parts.exists(path) else b""
        head = _HEAD_INSIDE if self._place else _HEAD
        entries = (data[at : at + _ENTRY] for at in range(head, len(data) - _ENTRY + 1, _ENTRY))
        return {tag: value for _, tag, _, value in (struct.unpack("<HHIQ", entry) for entry in entries)}


READER = Reader("mail saved by Outlook (MSG)", (".msg",), _is_one, _read)
