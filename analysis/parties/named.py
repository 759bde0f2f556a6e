"""The names that the network finds in a text, put together into the entities that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.network.links import NOMINAL
from analysis.network.names import TYPES
from analysis.network.references import Found, Reading
from analysis.resources import first_names, roles, stop_words

_WORD = re.compile(r"[^\W_]+(?:[’'.&][^\W_]+)*")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\b\.?|,? I{2,3}\b")
_LEGAL = frozenset("ltd limited inc plc corp corporation co llc llp gmbh sa ag nv bv pty spa".split())
_ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
# How sure the network has to be that two names with words in common are one entity's.
_SURE = 0.5
PERSON, ORGANISATION, PLACE, GROUP = TYPES


class Entity(NamedTuple):
    """What a text names: its fullest name, its type (one of `TYPES`) and how sure that is, and where.

    `numbers` are those of its names among the mentions of the reading.
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
    return sorted(map(_entity, groups.members()), key=lambda entity: entity.places[0])


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
        return self._nearest(fuller, name) if fuller else None

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


def _written(name: str) -> str:
    return " ".join(name.split())
