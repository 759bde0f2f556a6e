"""A page as a tree of paragraphs, lists and tables, from its Markdown: what PDF and DOCX are made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from analysis.display import Figure
from analysis.report.markdown import parser
from analysis.report.pages import Item, Page, Place, Section

# The places in a text that links lead to, as `annotate.text` writes them. No article can: its "<" is escaped.
_ANCHOR = re.compile(r'<a id="([A-Za-z][A-Za-z0-9_-]{0,60})">')
# What XML 1.0 cannot hold, and halves of pairs, which no encoding can.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# An address on the web or of mail, or a file beside the page; nothing from the root, and no "//server/share".
_ADDRESS = re.compile(
    r"(?i)(?:https?://[a-z0-9]|mailto:|(?![a-z0-9+.-]*:)[a-z0-9._~%-])[a-z0-9._~:/?#@!$&'()*+,;=%-]*"
)


@dataclass(frozen=True, slots=True)
class Run:
    r"""A stretch of text in one style; a line break is a run of ``\n`` alone.

    `to` is where it links: ``#name`` of a section or an anchor on the page, an address, or nothing.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    to: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links lead to as ``#name``."""

    name: str


Inline = Run | Anchor


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: Sequence[Inline]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, which is not empty: a section's is of level 1, and no level is skipped."""

    level: int
    inlines: Sequence[Inline]


@dataclass(frozen=True, slots=True)
class List:
    """A list, numbered from `start`, or with bullets."""

    start: int | None
    items: Sequence[Sequence[Node]]


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    nodes: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a row of heads, and rows of as many cells; `right` says which columns are set to the right."""

    head: Sequence[Sequence[Inline]]
    rows: Sequence[Sequence[Sequence[Inline]]]
    right: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the page, with its alternative text."""

    figure: Figure
    alt: str


Node = Paragraph | Heading | List | Quote | Table | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """A section, with its heading."""

    place: Place
    nodes: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Tree:
    """A page: its title, which is not empty, what stands above the sections, and the sections."""

    title: str
    lead: Sequence[Node]
    parts: Sequence[Part]


def to_tree(page: Page) -> Tree:
    """Read a page's Markdown.

    Returns
    -------
    Tree
        Every text can be written in XML. Names of places are unlike one another. A link that leads nowhere,
        or elsewhere than to the web, mail or a file beside the page, is plain text, as are HTML and images.
    """
    reader = _Reader({section.name for section in page.sections})
    lead = reader.read(page.lead)
    parts = [Part(section.place, reader.section(section)) for section in page.sections]
    known = frozenset(reader.names)
    return Tree(
        title=writable(" ".join(page.title.split())) or "Report",
        lead=[_linked(node, known) for node in lead],
        parts=[Part(part.place, [_linked(node, known) for node in part.nodes]) for part in parts],
    )


def writable(text: str) -> str:
    """Replace by U+FFFD what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


@dataclass(slots=True)
class _Reader:
    """Reads the blocks of a page, and collects the names of places in it."""

    names: set[str]
    _level: int = 1
    _parser: MarkdownIt = field(default_factory=lambda: _parser())

    def section(self, section: Section) -> list[Node]:
        anchor, heading = Anchor(section.name), writable(" ".join(section.heading.split()))
        top = Heading(1, [anchor, Run(heading)]) if heading else Paragraph([anchor])
        return [top, *self.read(section.items)]

    def read(self, items: Iterable[Item]) -> list[Node]:
        self._level = 1
        found: list[Node] = []
        for item in items:
            if isinstance(item, Figure):
                found.append(Picture(item, writable(" ".join(item.alt.split())) or "A chart"))
            else:
                found += self._blocks(SyntaxTreeNode(self._parser.parse(item.markdown)).children)
        return found

    def _blocks(self, nodes: Iterable[SyntaxTreeNode]) -> list[Node]:
        return [block for node in nodes if (block := self._block(node)) is not None]

    def _block(self, node: SyntaxTreeNode) -> Node | None:
        match node.type:
            case "paragraph":
                return Paragraph(self._inlines(node))
            case "heading":
                # A page's sections are of level 2 in Markdown and 1 here.
                inlines = self._inlines(node)
                if not any(isinstance(inline, Run) and inline.text.strip() for inline in inlines):
                    return Paragraph(inlines)
                self._level = min(max(int(node.tag[1:]) - 1, 1), self._level + 1)
                return Heading(self._level, inlines)
            case "bullet_list":
                return List(None, [self._blocks(item.children) for item in node.children])
            case "ordered_list":
                start = int(node.attrs.get("start", 1))
                return List(start, [self._blocks(item.children) for item in node.children])
            case "blockquote":
                return Quote(self._blocks(node.children))
            case "table":
                return self._table(node)
            case "fence" | "code_block":
                return Paragraph(list(_code_lines(node.content)))
        return None  # a rule

    def _table(self, node: SyntaxTreeNode) -> Table:
        (first, *_), *bodies = (group.children for group in node.children)
        rows = [[self._inlines(cell) for cell in row.children] for body in bodies for row in body]
        return Table(
            head=[self._inlines(cell) for cell in first.children],
            rows=rows,
            right=[cell.attrs.get("style") == "text-align:right" for cell in first.children],
        )

    def _inlines(self, node: SyntaxTreeNode) -> list[Inline]:
        found: list[Inline] = []
        for inline in node.children:
            for child in inline.children:
                found += self._inline(child, Run(""))
        return found

    def _inline(self, node: SyntaxTreeNode, style: Run) -> Iterator[Inline]:
        match node.type:
            case "html_inline":
                yield from self._html(node.content, style)
                return
            case "softbreak":
                yield replace(style, text=" ")
            case "hardbreak":
                yield replace(style, text="\n")
            case "code_inline":
                yield replace(style, text=writable(node.content), code=True)
            case "strong":
                style = replace(style, bold=True)
            case "em":
                style = replace(style, italic=True)
            case "link":
                style = replace(style, to=str(node.attrs["href"]))
            case "text":
                yield replace(style, text=writable(node.content))
        for child in node.children:
            yield from self._inline(child, style)

    def _html(self, tag: str, style: Run) -> Iterator[Inline]:
        anchor = _ANCHOR.fullmatch(tag)
        if anchor is None:
            if tag != "</a>":
                yield replace(style, text=writable(tag))
        elif anchor.group(1) not in self.names:
            self.names.add(anchor.group(1))
            yield Anchor(anchor.group(1))


def _parser() -> MarkdownIt:
    """Return the parser of all forms, but that tags in a line are told from text, for the sake of anchors."""
    found = parser().disable("html_block")
    found.options["html"] = True
    return found


def _code_lines(text: str) -> Iterator[Run]:
    for number, line in enumerate(writable(text).rstrip("\n").split("\n")):
        if number:
            yield Run("\n")
        yield Run(line, code=True)


def _linked(node: Node, known: frozenset[str]) -> Node:
    """Drop the links of a node that lead nowhere."""
    match node:
        case Paragraph(inlines):
            return Paragraph(_targets(inlines, known))
        case Heading(level, inlines):
            return Heading(level, _targets(inlines, known))
        case List(start, items):
            return List(start, [[_linked(inner, known) for inner in item] for item in items])
        case Quote(nodes):
            return Quote([_linked(inner, known) for inner in nodes])
        case Table(head, rows, right):
            return Table(
                [_targets(cell, known) for cell in head],
                [[_targets(cell, known) for cell in row] for row in rows],
                right,
            )
    return node


def _targets(inlines: Sequence[Inline], known: frozenset[str]) -> list[Inline]:
    return [
        replace(inline, to="") if isinstance(inline, Run) and not _leads(inline.to, known) else inline
        for inline in inlines
    ]


def _leads(to: str, known: frozenset[str]) -> bool:
    if to.startswith("#"):
        return to[1:] in known
    return not to or _ADDRESS.fullmatch(to) is not None
