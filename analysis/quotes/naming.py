"""The words for who says something: where they end, and the names in them."""

from __future__ import annotations

import re
from functools import cache

from analysis.resources import roles

_SPACE = re.compile(r"\s+")
# Where the description of a source ends that names it: an apposition, a relative clause, a preposition.
_CORE_END = re.compile(
    r"[,;:(\[–—]|\s-|\b(?:of|for|in|at|from|with|to|on|near|who|whom|which|that|about|against|by|like|including)\b"
)
# What is told of somebody behind a comma is no part of the words for them, and no more is a last "who".
_TOLD = re.compile(r"(?:, (?:who|whom|which)\b.*| (?:who|whom|which))$")
# A name in full: two to four words in capitals, with particles between.
_NAME = re.compile(
    r"\b[A-Z][\w’'-]{0,30}\.?"
    r"(?: (?:[A-Z]\.|[A-Z][\w’'-]{1,30}|(?:van|von|de|der|den|da|di|al|bin|ibn|el|la|le)(?= ))){1,4}"
)


def singular(word: str) -> str:
    """Give the singular of a word for somebody, as its letters tell it."""
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def clean(words: str) -> str:
    """Write words in one line, without what is told of somebody behind a comma."""
    line = _SPACE.sub(" ", words)
    return _TOLD.sub("", line) or line


def core_length(words: str) -> int:
    """Tell how many characters of a description name somebody: up to a comma or a preposition."""
    match = _CORE_END.search(words, 1)
    return len(words[: match.start()].rstrip()) if match else len(words)


def last_name_run(words: str) -> str:
    """Give the words in capitals that a stretch ends with, without titles."""
    run: list[str] = []
    for word in reversed(words.split()):
        if not word[:1].isupper() or word.endswith(("’s", "'s", "’")):
            break
        run.insert(0, word)
    while run and run[0].casefold().rstrip(".") in _titles():
        run.pop(0)
    return " ".join(run)


@cache
def _titles() -> frozenset[str]:
    known = roles()
    before = frozenset(
        "the a an foreign prime vice defence defense interior finance mr mrs ms dr miss".split()
    )
    return before | known.titles | known.offices | known.delegates | known.observers | known.occupations


def names_at(text: str) -> list[tuple[int, str]]:
    """Give the names of more than one word, each with where it begins."""
    found = []
    for match in _NAME.finditer(text):
        name = last_name_run(match.group())
        if " " in name:
            found.append((match.end() - len(name), name))
    return found
