"""A page as a Word document (DOCX)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from analysis.records import ReportError
from analysis.report.pages import Page
from analysis.report.styles import TEXT_WIDTH, new_document
from analysis.report.tree import (
    Anchor,
    Heading,
    Inline,
    List,
    Node,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Tree,
    to_tree,
)

_DEEPEST = 3  # levels of lists that Word's own styles know
_NARROWEST, _WIDEST = 10, 36  # characters of a column
_OLDEST = (1980, 1, 1, 0, 0, 0)  # of what a ZIP archive can say


def to_docx(page: Page) -> bytes:
    """Write a page as DOCX on A4.

    Returns
    -------
    bytes
        A document with styles for headings, lists and quotations, links to its sentences, tables whose head
        comes again on every page, and alternative texts. It names no author and no time: the same page gives
        the same bytes.

    Raises
    ------
    ReportError
        The package python-docx is not installed.
    """
    try:
        import docx  # noqa: F401 - the rest of this needs it
    except ImportError:
        raise ReportError(
            "DOCX is made with python-docx, which is not installed: pip install 'sidelight[report]'"
        ) from None
    return _Writer().write(to_tree(page))


class _Writer:
    """Writes a tree into a document, and numbers what has to be numbered there."""

    def __init__(self) -> None:
        self._document = new_document()
        self._bookmarks = 0

    def write(self, tree: Tree) -> bytes:
        self._document.core_properties.title = tree.title[:255]
        self._paragraph("Title").add_run(tree.title)
        self._nodes(tree.lead)
        for part in tree.parts:
            self._nodes(part.nodes)
        buffer = io.BytesIO()
        self._document.save(buffer)
        return _undated(buffer.getvalue())

    def _paragraph(self, style: str) -> Any:
        paragraph = self._document.add_paragraph()
        _set_style(paragraph._p, style)
        return paragraph

    def _nodes(self, nodes: Iterable[Node], style: str = "Normal", depth: int = 0) -> None:
        for node in nodes:
            match node:
                case Paragraph(inlines):
                    self._inlines(self._paragraph(style), inlines)
                case Heading(level, inlines):
                    self._inlines(self._paragraph(f"Heading {min(level, 9)}"), inlines)
                case List():
                    self._list(node, min(depth + 1, _DEEPEST))
                case Quote(inner):
                    self._nodes(inner, "Quote", depth)
                case Table():
                    self._table(node)
                case Picture():
                    self._picture(node)

    def _list(self, node: List, depth: int) -> None:
        suffix = "" if depth == 1 else f" {depth}"
        style = f"List {'Bullet' if node.start is None else 'Number'}{suffix}"
        number = None if node.start is None else self._numbering(style, node.start)
        for first, *rest in filter(None, node.items):
            if isinstance(first, Paragraph):
                paragraph = self._paragraph(style)
                self._inlines(paragraph, first.inlines)
                if number is not None:
                    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
            else:
                self._nodes([first], f"List Continue{suffix}", depth)
            self._nodes(rest, f"List Continue{suffix}", depth)

    def _numbering(self, style: str, start: int) -> int:
        """Make numbers for one list, which would else go on from the list before."""
        numbering = self._document.part.numbering_part.numbering_definitions._numbering
        own = self._document.styles[style].element.pPr.numPr.numId.val
        number = numbering.add_num(numbering.num_having_numId(own).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(number.numId)

    def _table(self, node: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.parser import OxmlElement

        table = self._document.add_table(rows=0, cols=len(node.head), style="Sidelight Table")
        for column, width in zip(table.columns, _widths(node), strict=True):
            column.width = width
        for number, cells in enumerate([node.head, *node.rows]):
            row = table.add_row()
            # A row stays on one page; the first comes again on each.
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            if number == 0:
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, inlines, is_right in zip(row.cells, cells, node.right, strict=True):
                paragraph = cell.paragraphs[0]
                _set_style(paragraph._p, "Table Text")
                self._inlines(paragraph, inlines)
                if is_right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._paragraph("Table Text")

    def _picture(self, node: Picture) -> None:
        from docx.shared import Cm

        run = self._paragraph("Normal").add_run()
        shape = run.add_picture(io.BytesIO(node.figure.png))
        width = min(shape.width, Cm(15))
        shape.height, shape.width = shape.height * width // shape.width, width
        shape._inline.docPr.set("descr", node.alt)
        shape._inline.docPr.set("name", node.figure.name)

    def _inlines(self, paragraph: Any, inlines: Sequence[Inline]) -> None:
        for inline in inlines:
            if isinstance(inline, Anchor):
                self._bookmark(paragraph, inline.name)
            else:
                self._run(paragraph, inline)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        start = _element("w:bookmarkStart", {"w:id": str(self._bookmarks), "w:name": _bookmark_name(name)})
        paragraph._p.extend([start, _element("w:bookmarkEnd", {"w:id": str(self._bookmarks)})])

    def _run(self, paragraph: Any, inline: Run) -> None:
        run = paragraph.add_run(inline.text)
        run.bold, run.italic = inline.bold or None, inline.italic or None
        if inline.code:
            run.font.name = "Courier New"
        if not inline.to:
            return
        _set_style(run._r, "Hyperlink")
        if inline.to.startswith("#"):
            link = _element("w:hyperlink", {"w:anchor": _bookmark_name(inline.to[1:]), "w:history": "1"})
        else:
            from docx.opc.constants import RELATIONSHIP_TYPE

            key = self._document.part.relate_to(inline.to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link = _element("w:hyperlink", {"r:id": key, "w:history": "1"})
        link.append(run._r)
        paragraph._p.append(link)


def _widths(node: Table) -> list[int]:
    """Share the width of the page among columns by their longest cells, within bounds."""
    shares = []
    for column in range(len(node.head)):
        texts = [
            "".join(run.text for run in row[column] if isinstance(run, Run))
            for row in (node.head, *node.rows)
        ]
        longest = min(max(_NARROWEST, *map(len, texts)), _WIDEST)
        # A word that just fits is broken where the head is bold.
        word = min(max(len(word) for text in texts for word in [*text.split(), ""]), _WIDEST)
        shares.append(max(longest, 2 * word))
    return [TEXT_WIDTH * share // sum(shares) for share in shares]


def _element(tag: str, attributes: dict[str, str]) -> Any:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    return OxmlElement(tag, {qn(name): value for name, value in attributes.items()})


def _set_style(element: Any, name: str) -> None:
    # By its id: python-docx looks a name up among 164 styles, which took 5 of 8 seconds of a long table.
    element.style = name.replace(" ", "")


def _bookmark_name(name: str) -> str:
    # Word takes letters, digits and underscores, 40 characters of them.
    return name.replace("-", "_")[:40]


def _undated(archive: bytes) -> bytes:
    """Pack an archive anew without the time at which it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()
