"""Parties as records: their names, and a user's own put over the shipped ones; `reading` reads files."""

from __future__ import annotations

import dataclasses
import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from analysis.records import PartiesError, Party, Person, Registry


def merge(shipped: Registry, own: Registry) -> Registry:
    """Put a user's own parties over the shipped ones.

    Of the shipped parties those stay whose kind is in `own.extends` and that are not in `own.exclude`. A
    party that `extends` a shipped one, or has its name, adds to it and takes its place under its own name. A
    name that the user claims for one party is taken from every other; a shipped party whose own name is
    claimed goes.

    Raises
    ------
    PartiesError
        `extends` or `exclude` names no shipped party; the message gives the nearest one.
    """
    where = own.path or "parties"
    by_id = {identifier(party): party for party in shipped.parties}
    excluded = {_shipped(name, by_id, where).name for name in own.exclude}
    kept = {
        party.name: party
        for party in shipped.parties
        if party.name not in excluded and (own.extends is None or party.kind in own.extends)
    }
    bases = {party.name: kept.pop(party.name, None) for party in own.parties}
    for party in own.parties:
        if party.extends:
            base = _shipped(party.extends, by_id, where)
            kept.pop(base.name, None)
            bases[party.name] = base
    claimed = {name: party.name for party in own.parties for name in surface_forms(party)}
    added = [
        _joined(_without(base, {*_claimed_by_others(claimed, party.name), *party.exclude}), party)
        if base
        else party
        for party, base in ((party, bases[party.name]) for party in own.parties)
    ]
    untouched = [_without(party, claimed) for party in kept.values() if party.name not in claimed]
    return Registry((*added, *untouched), (*shipped.not_parties, *own.not_parties), apart=own.apart)


def combine(registries: Iterable[Registry]) -> Registry:
    """Put several registries together; what they say of a party of one name is joined."""
    parties: dict[str, Party] = {}
    not_parties: list[str] = []
    apart: list[tuple[str, ...]] = []
    for registry in registries:
        for party in registry.parties:
            known = parties.get(party.name)
            parties[party.name] = _joined(known, party) if known else party
        not_parties += registry.not_parties
        apart += registry.apart
    return Registry(tuple(parties.values()), tuple(not_parties), apart=tuple(apart))


def identifier(party: Party) -> str:
    """Give the party's id, by default made of its name: ``labour-party-uk``."""
    return party.id or slug(party.name) or party.name


def surface_forms(party: Party) -> Iterator[str]:
    """Yield every name, alias, demonym, metonym and place of a party, and the names of its people."""
    yield party.name
    yield from (*party.aliases, *party.demonyms, *party.metonyms, *party.places)
    for person in party.people:
        yield from person_forms(person)


def person_forms(person: Person) -> tuple[str, ...]:
    """Give the ways to name a person: in full, by the last word of the name, and by the aliases."""
    return tuple(dict.fromkeys((person.name, person.name.split()[-1], *person.aliases)))


def slug(name: str) -> str:
    """Write a name in lower-case letters and digits of any script, with hyphens for the rest of it.

    Latin letters lose their accents: ``Sinn Féin`` is ``sinn-fein``. A name without letters and digits gives
    an empty text.
    """
    plain = re.sub("(?<=[A-Za-z])[\u0300-\u036f]+", "", unicodedata.normalize("NFKD", name))
    folded = unicodedata.normalize("NFKC", plain).casefold()
    # The vowels of many scripts are marks, which are neither letters nor digits to Python.
    kept = (char if char.isalnum() or unicodedata.category(char)[0] == "M" else " " for char in folded)
    return "-".join("".join(kept).split())


def _shipped(name: str, by_id: dict[str, Party], where: str) -> Party:
    party = by_id.get(slug(name))
    if party is None:
        near = difflib.get_close_matches(slug(name), by_id, n=1)
        hint = f"; did you mean {by_id[near[0]].name!r}?" if near else ""
        raise PartiesError(f"{where}: no shipped party is called {name!r}{hint}")
    return party


def _claimed_by_others(claimed: dict[str, str], name: str) -> set[str]:
    return {form for form, owner in claimed.items() if owner != name}


def _without(party: Party, names: Collection[str]) -> Party:
    """Take names from a party, except the one that it goes by."""
    return dataclasses.replace(
        party,
        aliases=tuple(name for name in party.aliases if name not in names),
        demonyms=tuple(name for name in party.demonyms if name not in names),
        metonyms=tuple(name for name in party.metonyms if name not in names),
        places=tuple(name for name in party.places if name not in names),
    )


def _joined(base: Party, more: Party) -> Party:
    """Add to a shipped party; the name by which it ships stays an alias, unless that is excluded."""
    old_name = () if base.name == more.name or base.name in more.exclude else (base.name,)
    return Party(
        name=more.name,
        # What says nothing of its kind counts as a country.
        kind=base.kind if more.kind == "country" else more.kind,
        aliases=_union((*old_name, *base.aliases), more.aliases),
        demonyms=_union(base.demonyms, more.demonyms),
        metonyms=_union(base.metonyms, more.metonyms),
        people=(*base.people, *more.people),
        places=_union(base.places, more.places),
        country=more.country or base.country,
        id=more.id or base.id,
        colour=more.colour or base.colour,
    )


def _union(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))
