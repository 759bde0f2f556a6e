"""What a colon attributes: headlines, and the turns of an interview."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from analysis.quotes.direct import Found
from analysis.quotes.page import Page
from analysis.resources import roles, shipped_parties

# A speaker has so many words at most beside the colon.
_LONGEST_SPEAKER = 6
_LONGEST_LABEL = 4
# The shortest headline before its speaker, in words.
_SHORTEST_CLAIM = 3
# What says something in a headline, beside people and bodies.
WRITINGS = frozenset("report study survey poll newspaper paper media analysis memo letter".split())
_REPORTING = WRITINGS | frozenset("police sources officials witnesses un eu us uk nato".split())
_IN_NAMES = frozenset("of 's and the de da di du la van von der den al el bin".split())


def with_colons(page: Page) -> Iterator[Found]:
    """Yield what colons attribute outside quotations, in the order of the text."""
    turns = dict(_turns(page))
    for number, (low, high) in enumerate(page.sentences):
        if number in turns:
            yield turns[number]
        elif low < high:
            yield from _speaker_first(page, number, low, high)
            yield from _speaker_last(page, number, low, high)


def _speaker_first(page: Page, number: int, low: int, high: int) -> Iterator[Found]:
    """Read ``Example: Bridge to open``, in a headline or before a quotation."""
    for token in range(low + 1, min(low + _LONGEST_SPEAKER + 1, high - 2)):
        if page.norms[token] == ":":
            is_quoted = page.quoted[token + 1] >= 0
            end = page.final(high)
            if end > token + 1 and (page.paragraphs[number] == 0 or is_quoted):
                yield Found((low, token), (token, token + 1), [page.span(token + 1, end)])
            return
        if page.quoted[token] >= 0 or not _is_in_name(page, token):
            return


def _speaker_last(page: Page, number: int, low: int, high: int) -> Iterator[Found]:
    """Read ``Bridge was sabotaged: Example`` in a headline, where somebody known stands behind the colon."""
    if page.paragraphs[number] > 0:
        return
    end = page.final(high)
    for token in range(end - 2, max(low + _SHORTEST_CLAIM - 1, end - _LONGEST_SPEAKER - 2), -1):
        if page.norms[token] == ":" and page.quoted[token] < 0:
            if _is_speaker(page, token + 1, end):
                yield Found((token + 1, end), (token, token + 1), [page.span(low, token)])
            return


def _is_speaker(page: Page, first: int, end: int) -> bool:
    """Tell whether words are those for somebody who speaks: a party, or a noun for people and a name."""
    if not all(_is_in_name(page, token) or is_somebody(page.norms[token]) for token in range(first, end)):
        return False
    words = page.text[slice(*page.span(first, end))].casefold()
    return words in _parties() or any(is_somebody(page.norms[token]) for token in range(first, end))


def is_somebody(norm: str) -> bool:
    """Tell whether a word in lower case is one for people or what says something: ``poll``, ``officials``."""
    known = roles().people | roles().heads | roles().observers | roles().groups | _REPORTING
    return norm in known or norm.removesuffix("s") in known


@cache
def _parties() -> frozenset[str]:
    """Names of known parties, and of the capitals that stand for them."""
    return frozenset(
        name.casefold()
        for party in shipped_parties().parties
        for name in (party.name, *party.aliases, *party.metonyms)
    )


def _turns(page: Page) -> Iterator[tuple[int, Found]]:
    """Yield the turns of an interview, whose paragraphs begin with who speaks, with their first sentences.

    It is one where two follow one another and one of all asks something.
    """
    found: list[tuple[int, int, Found]] = []
    asks = False
    for number, (low, high) in enumerate(page.sentences):
        if low == high or (number > 0 and page.paragraphs[number] == page.paragraphs[number - 1]):
            continue
        token = _label_end(page, low, high)
        stop = number + 1
        while token and stop < len(page.sentences) and page.paragraphs[stop] == page.paragraphs[number]:
            stop += 1
        end = page.sentences[stop - 1][1]
        if token and token + 1 < end:
            asks |= page.norms[end - 1] == "?"
            turn = Found((low, token), (token, token + 1), [page.span(token + 1, end)])
            found.append((page.paragraphs[number], number, turn))
    for place, (paragraph, number, turn) in enumerate(found):
        near = [other for other, *_ in (*found[max(0, place - 1) : place], *found[place + 1 : place + 2])]
        if asks and any(abs(other - paragraph) <= 2 for other in near):
            yield number, turn


def _label_end(page: Page, low: int, high: int) -> int:
    """Give the token of the colon behind who speaks at the start of a paragraph, 0 without one."""
    for token in range(low, min(low + _LONGEST_LABEL + 1, high)):
        if page.norms[token] == ":":
            return token if token > low else 0
        if page.quoted[token] >= 0 or not (_is_in_name(page, token) or page.norms[token] == "."):
            return 0
    return 0


def _is_in_name(page: Page, token: int) -> bool:
    return page.is_capital(token) or page.norms[token] in _IN_NAMES
