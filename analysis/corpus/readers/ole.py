"""What old Office files (OLE) are: Word documents, workbooks, mails, and newer documents with a password."""

from __future__ import annotations

from analysis.corpus.readers.records import Source

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_BYTES = 2**26
MAIL, WORD, LOCKED = "__properties_version1.0", "WordDocument", "EncryptedPackage"


def part_of(source: Source, *names: str) -> str:
    """Return the first of the names that a part of an old Office file has; an empty text where none has it.

    They are looked for in the first 67,108,864 bytes.
    """
    if not source.start.startswith(MARK):
        return ""
    with source.open() as file:
        data = file.read(MOST_BYTES)
    return next((name for name in names if f"{name}\0".encode("utf-16-le") in data), "")
