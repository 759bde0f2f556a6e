"""Who and what one article names, describes and goes on about, and to which party that belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from analysis.network.references import Reading
from analysis.parties import capitals
from analysis.parties.known import ORGANISATION, PERSON, Organisations, is_listed, with_organisations
from analysis.parties.linking import with_links
from analysis.parties.listing import LEAST_NAMED, Listed, Referred, Row
from analysis.parties.named import Entity, entities_in
from analysis.parties.names import Hit, NameIndex
from analysis.parties.people import Person, Place, find_people, named_people, tie_people
from analysis.parties.repeated import with_repeated
from analysis.parties.roles import role
from analysis.parties.tied import tied
from analysis.records import Registry
from analysis.tokens.document import Document


class ArticleReader:
    """Reads articles with the parties of a registry.

    Parameters
    ----------
    registry
        The parties to look for, shipped ones included.
    index
        Their names.
    min_mentions
        How often an article has to speak of somebody of no party. For an organisation that it names once
        nobody speaks, unless that is enough.
    """

    def __init__(self, registry: Registry, index: NameIndex, min_mentions: int) -> None:
        self._index = index
        self._least_named = min(LEAST_NAMED, min_mentions)
        self._kinds = {party.name: party.kind for party in registry.parties}

    def read(self, document: Document, reading: Reading | None) -> tuple[list[Row], Referred]:
        """Find the mentions of parties in an article, and what it refers to.

        Parameters
        ----------
        document
            The article.
        reading
            What the network found; None without a network.
        """
        text = document.text
        hits = self._index.find(document)
        entities = with_repeated(text, entities_in(text, reading)) if reading else []
        owners = self._owners(reading, hits, entities) if reading else {}
        organisations = with_organisations(text, hits, entities, owners)
        hits, kinds = organisations.hits, dict(self._kinds)
        for name in organisations.own:
            kinds.setdefault(name, "organisation")
        minor = self._minor(organisations)
        if reading:
            senders = [
                hit
                for hit in hits
                if hit.form.kind != "person" and not hit.form.is_place and hit.form.party not in minor
            ]
            names = [
                (entity.name, [Place(*place) for place in entity.places])
                for entity in entities
                if entity.type == PERSON and not is_listed(entity, hits)
            ]
            people, used = named_people(text, hits, senders, names, frozenset(kinds), by_office=False)
        else:
            runs = list(capitals.runs(document, hits))
            people, used = find_people(document, hits, runs, frozenset(kinds))
        named = _named(text, hits, people, used, kinds)

        def listed() -> Listed:
            rows = [_of_hit(hit, how, organisations.bodies) for hit, how in named]
            for person in people:
                for place in person.places:
                    rows += _of_person(place.start, place.end, person)
            return with_links(text, reading, entities, rows, kinds, _genders(people), organisations.states)

        found = listed()
        if reading:
            cities = {(hit.start, hit.end) for hit in hits if hit.form.is_place}
            ties = _ties(reading, found, set(kinds) - minor, cities)
            if tie_people(people, ties):
                found = listed()
        return found.rows, found.referred

    def _minor(self, organisations: Organisations) -> set[str]:
        """Return the organisations that a story hardly names, for which nobody speaks."""
        counts = Counter(hit.form.party for hit in organisations.hits)
        return {name for name in organisations.own if counts[name] < self._least_named}

    def _owners(self, reading: Reading, hits: Sequence[Hit], entities: Sequence[Entity]) -> dict[str, str]:
        """Give the country of each organisation that the text says to be a body of one."""
        asking = {
            number: entity.name
            for entity in entities
            if entity.type == ORGANISATION
            for number in entity.numbers
            if number >= 0
        }
        countries = {
            (hit.start, hit.end): hit.form.party
            for hit in hits
            if self._kinds[hit.form.party] == "country" and not hit.form.is_place
        }
        parties = {
            number: countries[one.start, one.end]
            for number, one in enumerate(reading.mentions)
            if (one.start, one.end) in countries
        }
        return {name: party for name, (party, _) in tied(reading, asking, parties).items()}


def _ties(
    reading: Reading,
    found: Listed,
    parties: Collection[str],
    cities: Collection[tuple[int, int]],
) -> dict[str, tuple[str, float]]:
    """Return the party of each name that the network ties to one; who is mayor of a city speaks for none."""
    of = {number: party for number, (party, *_) in found.meant.items()} | found.unnamed
    asked = {
        number: party
        for number, party in of.items()
        if party in parties and (reading.mentions[number].start, reading.mentions[number].end) not in cities
    }
    return tied(reading, {number: name or party for number, (party, name, _) in found.meant.items()}, asked)


def _named(
    text: str, hits: Sequence[Hit], people: Sequence[Person], used: Collection[int], kinds: Mapping[str, str]
) -> list[tuple[Hit, str]]:
    """Return the names of parties with their roles, without those that are part of a person's name."""
    places = sorted((place.start, place.end) for person in people for place in person.places)

    def is_part(hit: Hit) -> bool:
        """Tell whether a name is part of a person's: ``Oman-Example``."""
        number = bisect_right(places, (hit.start, len(text))) - 1
        start, end = places[number] if number >= 0 else (0, 0)
        return hit.end <= end and (hit.start, hit.end) != (start, end)

    return [
        (hit, role(text, hit.start, hit.end, hit.form.kind, hit.form.is_place, kinds[hit.form.party]))
        for index, hit in enumerate(hits)
        if index not in used and hit.form.kind != "person" and not is_part(hit)
    ]


def _of_hit(hit: Hit, how: str, bodies: Mapping[tuple[int, int], str]) -> Row:
    body = bodies.get((hit.start, hit.end))
    return Row(hit.start, hit.end, hit.form.party, body, hit.form.kind, how, hit.confidence)


def _of_person(start: int, end: int, person: Person) -> list[Row]:
    """Give the mention of a person, a party of their own where they belong to none; none without a name."""
    if person.party:
        return [Row(start, end, person.party, person.name or None, "person", "actor", person.confidence)]
    return [Row(start, end, person.name, None, "person", "actor", 1.0)] if person.name else []


def _genders(people: Iterable[Person]) -> dict[str, str]:
    return {person.name: person.gender for person in people if person.name and person.gender}
