"""The paragraphs of office documents, whose XML differs in names only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analysis.corpus.article import too_long
from analysis.corpus.readers.xml_events import send_events

# A row of a table becomes one line. Without a mark two names side by side would become one.
BETWEEN_CELLS = " | "
_FIRST = 10  # paragraphs in which a title is looked for


class Names(NamedTuple):
    """The names that a kind of document has for its elements.

    `text` is the element whose characters count, None where all of a paragraph's do. `marks` are elements
    that stand for a character; what is in `skipped` is no part of the story. `style` is the attribute, of a
    paragraph or of an element in it, that names its style.
    """

    paragraphs: frozenset[str]
    row: str
    cell: str
    text: str | None
    marks: Mapping[str, str]
    skipped: frozenset[str]
    style: Mapping[str, str]


class Paragraph(NamedTuple):
    """A paragraph, or a row of a table, with the name of its style, or an empty one."""

    text: str
    style: str = ""


def paragraphs_in(
    pieces: Iterable[bytes], names: Names, where: str, max_characters: int, *, is_whole: bool = True
) -> list[Paragraph]:
    """Return the paragraphs of a document, or of its beginning, that are not blank.

    Raises
    ------
    CorpusError
        Its XML is damaged, or it is too long.
    """
    story = _Story(names, where, max_characters)
    send_events(pieces, story, where, is_whole=is_whole)
    return story.paragraphs


def headline(paragraphs: list[Paragraph], known: str, styles: frozenset[str]) -> tuple[str, list[str]]:
    """Part the headline from the other paragraphs.

    Parameters
    ----------
    paragraphs
        Of a document.
    known
        The title that the document's properties have, which is often an old one: it counts only where it
        stands among the first paragraphs.
    styles
        The styles of headlines; the first paragraph is the headline if it has one of them.
    """
    texts = [paragraph.text for paragraph in paragraphs]
    if paragraphs and paragraphs[0].style.casefold() in styles:
        return texts[0], texts[1:]
    plain = " ".join(known.split()).casefold()
    for number, text in enumerate(texts[:_FIRST]):
        if plain and " ".join(text.split()).casefold() == plain:
            return text, texts[:number] + texts[number + 1 :]
    return "", texts


class _Story:
    def __init__(self, names: Names, where: str, max_characters: int) -> None:
        self.paragraphs: list[Paragraph] = []
        self._names = names
        self._where, self._most, self._length = where, max_characters, 0
        self._skipped = 0  # elements that are open and not read
        self._counts = 0  # elements that are open and whose characters count
        self._open: list[tuple[list[str], list[str]]] = []  # text and style of paragraphs in each other
        self._rows: list[list[list[Paragraph]]] = []  # cells of rows in each other

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        names = self._names
        if self._skipped or tag in names.skipped:
            self._skipped += 1
            return
        if tag in names.paragraphs:
            self._open.append(([], []))
        elif tag == names.row:
            self._rows.append([])
        elif tag == names.cell and self._rows:
            self._rows[-1].append([])
        elif tag == names.text:
            self._counts += 1
        elif tag in names.marks:
            self._add(names.marks[tag])
        if tag in names.style and self._open:
            self._open[-1][1].append(attributes.get(names.style[tag], ""))

    def end(self, tag: str) -> None:
        names = self._names
        if self._skipped:
            self._skipped -= 1
        elif tag in names.paragraphs:
            texts, styles = self._open.pop()
            self._place(Paragraph("".join(texts).strip(), next(iter(styles), "")))
        elif tag == names.row:
            self._end_row()
        elif tag == names.text:
            self._counts -= 1

    def data(self, text: str) -> None:
        if not self._skipped and (self._counts or self._names.text is None):
            self._add(text.replace("\n", " "))

    def _add(self, text: str) -> None:
        if self._open:
            self._length += len(text)
            if self._length > self._most:
                raise too_long(self._where, f"more than {self._most:,} characters", self._most)
            self._open[-1][0].append(text)

    def _place(self, paragraph: Paragraph) -> None:
        if not paragraph.text:
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(paragraph)
        else:
            self.paragraphs.append(paragraph)

    def _end_row(self) -> None:
        cells = [cell for cell in self._rows.pop() if cell]
        if len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            self._place(Paragraph(BETWEEN_CELLS.join(cell[0].text for cell in cells)))
        else:  # a table that only lays out the page
            for cell in cells:
                for paragraph in cell:
                    self._place(paragraph)
