"""A page as Markdown."""

from __future__ import annotations

from markdown_it import MarkdownIt

from analysis.display import Block, Figure, escape_markdown
from analysis.report.pages import Item, Page


def to_markdown(page: Page, *, figures: str = "figures/") -> str:
    """Write a page as Markdown (CommonMark with tables), its figures as links to SVG files in a folder."""
    parts = [f"# {escape_markdown(page.title)}", *(_item(item, figures) for item in page.lead)]
    for section in page.sections:
        parts.append(f"## {escape_markdown(section.heading)}")
        parts += [_item(item, figures) for item in section.items]
    return "\n\n".join(part for part in parts if part) + "\n"


def _item(item: Item, figures: str) -> str:
    if isinstance(item, Figure):
        return f"![{escape_markdown(item.alt)}]({figures}{item.name}.svg)"
    return item.markdown


def parser() -> MarkdownIt:
    """Return what reads the Markdown of blocks: raw HTML in it is text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def paragraph(name: str, block: Block) -> Block:
    """Give a block of one paragraph a class for the page's style."""
    inner = parser().renderInline(block.markdown)
    return Block(block.markdown, f'<p class="{name}">{inner}</p>')
