"""Exports of news databases as lines, whatever they are packed in: text, HTML, RTF or DOCX."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis import cleaning
from analysis.corpus.readers.docx import load_document
from analysis.corpus.readers.records import DOCX, RTF, Options, Source
from analysis.corpus.readers.rtf import rtf_paragraphs
from analysis.corpus.readers.texts import decode
from analysis.records import CorpusError

# Bytes of an export in text, HTML or XML. One of 500 articles has about 5,000,000.
MOST = 64_000_000
MOST_CHARACTERS = 5_000_000  # of an export in DOCX, RTF or PDF
_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(["head", "script", "style", "noscript", "template", "title"])


def load(source: Source) -> str:
    """Load an export that is text, HTML or XML.

    Raises
    ------
    CorpusError
        It has more than `MOST` bytes, or is empty or no text.
    """
    _check_size(source)
    with source.open() as file:
        return cleaning.normalise_line_ends(decode(file.read(MOST), source.where))


def _check_size(source: Source) -> None:
    if source.size > MOST:
        raise CorpusError(
            f"{source.where}: has {source.size:,} bytes; at most {MOST:,} are read of an export: part it"
        )


def lines_of(source: Source, *, rule: str = "") -> list[str]:
    """Return the lines of an export; a blank one follows each paragraph, where the file has paragraphs.

    `rule` is the line that stands for a ``<hr>``.

    Raises
    ------
    CorpusError
        The file cannot be read.
    """
    if source.start.startswith(DOCX):
        paragraphs = [one.text for one in load_document(source, Options(MOST_CHARACTERS)).paragraphs]
        return [line for text in paragraphs for line in (*text.split("\n"), "")]
    _check_size(source)
    if source.start.startswith(RTF):
        with source.open() as file:
            paragraphs = rtf_paragraphs(file.read(MOST), source.where, MOST_CHARACTERS)
        return [line for text in paragraphs for line in (*text.split("\n"), "")]
    text = load(source)
    if text.lstrip().startswith("<"):
        return element_lines(page_of(text, source.where), rule=rule)
    return text.split("\n")


def page_of(text: str, where: str) -> Any:
    """Return the tree of a web page.

    Raises
    ------
    CorpusError
        There is nothing in it.
    """
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise CorpusError(f"{where}: is an empty or broken web page; download it again") from error
    return tree


def element_lines(element: Any, *, rule: str = "") -> list[str]:
    """Return the lines of what stands in an element, white space as it is shown; no scripts and styles.

    `rule` is the line that stands for a ``<hr>``.
    """
    return "".join(_pieces(element, rule)).split("\n")


def element_text(element: Any) -> str:
    """Return what stands in an element on one line."""
    return " ".join("".join(_pieces(element)).split())


def element_paragraphs(element: Any) -> list[str]:
    """Return the paragraphs of what stands in an element, each on one line."""
    blocks = "".join(_pieces(element)).split("\n\n")
    return [text for block in blocks if (text := " ".join(block.split()))]


def _pieces(element: Any, rule: str = "") -> Iterator[str]:
    from lxml import etree

    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if not isinstance(tag, str):  # an entity that was not resolved
            continue
        if tag in _UNSEEN:
            hidden += 1 if event == "start" else -1
        if tag in _BLOCKS and not (tag == "br" and event == "end"):
            yield "\n" if tag == "br" else "\n\n"
        if tag == "hr" and event == "start":
            yield rule
        text = node.text if event == "start" else node.tail if node is not element else None
        if text and not hidden:
            yield " ".join(f".{text}.".split())[1:-1] if text.strip() else " "
