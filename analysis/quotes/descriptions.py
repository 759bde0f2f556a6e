"""The words for who says something: where they begin and end, and what their last noun says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analysis.resources import roles
from analysis.tokens.datelines import dateline_end

# What reports on a country speaks for nobody; a poll or study for whoever was asked.
_MEDIA = frozenset(
    "newspaper daily weekly tabloid magazine journal broadcaster outlet media press poll survey study".split()
)
# Who speaks for somebody, though no office of a party.
_ADVOCATES = frozenset(
    "lawyer solicitor barrister agent publicist manager campaign team office camp administration".split()
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?\.?")
# Where the words that name a source end: at an apposition, a relative clause, a preposition.
_CORE_END = re.compile(
    r"[,;:(\[–—]|\s-|\b(?:of|for|in|at|from|with|to|on|near|who|whom|which|that|about|against|by|like|including)\b"
)
# What is told of somebody behind a comma is no part of the words for them, and no more is a last "who".
_TOLD = re.compile(r"(?:, (?:who|whom|which)\b.*| (?:who|whom|which))$")
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
# What links a sentence to the one before.
_LINK = re.compile(
    r"(?:Meanwhile|Separately|Earlier|Elsewhere|Later|Also|In turn|However|Then|Now|Instead|Similarly), "
)


def opening_end(text: str, start: int, end: int) -> int:
    """Tell where a dateline or a link to the sentence before ends, or `start` without one."""
    link = _LINK.match(text, start, end)
    found = link.end() if link else dateline_end(text, start)
    return found if found <= end else start


def core_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the words that name a source may end: at commas and prepositions, and at their end."""
    for match in _CORE_END.finditer(text, start + 1, end):
        yield match.start()
    yield end


def is_possessive(text: str, end: int, limit: int) -> bool:
    """Tell whether a name that ends here is whose something is: "Example's" before "lawyer"."""
    match = _POSSESSIVE.match(text, end)
    return match is not None and match.end() < limit


def clean(words: str) -> str:
    """Write words in one line, without what is told of somebody behind a comma."""
    line = _SPACE.sub(" ", words)
    return _TOLD.sub("", line) or line


def nouns(words: str) -> frozenset[str]:
    """Give the last of some words, as it is and in the singular by its letters; none of none."""
    for word in _WORD.findall(words.casefold())[-1:]:
        is_plural = word.endswith("s") and not word.endswith("ss")
        return frozenset((word, word[:-3] + "man" if word.endswith("men") else word[: -is_plural or None]))
    return frozenset()


@cache
def senders() -> frozenset[str]:
    """Nouns for who speaks for somebody: offices, bodies of a state, advocates."""
    return roles().heads | roles().state_bodies | _ADVOCATES


@cache
def observers() -> frozenset[str]:
    """Nouns for who speaks for nobody whom an adjective before them names: reporters, experts, dissidents."""
    return roles().observers | roles().dissenters | _MEDIA


@cache
def others() -> frozenset[str]:
    """Nouns that make others of a person named before them: "the Example campaign", "Example supporters"."""
    return roles().heads | roles().people | roles().groups | _ADVOCATES
