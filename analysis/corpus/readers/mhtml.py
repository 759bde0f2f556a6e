"""Web pages saved as one file (MHTML): the page and its pictures as the parts of a message."""

from __future__ import annotations

import email
import re
from email.message import Message

from analysis.corpus.article import too_long
from analysis.corpus.readers.pages import page_row
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.records import CorpusError

# Bytes of a page with its pictures.
_MOST = 100_000_000
# What browsers write above a page that they save; other messages are letters.
_SAVED = re.compile(
    rb"^(?:Snapshot-Content-Location:|From:\s{0,9}\"?<?Saved by |X-MAF-(?:Version|Information):)",
    re.IGNORECASE | re.MULTILINE,
)


def _read(source: Source, options: Options) -> Items:
    if source.size > _MOST:
        raise too_long(source.where, f"{source.size:,} bytes", options.max_characters)
    with source.open() as file:
        data = file.read()
    try:
        message = email.message_from_bytes(data)
        page = next((part for part in message.walk() if _is_page(part)), None)
        content = page.get_payload(decode=True) if page is not None else None
    except (RecursionError, ValueError, LookupError) as error:
        raise CorpusError(
            f"{source.where}: is no saved page that can be read; save it again as HTML"
        ) from error
    if page is None or not isinstance(content, bytes):
        raise CorpusError(f"{source.where}: holds no web page; save it again from the browser, as HTML")
    url = _one_line(message["Snapshot-Content-Location"] or page["Content-Location"])
    row = page_row(
        content,
        source.where,
        options.max_characters,
        charset=page.get_content_charset(),
        url=url if url.startswith(("http://", "https://")) else None,
    )
    saved = _one_line(message["Date"])
    yield row._replace(values={**row.values, "saved": saved}) if saved else row


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")


def _one_line(header: object) -> str:
    return " ".join(str(header or "").split())


READER = Reader(
    "web page saved as MHTML",
    (".mht", ".mhtml"),
    lambda source: _SAVED.search(source.start[:2000]) is not None,
    _read,
)
