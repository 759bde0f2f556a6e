"""Plurals that "they" may mean: ``Turkish officials``, ``Afghans``, ``her teams``, or just drivers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.parties.discourse import Referent
from analysis.parties.names import Hit
from analysis.parties.words import WordFinder, capitalised
from analysis.resources import roles, stop_words

_OF = re.compile(r" (?:of|from|for) (?:the )?")
# What may stand between a party and its people: "Russian naval forces", "Iran's inspectors", "NATO forces".
_AFTER_DEMONYM = re.compile(r"(?: [\w-]+){0,2} ")
_AFTER_NAME = re.compile(r" |['’]s?(?: [\w-]+){0,2} ")


class Group:
    """A plural noun in the text, with the party named at it, if any."""

    __slots__ = ("end", "noun", "parties", "start")

    def __init__(self, start: int, end: int, noun: str, parties: tuple[str, ...]) -> None:
        self.start = start
        self.end = end
        self.noun = noun
        self.parties = parties


@cache
def _finder() -> WordFinder:
    return WordFinder(capitalised(roles().groups))


def groups(text: str, hits: Sequence[Hit]) -> Iterator[Group]:
    """Find plural nouns for people, with the party that is named at them."""
    starts = [hit.start for hit in hits]
    ends = [hit.end for hit in hits]
    for start, end, word in _finder().find(text):
        noun = word.casefold()
        before = bisect_left(ends, start) - 1
        if before >= 0 and _belongs(text, hits[before], start):
            yield Group(hits[before].start, end, noun, (hits[before].form.party,))
            continue
        of = _OF.match(text, end)
        after = bisect_left(starts, end)
        if after and starts[after - 1] == start:
            continue  # a party's name itself: "Democrats"
        is_owned = of is not None and after < len(starts) and starts[after] == of.end()
        yield Group(start, end, noun, (hits[after].form.party,) if is_owned else ())
    for hit in hits:
        is_plural = hit.surface.endswith(("s", "men")) and not hit.surface.endswith("ss")
        if hit.form.kind == "demonym" and is_plural:
            yield Group(hit.start, hit.end, "", (hit.form.party,))


def _belongs(text: str, hit: Hit, start: int) -> bool:
    pattern = _AFTER_DEMONYM if hit.form.kind == "demonym" else _AFTER_NAME
    if pattern.fullmatch(text, hit.end, start) is None:
        return False
    between = text[hit.end : start].casefold().removeprefix("'s").removeprefix("’s")
    return stop_words().isdisjoint(between.split())


class Groups:
    """Resolves the plurals of one article; a noun once said of a party goes on meaning its people."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...]] = {}

    def resolve(self, group: Group, owner: Referent | None) -> Referent:
        """Give what a plural means, without parties where it is nobody's.

        `owner` is what a possessive before it ("her teams") means.
        """
        parties = group.parties
        if not parties and owner is not None:
            person = owner.person.party if owner.person else ""
            parties = (person,) if person else owner.parties if len(owner.parties) == 1 else ()
        if parties and group.noun:
            self._known[group.noun] = parties
        elif not parties:
            parties = self._known.get(group.noun, ())
        return Referent(group.start, group.end, parties, is_plural=True)
