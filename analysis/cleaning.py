"""Bytes to clean text: encoding, mojibake, markup, white space, paragraphs.

All of it happens once, before any offset exists.
"""

from __future__ import annotations

import codecs
import html
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
_ENTITY = re.compile(r"&(?:amp;)?(?:[a-zA-Z]{2,8}\d{0,2}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
# Tags may hold attributes, but no other tag. One letter may be less than another ("a<b and b>c").
_REST = r"(?=[\s/>])[^<>]{0,2000}>"
_REST_OF_LETTER = r"(?=\s{0,9}/?>|\s[^<>=]{1,200}=)[^<>]{0,2000}>"
_BLOCK_TAG = re.compile(
    r"</?(?:div|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|figure|figcaption|table|thead|tbody|tr|td|th|hr|section"
    r"|article|header|footer|aside|nav|main|pre|form|iframe|button|noscript|html|head|body|title)"
    + _REST
    + "|</?p"
    + _REST_OF_LETTER,
    re.IGNORECASE,
)
_BREAK_TAG = re.compile(r"<br" + _REST, re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:abbr|big|center|cite|code|del|em|font|img|input|ins|label|link|mark|meta|o:p|picture|small"
    r"|source|span|strike|strong|sub|sup|svg|time|tt|video|audio|wbr|script|style)"
    + _REST
    + "|</?[abiqsu]"
    + _REST_OF_LETTER,
    re.IGNORECASE,
)
# What is not shown to readers.
_HIDDEN = (
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<script\b[^<>]{0,2000}>", re.IGNORECASE), "</script>"),
    (re.compile(r"<style\b[^<>]{0,2000}>", re.IGNORECASE), "</style>"),
)
_LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\(https?://[^\s()]{1,2000}\)")
# With the brackets around it, without the full stop after it.
_ADDRESS = re.compile(
    r"[(\[<]?(?:\bhttps?://|\bwww\.|\bpic\.twitter\.com/|\bt\.co/)[^\s<>\"“”()\[\]]{0,2000}"
    r"[^\s<>\"“”()\[\].,;:!?'’][)\]>]? ?",
    re.IGNORECASE,
)
_CLOSED = tuple(".!?…:\"'”’»)")


# A quarter of a megabyte tells the code page; charset-normalizer takes long over more.
_SAMPLE = 250_000
_CODE_PAGES = (
    *(
        "cp1252",
        "cp1250",
        "cp1251",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "iso8859_2",
        "iso8859_5",
    ),
    *(
        "iso8859_7",
        "iso8859_8",
        "iso8859_9",
        "koi8_r",
        "koi8_u",
        "cp866",
        "cp852",
        "mac_roman",
        "mac_cyrillic",
    ),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "tis_620", "iso2022_jp"),
)
# The accented letters of languages whose code pages charset-normalizer takes for one another.
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž")
_NO_LETTERS = frozenset("±¶¹³")
_ALPHABETS = {
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("çğıöşü\u0307",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž"),
}
# A word with a character that is not ASCII, or a mark with what stands on both sides of it.
_NOT_ASCII = re.compile(r"[A-Za-z]{0,40}[^\x00-\x7f][A-Za-z]{0,40}")
_WESTERN = re.compile(
    r"[A-Za-z]{0,40}[à-öø-ýÿßœšž][A-Za-z]{0,40}"  # café
    r"|[A-Z]{0,40}[À-ÖØ-ÝŒŠŽŸ][A-Za-z]{0,40}"  # École, CAFÉ
    r"|[A-Za-z]{1,40}[’‘][A-Za-z]{0,40}|[‘’“”«»„‹›][A-Za-z]{0,40}|[A-Za-z]{0,40}[”“»’‘›…—–\u00a0·•®™©][A-Za-z]{0,40}"
    r"|[°€£¥§¶†‡·•½¼¾²³¿¡ªº±×÷¢¬´¨¯¸\u00ad‰][A-Za-z]{0,40}"
    r"|[\x80-\x9f]"  # what Windows-1252 leaves undefined
)


class NotTextError(ValueError):
    """Bytes that are no text; the message says what they look like."""


def decode(data: bytes) -> str:
    """Decode UTF-8 (with or without byte order mark), UTF-16 or, failing those, what code page it looks like.

    Windows-1252, Mac Roman and the code pages 850 and 437 of DOS are told by where their accents and
    quotation marks fall, others (Cyrillic, Greek, Chinese …) by their alphabet or charset-normalizer.

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
        text = _decode_code_page(data)
    if "\x00" in text or _share_of_controls(text) > 0.01:
        raise NotTextError("looks like binary data, not text")
    return text


def _decode_code_page(data: bytes) -> str:
    for encoding, alphabets in _ALPHABETS.items():
        text = data.decode(encoding, errors="replace")
        if _is_of_alphabet(text[:_SAMPLE], alphabets):
            return text
    for encoding in ("sloppy-windows-1252", "mac_roman", "cp850", "cp437"):
        text = data.decode(encoding)
        if _is_western(text[:_SAMPLE]):
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_CODE_PAGES)).best()
    return data.decode(best.encoding if best else "sloppy-windows-1252", errors="replace")


def _is_of_alphabet(text: str, alphabets: Sequence[str]) -> bool:
    """Tell whether all accented letters are of one alphabet, and so many that a language is written in it."""
    letters = [char for char in text if char.isalpha()]
    accented = {char.casefold() for char in letters if not char.isascii()}
    share = sum(not char.isascii() for char in letters) / max(len(letters), 1)
    # ISO 8859-2 has letters where Windows-1250 has these marks.
    has_marks = not _NO_LETTERS.isdisjoint(text)
    return (
        not has_marks
        and len(accented) >= 4
        and share >= 0.03
        and any(accented <= set(alphabet) for alphabet in alphabets)
    )


def _is_western(text: str) -> bool:
    """Tell whether all that is not ASCII is at a place where Western European text has it.

    Accented letters stand in words of ASCII letters, capitals only at the start of a word or among capitals;
    marks stand between words. A tenth of these characters may be anything.
    """
    odd = sum(1 for match in _NOT_ASCII.finditer(text) if not _WESTERN.fullmatch(match.group()))
    total = len(_NOT_ASCII.findall(text))
    letters = sum(map(str.isalpha, text))
    foreign = sum(char.isalpha() and not char.isascii() for char in text)
    return odd * 10 <= total and foreign * 5 <= letters


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


def without_markup(text: str) -> str:
    """Make plain text of text with HTML in it: blocks become paragraphs, other tags and comments go.

    Entities become what they mean. What only looks like a tag stays (``5 < 7``, ``<name>``), as does all text
    without tags and entities.
    """
    text = _ENTITY.sub(_meant, text)
    if "<" not in text:
        return text
    for start, end in _HIDDEN:
        text = _without_stretches(text, start, end)
    text = _BREAK_TAG.sub("\n", _BLOCK_TAG.sub("\n\n", text))
    return _ENTITY.sub(_meant, _INLINE_TAG.sub("", text))


def _meant(entity: re.Match[str]) -> str:
    return html.unescape(html.unescape(entity.group()))


def _without_stretches(text: str, start: re.Pattern[str], end: str) -> str:
    """Drop all that stands between two marks, and the marks; what nothing ends stays."""
    parts = []
    place = 0
    while (opened := start.search(text, place)) and (closed := text.find(end, opened.end())) >= 0:
        parts.append(text[place : opened.start()])
        place = closed + len(end)
    return "".join((*parts, text[place:]))


def without_addresses(text: str) -> str:
    """Drop web addresses, since a country in one is not spoken of; of a Markdown link its words stay."""
    return _ADDRESS.sub("", _LINK.sub(r"\1", text))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether all lines are so short (120 characters) that a text looks hard-wrapped."""
    return all(len(line) <= _LONGEST_WRAPPED_LINE for line in lines)


def paragraphs(lines: Sequence[str], *, is_parted: bool = False) -> list[str]:
    """Join lines to paragraphs.

    A blank line always ends a paragraph. A line end does too, unless all lines are so short (120
    characters) that the text looks hard-wrapped; then the lines are joined. Hard-wrapped text without any
    blank line is parted where a line ends with a sentence.

    Parameters
    ----------
    lines
        Without white space at their ends.
    is_parted
        Whether blank lines part paragraphs in the text that these lines are a piece of.
    """
    if not is_wrapped(lines):
        return [line for line in lines if line]
    has_blank = is_parted or any(not line for line in lines)
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        if not line or (not has_blank and line.endswith(_CLOSED)):
            found.append([])
    return [" ".join(part) for part in found if part]
