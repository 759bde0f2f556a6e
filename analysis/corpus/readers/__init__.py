"""Files of every kind to rows: one small module a kind, one table of them.

The kind is told by content first, then by suffix.
"""

from __future__ import annotations

from analysis.corpus.readers import databases, json_lines, markdown, plain
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.records import CorpusError

__all__ = ["READERS", "Items", "Options", "Reader", "Source", "read_source", "reader_of"]

# In the order in which content is looked at: what is more special comes first.
READERS: tuple[Reader, ...] = (
    *databases.READERS,
    json_lines.READER,
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
