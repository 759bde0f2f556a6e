"""The words for who says something, around the word that says so."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from analysis.quotes.page import Page, Span
from analysis.tokens.datelines import dateline_end

# Between a subject and its verb: auxiliaries, negation and adverbs.
BE = frozenset("is are was were am be been being".split())
AUXILIARIES = BE | frozenset(
    "has have had having will would wo ca can could may might must should shall do does did not n't 's 've "
    "'d 'll 're 'm".split()
)
ADVERBS = frozenset(
    "also then later only still never once again now just already always often even both all too ever soon "
    "long further thus therefore yesterday today tomorrow simply first previously".split()
)
_PERSONAL = frozenset("he she they it i we you".split())
SUBJECT_PRONOUNS = _PERSONAL | frozenset(("who", "which"))
_PRONOUNS = SUBJECT_PRONOUNS | frozenset(("that", "whom"))
_DETERMINERS = frozenset("a an the its their his her our my your no every each another such of 's '".split())
_PREPOSITIONS = frozenset(
    "in on at during after before by for with from to of about as while since until amid despite under over "
    "through when if".split()
)
_STOPS = frozenset(
    ", ; : ? ! ( ) [ ] — – -- ― … ... “ ” \" '' `` « » < > that which who whom but while because when if "
    "although though where as than so since until after before yet whether what how why then".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow".split())
_TIMES = DAYS | frozenset("earlier later week month year night morning".split())
# What describes somebody just named, after a comma.
_DESCRIBING = frozenset("an a the his her its their our former of one who whose".split())
_LEADING = frozenset(
    "and or but ' 's . then yet also now however meanwhile separately elsewhere similarly , - -- – —".split()
)
# A subject stands no further from its verb, in tokens; also keeps sentences without an end linear.
_FURTHEST = 100
# What no verb is that stands behind a quotation.
NO_VERBS = _PRONOUNS | _DETERMINERS | _PREPOSITIONS | _STOPS | frozenset(("and", "or", "nor"))
# Words in the description of a source.
_LONGEST = 25
_COMMAS = frozenset((",", "-", "–", "—", "--"))


class Subject(NamedTuple):
    """Where the words for a source stand, as tokens, and the token where the cue begins.

    `first` is -1 where no source was found; `is_noun` tells that the word is no verb here.
    """

    first: int
    stop: int
    cue: int
    is_noun: bool = False

    @property
    def is_known(self) -> bool:
        """Whether a source was found."""
        return 0 <= self.first < self.stop


def is_between(page: Page, token: int) -> bool:
    """Tell whether a word may stand between a subject and its verb."""
    norm = page.norms[token]
    if norm in AUXILIARIES or norm in ADVERBS:
        return not (page.is_capital(token) and norm == "will")
    return norm.endswith("ly") and len(norm) > 4 and not page.is_capital(token)


def subject(page: Page, verb: int, low: int) -> Subject:
    """Find the subject of a verb to its left, not before the token `low`."""
    norms = page.norms
    low = max(low, verb - _FURTHEST)
    place = verb - 1
    while place >= low and is_between(page, place) and page.quoted[place] < 0:
        if norms[place] == "'s" and not norms[verb].endswith(("ed", "ing")):
            return Subject(-1, -1, verb, is_noun=True)
        place -= 1
    cue = place + 1
    if place < low:
        return Subject(-1, -1, cue)
    before = norms[place]
    if before == "to":
        return Subject(-1, -1, place)
    if before in _PRONOUNS:
        return Subject(place, place + 1, cue)
    if before in _DETERMINERS:
        return Subject(-1, -1, cue, is_noun=True)
    if before in _COMMAS:
        return _interrupted(page, place, low, cue)
    if page.quoted[place] >= 0 or before in _STOPS or before in ("and", "or"):
        return Subject(-1, -1, cue)
    if norms[verb].endswith("ing") and cue == verb:
        return _participle(page, verb, low)
    first, stop = phrase(page, place, low)
    is_clause = first > low and norms[first - 1] == "who" and not _is_noun(page, first, stop)
    if first >= stop or is_clause:
        first, stop = first_phrase(page, low, place + 1)
    return Subject(first, stop, cue)


def first_phrase(page: Page, low: int, high: int) -> Span:
    """Give the first noun phrase of a stretch of a sentence, past what introduces it up to a comma."""
    norms = page.norms
    first = _after_dateline(page, low, high)
    while first < high:
        if norms[first] in _PREPOSITIONS or (norms[first].endswith("ing") and not page.is_capital(first)):
            comma = next((token for token in range(first, high) if norms[token] == ","), -1)
            if comma < 0:
                return _trimmed(page, first, high)
            first = comma + 1
        elif norms[first] in _LEADING or norms[first] == "that":
            first += 1
        else:
            break
    stop = first
    while stop < high and not (page.quoted[stop] >= 0 or page.is_finite(stop)):
        if norms[stop] in _STOPS and not (norms[stop] == "that" and norms[stop - 1] in _PREPOSITIONS):
            break
        stop += 1
    return (first, stop) if first < stop <= first + _LONGEST else (-1, -1)


def following(page: Page, first: int, high: int) -> Span:
    """Give the noun phrase that begins at a token: ``said Jan Example, the mayor of Drenn``."""
    norms = page.norms
    if first < high and norms[first] in _PERSONAL:
        return first, first + 1
    stop = first
    while stop < high and stop - first < _LONGEST and page.quoted[stop] < 0:
        norm = norms[stop]
        after = norms[stop + 1] if stop + 1 < high else ""
        if norm == ",":
            if after not in _DESCRIBING and not (stop + 1 < high and page.is_capital(stop + 1)):
                break
        elif (norm in _STOPS and not (norm == "who" and stop > first)) or (
            stop > first
            and (
                norm in _TIMES
                or (norm in ("in", "on", "at", "during") and (after in DAYS or after in ("a", "an")))
            )
        ):
            break
        stop += 1
    while stop > first and norms[stop - 1] in (",", "and", ".", "on", "in"):
        stop -= 1
    return first, stop


def is_phrase(page: Page, first: int, stop: int) -> bool:
    """Tell whether words begin as those for somebody do, or hold a name."""
    return first < stop and (
        page.norms[first] in _DETERMINERS or any(page.is_capital(token) for token in range(first, stop))
    )


def phrase(page: Page, last: int, low: int) -> Span:
    """Give the noun phrase that ends with a token."""
    first = last + 1
    joint = -1
    while first > max(low, last - _LONGEST):
        norm = page.norms[first - 1]
        if page.quoted[first - 1] >= 0 or norm in _STOPS:
            joint = -1
            break
        if page.is_finite(first - 1):
            break
        if norm in ("and", "or"):
            joint = first
        first -= 1
    else:
        joint = -1
    # After "he left and": what stands before belongs to the other verb.
    return _trimmed(page, max(first, joint), last + 1)


def _is_noun(page: Page, first: int, stop: int) -> bool:
    """Tell a noun phrase (``who the mayor said``, ``who critics said``) from a verb (``who left said``)."""
    norm = page.norms[first]
    is_plural = norm.endswith("s") or norm in ("people", "police")
    return page.is_capital(first) or norm in _DETERMINERS or (is_plural and stop == first + 1)


def _trimmed(page: Page, first: int, stop: int) -> Span:
    """Leave out what stands before a noun phrase: a conjunction, "on Monday", "in Kyiv"."""
    norms = page.norms
    while first < stop and norms[first] in _LEADING:
        first += 1
    while first < stop - 1 and (norms[first] in _PREPOSITIONS or norms[first] in _TIMES):
        first += 1
        begin = first
        while first < stop - 1:
            if norms[first] in _TIMES:
                first += 1
                break
            if first > begin and (
                norms[first] in _DETERMINERS
                or norms[first] in _PRONOUNS
                or (page.is_capital(first) and not page.is_capital(first - 1))
            ):
                break
            first += 1
    return first, stop


def _participle(page: Page, verb: int, low: int) -> Subject:
    """Find whose participle it is: ``with Example saying``, ``Example issued a statement saying``."""
    for token in range(verb - 1, max(low, verb - 8) - 1, -1):
        if page.norms[token] == "with":
            return Subject(token + 1, verb, verb)
        if page.norms[token] in _STOPS:
            break
    return Subject(-1, -1, verb)


def _interrupted(page: Page, comma: int, low: int, cue: int) -> Subject:
    """Find a subject that a comma parts from its verb: ``Example, the mayor of Drenn, said``."""
    if page.norms[cue].endswith("ing"):
        return Subject(-1, -1, cue)
    first, stop = first_phrase(page, low, comma)
    if first < 0 or stop == comma or page.norms[stop] not in (*_COMMAS, "who", "which", "("):
        return Subject(-1, -1, cue)
    after = stop + 1
    describes = page.norms[after] in _DESCRIBING or page.is_capital(after) or page.norms[stop] == "who"
    if describes and comma - first <= _LONGEST:
        stop = comma
    return Subject(first, stop, cue)


def _after_dateline(page: Page, low: int, high: int) -> int:
    """Give the token after ``DRENN, Nov. 4 (AP) —``."""
    if low >= high:
        return low
    return bisect_left(page.starts, dateline_end(page.text, page.starts[low]), low, high)
