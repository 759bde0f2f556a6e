"""Web archives (WARC): an article for each web page that a server sent."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from email.message import Message
from typing import Any

from analysis.corpus.article import too_long
from analysis.corpus.readers.pages import MARKUP, page_row
from analysis.corpus.readers.records import Items, Options, Reader, Source, not_installed
from analysis.records import CorpusError

_MARK, _GZIP = b"WARC/", b"\x1f\x8b"
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
            archive = ArchiveIterator(file)
            archive.loader.load_http_headers = _checked(archive.loader.load_http_headers)
            for record in archive:
                is_page = _is_page(record)
                number += is_page
                where = f"{source.where}: page {number}"
                item = _item(record, where, number, options) if is_page else None
                if _is_cut(record):
                    number -= is_page
                    raise EOFError
                if item is not None:
                    yield item
            # A record of which too little is left to be unpacked.
            if source.start.startswith(_GZIP) and sum(archive.member_info or ()) < source.size:
                raise EOFError
        except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, LookupError, AttributeError) as error:
            raise CorpusError(
                f"{source.where}: breaks off or is damaged after {number} pages; download it again"
            ) from error
    if not number:
        raise CorpusError(f"{source.where}: holds no web page; expected a WARC file with responses")


def _checked(load: Callable[..., Any]) -> Callable[..., Any]:
    """Make a loader of a server's headers raise another error where there are none.

    `EOFError` would be taken for the end of the archive, where a record breaks off in its own headers.
    """

    def checked(*args: Any) -> Any:
        try:
            return load(*args)
        except EOFError as error:
            raise ValueError("a record breaks off") from error

    return checked


def _is_cut(record: Any) -> bool:
    """Tell whether a record ends before its stated length; what is left of it is read."""
    while record.raw_stream.read(_PART):
        pass
    return record.raw_stream.limit > 0 or not record.rec_headers.get_header("Content-Length")


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
    if start.startswith(_GZIP):
        try:
            start = zlib.decompressobj(31).decompress(start, len(_MARK))
        except zlib.error:
            return False
    return start.startswith(_MARK)


READER = Reader("web archive (WARC)", (".warc",), _is_warc, _read)
