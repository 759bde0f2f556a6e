"""Descriptions without a name, as they stand in a text: ``the Turkish president``, ``the country``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.parties.names import Hit
from analysis.parties.ties import office_in
from analysis.parties.words import WordFinder, capitalised
from analysis.resources import roles, stop_words

_WORD = r"(?:[^\W\d_][\w’'-]{0,30}(?:\.(?=\w)[\w]{1,3}){0,3}\.?)"
_FOLLOWING = re.compile(rf"(?: {_WORD}){{1,5}}")
_OWNED = re.compile(rf"(['’]s?|)((?: {_WORD}){{1,4}})")
_REACH = 60
_TOKEN = re.compile(r"\S+")
# "the Culture Minister Jan Example", "the UN General Assembly": the head is not yet reached.
_TITLED = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][a-z]")
_NUMBERS = frozenset(("two", "three"))
_OWNERS = frozenset(("his", "her", "its", "their"))
_DETERMINERS = _OWNERS | {"the", "a", "an", "both", "former"}


class Phrase(NamedTuple):
    """A description in the text: first word, modifiers and head in lower case, the hit inside if any."""

    start: int
    end: int
    determiner: str
    modifiers: tuple[str, ...]
    head: str
    hit: int | None

    @property
    def office(self) -> str:
        """The office named, a prime minister's told from other ministers'."""
        return office_in((*self.modifiers, self.head))


@cache
def _finder() -> tuple[WordFinder, frozenset[str]]:
    """Give a finder of the words that begin and end descriptions, and which of them begin one."""
    opening = frozenset(capitalised(_OWNERS | {"the", "both"}))
    return WordFinder(opening | capitalised(roles().heads)), opening


def phrases(text: str, hits: Sequence[Hit]) -> Iterator[Phrase]:
    """Find descriptions that may refer to parties or people, in no particular order."""
    starts = [hit.start for hit in hits]
    heads = roles().heads
    finder, opening = _finder()
    found = list(finder.find(text))
    nouns = [start for start, _, word in found if word not in opening]
    for start, end, word in found:
        if word in opening and text[end : end + 1] == " ":
            noun = bisect_left(nouns, end)
            if noun < len(nouns) and nouns[noun] - end < _REACH:
                match = _FOLLOWING.match(text, end)
                words = list(_TOKEN.finditer(text, match.start(), match.end())) if match else []
                phrase = _phrase(text, word.casefold(), start, words, hits, starts)
                if phrase is not None:
                    yield phrase
    for index, hit in enumerate(hits):
        owned = _OWNED.match(text, hit.end)
        if owned is None or not (owned.group(1) or hit.form.kind == "demonym"):
            continue
        if heads.isdisjoint(_bare(word).casefold() for word in owned.group(2).split()):
            continue
        before = text[max(0, hit.start - 20) : hit.start].casefold().split()[-1:]
        is_determined = bool(before) and before[0] in _DETERMINERS
        if is_determined and not (owned.group(1) and before[0] == "the"):
            continue
        words = list(_TOKEN.finditer(text, owned.start(2), owned.end(2)))
        phrase = _phrase(text, "", hit.start - 4 * is_determined, words, hits, starts)
        if phrase is not None and phrase.head in roles().offices | roles().delegates:
            yield phrase._replace(hit=index)


def _bare(word: str) -> str:
    """Take the possessive and the full stop off a word."""
    return word.rstrip(".").removesuffix("'s").removesuffix("’s").rstrip("'’")


def owned(text: str, owner: Phrase) -> Phrase | None:
    """Find the office that a description owns: ``the alliance’s spokesman``."""
    match = _OWNED.match(text, owner.end)
    if match is None or not match.group(1):
        return None
    words = list(_TOKEN.finditer(text, match.start(2), match.end(2)))
    phrase = _phrase(text, "", owner.start, words, (), ())
    return phrase if phrase is not None and phrase.head in roles().offices | roles().delegates else None


def _phrase(
    text: str,
    determiner: str,
    start: int,
    words: Sequence[re.Match[str]],
    hits: Sequence[Hit],
    hit_starts: Sequence[int],
) -> Phrase | None:
    """Read the words up to the head noun; None where there is none."""
    modifiers: list[str] = []
    inside: int | None = None
    head: tuple[str, int] | None = None
    for word in words:
        bare = _bare(word.group())
        norm = bare.casefold()
        index = bisect_left(hit_starts, word.start())
        is_hit = index < len(hits) and hits[index].start == word.start()
        if norm in roles().heads and not is_hit:
            head = (norm, word.start() + len(bare))
            if len(word.group()) > len(bare):
                break
            modifiers.append(norm)
            continue
        if head is not None or len(word.group()) > len(bare):
            break
        if is_hit:
            if hits[index].form.kind not in ("demonym", "name"):
                return None
            inside = index
        elif norm in stop_words() and norm not in _NUMBERS | {"own"}:
            break
        elif bare[:1].isupper() and determiner:
            return None
        modifiers.append(norm)
    if head is None or _TITLED.match(text, head[1]):
        return None
    norm, end = head
    cut = len(modifiers) - modifiers[::-1].index(norm) - 1 if norm in modifiers else len(modifiers)
    return Phrase(start, end, determiner, tuple(modifiers[:cut]), norm, inside)
