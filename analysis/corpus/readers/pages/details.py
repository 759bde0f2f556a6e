"""What a page says of its story outside its JSON-LD: author, day, section, tags.

trafilatura and htmldate get a tree, never an address, so they open no connection.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from analysis.corpus.readers.pages.quiet import quiet

# What elements are called that name the author or the day, and what parts of a page where others are named.
_ABOUT = re.compile(r"author|byline|date|time|publish|posted|submitted|vcard|\btag\b|categor")
_ELSEWHERE = re.compile(
    r"comment|footer|related|recommend|sidebar|copyright|teaser|promo|most-(?:read|viewed)"
)
_OTHER_TAGS = frozenset("head footer nav aside form figure".split())
_ABOUT_TAGS = frozenset("time abbr address".split())
_LONGEST = 150
_NO_NAME = re.compile(
    r"(?:first |last )?(?:published|posted|updated|modified|written)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.I,
)


def details_in(tree: Any) -> dict[str, str]:
    """Return author, day, section, tags and description, as far as the page names them."""
    from trafilatura.metadata import extract_metadata

    # A search of the whole page would take the year of the copyright for the day, or a date in the story.
    with quiet():
        found = extract_metadata(_about(tree), date_config={"original_date": True, "extensive_search": False})
    authors = [name for name in (found.author or "").split("; ") if not _NO_NAME.match(name)]
    values = {
        "author": "; ".join(authors),
        "published": found.date,
        "section": "; ".join(found.categories or []),
        "tags": "; ".join(found.tags or []),
        "description": found.description,
    }
    return {name: value for name, value in values.items() if value}


def _about(tree: Any) -> Any:
    """Make a page of the head of a page, and of the short elements that are called after author or day."""
    from lxml import etree, html  # type: ignore[import-untyped]

    about = html.document_fromstring("<html><head></head><body><p></p></body></html>")
    for one in tree.iterfind("./head/*"):
        # The address of a picture has the day when the picture was made.
        if "image" not in (one.get("property") or one.get("name") or ""):
            about.head.append(deepcopy(one))
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        called = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "rel")).lower()
        is_other = element.tag in _OTHER_TAGS and "meta" not in called
        if is_other or _ELSEWHERE.search(called):
            walk.skip_subtree()
        elif _is_about(element, called):
            about.body.append(deepcopy(element))
            walk.skip_subtree()
    return about


def _is_about(element: Any, called: str) -> bool:
    is_named = element.tag in _ABOUT_TAGS or _ABOUT.search(called) is not None
    return is_named and len(element.text_content()) <= _LONGEST
