"""What the network's names add to what is found by lists and capitals: organisations, and who is a person."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from analysis.network.names import TYPES
from analysis.parties.capitals import Run, Word
from analysis.parties.named import Entity
from analysis.parties.names import Form, Hit
from analysis.resources import roles

PERSON, ORGANISATION, PLACE, GROUP = TYPES
# What stands between a state's name and that of a body of it: "Ukraine's Air Force".
_OWNED = ("'s ", "’s ", " ")


class Organisations(NamedTuple):
    """The hits with those of organisations, which of these are parties of their own, and bodies of a state.

    `own` are names; `bodies` the name of the body for each span whose party is a country.
    """

    hits: list[Hit]
    own: frozenset[str]
    bodies: dict[tuple[int, int], str]


def with_organisations(text: str, hits: Sequence[Hit], entities: Sequence[Entity]) -> Organisations:
    """Put the organisations that the network found among the names of parties.

    One that is on a list stays what it is there, and its other names are added; a body of a country's state
    belongs to the country; any other is a party of its own. A party's name inside an organisation's (``Kenya
    Grain Traders``) names no party.
    """
    kept = dict.fromkeys(hits)
    added: list[Hit] = []
    own: set[str] = set()
    bodies: dict[tuple[int, int], str] = {}
    starts = [hit.start for hit in hits]
    for entity in entities:
        if entity.type != ORGANISATION:
            continue
        known, inside, before = _around(text, hits, starts, entity)
        if known:
            party = known.most_common(1)[0][0]
        elif _is_of_state(entity.name) and (inside or before):
            party = (inside or before)[0].form.party
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
                if _owner(text, hits, starts, start) is not None:
                    continue
                bodies[start, end] = entity.name
            added.append(Hit(start, end, Form(party, None, "name"), entity.confidence, text[start:end]))
    return Organisations(sorted([*kept, *added], key=lambda hit: hit.start), frozenset(own), bodies)


def _near(hits: Sequence[Hit], starts: Sequence[int], start: int, end: int) -> Sequence[Hit]:
    return hits[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)]


def _around(
    text: str, hits: Sequence[Hit], starts: Sequence[int], entity: Entity
) -> tuple[Counter[str], list[Hit], list[Hit]]:
    """Give the parties that an organisation's names are on lists as, the hits inside of them, and before."""
    known: Counter[str] = Counter()
    inside: list[Hit] = []
    before: list[Hit] = []
    for start, end in entity.places:
        for hit in _near(hits, starts, start, end):
            if hit.start <= start and end <= hit.end:
                known[hit.form.party] += 1
            elif start <= hit.start and hit.end <= end:
                inside.append(hit)
        owner = _owner(text, hits, starts, start)
        if owner is not None:
            before.append(owner)
    return known, inside, before


def _owner(text: str, hits: Sequence[Hit], starts: Sequence[int], start: int) -> Hit | None:
    """Give the name of a party right before a place, as whose body something is named there."""
    place = bisect_left(starts, start) - 1
    if place < 0 or text[hits[place].end : start] not in _OWNED:
        return None
    return hits[place]


def _is_of_state(name: str) -> bool:
    words = name.casefold().replace("-", " ").split()
    return not roles().state_bodies.isdisjoint(words)


def known_runs(text: str, runs: Sequence[Run], hits: Sequence[Hit], entities: Sequence[Entity]) -> list[Run]:
    """Put the people that the network found among the runs of capitals, in order; these are `is_person`.

    A run in which the network sees another name is none of a person.
    """
    people = sorted(span for entity in entities if entity.type == PERSON for span in entity.places)
    names = sorted(span for entity in entities for span in entity.places)
    titles = {word.start: run.title for run in runs for word in run.words[:1]}
    found = [run for run in runs if not _overlaps(names, run.words[0].start, run.words[-1].end)]
    starts = [hit.start for hit in hits]
    for start, end in people:
        words, at = [], start
        for part in text[start:end].split(" "):
            if part:
                words.append(Word(part.strip(",;"), at, at + len(part.rstrip(",;"))))
            at += len(part) + 1
        inside = tuple(
            place
            for place in range(max(0, bisect_left(starts, start) - 1), bisect_left(starts, end))
            if hits[place].end > start
        )
        title = titles.get(start) or _title_before(text, start)
        found.append(Run(tuple(words), title, inside, is_person=True))
    return sorted(found, key=lambda run: run.words[0].start)


def _title_before(text: str, start: int) -> str:
    word = text[max(0, start - 20) : start].rstrip(" ,").rsplit(" ", 1)[-1].rstrip(".").casefold()
    known = roles()
    return word if word in known.titles or word in known.offices or word in known.delegates else ""


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_left(spans, (end, 0)) - 1
    return place >= 0 and spans[place][1] > start
