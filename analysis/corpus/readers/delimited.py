"""CSV and TSV: one article a row."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple, TextIO

from analysis import cleaning
from analysis.corpus.columns import NAMES
from analysis.corpus.readers.encodings import find_encoding
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.readers.tables import FIRST, Line, is_name, n_known, table_rows
from analysis.corpus.readers.texts import ROOM
from analysis.records import CorpusError

_SEPARATORS = ",;\t|"
_SAMPLE = 65_536
# A workbook begins with one of these; other files of such a name are tables of text.
_WORKBOOKS = (".xls", ".xlsx")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LONGEST_NAME = 60


class _Form(NamedTuple):
    """How cells are parted: the separator, whether quotation marks hold cells, and what escapes them."""

    separator: str
    is_quoted: bool = True
    escape: str | None = None

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=self.separator,
            quoting=csv.QUOTE_MINIMAL if self.is_quoted else csv.QUOTE_NONE,
            escapechar=self.escape,
            strict=True,
        )


_FORMS = (
    *(_Form(separator) for separator in _SEPARATORS),
    *(_Form(separator, escape="\\") for separator in _SEPARATORS),
    # Elsewhere cells without quotation marks could not hold a separator.
    _Form("\t", is_quoted=False),
)


def _parsed(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield rows, an empty one for each that cannot be parsed."""
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            row = []
        if row is None:
            return
        yield row


class _Lines:
    """The lines of a file, as many at a time as a row may have characters."""

    def __init__(self, text: TextIO, most: int) -> None:
        self._text = text
        self._most = most
        self._left = most

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._most)
        if not line:
            raise StopIteration
        if len(line) == self._most and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(self._most)) and not rest.endswith(("\n", "\r")):
                pass
            raise _RowTooLongError
        self._left -= len(line)
        if self._left < 0:
            raise _RowTooLongError
        return line.replace("\0", "")

    def begin_row(self) -> None:
        """Let the next row be as long as any."""
        self._left = self._most


class _RowTooLongError(Exception):
    """A row of more characters than an article may have."""


def _is_one(source: Source) -> bool:
    """Tell a table by its first line: short names of columns, with that of the text."""
    if source.suffix in _WORKBOOKS:
        return not source.start.startswith(_PACKED) and source.start.lstrip()[:1] not in (b"<", b"")
    # Excel's "Unicode text" is UTF-16.
    text = source.start.decode(cleaning.encoding_of(source.start), "replace")
    first = text.lstrip("\r\n").partition("\n")[0]
    cells = max((first.strip().split(separator) for separator in _SEPARATORS), key=len)
    names = [cell.strip().strip('"') for cell in cells]
    if len(names) < 2 or any(len(name) > _LONGEST_NAME for name in names):
        return False
    return any(name.casefold() in NAMES["text"] for name in names) and sum(map(is_name, names)) > 1


def _read(source: Source, options: Options) -> Items:
    if not source.size:
        raise CorpusError(f"{source.where}: is empty; expected a table with one article a row")
    encoding = find_encoding(source)
    opened = partial(io.TextIOWrapper, encoding=encoding, errors="replace", newline="")
    with opened(source.open()) as text:
        form = _form_of(text.read(_SAMPLE), options)
    # Four cells as long as an article, and names of columns.
    most = 4 * options.max_characters + 16 * ROOM
    with opened(source.open()) as text:
        yield from table_rows(
            _lines(text, form, source.where, most), source.where, options, itertools.count(1)
        )


def _form_of(sample: str, options: Options) -> _Form:
    """Choose how cells are parted: so that columns have known names, then so that rows are of one length."""
    lines = sample.replace("\0", "").splitlines(keepends=True)
    if len(sample) == _SAMPLE:
        lines = lines[:-1] or lines

    def fit(form: _Form) -> tuple[int, float]:
        rows = list(itertools.islice(_parsed(form.reader(lines)), FIRST))
        best: list[str] = max(rows, key=lambda row: n_known(row, options), default=[])
        n_even = sum(len(row) == len(best) for row in rows)
        return n_known(best, options), n_even / max(len(rows), 1)

    return max(_FORMS, key=fit)


def _lines(text: TextIO, form: _Form, where: str, most: int) -> Iterator[Line | CorpusError]:
    lines = _Lines(text, most)
    reader = form.reader(lines)
    for number in itertools.count(1):
        lines.begin_row()
        # The limit is one for the whole program; its own holds again while others work.
        limit = csv.field_size_limit(most)
        line: Line | CorpusError
        try:
            line = Line(number, next(reader))
        except StopIteration:
            return
        except (csv.Error, _RowTooLongError) as error:
            line = _broken(error, f"{where}: row {number}", most)
        finally:
            csv.field_size_limit(limit)
        yield line


def _broken(error: Exception, where: str, most: int) -> CorpusError:
    if isinstance(error, _RowTooLongError) or "limit" in str(error):
        return CorpusError(
            f"{where}: has more than {most:,} characters; close its quotation marks, or give a higher "
            "--max-characters (max_characters=)"
        )
    return CorpusError(
        f"{where}: its quotation marks do not match ({error}); write a mark inside a cell twice"
    )


READER = Reader("table as text (CSV, TSV)", (".csv", ".tsv", ".tab"), _is_one, _read)
