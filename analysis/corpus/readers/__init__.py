"""Files of every kind to rows: one small module a kind, one table of them.

The kind is told by content first, then by suffix.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from analysis.corpus.readers import (
    compressed,
    databases,
    delimited,
    docx,
    epub,
    excel,
    feeds,
    html,
    json_feeds,
    json_files,
    json_lines,
    mail,
    markdown,
    mbox,
    mhtml,
    msg,
    odt,
    parquet,
    pdf,
    plain,
    rtf,
    tar_archive,
    warc,
    zip_archive,
)
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.paths import open_file
from analysis.records import CorpusError

__all__ = [
    "READERS",
    "Items",
    "Options",
    "Reader",
    "Source",
    "items_of",
    "read_source",
    "reader_of",
    "source_of",
]

# In the order in which content is looked at: what is more special comes first.
READERS: tuple[Reader, ...] = (
    *databases.READERS,
    warc.READER,
    mhtml.READER,
    pdf.READER,
    docx.READER,
    odt.READER,
    epub.READER,
    rtf.READER,
    mbox.READER,
    mail.READER,
    msg.READER,
    parquet.READER,
    excel.READER,
    zip_archive.READER,
    tar_archive.READER,
    compressed.READER,
    feeds.READER,
    json_feeds.READER,
    html.READER,
    json_lines.READER,
    json_files.READER,
    delimited.READER,
    markdown.READER,
    plain.READER,
)


def reader_of(source: Source) -> Reader:
    """Return the reader for a file.

    Raises
    ------
    CorpusError
        It is of no kind that can be read.
    """
    by_content = (reader for reader in READERS if reader.is_one is not None and reader.is_one(source))
    by_suffix = (reader for reader in READERS if source.suffix in reader.suffixes)
    found = next(by_content, None) or next(by_suffix, None)
    if found is None:
        raise CorpusError(
            f"{source.where}: has an unknown format {source.suffix or '(no suffix)'}; "
            "expected a kind of file that `sidelight read --help` lists"
        )
    return found


def read_source(source: Source, options: Options) -> Items:
    """Yield the articles in a file, and an error for each that cannot be read.

    Raises
    ------
    CorpusError
        The file as a whole cannot be read.
    OSError
        It cannot be opened.
    """
    yield from reader_of(source).read(source, options)


def source_of(path: Path) -> Source:
    """Return a file as a source.

    Raises
    ------
    OSError
        It cannot be opened.
    """
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
    return Source(str(path), path.name, size, partial(open_file, path))


def items_of(path: Path, options: Options) -> Items:
    """Yield the articles in a file, and an error for each that cannot be read, or for the file."""
    try:
        yield from read_source(source_of(path), options)
    except CorpusError as error:
        yield error
    except OSError as error:
        yield CorpusError(f"{path}: cannot be read: {error.strerror}")
