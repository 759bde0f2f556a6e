"""Exports of ProQuest: text, HTML, RTF and DOCX with labels (``Full text:``, ``ProQuest document ID:``)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis import cleaning
from analysis.corpus.readers.databases.common import count_error, cut_error, row_of
from analysis.corpus.readers.databases.labelled import Label, Layout, parts_of
from analysis.corpus.readers.databases.labels import DOCUMENT, OF, PROQUEST, names_of
from analysis.corpus.readers.databases.lines import lines_of
from analysis.corpus.readers.databases.split import Split
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_IDENTITY = "proquest document id"
_NAMES = names_of(PROQUEST, (_IDENTITY, "proquest document link"))
_IS_ONE = re.compile(rf"Report Information from ProQuest|(?:{_NAMES})\s?:", re.IGNORECASE)
_COUNT = re.compile(rf"(?:{DOCUMENT}) \d{{1,6}} (?:{OF}) (\d{{1,6}})", re.IGNORECASE)
_RULE = re.compile(r"_{10,}")
_HR = "_" * 10
# What stands below the last article.
_FOOT = re.compile(r"Contact ProQuest|(?:Database )?Copyright © \d{4} ProQuest\b.{0,300}", re.IGNORECASE)
_LABEL = re.compile(r"([A-ZÀ-Þ][\w /()-]{2,50}?) ?: ?(.*)", re.DOTALL)
_LAST = "database"
# Labels that stand on a line of their own, in capitals.
_ALONE = frozenset(["full text", "abstract", "links", "details"])
_LAYOUT = Layout(
    label_of=lambda block: _label_of(block),
    head=frozenset(
        ["author", "publication info", "proquest document link", "links", "abstract", "abstract (summary)"]
    ),
    last=frozenset(["publication info", "proquest document link", "links", "abstract"]),
    body=frozenset(["full text"]),
    tail=frozenset(
        [
            *("subject", "location", "people", "company / organization", "classification", "title"),
            *("publication title", "pages", "first page", "number of pages", "publication year"),
            *("publication date", "year", "section", "publisher", "place of publication", "volume", "issue"),
            *("country of publication", "publication subject", "issn", "source type", "document type"),
            *("language of publication", "document feature", "proquest document id", "accession number"),
            *(
                "document url",
                "copyright",
                "last updated",
                _LAST,
                "details",
                "links",
                "word count",
                "credit",
                "dateline",
            ),
            *(
                "identifier / keyword",
                "illustration",
                "illustration caption",
                "column",
                "edition",
                "dateline",
            ),
        ]
    ),
    long=frozenset(["illustration", "illustration caption"]),
)


def _is_one(source: Source) -> bool:
    return is_text(source.opening)


def is_text(text: str) -> bool:
    """Tell whether a text is the beginning of an export."""
    return _IS_ONE.search(text) is not None


def _read(source: Source, options: Options) -> Items:  # noqa: ARG001
    yield from items(lines_of(source, rule=_HR), source.where)


def items(lines: Sequence[str], where: str) -> Items:
    """Yield the articles in the lines of an export.

    Raises
    ------
    CorpusError
        There is none.
    """
    export = _split(lines)
    if not export.documents:
        raise CorpusError(f"{where}: holds no article; expected an export of ProQuest with full text")
    are_closed: list[bool] = []
    for number, document in enumerate(export.documents, 1):
        row = export.row_of(where, number, document)
        are_closed.append(bool(row.values["id"]))
        yield row
    if export.stated is not None and export.stated != len(export.documents):
        yield count_error(where, len(export.documents), export.stated)
    elif error := cut_error(where, are_closed, "ProQuest document ID"):
        yield error


def _split(lines: Sequence[str]) -> Split:
    """Part an export into its documents: at their counts, or else at the rules below their labels."""
    documents: list[list[str]] = [[]]
    stated, last = None, ""
    has_story = has_labels = is_between = is_over = False
    for line in map(cleaning.normalise_space, lines):
        count = _COUNT.fullmatch(line)
        if count:
            stated = int(count[1])
        # A rule may stand in a story, too.
        is_end = has_labels or (stated is None and not has_story)
        name = (_label_of(line) or ("", ""))[0]
        # A PDF has nothing between the last label of an article and the headline of the next.
        is_next = is_over and line != "" and not name and stated is None
        if count or (is_end and _RULE.fullmatch(line)):
            documents.append([])
            has_story = has_labels = is_over = False
            is_between = count is None and stated is not None
        elif is_next:
            documents.append([line])
            has_story = has_labels = is_over = False
        elif not is_between and not (has_labels and _FOOT.fullmatch(line)):
            is_over = has_labels and (is_over or (not line and last == _LAST))
            last = name or last
            has_story = has_story or name in _LAYOUT.body
            has_labels = has_labels or name == _IDENTITY
            documents[-1].append(line)
    return Split([document for document in documents if _is_document(document)], stated, _row_of)


def _is_document(lines: Sequence[str]) -> bool:
    names = {label[0] for label in map(_label_of, lines) if label}
    return not names.isdisjoint(_LAYOUT.body) or _IDENTITY in names


def _label_of(block: str) -> Label | None:
    if block.isupper() and (alone := PROQUEST.get(block.casefold(), block.casefold())) in _ALONE:
        return alone, ""
    found = _LABEL.match(block)
    if found is None:
        return None
    name = found[1].casefold()
    return PROQUEST.get(name, name), found[2]


def _row_of(where: str, number: int, lines: list[str]) -> Row:
    parts = parts_of(lines, _LAYOUT)
    values = parts.values
    outlet = values.get("publication title", "")
    return row_of(
        where,
        number,
        parts.story,
        {name: value for name, value in values.items() if name != "links"},
        title=values.get("title") or (parts.top[-1] if parts.top else ""),
        source=outlet.partition(";")[0],
        author=values.get("author") or values.get("credit", ""),
        published=values.get("publication date") or values.get("publication info", ""),
        identity=values.get(_IDENTITY, ""),
        url=values.get("document url") or values.get("proquest document link", ""),
        language=values.get("language of publication", ""),
    )


READER = Reader("ProQuest export (TXT, HTML, RTF, DOCX, PDF)", (), _is_one, _read)
