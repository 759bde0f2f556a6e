"""How each word piece is written, since the vocabulary has lower case only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from analysis.network.pieces import Span, tokenizer

# What a piece's word looks like; the rest of a word has classes of its own.
OTHER, LOWER, CAPITALISED, CAPITALS, MIXED, DIGITS, LETTER = range(7)
CASES = 2 * (LETTER + 1)


@cache
def _continuations() -> frozenset[int]:
    return frozenset(number for piece, number in tokenizer().get_vocab().items() if piece.startswith("##"))


def piece_cases(text: str, ids: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """Give the class of each piece of a text, 0 to `CASES` - 1; from 7 on for pieces that continue a word."""
    rest = _continuations()
    found: list[int] = []
    first = 0
    while first < len(ids):
        end = first + 1
        while end < len(ids) and ids[end] in rest:
            end += 1
        case = _case(text[spans[first][0] : spans[end - 1][1]])
        found += [case, *[case + LETTER + 1] * (end - first - 1)]
        first = end
    return found


def _case(word: str) -> int:
    if not word or not word[0].isalnum():
        return OTHER
    if not any(char.isalpha() for char in word):
        return DIGITS
    if len(word) == 1 and word.isupper():
        return LETTER
    if word.isupper():
        return CAPITALS
    if word[0].isupper() and word[1:] == word[1:].lower():
        return CAPITALISED
    return LOWER if word == word.lower() else MIXED
