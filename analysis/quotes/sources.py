"""The words for who says something, around the word that says so."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from analysis.quotes.page import Page, Span
from analysis.resources import attribution_cues

# Between a subject and its verb: auxiliaries, negation and adverbs.
_AUXILIARIES = frozenset(
    "has have had having is are was were am be been being will would wo ca can could may might must should shall "
    "do does did not n't 's 've 'd 'll 're 'm ’s".split()
)
_ADVERBS = frozenset(
    "also then later only still never once again now just already always often even both all too ever soon "
    "long further thus therefore reportedly yesterday today tomorrow simply first previously".split()
)
_PRONOUNS = frozenset("he she they it i we you who which that whom".split())
_DETERMINERS = frozenset(
    "a an the this these those its their his her our my your some any no every each another such".split()
)
# A name or description goes on over these.
_LINKS = frozenset("of for in at from with on to by near between inside 's ' & . and or".split())
_PREPOSITIONS = frozenset(
    "in on at during after before by for with from to of about as while since until amid despite under over "
    "through when if".split()
)
_STOPS = frozenset(
    ", ; : ? ! ( ) [ ] — – -- ― … ... “ ” \" '' `` « » that which who whom but while because when if although "
    "though where as than so because since until after before yet whether what how why then not".split()
)
_LONGEST = 25
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow earlier later week month year"
    .split()
)
_CLOSED = frozenset("an a the his her its their our former of who whose".split())


class Subject(NamedTuple):
    """Where the words for a source stand, as tokens, and the token where the cue begins.

    `first` is -1 where no source was found; `is_noun` tells that the word is no verb here.
    """

    first: int
    stop: int
    cue: int
    is_noun: bool = False


@cache
def _verbs() -> frozenset[str]:
    cues = attribution_cues()
    return frozenset().union(*cues.verbs.values(), *cues.prepositions.values())


def is_finite(page: Page, token: int) -> bool:
    """Tell whether a token looks like a verb that a subject stands before."""
    norm = page.norms[token]
    if norm in _AUXILIARIES:
        return norm not in ("'s", "’s", "being", "been", "be", "having", "not")
    return not page.is_capital(token) and norm in _verbs()


def is_between(norm: str) -> bool:
    """Tell whether a word may stand between a subject and its verb."""
    return norm in _AUXILIARIES or norm in _ADVERBS or (norm.endswith("ly") and len(norm) > 4)


def subject(page: Page, verb: int, low: int) -> Subject:
    """Find the subject of a verb to its left, not before the token `low`."""
    place = verb - 1
    while place >= low and is_between(page.norms[place]) and page.quoted[place] < 0:
        if page.norms[place] in ("'s", "’s") and not page.norms[verb].endswith(("ed", "ing")):
            return Subject(-1, -1, verb, is_noun=True)
        place -= 1
    cue = place + 1
    if place < low:
        return Subject(-1, -1, cue)
    before = page.norms[place]
    if before == "to":
        return Subject(-1, -1, place)
    if before in _DETERMINERS or before in ("of", "'s", "’s", "'"):
        return Subject(-1, -1, cue, is_noun=before not in ("this", "these", "those", "some", "all", "her"))
    if before in _PRONOUNS:
        first = place
        return Subject(first, place + 1, cue)
    if before == ",":
        return _interrupted(page, place, low, cue)
    if page.quoted[place] >= 0 or before in _STOPS:
        return Subject(-1, -1, cue)
    if before in ("and", "or"):
        return Subject(-1, -1, cue)
    first, stop = _phrase(page, place, low)
    if first >= stop:
        return Subject(*_first_phrase(page, low, place + 1), cue)
    return Subject(first, stop, cue)


def _phrase(page: Page, last: int, low: int) -> Span:
    """Give the noun phrase that ends with a token."""
    first = last + 1
    joint = -1
    while first > max(low, last - _LONGEST):
        norm = page.norms[first - 1]
        if page.quoted[first - 1] >= 0 or (norm in _STOPS and norm != "as"):
            joint = -1
            break
        if is_finite(page, first - 1):
            break
        if norm in ("and", "or"):
            joint = first
        first -= 1
    else:
        joint = -1
    if joint > 0:
        first = joint
    return _trimmed(page, first, last + 1)


def _trimmed(page: Page, first: int, stop: int) -> Span:
    """Leave out what stands before a noun phrase: a conjunction, "on Monday", "in Kyiv"."""
    while first < stop and page.norms[first] in ("and", "or", "but", "'", "'s", ".", "then", "yet", "also", "now"):
        first += 1
    while first < stop - 1 and (page.norms[first] in _PREPOSITIONS or page.norms[first] in _DAYS):
        first += 1
        begin = first
        while first < stop - 1 and not (
            page.norms[first] in _DETERMINERS | _PRONOUNS and first > begin
        ):
            if page.norms[first] in _DAYS:
                first += 1
                break
            if first > begin and page.is_capital(first) and not page.is_capital(first - 1):
                break
            first += 1
    return first, stop


def _first_phrase(page: Page, low: int, high: int) -> Span:
    """Give the first noun phrase of a stretch of a sentence, past what introduces it up to a comma."""
    first = low
    while first < high:
        if page.norms[first] in _PREPOSITIONS or page.norms[first].endswith("ing"):
            comma = next((token for token in range(first, high) if page.norms[token] == ","), -1)
            if comma < 0:
                return _trimmed(page, first, high)
            first = comma + 1
            continue
        if page.norms[first] in ("and", "but", "or", ",", "that", "yet", "however"):
            first += 1
            continue
        break
    stop = first
    while stop < high and not (
        page.norms[stop] in _STOPS or page.quoted[stop] >= 0 or is_finite(page, stop)
    ):
        stop += 1
    if stop - first > _LONGEST or stop == first:
        return -1, -1
    return first, stop


def _interrupted(page: Page, comma: int, low: int, cue: int) -> Subject:
    """Find a subject that a comma parts from its verb: ``Example, the mayor of Drenn, said``."""
    first, stop = _first_phrase(page, low, comma)
    if first < 0:
        return Subject(-1, -1, cue)
    following = stop + 1
    if following < comma and page.norms[stop] == "," and (
        page.norms[following] in _CLOSED or page.is_capital(following)
    ) and comma - first <= _LONGEST:
        stop = comma
    return Subject(first, stop, cue)


def following(page: Page, first: int, high: int) -> Span:
    """Give the noun phrase that begins at a token: ``said Jan Example, the mayor of Drenn``."""
    stop = first
    if first < high and page.norms[first] in _PRONOUNS:
        return first, first + 1
    while stop < high and stop - first < _LONGEST:
        norm = page.norms[stop]
        if page.quoted[stop] >= 0:
            break
        if norm == ",":
            nxt = page.norms[stop + 1] if stop + 1 < high else ""
            if nxt not in _CLOSED and not (stop + 1 < high and page.is_capital(stop + 1)):
                break
        elif norm in _STOPS and not (norm == "who" and stop > first):
            break
        elif stop > first and norm in ("in", "on", "at", "during", "told") and stop + 1 < high and (
            page.norms[stop + 1] in _DAYS or page.norms[stop + 1] in ("a", "an")
        ):
            break
        elif stop > first and norm in _DAYS:
            break
        stop += 1
    while stop > first and page.norms[stop - 1] in (",", "and", "."):
        stop -= 1
    return first, stop
