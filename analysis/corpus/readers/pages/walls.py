"""Pages that show the beginning of a story and ask to pay or sign in for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from analysis.corpus.complete import asks_for_more
from analysis.corpus.repeats import is_end

# Where what stands after a story is no part of it, nor what hides its rest.
_ELSEWHERE = frozenset("head header nav footer".split())
_BLOCKS = tuple("p div li h1 h2 h3 h4 h5 h6 blockquote td pre section article aside".split())
# What else a page asks to sign in for.
_OTHER = re.compile(
    r"\b(?:comments?|commenting|discussion|conversation|newsletters?|e-?mails?|podcasts?)\b", re.I
)
# A box stands right below what is shown, or last in it.
_BELOW, _LAST = 10, 3
# Characters: what stands before a wall is rarely longer; a page that only says in its data that it is not
# free may have been saved by a subscriber, with all of the story.
_LONGEST_BEGINNING, _LONGEST_NOT_FREE = 3_000, 1_200


def blocks_in(tree: Any) -> list[str]:
    """Return the texts of the blocks of a page that hold no others, without hidden ones, head and foot."""
    from lxml import etree  # type: ignore[import-untyped]

    found: list[str] = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag in _ELSEWHERE or _is_hidden(element):
            walk.skip_subtree()
        elif element.tag in _BLOCKS and next(element.iterdescendants(*_BLOCKS), None) is None:
            found.append(" ".join(element.text_content().split()))
    return list(filter(None, found))


def is_walled(paragraphs: Sequence[str], blocks: Sequence[str], *, is_free: bool) -> bool:
    """Tell whether a page shows only the beginning of its story.

    Parameters
    ----------
    paragraphs
        Of the story.
    blocks
        Of the page, as `blocks_in` gives them.
    is_free
        False where the page says in its data that the story is not free. That counts for short texts only.
    """
    length = sum(map(len, paragraphs))
    if length > _LONGEST_BEGINNING or not paragraphs:
        return False
    if not is_free and length <= _LONGEST_NOT_FREE:
        return True
    last = next((n for n in range(len(blocks) - 1, -1, -1) if is_end(paragraphs[-1], blocks[n])), len(blocks))
    near = (*paragraphs[-_LAST:], *blocks[last + 1 : last + 1 + _BELOW])
    return any(asks_for_more(block) and not _OTHER.search(block) for block in near)


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").casefold()
    return element.get("hidden") is not None or "display:none" in style
