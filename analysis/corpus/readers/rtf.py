"""RTF documents: one article a file.

The code of striprtf was not used: its patterns take time with the square of a file's length, or worse.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import NamedTuple

from analysis.corpus.article import too_long
from analysis.corpus.readers.office import BETWEEN_CELLS, Paragraph, headline
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_MOST_BYTES = 2**25
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])"
    r"|([{}])|([^\\{}\r\n]{1,4096})|[\r\n]+",
    re.DOTALL,
)
# Groups that hold no story. Those that begin with \* are passed over anyway.
_NO_STORY = frozenset(
    "annotation atnauthor atnid author bkmkend bkmkstart buptim colortbl comment company creatim doccomm "
    "falt filetbl fldinst footer footerf footerl footerr footnote ftncn ftnsep ftnsepc header headerf "
    "headerl headerr info keywords listtext manager nonshppict objdata object operator pict pntext printim "
    "private revtim rxe shprslt stylesheet subject tc template txe xe".split()
)
_MARKS = {
    "tab": " ",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "bullet": "•",
}
_QUOTES = {"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"}
_SYMBOLS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
_ENDS = frozenset(("par", "sect", "page"))
_CODES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Numbers of character sets in the table of fonts, and their code pages.
_CHARSETS = dict(
    pair.split(":")
    for pair in (
        "77:mac_roman 128:cp932 129:cp949 130:johab 134:gbk 136:cp950 161:cp1253 162:cp1254 163:cp1258 "
        "177:cp1255 178:cp1256 186:cp1257 204:cp1251 222:cp874 238:cp1250 254:cp437 255:cp850"
    ).split()
)


class _Group(NamedTuple):
    """What holds inside a pair of braces.

    `place` is what its text belongs to: ``story``, ``title``, ``fonts`` or nothing.
    """

    place: str = "story"
    font: str = ""
    unicode_skip: int = 1  # plain characters after each of Unicode, for old programs
    is_hidden: bool = False


def _is_one(source: Source) -> bool:
    return source.start.lstrip().startswith(b"{\\rtf")


def _read(source: Source, options: Options) -> Items:
    if source.size > _MOST_BYTES:
        raise CorpusError(
            f"{source.where}: is larger than {_MOST_BYTES:,} bytes; save it without its pictures"
        )
    if not _is_one(source):
        raise CorpusError(f"{source.where}: is no RTF document, whatever its name says; save it as RTF")
    with source.open() as file:
        story = _Story(source.where, options.max_characters)
        is_whole = story.take(file.read().decode("latin-1"))
    if not story.paragraphs:
        raise CorpusError(f"{source.where}: has no text; expected an article (text in pictures is not read)")
    title, texts = headline(story.paragraphs, story.title, frozenset())
    yield Row(source.where, {"title": title, "text": "\n\n".join(texts)})
    if not is_whole:
        yield CorpusError(f"{source.where}: is incomplete, and read as far as it goes; save it again")


def rtf_paragraphs(data: bytes, where: str, max_characters: int) -> list[str]:
    """Return the paragraphs of a document, or of its beginning.

    Raises
    ------
    CorpusError
        It has more characters.
    """
    story = _Story(where, max_characters)
    story.take(data.decode("latin-1"))
    return [paragraph.text for paragraph in story.paragraphs]


class _Story:
    def __init__(self, where: str, max_characters: int) -> None:
        self.paragraphs: list[Paragraph] = []
        self.title = ""
        self._where, self._most, self._length = where, max_characters, 0
        self._group, self._groups = _Group(), list[_Group]()
        self._code, self._fonts, self._font = "cp1252", dict[str, str](), ""
        self._bytes, self._text, self._cells = bytearray(), list[str](), list[str]()
        self._skipped = 0  # plain characters still to skip

    def take(self, rtf: str) -> bool:
        """Take a document whose bytes are characters; tell whether its end is there."""
        at = 0
        while match := _TOKEN.match(rtf, at):
            at = match.end()
            word, number, byte, symbol, brace, text = match.groups()
            if text or byte:
                self._take_bytes(text.encode("latin-1") if text else bytes.fromhex(byte))
                continue
            self._flush()
            if word == "bin":
                at += max(int(number or 0), 0)
            elif word:
                self._take_word(word, number)
            elif symbol:
                self._take_symbol(symbol)
            elif brace == "{":
                self._groups.append(self._group)
            elif brace and self._groups:
                self._group = self._groups.pop()
                if not self._groups:
                    break
        self._flush()
        self._end()
        return not self._groups

    def _take_bytes(self, data: bytes) -> None:
        skipped = min(self._skipped, len(data))
        self._skipped -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        """Decode the bytes that came, which can be several to a character."""
        if self._bytes:
            code = self._fonts.get(self._group.font, self._code)
            self._add(self._bytes.decode(code, "replace"))
            self._bytes.clear()

    def _add(self, text: str) -> None:
        if self._group.place == "title":
            self.title += text
        if self._group.place != "story" or self._group.is_hidden:
            return
        self._length += len(text)
        if self._length > self._most:
            raise too_long(self._where, f"more than {self._most:,} characters", self._most)
        self._text.append(text)

    def _take_symbol(self, symbol: str) -> None:
        self._skipped = 0
        if symbol == "*":
            self._group = self._group._replace(place="")
        elif symbol in "\r\n":
            self._end()
        else:
            self._add(_SYMBOLS.get(symbol, ""))

    def _take_word(self, word: str, number: str | None) -> None:
        self._skipped = 0
        group = self._group
        if word in _NO_STORY:
            self._group = group._replace(place="")
        elif word in _PLACES:
            self._group = group._replace(place=_PLACES[word])
        elif word == "f":
            self._font = number or ""
            self._group = group._replace(font=self._font)
        elif word == "fcharset" and group.place == "fonts" and number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number]
        elif word in _CODES or word == "ansicpg":
            self._code = _code(_CODES.get(word) or number or "")
        elif word in ("v", "deleted"):
            self._group = group._replace(is_hidden=number != "0")
        elif word == "plain":
            self._group = group._replace(is_hidden=False, font="")
        elif word == "uc":
            self._group = group._replace(unicode_skip=int(number or 1))
        elif word == "u" and number:
            self._add(chr(int(number) % 0x10000))
            self._skipped = max(group.unicode_skip, 0)
        elif group.place == "story":
            self._take_layout(word)

    def _take_layout(self, word: str) -> None:
        if word in _ENDS:
            self._end()
        elif word in ("cell", "nestcell"):
            self._cells.append(self._taken())
        elif word in ("row", "nestrow"):
            cells = [cell for cell in (*self._cells, self._taken()) if cell]
            self._cells.clear()
            self._place(BETWEEN_CELLS.join(cells))
        else:
            self._add(_MARKS.get(word) or _QUOTES.get(word, ""))

    def _end(self) -> None:
        """End a paragraph; cells before it are none of a row of single lines."""
        for cell in self._cells:
            self._place(cell)
        self._cells.clear()
        self._place(self._taken())

    def _taken(self) -> str:
        # Characters beyond the first 65,536 come as two halves.
        text = "".join(self._text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._text.clear()
        return text.strip()

    def _place(self, text: str) -> None:
        if text:
            self.paragraphs.append(Paragraph(text))


_PLACES: Mapping[str, str] = {"fonttbl": "fonts", "title": "title", "shptxt": "story"}


def _code(name: str) -> str:
    name = {"65001": "utf-8", "10000": "mac_roman"}.get(name, name)
    name = f"cp{name}" if name.isdecimal() else name
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


READER = Reader("RTF document", (".rtf",), _is_one, _read)
