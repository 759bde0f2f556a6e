"""Whom every description and pronoun means, and what an article names.

| what | decides |
|---|---|
| a description beside a name: *the coach Jan Example* | the name |
| one ahead of a name, whose link leads back to it, with its pronouns | the name |
| any other, and every pronoun | links, entity by entity |
| who is left: an unnamed description, with its pronouns | a tie to a party (*a Turkish minister*) |

Without a network none of them is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.network.links import FIRST_PRONOUN, NOMINAL
from analysis.network.references import Reading
from analysis.parties.described import Names, apposed, how_many, introduces
from analysis.parties.linked import Meant, linked
from analysis.parties.listing import Entities, Key, Listed, Row
from analysis.parties.named import Entity
from analysis.parties.roles import role
from analysis.parties.tied import tied_together
from analysis.resources import roles

# How sure it is that a description belongs to the name beside it.
APPOSED = 0.9
# How probable it has to be that a description means a place. Chosen by the article that this project
# carries ("the country" 0.75, "the breakaway republic" of neither side 0.71); 0.65 is better in kept stories.
PLACED = 0.72
# Behind an owner, before what is theirs.
_OWNER = re.compile(r"(?:['’]s|['’]) $")
_LONGEST_OWNER = 3
# Mentions beside one that may be part of it.
_INSIDE = 4


def with_links(
    text: str,
    reading: Reading | None,
    entities: Sequence[Entity],
    rows: Sequence[Row],
    kinds: Mapping[str, str],
    genders: Mapping[str, str],
    states: Mapping[str, str],
) -> Listed:
    """Add what the network's links say of descriptions and pronouns, and list what the article names.

    Parameters
    ----------
    reading, entities
        What the network found, and its names put together; None and none without a network.
    rows
        The mentions by name that lists, rules and the network's names gave.
    kinds
        The kind of each party.
    genders
        Those of people, by their names, as far as they are known.
    states
        The country of each body that has it in its name.
    """
    made = Entities(rows, kinds)
    if reading is None:
        return Listed(list(rows), made.referred(rows), {}, {})
    named = made.of_names(entities, states)
    names = Names(
        {reading.mentions[number].start: key for number, key in named.items()},
        {reading.mentions[number].end: key for number, key in named.items()},
    )
    meant, unnamed = _meant(text, reading, named, names, made, genders)
    added: list[Row] = []
    spans = _spans(text, reading)

    def add(number: int, party: str, entity: str, share: float, *, is_joint: bool = False) -> None:
        """Add the mention of a party, unless it only says what somebody is."""
        start, end = spans[number]
        kind = _kind(reading, number)
        if kind == "pronoun" or not introduces(text, start, end, names):
            is_body = is_joint or entity
            how = "actor" if is_body else role(text, start, end, kind, False, kinds.get(party, "person"))
            added.append(Row(start, end, party, entity or None, kind, how, share))

    for number, (keys, exact) in sorted(meant.items()):
        # More decimals would differ from one processor to the next.
        share = round(exact, 2)
        for key in sorted(keys):
            party, entity, sort = key
            made.refer(*spans[number], key, _kind(reading, number), share)
            if party and sort != "metonym":
                add(number, party, entity, share, is_joint=len(keys) > 1)
    of = {number: key for number, (keys, _) in meant.items() if len(keys) == 1 for key in keys}
    senders = {number: key[0] for number, key in (named | of).items() if key[0]}
    people = tied_together(
        reading, unnamed, senders, lambda number: how_many(text, reading.mentions[number]) != 1
    )
    for number, first in unnamed.items():
        parties, exact = people.get(first, (frozenset(), 0.0))
        for party in sorted(parties):
            if not _is_told(text, reading, number, senders, party):
                add(number, party, "", round(exact, 2))
    bodies = {
        number: party
        for number, first in unnamed.items()
        if first in people and len(people[first][0]) == 1
        for party in people[first][0]
    }
    return Listed([*rows, *added], made.referred(rows), named | of, bodies)


def _is_told(text: str, reading: Reading, number: int, senders: Mapping[int, str], party: str) -> bool:
    """Tell whether a description says its party by name and is nobody beside it: ``Turkish officials``.

    Unlike ``Turkey’s president``, who is somebody.
    """
    start, end = reading.mentions[number].start, reading.mentions[number].end
    inside = range(max(0, number - _INSIDE), min(len(reading.mentions), number + _INSIDE + 1))
    is_named = any(
        senders.get(other) == party
        and start <= reading.mentions[other].start
        and reading.mentions[other].end <= end
        and other != number
        for other in inside
    )
    return is_named and text[start:end].casefold().rsplit(None, 1)[-1] not in roles().people


def _kind(reading: Reading, number: int) -> str:
    return "pronoun" if reading.mentions[number].kind >= FIRST_PRONOUN else "nominal"


def _spans(text: str, reading: Reading) -> list[tuple[int, int]]:
    """Give where each mention stands, a description with whose it is: ``Turkey’s president``."""
    starts: dict[int, int] = {}
    found = []
    for one in reading.mentions:
        start = one.start
        owner = _OWNER.search(text, max(0, start - _LONGEST_OWNER), start) if one.kind == NOMINAL else None
        if owner is not None:
            start = starts.get(owner.start(), start)
        starts.setdefault(one.end, start)
        found.append((start, one.end))
    return found


def _meant(
    text: str,
    reading: Reading,
    named: Mapping[int, Key],
    names: Names,
    made: Entities,
    genders: Mapping[str, str],
) -> Meant[Key]:
    """Find whom descriptions and pronouns mean, by names beside and behind them and by links."""
    certain: dict[int, tuple[Key, float]] = {}
    for number, one in enumerate(reading.mentions):
        if one.kind == NOMINAL and (key := apposed(text, one.start, one.end, names)) is not None:
            certain[number] = key, APPOSED
    meant, unnamed = linked(
        reading,
        {**named, **{number: key for number, (key, _) in certain.items()}},
        lambda kind, key: made.may_be(kind, key, genders),
        lambda number: how_many(text, reading.mentions[number]),
        lambda key: key[1] or key[0],
    )
    kept = {
        number: (keys, share)
        for number, (keys, share) in meant.items()
        if share >= PLACED
        or reading.mentions[number].kind != NOMINAL
        or any(made.is_person_or_body(key) for key in keys)
    }
    single = {number: (frozenset((key,)), share) for number, (key, share) in certain.items()}
    return Meant(kept | single, unnamed)
