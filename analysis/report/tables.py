"""Tables of a page, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.aggregate.verdicts import side_of
from analysis.display import escape_markdown

_CLASSES = {1: "pos", -1: "neg", 0: "mid"}
# What a column without a heading is called by a screen reader.
_UNNAMED = '<span class="sr">remarks</span>'


def markdown_table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Write a table; its cells are Markdown, its headings plain text."""
    rows = ["| " + " | ".join(cells) + " |" for cells in ([escape_markdown(head) for head in heads], *lines)]
    return "\n".join([rows[0], "|" + "---|" * len(heads), *rows[1:]])


def html_table(
    heads: Sequence[str],
    lines: Sequence[str],
    *,
    caption: str,
    name: str = "",
    stack: bool = False,
    sortable: bool = False,
) -> str:
    """Write a table.

    Parameters
    ----------
    heads
        Plain text.
    lines
        The rows of its body, as HTML.
    caption
        Plain text above it.
    name
        Its id, by which a filter finds it.
    stack
        Whether its rows become blocks where the page is narrow; it scrolls otherwise.
    sortable
        Whether its headings sort it.
    """
    cells = "".join(f'<th scope="col">{escape(head) or _UNNAMED}</th>' for head in heads)
    classes = " ".join(word for word, is_on in (("stack", stack), ("sortable", sortable)) if is_on)
    own = f' id="{name}"' if name else ""
    return (
        f'<div class="scroll"><table class="{classes}"{own}><caption><span>{escape(caption)}</span></caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def side_class(verdict: str) -> str:
    """Return the class that gives a verdict its colour: ``pos``, ``neg`` or ``mid``."""
    return _CLASSES[side_of(verdict)]
