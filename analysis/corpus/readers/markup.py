"""Simple HTML, as in mails and books, to blocks of text. Web pages have a reader of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_SKIPPED = frozenset("head iframe math noscript object script select style svg template textarea".split())


class Block(NamedTuple):
    """A block of text, and the innermost block element that it stands in."""

    tag: str
    text: str


def blocks_in(markup: str) -> list[Block]:
    """Return the blocks of text in HTML, without scripts and what its style hides.

    A ``<br>`` is a line end inside a block.
    """
    from lxml import etree  # type: ignore[import-untyped]

    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True)
    try:
        parser.feed(markup.encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError:
        pass  # of empty or hopeless markup nothing is left
    page.flush()
    return page.blocks


class _Page:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._texts: list[str] = []
        self._open: list[str] = ["body"]
        self._skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        style = attributes.get("style", "").replace(" ", "").casefold()
        if self._skipped or tag in _SKIPPED or "display:none" in style:
            self._skipped += 1
        elif tag == "br":
            self._texts.append("\n")
        elif tag in _BLOCKS:
            self.flush()
            self._open.append(tag)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag in _BLOCKS:
            self.flush()
            if len(self._open) > 1:
                self._open.pop()

    def data(self, text: str) -> None:
        if not self._skipped:
            self._texts.append(text if self._open[-1] == "pre" else text.replace("\n", " "))

    def close(self) -> None:
        pass

    def flush(self) -> None:
        """End a block."""
        lines = (" ".join(line.split()) for line in "".join(self._texts).split("\n"))
        text = "\n".join(lines).strip()
        self._texts.clear()
        if text:
            self.blocks.append(Block(self._open[-1], text))
