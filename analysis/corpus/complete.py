"""Texts that are no whole articles: cut off, behind a wall, or a page of consent or of an error."""

from __future__ import annotations

import re

from analysis.resources import truncation

# A summary of a feed has up to 500 characters; news stories under 800 are rare and end with a full stop.
_LONGEST_STUB = 800
_LONGEST_PAGE = 1_200
_END, _START = 400, 300
_MARK = re.compile(r"\s?(?:…|\.\.\.)?\s?\[\+?\d{1,7} char(?:acter)?s\]\s*$")


def is_truncated(text: str) -> bool:
    """Tell whether a text is no whole article, by what stands at its end or, in short ones, at its start.

    Parameters
    ----------
    text
        As a file has it, with the page furniture that tells (``Subscribe to read``). Empty text is not whole.
    """
    plain = text.strip().casefold()
    lists = truncation()
    end, start = plain[-_END:], plain[:_START]
    return (
        not plain
        or _has(end, lists.ends)
        or (len(plain) < _LONGEST_STUB and _has(end, lists.ends_of_stubs))
        or (len(plain) < _LONGEST_PAGE and _has(start, lists.pages))
    )


def asks_for_more(block: str) -> bool:
    """Tell whether a block of text sends readers elsewhere for the rest of a story."""
    plain = block.strip().casefold()
    return len(plain) <= _END and _has(plain, truncation().ends)


def without_mark(text: str) -> str:
    """Drop the mark that tells how many characters are missing (``… [+4748 chars]``)."""
    return _MARK.sub("", text[-_END:]).join((text[:-_END], "")) if _MARK.search(text[-_END:]) else text


def _has(text: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    return any(pattern.search(text) for pattern in patterns)
