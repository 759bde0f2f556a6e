"""Where sentences end that Punkt takes for one, and which it parts that are one.

Punkt sees one word on each side of a full stop. What an abbreviation means often takes two or three: a
clock time before the stop, or a country and its verb after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from analysis.resources import (
    SentenceEnds,
    abbreviations,
    cue_verbs,
    first_names,
    sentence_ends,
    shipped_parties,
)

Span = tuple[int, int]

# A stop, then what looks like a new sentence.
_CANDIDATE = re.compile(r"(\.{1,4}|…)[\"'”’»)\]]{0,3}\s+(?=[\"'“‘«(\[]{0,3}[^\W\d_])")
_WORDS_BEFORE = re.compile(r"(?:([\w:]{1,40})\s{1,3})?([^\W_](?:[\w.]{0,20}[^\W_])?)$")
_AFTER = re.compile(r"[^\W\d_][\w.’'-]{0,40}")
# "India.Zuckerberg", "2019.The", "won.”The", "won.“We": a letter pair or a year, a stop, and a capital.
_GLUED = re.compile(r"[.!?]{1,3}(?:[”’»)]{1,2}|([“‘«(])|(\"))?(?=[A-Z](?:[a-z’']|\s[a-z]))")
_LETTERS = re.compile(r"(?:[^\W\d_]{2}|\d{2})$")
_DOMAINS = re.compile(r"(?:com|org|net|gov|edu|info|html?|pdf|js|co)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\d(?::\d\d)?$")
_QUOTATION = re.compile(r"“[^“”]{1,150}”|\"[^\"]{1,150}\"")
# A quotation that is a sentence of its own, or speech that its speaker follows.
_SPEECH = re.compile(r"[“\"][^“”\"]{1,300}[,.?!][”\"]")
# A stop that a space follows.
_STOP = re.compile(r"[.!?…](?=\s)")
_CRY_WORDS = 3


@cache
def _places() -> frozenset[str]:
    """Return countries and their capitals, but for those that a name with "U.S." may go on with."""
    parties = [party for party in shipped_parties().parties if party.kind == "country"]
    names = {name for party in parties for name in (party.name, *party.metonyms)}
    own = {name for party in parties if party.name == "United States" for name in party.metonyms}
    return frozenset(names - own | {"Washington"})


@cache
def _verbs() -> frozenset[str]:
    return sentence_ends().verbs | cue_verbs()


def glued(text: str) -> Iterator[Span]:
    """Cut a text where a sentence starts without a space before it ("India.Zuckerberg").

    Addresses, abbreviations and initials are left whole ("example.Com", "St.Petersburg", "J.Smith").
    """
    start = 0
    for match in _GLUED.finditer(text):
        before = text[max(start, match.start() - 80) : match.start()]
        if not _LETTERS.search(before[-2:]):
            continue
        word = before.split()[-1]
        whole = word + text[match.end() : match.end() + 80].split(maxsplit=1)[0]
        if _DOMAINS.match(text, match.end()) or whole.startswith("www") or any(c in whole for c in "/@"):
            continue
        if word.lstrip("\"'“‘«([").casefold() in abbreviations():
            continue
        cut = match.end()
        opens = match[2] and text.count('"', 0, match.start()) % 2 == 0
        if match[1] or opens:
            cut -= 1
        yield start, cut
        start = cut
    yield start, len(text)


def parts(sentence: str) -> Iterator[Span]:
    """Cut what Punkt takes for one sentence where an abbreviation or dots of omission end one in it."""
    start = 0
    for match in _CANDIDATE.finditer(sentence):
        if _ends(sentence, match):
            yield start, match.end()
            start = match.end()
    yield start, len(sentence)


def _ends(sentence: str, match: re.Match[str]) -> bool:
    ends = sentence_ends()
    after = [word.group() for word in _next_words(sentence, match.end())]
    before = _WORDS_BEFORE.search(sentence[max(0, match.start() - 70) : match.start()])
    if not after or not after[0][0].isupper() or before is None:
        return False
    previous, word = before[1] or "", before[2]
    plain = word.casefold()
    if match[1] != ".":
        # "I… I do not know" stammers.
        return not re.match(r"I\b", after[0]) and after[0].casefold() != plain
    if plain in ("a.m", "p.m") and _CLOCK.search(previous):
        return not _belongs_to_clock(after, ends)
    if plain in ("no", "etc"):
        return True
    if word in ends.units and previous[-1:].isdigit():
        return True
    if len(word) == 1:
        is_letter = previous.casefold() in ends.lettered
        return is_letter or (word == "I" and previous in ("and", "than"))
    is_short = plain in abbreviations() or _is_acronym(word)
    is_speech = after[0].casefold() in ends.openers and _SPEECH.match(sentence, match.end()) is not None
    return is_short and plain not in ends.before_names and (is_speech or _opens(after, ends))


def _next_words(sentence: str, start: int) -> Iterator[re.Match[str]]:
    """Yield up to four words that follow, with nothing but a space between."""
    place = start
    while place < len(sentence) and sentence[place] in "\"'“‘«([":
        place += 1
    for _ in range(4):
        match = _AFTER.match(sentence, place)
        if match is None:
            return
        yield match
        place = match.end()
        if sentence[place : place + 1] != " ":
            return
        place += 1


def _is_acronym(word: str) -> bool:
    letters = word.split(".")
    return len(letters) > 1 and all(len(letter) == 1 and letter.isupper() for letter in letters)


def _belongs_to_clock(after: list[str], ends: SentenceEnds) -> bool:
    first = after[0]
    is_zone = first.isupper() and len(first) in (2, 3, 4)
    return (
        is_zone
        or first.rstrip(".").casefold() in ends.after_clock
        or any(word.strip(".") in ("time", "Time") for word in after[1:4])
    )


def _opens(after: list[str], ends: SentenceEnds) -> bool:
    """Tell whether words open a sentence: a title, or the name of a country or person and a verb."""
    if after[0] in ("Mr.", "Mrs.", "Ms.", "Dr."):
        return True
    for length in (1, 2):
        name, rest = " ".join(after[:length]), after[length:]
        if name in _places() and rest and _is_verb(rest[0]):
            return True
    is_first_name = after[0] in first_names() and after[0] not in ends.not_first_names
    rest = after[1:]
    return is_first_name and len(rest) > 1 and rest[0][0].isupper() and _is_verb(rest[1])


def _is_verb(word: str) -> bool:
    return word in _verbs() or (word.islower() and len(word) > 4 and word.endswith("ed"))


def cries(text: str) -> Iterator[int]:
    """Yield where a quotation inside a sentence has stops that end none (``They sang “Stop! Stop!” again``).

    Each part is of three words at most, and the mark opens after a word without comma or colon.
    """
    for match in _QUOTATION.finditer(text):
        ends = [stop.end() for stop in _STOP.finditer(text, match.start() + 1, match.end() - 1)]
        cuts = [match.start() + 1, *ends, match.end() - 1]
        opens_inside = re.search(r"\w ?$", text[max(0, match.start() - 2) : match.start()])
        if opens_inside and all(len(text[a:b].split()) <= _CRY_WORDS for a, b in pairwise(cuts)):
            yield from ends
