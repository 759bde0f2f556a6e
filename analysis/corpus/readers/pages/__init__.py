"""Web pages to articles, whatever they came in: a file, an archive of the web, a message."""

from __future__ import annotations

import re
from typing import Any

from analysis.corpus.columns import host_of
from analysis.corpus.readers.pages.details import details_in
from analysis.corpus.readers.pages.headlines import is_outlet, without_outlet
from analysis.corpus.readers.pages.layout import make_plain
from analysis.corpus.readers.pages.markup import MARKUP, load_tree, parse, strip_code
from analysis.corpus.readers.pages.notices import check_story
from analysis.corpus.readers.pages.story import paragraphs_in
from analysis.corpus.readers.pages.structured import story_in
from analysis.corpus.readers.pages.walls import blocks_in, is_walled
from analysis.corpus.rows import Row

__all__ = ["MARKUP", "page_row", "text_of_markup"]

# The text in the page's data is taken where it is so much longer: often it has no paragraphs.
_LONGER = 1.2
_TAG = re.compile(r"<(?:p|br|div|li|h\d|a|em|b|i|strong|blockquote|ul|ol|span|img|figure)\b", re.I)
_BLOCKS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "tr",
    "pre",
    "section",
    "article",
)
_SEPARATORS = ("|", "-", "–", "—", "·", "•", "»", ":")
_SECOND_LEVEL = frozenset("co com org net gov ac".split())


def page_row(
    data: bytes,
    where: str,
    max_characters: int,
    *,
    charset: str | None = None,
    url: str | None = None,
    number: int | None = None,
) -> Row:
    """Find the story on a page.

    Parameters
    ----------
    data
        The page.
    where, number
        As in `Row`.
    max_characters
        As `load_tree` takes it.
    charset, url
        The encoding and address that the page came with, where something says so.

    Raises
    ------
    CorpusError
        The page cannot be read, or holds no story.
    """
    tree = load_tree(data, where, max_characters, charset)
    said = story_in(tree)
    strip_code(tree, where)
    blocks = blocks_in(tree)
    make_plain(tree, is_live=bool(said.pop("is_live", "")))
    body = said.pop("body", "")
    address = _address_in(tree) or said.get("url") or url or ""
    site = _content(tree, "og:site_name") or said.get("source") or _content(tree, "application-name")
    host = host_of(address)
    outlets = [name for name in (site, said.get("source"), _label(host)) if name]
    title = _title_in(tree, said.get("title", ""), outlets)
    paragraphs = _longer(paragraphs_in(tree), body, where)
    check_story(paragraphs, title, where)
    values = {
        **details_in(tree),
        **said,
        "title": title,
        "source": site or host,
        "url": address,
        "language": (tree.get("lang") or said.get("language") or _content(tree, "og:locale"))[:2].casefold(),
        "text": "\n\n".join(paragraphs),
    }
    return Row(
        where,
        {name: value for name, value in values.items() if value},
        number,
        is_truncated=is_walled(paragraphs, blocks, is_free=said.get("is_accessible_for_free") != "false"),
    )


def text_of_markup(text: str, where: str) -> str:
    """Return the text of a part of a page, a blank line between its paragraphs; plain text as it is.

    Raises
    ------
    CorpusError
        It is nested too deeply or has too many tags.
    """
    if not _TAG.search(text):
        return text
    tree = parse(f"<div>{text}</div>", where)
    strip_code(tree, where)
    for element in tree.iter("figcaption", "br", *_BLOCKS):
        if element.tag == "figcaption":
            element.text, element[:] = "", []
        elif element.tag == "br":
            element.tail = f"\n{element.tail or ''}"
        else:
            element.text, element.tail = f"\n\n{element.text or ''}", f"\n\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _longer(paragraphs: list[str], body: str, where: str) -> list[str]:
    """Return the text in the page's data where it is clearly more than what stands on the page."""
    stated = [line for line in map(str.strip, text_of_markup(body, where).split("\n")) if line]
    return stated if sum(map(len, stated)) > _LONGER * sum(map(len, paragraphs)) else paragraphs


def _title_in(tree: Any, stated: str, outlets: list[str]) -> str:
    headings = [" ".join(one.text_content().split()) for name in ("h1", "h2") for one in tree.iter(name)]
    headings = [one for one in headings if one and not is_outlet(one, outlets)]
    first = tree.findtext(".//h1") or ""
    found = _content(tree, "og:title") or stated or tree.findtext(".//title") or first
    # What a page shows as its headline has no outlet beside it.
    found = " ".join(found.split())
    shown = next((one for one in headings if _is_part(one, found)), found)
    return without_outlet(shown, outlets)


def _is_part(heading: str, title: str) -> bool:
    """Tell whether a heading is what a title begins with, or most of it at its end, set off from the rest."""
    before, found, after = title.partition(heading)
    is_apart = before.rstrip().endswith(_SEPARATORS) and len(before.split()) < len(heading.split())
    return bool(found) and (not before or is_apart) and (not after or after.lstrip().startswith(_SEPARATORS))


def _address_in(tree: Any) -> str:
    links = [
        link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    return next((one.strip() for one in [*links, _content(tree, "og:url")] if one.startswith("http")), "")


def _content(tree: Any, name: str) -> str:
    """Return what a page's metadata say under a name; empty where they say nothing."""
    for meta in tree.iter("meta"):
        if name in (meta.get("property"), meta.get("name")) and (meta.get("content") or "").strip():
            return str(meta.get("content")).strip()
    return ""


def _label(host: str) -> str:
    """Return the part of a host that names the outlet: ``example`` of ``news.example.co.uk``."""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1] if labels else ""
