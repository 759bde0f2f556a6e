"""Where a name stands again that the network saw in another place only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.network.names import TYPES
from analysis.parties.named import Entity
from analysis.resources import known_words

# How sure the network has to be of an entity, and how long a name, for it to be found elsewhere, too.
_REPEATED, _SHORTEST = 0.6, 4
PERSON, ORGANISATION, *_ = TYPES


def with_repeated(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Add where the names of people and organisations stand that the network saw in another place only."""
    taken = sorted(place for entity in entities for place in entity.places)
    owners: dict[str, int] = {}
    for number, entity in enumerate(entities):
        if entity.type not in (PERSON, ORGANISATION) or entity.confidence < _REPEATED:
            continue
        surfaces = {text[start:end] for start, end in entity.places}
        if entity.type == PERSON:
            last = entity.name.rsplit(" ", 1)[-1]
            surfaces |= {last} if last.casefold() not in known_words() else set()
        for surface in surfaces:
            if len(surface) >= _SHORTEST and surface[:1].isupper():
                # What two are called by tells nothing.
                owners[surface] = -1 if owners.get(surface, number) != number else number
    found = list(entities)
    if not owners:
        return found
    starts = [start for start, _ in taken]
    surfaces_in_order = list(owners)
    for pattern, start, end in AhoCorasick(
        surfaces_in_order, matchkind=MatchKind.LeftmostLongest
    ).find_matches_as_indexes(text):
        number = owners[surfaces_in_order[pattern]]
        place = bisect_right(starts, end - 1) - 1
        is_word = not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()
        if number >= 0 and is_word and (place < 0 or taken[place][1] <= start):
            own = found[number]
            places = sorted((*zip(own.places, own.numbers, strict=True), ((start, end), -1)))
            found[number] = own._replace(
                places=tuple(span for span, _ in places), numbers=tuple(one for _, one in places)
            )
    return found
