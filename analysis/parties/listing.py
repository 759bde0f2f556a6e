"""Mentions before they become rows of tables, and the entities and references of an article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.network.links import KINDS as LINK_KINDS
from analysis.network.names import TYPES
from analysis.parties.named import Entity

# The kinds of mentions that hold a name, and all.
NAMED = ("name", "demonym", "metonym", "person")
KINDS = (*NAMED, "nominal", "pronoun")
# Who is named once stays in passing, however many pronouns follow.
LEAST_NAMED = 2
PERSON, ORGANISATION, PLACE, GROUP = TYPES
_TYPES_OF_PARTIES = {"country": PLACE, "person": PERSON, "group": GROUP}


class Row(NamedTuple):
    """One mention before it becomes a row."""

    start: int
    end: int
    party: str
    entity: str | None
    kind: str
    role: str
    confidence: float


class Known(NamedTuple):
    """An entity of an article: `party` is empty where it has none, `tie` says how it was tied."""

    name: str
    type: str
    party: str
    tie: str
    confidence: float


class Reference(NamedTuple):
    """A stretch that refers to an entity, by its number."""

    start: int
    end: int
    entity: int
    kind: str
    confidence: float


class Referred(NamedTuple):
    """What an article names, and every reference to it, in the order of the text."""

    entities: list[Known]
    references: list[Reference]


# Party, entity where that is another, and how the name is used where that makes it another.
Key = tuple[str, str, str]


class Listed(NamedTuple):
    """Mentions, what an article names, and whom each mention of the reading means, by its number.

    `unnamed` has the party of those that mean somebody without a name: *Pakistan's weather office*.
    """

    rows: list[Row]
    referred: Referred
    meant: dict[int, Key]
    unnamed: dict[int, str]


class Entities:
    """The entities of an article while they are listed."""

    def __init__(self, rows: Sequence[Row], kinds: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._named = sorted((row for row in rows if row.kind in NAMED), key=lambda row: row.start)
        self._starts = [row.start for row in self._named]
        self._known: dict[Key, Known] = {}
        self._references: list[tuple[int, int, Key, str, float]] = []
        self._taken: set[tuple[int, int]] = set()

    def of_names(self, entities: Sequence[Entity], states: Mapping[str, str]) -> dict[int, Key]:
        """Give the entity of each name in a reading, by its number."""
        found: dict[int, Key] = {}
        for entity in entities:
            keys = [self._row_at(*place) for place in entity.places]
            known = [row for row in keys if row is not None]
            own: Key = (states.get(entity.name, ""), entity.name, "")
            for place, number, row in zip(entity.places, entity.numbers, keys, strict=True):
                if row is None and known and entity.type in (PERSON, ORGANISATION):
                    row = known[0]
                key = own if row is None else self._key(row)
                if row is None:
                    tie = "name" if own[0] else ""
                    known_ = Known(entity.name, entity.type, own[0], tie, entity.confidence)
                    self._known.setdefault(own, known_)
                elif key not in self._known:
                    self._know(key, row, entity.type)
                if number >= 0:
                    found[number] = key
                if row is not None and (row.start, row.end) != place:
                    self._taken.add((row.start, row.end))
                self.refer(*place, key, "name", entity.confidence)
        return found

    def is_person_or_body(self, key: Key) -> bool:
        """Tell whether an entity is a person or an organisation."""
        return self._known[key].type in (PERSON, ORGANISATION)

    def may_be(self, kind: int, key: Key, genders: Mapping[str, str]) -> bool:
        """Tell whether a pronoun of `links.KINDS` can mean an entity."""
        word = LINK_KINDS[kind]
        known = self._known[key]
        if word in ("he", "she"):
            gender = genders.get(known.name, "")
            return known.type == PERSON and gender in ("", "male" if word == "he" else "female")
        return word != "it" or known.type != PERSON

    def refer(self, start: int, end: int, key: Key, kind: str, confidence: float) -> None:
        """Add a reference to an entity."""
        self._taken.add((start, end))
        self._references.append((start, end, key, kind, confidence))

    def referred(self, rows: Sequence[Row]) -> Referred:
        """Give all entities and references, those of rows among them."""
        for row in rows:
            if (row.start, row.end) in self._taken and row.kind in NAMED:
                continue
            key = self._key(row)
            if key not in self._known:
                self._know(key, row, "")
            kind = "name" if row.kind in NAMED else row.kind
            self._references.append((row.start, row.end, key, kind, row.confidence))
        numbers: dict[Key, int] = {}
        references = []
        for start, end, key, kind, confidence in sorted(self._references, key=lambda one: (one[0], -one[1])):
            number = numbers.setdefault(key, len(numbers))
            references.append(Reference(start, end, number, kind, confidence))
        return Referred([self._known[key] for key in numbers], references)

    def _row_at(self, start: int, end: int) -> Row | None:
        """Give the mention that shares most of its characters with a name."""
        place = bisect_left(self._starts, end)
        best, most = None, 0.5
        for row in self._named[max(0, place - 4) : place]:
            both = min(end, row.end) - max(start, row.start)
            share = both / (max(end, row.end) - min(start, row.start))
            if share >= most:
                best, most = row, share
        return best

    def _key(self, row: Row) -> Key:
        if row.kind == "metonym" and row.role == "place":
            return row.party, "", "metonym"
        if row.kind == "demonym":
            return row.party, "", "demonym"
        return row.party, row.entity or "", ""

    def _know(self, key: Key, row: Row, kind: str) -> None:
        name = row.entity or row.party
        type_ = kind or _TYPES_OF_PARTIES.get(self._kinds.get(row.party, "person"), ORGANISATION)
        if row.kind == "person":
            type_ = PERSON
        elif row.kind == "demonym":
            type_ = GROUP
        tie = "text" if row.entity else "name"
        self._known[key] = Known(name, type_, row.party, tie, row.confidence)


def entity_rows(referred: Referred) -> Iterator[tuple[Known, int]]:
    """Yield each entity with the number of references to it."""
    counts = [0] * len(referred.entities)
    for reference in referred.references:
        counts[reference.entity] += 1
    yield from zip(referred.entities, counts, strict=True)
