"""Mentions before they become rows of tables, and the entities and references of an article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.network.links import FIRST_PRONOUN, NOMINAL
from analysis.network.links import KINDS as LINK_KINDS
from analysis.network.names import TYPES
from analysis.network.references import Reading
from analysis.parties.linked import linked
from analysis.parties.named import Entity
from analysis.parties.nominals import LINKING
from analysis.resources import stop_words

# The kinds of mentions that hold a name, and all.
NAMED = ("name", "demonym", "metonym", "person")
KINDS = (*NAMED, "nominal", "pronoun")
# Who is named once stays in passing, however many pronouns follow.
LEAST_NAMED = 2
PERSON, ORGANISATION, PLACE, GROUP = TYPES
_TYPES_OF_PARTIES = {"country": PLACE, "person": PERSON, "group": GROUP}


# How sure it is that a description belongs to the name beside it.
APPOSED = 0.9
# How probable it has to be that a description means a place, which rules find as well.
PLACED = 0.6
# Pronouns whose link goes before what a rule finds, as any does that leads to no country: descriptions, *it*
# and *they* of states are the rules'.
_BY_LINK = ("he", "she")
# How probable a name's link to a description before it has to be.
_AHEAD = 0.5
_DETERMINERS = ("a ", "an ", "the ", "his ", "her ", "its ", "their ")


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
    """Mentions, what an article names, and whom each mention of the reading means, by its number."""

    rows: list[Row]
    referred: Referred
    meant: dict[int, Key]


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
        The mentions that lists and rules found.
    kinds
        The kind of each party.
    states
        The country of each body that has it in its name.
    """
    made = _Entities(rows, kinds)
    if reading is None:
        return Listed(list(rows), made.referred(rows), {})
    named = made.of_names(entities, states)
    names = Names(
        {reading.mentions[number].start: key for number, key in named.items()},
        {reading.mentions[number].end: key for number, key in named.items()},
    )
    beside = {
        number: key
        for number, one in enumerate(reading.mentions)
        if one.kind == NOMINAL and (key := apposed(text, one.start, one.end, names)) is not None
    }
    ahead = _ahead(reading, named, made)
    meant = linked(
        reading,
        {**named, **{number: key for number, (key, _) in ahead.items()}, **beside},
        lambda kind, key: made.may_be(kind, key, genders),
    )
    meant = {
        number: (key, share)
        for number, (key, share) in meant.items()
        if share >= PLACED or reading.mentions[number].kind != NOMINAL or made.is_person_or_body(key)
    }
    meant = ahead | meant | {number: (key, APPOSED) for number, key in beside.items()}
    kept: list[Row] = [row for row in rows if row.kind in NAMED]
    ruled = sorted((row for row in rows if row.kind not in NAMED), key=lambda row: row.start)
    starts = [row.start for row in ruled]
    replaced: set[int] = set()
    added: list[Row] = []
    for number, (key, exact) in meant.items():
        # More decimals would differ from one processor to the next.
        share = round(exact, 2)
        mention = reading.mentions[number]
        kind = "pronoun" if mention.kind >= FIRST_PRONOUN else "nominal"
        low, high = bisect_left(starts, mention.start - 40), bisect_left(starts, mention.end)
        over = [n for n in range(low, high) if ruled[n].end > mention.start and ruled[n].kind == kind]
        is_first = LINK_KINDS[mention.kind] in _BY_LINK or kinds.get(key[0]) != "country"
        if over and not (key[0] and len(over) == 1 and is_first):
            continue
        replaced.update(over)
        made.refer(mention.start, mention.end, key, kind, share)
        party, entity, sort = key
        is_new = kind == "nominal" and introduces(text, mention.start, mention.end, names)
        if party and sort != "metonym" and not is_new:
            added.append(Row(mention.start, mention.end, party, entity or None, kind, "actor", share))
    rest = [row for n, row in enumerate(ruled) if n not in replaced]
    referred = made.referred([*kept, *rest])
    return Listed(
        [*kept, *rest, *added], referred, named | {number: key for number, (key, _) in meant.items()}
    )


def _ahead(reading: Reading, named: Mapping[int, Key], made: _Entities) -> dict[int, tuple[Key, float]]:
    """Find whom descriptions mean that go ahead of a name: ``Its chief engineer, Jan Example``.

    The name's link leads back to them, and none of their own leads on.
    """
    found: dict[int, tuple[Key, float]] = {}
    for number, key in named.items():
        for other, share in reading.links[number]:
            if (
                share >= _AHEAD
                and reading.mentions[other].kind == NOMINAL
                and made.is_person_or_body(key)
                and sum(own for _, own in reading.links[other]) < _AHEAD
            ):
                found[other] = key, share
    return found


class Names(NamedTuple):
    """The entities of the names of a text by where they begin and end."""

    starts: Mapping[int, Key]
    ends: Mapping[int, Key]


def apposed(text: str, start: int, end: int, names: Names) -> Key | None:
    """Give whom a description right beside a name describes: ``the coach Jan Example``, ``…, her friend``."""
    if text[end : end + 1] == " " and end + 1 in names.starts:
        return names.starts[end + 1]
    if text[start - 2 : start] == ", " and text[end : end + 1] in ",." and start - 2 in names.ends:
        return names.ends[start - 2] if text[start:end].casefold().startswith(_DETERMINERS) else None
    return None


def introduces(text: str, start: int, end: int, names: Names) -> bool:
    """Tell whether a description says what somebody is and so refers to nobody anew.

    It stands before or behind the name that it belongs to, or after *is* or *as*, or begins with *a*.
    """
    words = text[start:end].casefold().split()
    if words[0] in ("a", "an") or all(word in stop_words() for word in words):
        return True
    following = text[end : end + 2]
    if (following[:1] == " " and end + 1 in names.starts) or (following == ", " and end + 2 in names.starts):
        return True
    before = text[max(0, start - 20) : start]
    if before.endswith(", ") and start - 2 in names.ends:
        return True
    return before.rstrip(" ").rsplit(" ", 1)[-1].casefold() in LINKING


class _Entities:
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
        if row.kind == "metonym":
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
