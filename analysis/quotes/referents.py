"""Whom the words of an article refer to: its tables `entities` and `references`, to look up in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.resources import stop_words

_MOST_PARTIES = 4


class Speaker(NamedTuple):
    """Who an attribution is attributed to.

    `name` is that of an entity, else the words for the source, None where the text does not say; `parties`
    are those that the source speaks for, several where it is joint ("both Drennish and Kestrian officials").
    """

    name: str | None
    parties: tuple[str, ...] = ()
    is_person: bool = False


class Referent(NamedTuple):
    """A reference of the text, its kind and whom it means."""

    start: int
    end: int
    kind: str
    who: Speaker


class Referents:
    """Finds whom stretches of one article refer to, by its rows of the tables, in order."""

    def __init__(self, mentions: Sequence[Any], entities: Sequence[Any], references: Sequence[Any]) -> None:
        who = [
            Speaker(row.name, (row.party,) if isinstance(row.party, str) else (), row.type == "person")
            for row in entities
        ]
        spans = {(row.start, row.end) for row in mentions}
        places = [(row.start, row.end) for row in mentions if row.role == "place"]

        def is_sure(row: Any) -> bool:
            """Tell of what is more than a place, and in other words a mention of its party."""
            if row.kind == "nominal" and stop_words().issuperset(row.surface.casefold().split()):
                return False
            if who[row.entity].is_person or not who[row.entity].parties:
                return True
            at = bisect_left(places, (row.end, 0)) - 1
            is_place = at >= 0 and places[at][1] > row.start
            return not is_place if row.kind == "name" else (row.start, row.end) in spans

        self._all = [
            Referent(row.start, row.end, row.kind, who[row.entity]) for row in references if is_sure(row)
        ]
        self._starts = [one.start for one in self._all]
        self._places = {row.start for row in references if entities[row.entity].type == "place"}

    def names_place(self, char: int) -> bool:
        """Tell whether the name of a place begins at a character."""
        return char in self._places

    def within(self, start: int, end: int) -> list[Referent]:
        """Give the references between two characters, longer ones first where they begin alike."""
        first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self._all[first:stop] if one.end <= end]

    def name_start(self, char: int) -> int:
        """Give where the name begins that a character is within, or the character."""
        at = bisect_left(self._starts, char) - 1
        is_within = at >= 0 and char < self._all[at].end and self._all[at].kind == "name"
        return self._starts[at] if is_within else char


def parties(found: Sequence[Referent]) -> tuple[str, ...]:
    """Give the parties of references, each once."""
    return tuple(dict.fromkeys(party for one in found for party in one.who.parties))[:_MOST_PARTIES]


def together(found: Sequence[Referent]) -> Speaker:
    """Give one speaker for references that are meant together: "they" of two speak for both."""
    who = [*dict.fromkeys(one.who for one in found)]
    return who[0] if len(who) == 1 else Speaker(" and ".join(str(one.name) for one in who), parties(found))
