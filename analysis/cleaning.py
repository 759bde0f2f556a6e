"""Bytes to clean text: encoding, mojibake, white space, page furniture, paragraphs.

All of it happens once, before any offset exists.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

import ftfy
import ftfy.bad_codecs

_SIGNATURES = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
# Curly quotes stay: they tell opening from closing. Line ends are ours to judge, in `paragraphs`.
_FTFY = ftfy.TextFixerConfig(uncurl_quotes=False, fix_line_breaks=True, explain=False)
# Soft hyphen, zero-width characters and marks that reorder or join text without being seen.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACE = re.compile(r"[^\S\n]+")
# A wrapped line is rarely longer than a terminal or mail line; a paragraph on one line nearly always is.
_LONGEST_WRAPPED_LINE = 120
_CLOSED = tuple(".!?…:\"'”’»)")


class NotTextError(ValueError):
    """Bytes that are no text; the message says what they look like."""


def decode(data: bytes) -> str:
    """Decode UTF-8 (with or without byte order mark), UTF-16 or, failing those, Windows-1252.

    Raises
    ------
    NotTextError
        The bytes are a known binary format, or hold control characters that no text has.
    """
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise NotTextError(f"looks like {kind}, not text")
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("sloppy-windows-1252")
    if "\x00" in text or _share_of_controls(text) > 0.01:
        raise NotTextError("looks like binary data, not text")
    return text


def encoding_of(data: bytes) -> str:
    """Return the encoding that the first 2,000 bytes look like: ``utf-8``, ``utf-8-sig`` or a ``utf-16``."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark, UTF-16 of Latin text shows as a zero in every second byte.
    sample = data[:2000]
    if len(sample) >= 4 and len(sample) % 2 == 0:
        half = len(sample) // 2
        if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) == 0:
            return "utf-16-le"
        if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) == 0:
            return "utf-16-be"
    return "utf-8"


def _share_of_controls(text: str) -> float:
    sample = text[:20_000]
    controls = sum(1 for char in sample if ord(char) < 32 and char not in "\t\n\r\f\v\x1b")
    return controls / max(len(sample), 1)


def repair(text: str) -> str:
    """Repair mojibake (â€™ for ’), control characters and line ends, with ftfy; curly quotes stay."""
    return ftfy.fix_text(text, _FTFY)


def normalise_line_ends(text: str) -> str:
    """Make every kind of line end a line feed."""
    return re.sub("\r\n|[\r\f\v\x1c-\x1e\x85\u2028\u2029]", "\n", text)


def normalise_space(text: str) -> str:
    """Make every run of white space one space or line feed, and drop invisible characters.

    No-break, thin and ideographic spaces become ordinary ones; each line is stripped.
    """
    text = normalise_line_ends(_INVISIBLE.sub("", text))
    return "\n".join(line.strip() for line in _SPACE.sub(" ", text).split("\n")).strip("\n")


def remove_furniture(lines: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> list[str]:
    """Drop the lines after the story that are page furniture (see `resources/furniture.txt`), and blanks."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or is_furniture(kept[-1], patterns)):
        kept.pop()
    return kept


def is_furniture(line: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Tell whether a whole line is page furniture; lines over 300 characters never are."""
    if len(line) > 300:
        return False
    bare = re.sub(r"^(?:[^\w©]|_)+|[\W_]+$", "", line.casefold())
    return not bare or any(pattern.fullmatch(bare) for pattern in patterns)


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Join lines to paragraphs.

    A blank line always ends a paragraph. A line end does too, unless all lines are so short (120
    characters) that the text looks hard-wrapped; then the lines are joined. Hard-wrapped text without any
    blank line is parted where a line ends with a sentence.
    """
    if any(len(line) > _LONGEST_WRAPPED_LINE for line in lines):
        return [line for line in lines if line]
    has_blank = any(not line for line in lines)
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        if not line or (not has_blank and line.endswith(_CLOSED)):
            found.append([])
    return [" ".join(part) for part in found if part]
