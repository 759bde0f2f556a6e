"""The encoding of a file of text that is too large to be decoded at once."""

from __future__ import annotations

import codecs

from analysis import cleaning
from analysis.corpus.readers.records import Source
from analysis.corpus.readers.texts import decode
from analysis.records import CorpusError

_BLOCK = 1 << 20
_SAMPLE = 50_000
# In English news in any code page fewer bytes are not ASCII; in Cyrillic or Chinese most are.
_FOREIGN = 0.3
# More zeros than slips of the program that wrote the file leave.
_ZEROS = 80


def find_encoding(source: Source) -> str:
    """Return the encoding of a file of text, read in blocks.

    It is UTF-8 or UTF-16; failing these Windows-1252, or what charset-normalizer finds where most bytes are
    not ASCII. A few broken bytes among many valid ones leave it UTF-8.

    Raises
    ------
    CorpusError
        It is empty or no text.
    """
    encoding = cleaning.encoding_of(source.start)
    if encoding.startswith("utf-16"):
        return encoding
    if source.start.count(0) > _ZEROS:
        raise CorpusError(f"{source.where}: looks like binary data, not text; expected text")
    decode(source.start.replace(b"\0", b""), source.where)
    sample = _broken(source)
    if sample is None:
        return encoding
    text = sample.decode("utf-8", "replace")
    if text.count("\ufffd") < sum(char > "\x7f" for char in text) / 2:
        return encoding
    if sum(byte > 127 for byte in sample) < _FOREIGN * len(sample):
        return "sloppy-windows-1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best else "sloppy-windows-1252"


def _broken(source: Source) -> bytes | None:
    """Return the bytes around the first that are not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open() as file:
        while block := file.read(_BLOCK):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                # What was left over from the block before comes first in the error's own bytes.
                return error.object[max(0, error.start - _SAMPLE) : error.start + _SAMPLE]
    return None
