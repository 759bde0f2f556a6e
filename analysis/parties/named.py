"""The names that the network finds in a text, put together into the entities that they name."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple, TypeVar

from analysis.network.links import NOMINAL
from analysis.network.names import TYPES
from analysis.network.references import Found, Reading
from analysis.resources import first_names, roles, stop_words

_WORD = re.compile(r"[^\W_]+(?:[’'.&][^\W_]+)*")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\b\.?|,? I{2,3}\b")
_LEGAL = frozenset("ltd limited inc plc corp corporation co llc llp gmbh sa ag nv bv pty spa".split())
# Any other word with a full stop ends a sentence: "He met the king. Example left."
_ABBREVIATED = frozenset(("mr.", "mrs.", "ms."))
_ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")
# How sure the network has to be that two names with words in common are one entity's.
_SURE = 0.5
# Below this a type is so unsure that a name can be a person's who has another of its words for a name.
_TYPED = 0.9
# Letters of a name that can be misspelt, how alike both are, how many letters only one of them has at most,
# and how many people it is compared with.
_MISSPELT, _ALIKE, _OTHER_LETTERS, _MOST_PEOPLE = 5, 0.82, 2, 200
# How many words and characters a name can go on where it is cut short.
_MORE, _FOLLOWING = 4, 80
# What has one of these in its name is often something else than what stands behind it.
_PARTS = frozenset(("of", "for"))
# Entities with a word in common among which a name is looked for.
_MOST = 50
PERSON, ORGANISATION, PLACE, GROUP = TYPES

_Key = TypeVar("_Key")


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
    """Put names together into entities, in the order in which the text first names them.

    Names are of one entity by their words: a surname is the nearest person's before it who has it, initials
    are those of an organisation. Links between names decide only where words leave it open. A reading
    without names has no entities.
    """
    names = list(_names(text, reading))
    places = {name.number: place for place, name in enumerate(names)}
    groups = _Groups()
    # Fuller names first, so that a short one finds them all.
    for name in sorted(names, key=lambda name: (-len(name.words), name.number)):
        links = reading.links[name.number]
        groups.place(name, {names[places[n]] for n, share in links if share >= _SURE and n in places})
    return sorted(map(_entity, groups.all), key=lambda entity: entity.places[0])


def _names(text: str, reading: Reading) -> Iterator[_Name]:
    found = [(number, one) for number, one in enumerate(reading.mentions) if one.kind < NOMINAL]
    spans = [_trimmed(text, one) for _, one in found]
    known = {text[start:end] for start, end in spans}
    limits = [*(start for start, _ in spans), len(text)][1:]
    for (number, one), (start, cut), limit in zip(found, spans, limits, strict=True):
        end = _whole(text, start, cut, limit, known)
        words = tuple(word.casefold() for word in _WORD.findall(text[start:end]))
        if words and words != ("the",):
            yield _Name(number, start, end, text[start:end], words, one, _gender(text, start))


def _whole(text: str, start: int, end: int, limit: int, known: Collection[str]) -> int:
    """Return where a name ends that may be cut short, by the names that the text has elsewhere.

    As ``Tumaro`` where ``Mobile`` follows, of a text that has ``Tumaro Mobile``.
    """
    following = islice(_WORD.finditer(text, end, min(limit, end + _FOLLOWING)), _MORE)
    return max((word.end() for word in following if text[start : word.end()] in known), default=end)


def _gender(text: str, start: int) -> str:
    word = "".join(text[max(0, start - 12) : start].casefold().split()[-1:])
    title = word.rstrip(".") if word in _ABBREVIATED else word
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
    end = start + len(text[start:end].rstrip(" -–—,;:"))
    if TYPES[found.kind] == PERSON:
        known = roles()
        while (space := text.find(" ", start, end)) > 0:
            title = text[start:space].rstrip(".,").casefold()
            if not (title in known.titles or title in known.offices or title in known.delegates):
                break
            start = space + 1
    return start, end


class _Group:
    """Names of one entity, the fullest first."""

    def __init__(self) -> None:
        self.names: list[_Name] = []
        self.genders = {""}
        self._starts: list[int] = []
        # Whether titles stand before the names of these words.
        self._titled: dict[tuple[str, ...], set[bool]] = {}

    def add(self, name: _Name) -> None:
        """Add a name that is no longer than the first."""
        self.names.append(name)
        self.genders.add(name.gender)
        insort(self._starts, name.start)
        self._titled.setdefault(name.words, set()).add(name.gender != "")

    def may_be(self, name: _Name) -> bool:
        """Tell whether titles and first names allow that a name is this person's.

        Not ``Mr`` and ``Mrs``, and not ``Mr Smith`` and ``Mary Smith``, unless a title says so of Mary.
        """
        if not name.gender or self.genders != {""}:
            return not name.gender or self.genders <= {"", name.gender}
        return {first_names().get(self.names[0].text.split()[0], ""), name.gender} != {"female", "male"}

    def is_unlike(self, name: _Name) -> bool:
        """Tell whether a name is likelier that of another of the family.

        As a mere ``Smith`` is of whom the text calls ``Mrs Smith``.
        """
        return not name.gender and self._titled.get(name.words) == {True}

    def is_meant(self, name: _Name, linked: set[_Name]) -> bool:
        """Tell whether a name with the words of one here means the same; a city means its club by links."""
        kinds = {TYPES[name.found.kind], TYPES[self.names[0].found.kind]}
        return self.may_be(name) and (kinds != {ORGANISATION, PLACE} or not linked.isdisjoint(self.names))

    def fits(self, name: _Name, linked: set[_Name]) -> bool:
        """Tell whether a name is a short form of the fullest."""
        fullest = self.names[0]
        kinds = {TYPES[name.found.kind], TYPES[fullest.found.kind]}
        if not self.may_be(name):
            return False
        if _is_person(name, fullest):
            return True
        if ORGANISATION in kinds and GROUP not in kinds:
            words, full = _plain(name.words), _plain(fullest.words)
            is_linked = set(words) <= set(full) and not linked.isdisjoint(self.names)
            if is_linked or PLACE in kinds or set(words) <= roles().not_names:
                return is_linked
            # ``Rovers`` of ``Marston Rovers``, but no chamber of its university.
            is_last = kinds == {ORGANISATION} and full[-len(words) :] == words
            return full[: len(words)] == words or (is_last and not _PARTS.intersection(full))
        return False

    def away(self, name: _Name) -> tuple[bool, int]:
        """Give how far before a name this is named last, or, greater than that, how far behind it first."""
        place = bisect_right(self._starts, name.start)
        return (
            (False, name.start - self._starts[place - 1]) if place else (True, self._starts[0] - name.start)
        )


class _Groups:
    """Names that are put together one by one."""

    def __init__(self) -> None:
        self.all: list[_Group] = []
        self._by_words: dict[tuple[str, ...], list[_Group]] = {}
        self._by_word: dict[str, list[_Group]] = {}
        self._by_initials: dict[str, list[_Group]] = {}

    def place(self, name: _Name, linked: set[_Name]) -> None:
        """Put a name to the group that fits it, or begin one; `linked` are names that it may go on with."""
        group = self._known(name, linked)
        if group is None:
            group = _Group()
            self.all.append(group)
        group.add(name)
        _add(self._by_words, _plain(name.words), group)
        for word in name.words:
            _add(self._by_word, word, group)
        if TYPES[name.found.kind] == ORGANISATION:
            _add(self._by_initials, _initials(name.text), group)

    def _known(self, name: _Name, linked: set[_Name]) -> _Group | None:
        groups = self._by_words.get(_plain(name.words), ())
        same = [group for group in groups if group.is_meant(name, linked)]
        if not same and len(name.words) == 1 and name.text.isupper() and len(name.text) > 1:
            same = self._by_initials.get(name.text.replace(".", ""), [])
        for word in (name.words[-1], name.words[0]):
            if all(group.is_unlike(name) for group in same):
                same = [*same, *(group for group in self._by_word.get(word, ()) if group.fits(name, linked))]
        if not same:
            return self._misspelt(name)
        return min(same, key=lambda group: (group.is_unlike(name), group.away(name)))

    def _misspelt(self, name: _Name) -> _Group | None:
        """Give the person whose last name is written otherwise: ``Ondall`` for Ondaal."""
        (word, *others) = name.words
        if others or len(word) < _MISSPELT or TYPES[name.found.kind] != PERSON:
            return None
        for group in self.all[:_MOST_PEOPLE]:
            fullest = group.names[0]
            first, last = fullest.words[0], fullest.words[-1]
            is_near = first != last and last[0] == word[0] and len({*last} ^ {*word}) <= _OTHER_LETTERS
            if is_near and SequenceMatcher(None, last, word, autojunk=False).ratio() >= _ALIKE:
                return group if TYPES[fullest.found.kind] == PERSON and group.may_be(name) else None
        return None


def _add(index: dict[_Key, list[_Group]], key: _Key, group: _Group) -> None:
    known = index.setdefault(key, [])
    if group not in known:
        known.append(group)
        # So that a long list of names of one family is read in linear time.
        del known[:-_MOST]


def _is_person(name: _Name, fullest: _Name) -> bool:
    """Tell whether a name is part of a person's full one: ``Ferrando``, ``J. Smith``, ``Lucía Ferrando``."""
    is_initial = len(name.words) == len(fullest.words) > 1 == min(len(name.words[0]), len(fullest.words[0]))
    if len(name.words) >= len(fullest.words) and not is_initial:
        return False
    if any(TYPES[one.found.kind] != PERSON and one.found.probability > _TYPED for one in (name, fullest)):
        return False
    kinds = [TYPES[one.found.kind] for one in (name, fullest)]
    if PERSON not in kinds or (kinds[0] != PERSON and len(name.words) > 1):
        return False
    short, full = name.words, fullest.words
    if is_initial:
        return short[0][0] == full[0][0] and short[1:] == full[1:]
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


def _entity(group: _Group) -> Entity:
    names = sorted(group.names, key=lambda name: name.number)
    shares = dict.fromkeys(TYPES, 0.0)
    for name in names:
        # A full name tells more of what it names than a short one.
        shares[TYPES[name.found.kind]] += name.found.probability * len(name.words)
    kind = max(shares, key=lambda one: shares[one])
    fullest = max(names, key=lambda one: (len(_plain(one.words)), -one.start))
    total = sum(len(name.words) for name in names)
    return Entity(
        " ".join(fullest.text.split()),
        kind,
        tuple((name.start, name.end) for name in names),
        round(shares[kind] / total, 2),
        tuple(name.number for name in names),
    )
