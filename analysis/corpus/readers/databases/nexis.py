"""Exports of Nexis, LexisNexis and Lexis+: text, HTML, RTF and DOCX, with many articles each.

Older ones count their documents (``3 of 10 DOCUMENTS``) and have labels in capitals; newer ones have a cover
page, and ``End of Document`` after each article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.corpus.readers.databases import nexis_new, nexis_old
from analysis.corpus.readers.databases.common import count_error, cut_error
from analysis.corpus.readers.databases.labels import DOCUMENT, NEXIS, NEXIS_END, OF, WORDS, names_of
from analysis.corpus.readers.databases.lines import lines_of
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.records import CorpusError

_OLD = re.compile(
    rf"(?:^|>)[ \t\xa0]*(?:\d{{1,6}} (?:{OF}) \d{{1,6}} (?:{DOCUMENT})"
    rf"|(?:{DOCUMENT}) \d{{1,6}} (?:{OF}) \d{{1,6}})[ \t\xa0]*(?:<|$)",
    re.MULTILINE | re.IGNORECASE,
)
# ProQuest counts its documents in the same way, but writes its labels in small letters.
_OLD_NAMES = names_of(NEXIS, ("length", "load-date", "headline", "body", "section")).upper()
_OLD_LABEL = re.compile(rf"(?:^|>)[ \t\xa0]*(?:{_OLD_NAMES}) ?:", re.MULTILINE)
_NEW = tuple(
    re.compile(rf"^[ \t\xa0]*(?:{mark})[ \t\xa0]*$", re.MULTILINE | re.IGNORECASE)
    for mark in (
        rf"(?:{DOCUMENT}) \(\d{{1,6}}\)",
        r"(?:Job Number|Client/Matter): ?.{0,80}",
        rf"(?:{names_of(NEXIS, ['length'])}) ?:[ \xa0]?\d[\d,.]{{0,9}} (?:{WORDS})",
        names_of(NEXIS, ["body"]),
        rf"(?:{names_of(NEXIS, ['load-date'])}) ?:.{{0,60}}",
        NEXIS_END,
    )
)
_ENOUGH = 3  # of the marks of newer exports; an article of another kind may have one by chance


def _is_one(source: Source) -> bool:
    return is_text(source.opening)


def is_text(text: str) -> bool:
    """Tell whether a text is the beginning of an export."""
    is_old = _OLD.search(text) is not None and _OLD_LABEL.search(text) is not None
    return is_old or sum(mark.search(text) is not None for mark in _NEW) >= _ENOUGH


def _read(source: Source, options: Options) -> Items:  # noqa: ARG001
    yield from items(lines_of(source), source.where)


def items(lines: Sequence[str], where: str) -> Items:
    """Yield the articles in the lines of an export.

    Raises
    ------
    CorpusError
        There is none.
    """
    layout = nexis_old.split(lines) or nexis_new.split(lines)
    if not layout.documents:
        raise CorpusError(f"{where}: holds no article; expected an export of Nexis")
    are_closed: list[bool] = []
    for number, document in enumerate(layout.documents, 1):
        row = layout.row_of(where, number, document)
        are_closed.append(any(name in row.values for name in layout.closing))
        yield row
    if layout.stated is not None and layout.stated != len(layout.documents):
        yield count_error(where, len(layout.documents), layout.stated)
    elif layout.is_cut_off:
        yield CorpusError(
            f"{where}: article {len(layout.documents)}: has no 'End of Document', so the file "
            "was cut off; download it again"
        )
    elif error := cut_error(where, are_closed, "'LOAD-DATE'"):
        yield error


READER = Reader("Nexis or LexisNexis export (TXT, HTML, RTF, DOCX, PDF)", (), _is_one, _read)
