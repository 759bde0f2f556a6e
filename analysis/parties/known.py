"""What the network's names add to what is found by lists and capitals: organisations."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.network.names import TYPES
from analysis.parties.named import Entity
from analysis.parties.names import Form, Hit
from analysis.resources import roles

PERSON, ORGANISATION, PLACE, GROUP = TYPES


class Organisations(NamedTuple):
    """The hits with those of organisations, which of these are parties of their own, and bodies of a state.

    `own` are names; `bodies` the name of the body for each span whose party is a country; `states` the
    country of each body that has it in its name (``Norwegian Ministry of Transport``).
    """

    hits: list[Hit]
    own: frozenset[str]
    bodies: dict[tuple[int, int], str]
    states: dict[str, str]


def with_organisations(
    text: str, hits: Sequence[Hit], entities: Sequence[Entity], owners: Mapping[str, str]
) -> Organisations:
    """Put the organisations that the network found among the names of parties.

    One that is on a list stays what it is there, and its other names are added; a body of a country's state
    belongs to the country; any other is a party of its own. A party's name inside an organisation's (``Kenya
    Grain Traders``) names no party.

    `owners` are the countries of bodies, by name, as the words around the bodies tell them.
    """
    kept = dict.fromkeys(hits)
    added: list[Hit] = []
    own: set[str] = set()
    bodies: dict[tuple[int, int], str] = {}
    states: dict[str, str] = {}
    starts = [hit.start for hit in hits]
    for entity in entities:
        if entity.type != ORGANISATION:
            continue
        known, inside = _around(hits, starts, entity)
        if inside and not known and all(_is_in_title(text, end) for _, end in entity.places):
            continue
        if known:
            party = known.most_common(1)[0][0]
        elif inside and _has(entity.name, roles().state_bodies):
            party = states[entity.name] = inside[0].form.party
        elif entity.name in owners:
            party = owners[entity.name]
        else:
            party = entity.name
            own.add(party)
            for hit in inside:
                kept.pop(hit, None)
        for start, end in entity.places:
            if any(
                hit.start < end and start < hit.end for hit in _near(hits, starts, start, end) if hit in kept
            ):
                continue
            if party != entity.name and not known:
                bodies[start, end] = entity.name
            added.append(Hit(start, end, Form(party, None, "name"), entity.confidence, text[start:end]))
    return Organisations(sorted([*kept, *added], key=lambda hit: hit.start), frozenset(own), bodies, states)


def is_listed(entity: Entity, hits: Sequence[Hit]) -> bool:
    """Tell whether what the network takes for a person is on a list as something else: ``the Elysée``."""
    places = {(hit.start, hit.end) for hit in hits if hit.form.kind != "person"}
    return places.issuperset(entity.places)


def _near(hits: Sequence[Hit], starts: Sequence[int], start: int, end: int) -> Sequence[Hit]:
    return hits[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)]


def _around(hits: Sequence[Hit], starts: Sequence[int], entity: Entity) -> tuple[Counter[str], list[Hit]]:
    """Return the parties that an organisation's names are on lists as, and the hits inside of the names.

    A city by which a club goes is only part of its name.
    """
    known: Counter[str] = Counter()
    inside: list[Hit] = []
    longest = max(end - start for start, end in entity.places)
    for start, end in entity.places:
        for hit in _near(hits, starts, start, end):
            is_all = hit.start <= start and end <= hit.end
            if is_all and (end - start == longest or not (hit.form.is_place or hit.form.kind == "metonym")):
                known[hit.form.party] += 1
            elif is_all or (start <= hit.start and hit.end <= end):
                inside.append(hit)
    return known, inside


def _is_in_title(text: str, end: int) -> bool:
    """Tell whether what a name is part of goes on as an office: ``Chilean Public`` Works Minister."""
    words = text[end : end + 40].split(" ")[1:4]
    for word in words:
        if not word[:1].isupper():
            return False
        if word.rstrip(",.").casefold() in roles().offices:
            return True
    return False


def _has(name: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(name.casefold().replace("-", " ").split())
