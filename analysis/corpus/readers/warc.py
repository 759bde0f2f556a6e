"""Web archives (WARC): an article for each web page that a server sent."""

from __future__ import annotations

import zlib
from email.message import Message
from typing import Any

from analysis.corpus.article import too_long
from analysis.corpus.readers.pages import MARKUP, page_row
from analysis.corpus.readers.records import Items, Options, Reader, Source, not_installed
from analysis.records import CorpusError

_MARK = b"WARC/"
_PART = 65_536
_PAGES = ("text/html", "application/xhtml+xml")


def _read(source: Source, options: Options) -> Items:
    try:
        from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
        from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
    except ImportError as error:
        raise not_installed(source.where, "web archives", "warcio") from error
    number = 0
    with source.open() as file:
        try:
            for record in ArchiveIterator(file):
                if _is_page(record):
                    number += 1
                    yield _item(record, f"{source.where}: page {number}", number, options)
        except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, LookupError, AttributeError) as error:
            raise CorpusError(
                f"{source.where}: breaks off or is damaged after {number} pages; download it again"
            ) from error
    if not number:
        raise CorpusError(f"{source.where}: holds no web page; expected a WARC file with responses")


def _is_page(record: Any) -> bool:
    # A redirection has no story, and the page it leads to has its own record.
    return (
        record.rec_type == "response"
        and record.http_headers is not None
        and _type(record).get_content_type() in _PAGES
        and not record.http_headers.get_statuscode().startswith("3")
    )


def _type(record: Any) -> Message:
    message = Message()
    message["Content-Type"] = record.http_headers.get_header("Content-Type") or ""
    return message


def _item(record: Any, where: str, number: int, options: Options) -> Any:
    try:
        status = record.http_headers.get_statuscode()
        if status != "200":
            raise CorpusError(f"{where}: holds no story; the server answered {status}")
        # Read no further than a page can reach, however much is packed in it.
        most = MARKUP + 4 * options.max_characters
        data = _content(record, most)
        if len(data) > most:
            raise too_long(where, f"more than {most:,} bytes", options.max_characters)
        url = record.rec_headers.get_header("WARC-Target-URI")
        row = page_row(
            data,
            where,
            options.max_characters,
            charset=_type(record).get_content_charset(),
            url=url,
            number=number,
        )
        day = record.rec_headers.get_header("WARC-Date")
        return row._replace(values={**row.values, "url": url or row.values.get("url"), "warc_date": day})
    except CorpusError as error:
        return error


def _content(record: Any, most: int) -> bytes:
    """Read a page, unpacked, and one byte more than `most` where it is longer."""
    stream, data = record.content_stream(), bytearray()
    while len(data) <= most and (part := stream.read(min(_PART, most + 1 - len(data)))):
        data += part
    return bytes(data)


def _is_warc(source: Source) -> bool:
    start = source.start
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(31).decompress(start, len(_MARK))
        except zlib.error:
            return False
    return start.startswith(_MARK)


READER = Reader("web archive (WARC)", (".warc",), _is_warc, _read)
