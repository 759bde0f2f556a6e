"""Saved web pages: one article a file."""

from __future__ import annotations

import re

from analysis.corpus.article import too_long
from analysis.corpus.readers.pages import MARKUP, page_row
from analysis.corpus.readers.records import Items, Options, Reader, Source

# What a page begins with, behind a byte order mark, a declaration and comments.
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_html(start: bytes) -> bool:
    """Tell by its first bytes whether a file is a web page."""
    # UTF-16 has a zero in every second byte of a tag.
    return _START.match(start.replace(b"\x00", b"")) is not None


def _read(source: Source, options: Options) -> Items:
    if source.size > MARKUP + 4 * options.max_characters:
        raise too_long(source.where, f"{source.size:,} bytes", options.max_characters)
    with source.open() as file:
        yield page_row(file.read(), source.where, options.max_characters)


READER = Reader("web page", (".html", ".htm", ".xhtml"), lambda source: is_html(source.start), _read)
