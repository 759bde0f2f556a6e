"""HTML to a tree: decoded, and bounded before anything looks at it."""

from __future__ import annotations

import re
from typing import Any

from analysis import cleaning
from analysis.corpus.article import too_long
from analysis.corpus.readers.texts import decode
from analysis.records import CorpusError

# Bytes of a page beside its text: a page saved with its pictures in it can have ten million.
MARKUP = 20_000_000
# Finding the story takes time that grows faster than these: 3.0 s for 29,800 headings or paragraphs, 1.8 s
# for 19,800 (a quiet core). Of pages of news, few have more than 5,000.
_MOST_ELEMENTS = 30_000
# A page of more tags is not even parsed (100 bytes of memory each).
_MOST_TAGS = 400_000
# A description longer than this is no description, and costs the libraries' patterns time.
_LONGEST_VALUE = 2_000
# A picture in the page itself; one of 10 MB would end the parsing.
_PICTURE = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=]{1000,}")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{1,40})""", re.I
)
_ENCODINGS = re.compile(
    r"us-ascii|ascii|utf-?(?:8|16|16-?[lb]e)|(?:iso-?)?8859-?\d{1,2}|iso-8859-\d{1,2}-?[ie]?|latin-?\d|"
    r"(?:windows|cp|ibm)-?\d{3,4}|koi8-[ru]|mac(?:intosh|-?\w{1,12})|x-mac-\w{1,12}|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)|shift[_-]jis|tis-620",
    re.I,
)
# What browsers take for what these names say.
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "x-mac-cyrillic": "mac-cyrillic"}
_LATIN_1 = re.compile(r"(?:us-)?ascii|iso-?8859-?1|8859-?1|latin-?1|windows-1252|cp-?1252", re.I)
# More of these than one in 200 characters, or than half of what is not ASCII, and the page is in another
# encoding than it says.
_MOST_BROKEN, _MOST_BROKEN_FOREIGN = 1 / 200, 1 / 2
_NO_STORY = ("script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "math")


def load_tree(data: bytes, where: str, max_characters: int, charset: str | None = None) -> Any:
    """Parse a page, with its scripts.

    Parameters
    ----------
    data
        The page. Its encoding is told by a byte order mark, by being UTF-8, by `charset`, by what the page
        says itself, or else by its content.
    where
        What errors begin with.
    max_characters
        Pages of four times as many bytes are too long, beside 20 MB of markup.
    charset
        What the message says that brought the page.

    Raises
    ------
    CorpusError
        It is empty, no text, too long, or nested too deeply.
    """
    if len(data) > MARKUP + 4 * max_characters:
        raise too_long(where, f"{len(data):,} bytes", max_characters)
    return parse(_text(data, where, charset), where)


def parse(text: str, where: str) -> Any:
    """Parse a page, or a part of one.

    Raises
    ------
    CorpusError
        It holds nothing, is nested too deeply or has too many tags.
    """
    from lxml import etree, html  # type: ignore[import-untyped]

    if text.count("<") > _MOST_TAGS:
        raise _too_many(where, text.count("<"), "tags")
    text = _PICTURE.sub("", text)
    parser = html.HTMLParser(
        encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True, default_doctype=False
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise CorpusError(
            f"{where}: is no web page that can be read; save it again from the browser"
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise CorpusError(
            f"{where}: is nested more than 256 elements deep, or has 10 MB in one piece, as no page of news; "
            "save the story as text"
        )
    return tree


def strip_code(tree: Any, where: str) -> None:
    """Drop what no reader of a page sees, so that the story can be looked for.

    Raises
    ------
    CorpusError
        Too much is left.
    """
    from lxml import etree

    etree.strip_elements(tree, *_NO_STORY, with_tail=False)
    number = sum(1 for _ in tree.iter())
    if number > _MOST_ELEMENTS:
        raise _too_many(where, number, "elements")
    for meta in list(tree.iter("meta", "title")):
        if len(meta.get("content") or meta.text or "") > _LONGEST_VALUE:
            meta.drop_tree()


def _too_many(where: str, number: int, what: str) -> CorpusError:
    return CorpusError(
        f"{where}: has {number:,} {what}, more than a page with one story; save the story as text"
    )


def _text(data: bytes, where: str, charset: str | None) -> str:
    found = _DECLARED.search(data[:4096])
    named = charset or (found.group(1).decode("ascii", "replace") if found else "")
    name = _MEANT.get(named.casefold(), named)
    if cleaning.encoding_of(data) == "utf-8" and _ENCODINGS.fullmatch(name) and not _is_utf_8(data):
        try:
            text = data.decode("sloppy-windows-1252" if _LATIN_1.fullmatch(name) else name, "replace")
        except LookupError:
            text = ""
        if text and _fits(text):
            return text
    return decode(data, where)


def _fits(text: str) -> bool:
    """Tell whether few characters are broken, so that a text is in the encoding by which it was decoded."""
    broken = text.count("\ufffd")
    foreign = sum(char > "\x7f" for char in text)
    return broken <= min(_MOST_BROKEN * len(text), _MOST_BROKEN_FOREIGN * foreign)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
