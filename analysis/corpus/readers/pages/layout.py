"""Markup that hides the story from a search for it, made plain."""

from __future__ import annotations

import re
from typing import Any

# What stands before the links of a paragraph that only leads elsewhere.
_LEADS = re.compile(
    r"\W*(?:(?:read|see|watch|listen)(?: more| also| next| here| now| on)?|also(?: read| see)?|"
    r"related(?: \w{1,12})?|more(?: \w{1,12}){0,3}|recommended|don.t miss|previously|"
    r"background|explainer|opinion|analysis)?\W*",
    re.IGNORECASE,
)
_ENDS = tuple(".!?…”’\"'")
# What holds text, and what can stand in a line of it.
_TEXT = ("p", "div", "td", "font", "span", "section", "article", "blockquote")
_INLINE = frozenset("a b i u em strong br font span sup sub small q cite abbr time img big code".split())
_CELLS = ("table", "tbody", "tr", "td", "th", "center")
# A table with a cell of so many characters lays out the page; in a table of figures none has.
_LONG_CELL = 300


def make_plain(tree: Any, *, is_live: bool) -> None:
    """Unwrap tables that lay out the page, and drop paragraphs that only lead elsewhere.

    `is_live` says that the page is a live blog: each of its entries is an article to the search, which would
    take the first for the story.
    """
    for table in list(tree.iter("table")):
        if any(len(cell.text_content()) >= _LONG_CELL for cell in table.iter("td")):
            for part in [table, *table.iter(*_CELLS)]:
                part.tag = "div"
    for block in list(tree.iter(*_TEXT)):
        _part_at_breaks(block)
    for entry in list(tree.iter("article")) if is_live else []:
        entry.tag = "div"
    for paragraph in [one for one in tree.iter("p") if _leads_elsewhere(one)]:
        paragraph.drop_tree()


def _part_at_breaks(block: Any) -> None:
    """Make paragraphs of what stands between two line breaks and the next two."""
    tags = [child.tag for child in block]
    if tags.count("br") < 2 or not _INLINE.issuperset(tags):
        return
    parts = [block.makeelement("p")]
    parts[0].text = block.text
    last = None
    for child in list(block):
        if child.tag == "br" and last is not None and not (last.tail or "").strip():
            last = None
            parts.append(block.makeelement("p"))
            parts[-1].text = child.tail
            block.remove(child)
        else:
            last = child if child.tag == "br" else None
            parts[-1].append(child)
    if len(parts) > 1:
        block.tag, block.text = "div", None
    block[:] = parts if len(parts) > 1 else list(parts[0])


def _leads_elsewhere(paragraph: Any) -> bool:
    links = "".join(link.text_content() for link in paragraph.iter("a"))
    text = paragraph.text_content().strip()
    if not links.strip() or text.endswith(_ENDS):
        return False
    return _LEADS.fullmatch(_outside_links(paragraph)) is not None


def _outside_links(paragraph: Any) -> str:
    inside = {part for link in paragraph.iter("a") for part in link.iter()}
    parts = [(one.text or "") if one not in inside else "" for one in paragraph.iter()]
    tails = [
        one.tail or ""
        for one in paragraph.iter()
        if one is not paragraph and (one.tag == "a" or one not in inside)
    ]
    return " ".join([*parts, *tails])
