"""Mails (EML): the mail is an article, and so is each attachment of a readable kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_binary_file
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from pathlib import PurePosixPath

from analysis import cleaning
from analysis.corpus.readers.markup import blocks_in
from analysis.corpus.readers.packed import Unpacker, is_passed_over
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

MOST_BYTES = 2**26
_LONGEST_HEADER = 2000
_START = re.compile(
    rb"(?:From |Received:|Return-Path:|Delivered-To:|Message-ID:|MIME-Version:|From:|Date:|Subject:|To:|X-)",
    re.IGNORECASE,
)
_TELLING = (b"\nmessage-id:", b"\nreceived:", b"\nmime-version:")
_WEB_PAGE = (b"snapshot-content-location:", b"from: <saved by")
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|sv|rv|antw)\s?:\s*){1,9}", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)
_FLOWED = re.compile(r"(?<=\S) \n(?![>\n])")
# Attachments that are no articles, and are passed over without a word.
_NO_ARTICLES = frozenset(("image", "audio", "video", "font"))
_NO_ARTICLE = ("signature", "calendar", "vcard", "pgp-", "delivery-status", "rfc822-headers", "ms-tnef")
_ENCRYPTED = frozenset(("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"))


def _is_one(source: Source) -> bool:
    """Tell by its headers; saved web pages (MHTML) have some of them too."""
    head = b"\n" + source.start.replace(b"\r\n", b"\n").split(b"\n\n")[0].lower()
    return (
        _START.match(source.start) is not None
        and b"\nfrom:" in head
        and any(name in head for name in _TELLING)
        and not any(name in head for name in _WEB_PAGE)
    )


def _read(source: Source, options: Options) -> Items:
    if source.size > MOST_BYTES:
        raise CorpusError(
            f"{source.where}: is larger than {MOST_BYTES:,} bytes; save its attachments by themselves"
        )
    with source.open() as file:
        try:
            message = message_from_binary_file(file)
            parts = list(_parts(message))
            text = _body([part for part in parts if not _is_attached(part)])
            known = _known(message)
            attached = list(_attachments(parts))
        except (MessageError, ValueError, LookupError, TypeError, RecursionError) as error:
            raise CorpusError(f"{source.where}: is a damaged mail; save it again") from error
    if message.get_content_type() in _ENCRYPTED:
        raise CorpusError(f"{source.where}: is an encrypted mail; save its text from your mail program")
    if text:
        yield Row(source.where, {**known, "text": text})
    elif not attached:
        raise CorpusError(
            f"{source.where}: has no text; expected a mail with a text or a readable attachment"
        )
    if attached:
        unpacker = Unpacker(source, options)
        for name, data in attached:
            unpacker.count()
            yield from unpacker.read(name, [data])


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail that hold something; a mail in it counts as one."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            yield part


def _is_attached(part: Message) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return part.get_content_disposition() == "attachment" or not is_text


def _attachments(parts: list[Message]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of attachments that can be articles."""
    for number, part in enumerate(parts, 1):
        kind = part.get_content_type()
        is_none = part.get_content_maintype() in _NO_ARTICLES or any(word in kind for word in _NO_ARTICLE)
        if is_none or not _is_attached(part):
            continue
        if kind == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            name, data = f"mail-{number}.eml", inner.as_bytes() if isinstance(inner, Message) else b""
        else:
            name, data = _words(part.get_filename() or f"part-{number}"), _content(part)
            name = PurePosixPath(name.replace("\\", "/")).name
        if data and not is_passed_over(name):
            yield name, data


def _known(message: Message) -> Mapping[str, str]:
    sender = _header(message, "From")
    name = sender.partition("<")[0].strip(' "') or sender.strip("<> ")
    return {
        "title": without_reply(_header(message, "Subject")),
        "author": name,
        # What stands in brackets is a name for the time zone.
        "published": _header(message, "Date").partition("(")[0].strip(),
        "From": sender,
        "To": _header(message, "To"),
        "Message-ID": _header(message, "Message-ID"),
    }


def _header(message: Message, name: str) -> str:
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name.casefold()), "")
    data = raw[:_LONGEST_HEADER].encode("ascii", "surrogateescape")
    return _words(" ".join(decoded(data, None).split()))


def _words(plain: str) -> str:
    """Decode the words of a header that are not plain letters (``=?utf-8?...?=``)."""
    try:
        parts = decode_header(plain)
    except (MessageError, ValueError):
        return plain
    return "".join(
        part if isinstance(part, str) else decoded(part, charset) for part, charset in parts
    ).strip()


def decoded(data: bytes, charset: str | None) -> str:
    """Decode text in the encoding that a mail says it has, or else a usual one."""
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, ValueError):
        return data.decode("cp1252", "replace")


def _body(parts: list[Message]) -> str:
    """Return the text of a mail: its plain text, or else that of its HTML."""
    plain = [_plain(part) for part in parts if part.get_content_type() == "text/plain"]
    text = "\n\n".join(part for part in plain if part)
    if text:
        return text
    pages = [_text(part) for part in parts if part.get_content_type() == "text/html"]
    return "\n\n".join(block.text for page in pages for block in blocks_in(page))


def _plain(part: Message) -> str:
    """Return plain text without the sender's signature, and with lines joined that flow."""
    text = without_signature(_text(part))
    return _FLOWED.sub(" ", text) if part.get_param("format") == "flowed" else text


def without_signature(text: str) -> str:
    """Return the text of a mail without the sender's signature."""
    return _SIGNATURE.split(cleaning.normalise_line_ends(text), maxsplit=1)[0].strip()


def without_reply(subject: str) -> str:
    """Return a subject without what mail programs put before it (``Fwd: Re: ``)."""
    return _REPLY.sub("", subject)


def _text(part: Message) -> str:
    return decoded(_content(part), part.get_content_charset())


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


READER = Reader("mail", (".eml",), _is_one, _read)
