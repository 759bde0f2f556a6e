"""The names that the network finds in a text, put together into the entities that they name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from analysis.network.links import NOMINAL
from analysis.network.names import TYPES
from analysis.network.references import Found, Reading
from analysis.resources import first_names, known_words, roles, stop_words

_WORD = re.compile(r"[^\W_]+(?:[’'.&][^\W_]+)*")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\b\.?|,? I{2,3}\b")
_LEGAL = frozenset("ltd limited inc plc corp corporation co llc llp gmbh sa ag nv bv pty spa".split())
_ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
# How sure the network has to be of an entity, and how long a name, for it to be found elsewhere, too.
_REPEATED, _SHORTEST = 0.6, 4
# How sure the network has to be that two names with words in common are one entity's.
_SURE = 0.5
# Letters of a name that can be misspelt, and how alike both are; how many names are compared with.
_MISSPELT, _ALIKE, _MOST_PEOPLE = 5, 0.8, 200
PERSON, ORGANISATION, PLACE, GROUP = TYPES


class Entity(NamedTuple):
    """What a text names: its fullest name, its type (one of `TYPES`) and how sure that is, and where.

    `numbers` are those of its names among the mentions of the reading, -1 for one that the network missed.
    """

    name: str
    type: str
    places: tuple[tuple[int, int], ...]
    confidence: float
    numbers: tuple[int, ...]


class _Name(NamedTuple):
    """A name: `gender` is what the title before it says, or empty."""

    number: int
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    found: Found
    gender: str


def entities_in(text: str, reading: Reading) -> list[Entity]:
    """Put names together into entities, in the order in which the text first names them."""
    names = list(_names(text, reading))
    groups = _Groups(names)
    # Fuller names first, so that a short one finds them all.
    for place in sorted(range(len(names)), key=lambda n: (-len(names[n].words), n)):
        groups.place(place, _linked(reading, names, place))
    entities = [_entity(members) for members in groups.members()]
    return sorted(_with_repeated(text, entities), key=lambda entity: entity.places[0])


def _names(text: str, reading: Reading) -> Iterator[_Name]:
    for number, found in enumerate(reading.mentions):
        if found.kind >= NOMINAL:
            continue
        start, end = _trimmed(text, found)
        words = tuple(word.casefold() for word in _WORD.findall(text[start:end]))
        if words:
            yield _Name(number, start, end, text[start:end], words, found, _gender(text, start))


def _gender(text: str, start: int) -> str:
    title = text[max(0, start - 12) : start].rstrip(". ").rsplit(" ", 1)[-1].casefold()
    known = roles()
    return "male" if title in known.male else "female" if title in known.female else ""


def _trimmed(text: str, found: Found) -> tuple[int, int]:
    """Take an article, a person's titles and a possessive off a name."""
    start, end = found.start, found.end
    suffix = _SUFFIX.match(text, end)
    end = suffix.end() if suffix else end
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    possessive = _POSSESSIVE.search(text[start:end])
    end = start + possessive.start() if possessive else end
    while end > start and text[end - 1] in "-–—,;:":
        end -= 1
    if TYPES[found.kind] == PERSON:
        known = roles()
        while (space := text.find(" ", start, end)) > 0:
            title = text[start:space].rstrip(".,").casefold()
            is_title = title in known.titles or title in known.offices or title in known.delegates
            if not is_title or text[start:space] in first_names():
                break
            start = space + 1
    return start, end


def _linked(reading: Reading, names: Sequence[_Name], place: int) -> set[int]:
    """Give the places of the names that the network takes for the same entity as one."""
    by_number = {name.number: n for n, name in enumerate(names)}
    own = names[place].number
    return {by_number[other] for other, share in reading.links[own] if share >= _SURE and other in by_number}


class _Groups:
    """Names that are put together one by one."""

    def __init__(self, names: Sequence[_Name]) -> None:
        self._names = names
        self._of: dict[int, list[int]] = {}
        self._by_words: dict[tuple[str, ...], list[list[int]]] = {}
        self._by_word: dict[str, list[list[int]]] = {}
        self._by_initials: dict[str, list[list[int]]] = {}

    def members(self) -> Iterator[list[_Name]]:
        """Yield the names of each group."""
        seen: set[int] = set()
        for group in self._of.values():
            if id(group) not in seen:
                seen.add(id(group))
                yield [self._names[place] for place in sorted(group)]

    def place(self, place: int, linked: set[int]) -> None:
        """Put a name to the group that fits it, or begin one."""
        name = self._names[place]
        group = self._known(name, linked)
        if group is None:
            group = []
        group.append(place)
        self._of[place] = group
        self._add(self._by_words, _plain(name.words), group)
        for word in name.words:
            self._add(self._by_word, word, group)
        if name.found.kind == TYPES.index(ORGANISATION):
            self._add(self._by_initials, _initials(name.text), group)

    @staticmethod
    def _add(index: dict, key: object, group: list[int]) -> None:  # type: ignore[type-arg]
        known = index.setdefault(key, [])
        if not any(other is group for other in known):
            known.append(group)

    def _known(self, name: _Name, linked: set[int]) -> list[int] | None:
        same = [group for group in self._by_words.get(_plain(name.words), []) if self._may_be(name, group)]
        if same:
            return self._nearest(same, name)
        if len(name.words) == 1 and name.text.isupper() and len(name.text) > 1:
            stands_for = self._by_initials.get(name.text.replace(".", ""), [])
            if stands_for:
                return self._nearest(stands_for, name)
        fuller = [
            group for group in self._by_word.get(name.words[-1], []) if self._fits(name, group, linked)
        ] or [group for group in self._by_word.get(name.words[0], []) if self._fits(name, group, linked)]
        return self._nearest(fuller, name) if fuller else self._misspelt(name)

    def _misspelt(self, name: _Name) -> list[int] | None:
        """Give the person whose last name is written otherwise: ``Ondall`` for Ondaal."""
        if len(name.words) > 1 or len(name.text) < _MISSPELT or TYPES[name.found.kind] != PERSON:
            return None
        for group in list(self._of.values())[:_MOST_PEOPLE]:
            fullest = max((self._names[place] for place in group), key=lambda one: len(one.words))
            last = fullest.words[-1]
            is_near = last[0] == name.words[0][0] and abs(len(last) - len(name.words[0])) < 3  # noqa: PLR2004
            if len(fullest.words) > 1 and TYPES[fullest.found.kind] == PERSON and is_near:
                if SequenceMatcher(None, last, name.words[0], autojunk=False).ratio() >= _ALIKE:
                    return group
        return None

    def _fits(self, name: _Name, group: Sequence[int], linked: set[int]) -> bool:
        """Tell whether a name is a short form of a group's fullest."""
        fullest = max((self._names[place] for place in group), key=lambda one: len(one.words))
        kind, other = TYPES[name.found.kind], TYPES[fullest.found.kind]
        if not self._may_be(name, group):
            return False
        if _is_person(name, fullest):
            return True
        is_linked = not linked.isdisjoint(group)
        if ORGANISATION in (kind, other) and {kind, other} <= {ORGANISATION, PERSON}:
            words, full = _plain(name.words), _plain(fullest.words)
            is_first = full[: len(words)] == words and not set(words) <= roles().not_names
            return is_first or (is_linked and set(words) <= set(full))
        return False

    def _may_be(self, name: _Name, group: Sequence[int]) -> bool:
        """Tell whether titles allow that two names are one person's: not ``Mr`` and ``Mrs``."""
        genders = {self._names[place].gender for place in group}
        return not name.gender or genders <= {"", name.gender}

    def _nearest(self, groups: Sequence[list[int]], name: _Name) -> list[int]:
        """Choose the group named last before a name, or else first behind it."""

        def away(group: Sequence[int]) -> tuple[bool, int]:
            starts = [self._names[place].start for place in group]
            before = [start for start in starts if start <= name.start]
            return (False, name.start - max(before)) if before else (True, min(starts) - name.start)

        return min(groups, key=away)


def _is_person(name: _Name, fullest: _Name) -> bool:
    """Tell whether a name is part of a person's full one: ``Ferrando``, ``J. Smith``, ``Lucía Ferrando``."""
    if fullest.found.kind != TYPES.index(PERSON) or len(name.words) >= len(fullest.words):
        return False
    if TYPES[name.found.kind] != PERSON and (len(name.words) > 1 or name.found.probability > 0.9):
        return False
    short, full = name.words, fullest.words
    n = len(short)
    if any(full[first : first + n] == short for first in range(len(full) - n + 1)):
        return True
    # What is left out stands in between: ``John Smith`` of ``John F. Smith``.
    return n > 1 and short[0][0] == full[0][0] and short[-1] == full[-1] and set(short[1:]) <= set(full)


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    """Take the article and what only says that something is a company off a name's words."""
    found = tuple(word.replace(".", "") for word in words)
    while len(found) > 1 and found[-1] in _LEGAL:
        found = found[:-1]
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def _initials(name: str) -> str:
    words = [word for word in _WORD.findall(name) if word.casefold() not in stop_words()]
    return "".join(word[0] for word in words).upper()


def _entity(names: Sequence[_Name]) -> Entity:
    shares = dict.fromkeys(TYPES, 0.0)
    for name in names:
        # A full name tells more of what it names than a short one.
        shares[TYPES[name.found.kind]] += name.found.probability * len(name.words)
    kind = max(shares, key=lambda one: shares[one])
    fullest = max(names, key=lambda one: (len(_plain(one.words)), -one.start))
    total = sum(len(name.words) for name in names)
    return Entity(
        _written(fullest.text),
        kind,
        tuple((name.start, name.end) for name in names),
        shares[kind] / total,
        tuple(name.number for name in names),
    )


def _with_repeated(text: str, entities: Sequence[Entity]) -> list[Entity]:
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


def _written(name: str) -> str:
    return " ".join(name.split())
