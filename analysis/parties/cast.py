"""The people of one article, and the names under which they go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from analysis.parties.capitals import ARTICLES, NUMERAL, PARTICLES, Run, Word, surname, without_article
from analysis.parties.names import Hit
from analysis.parties.ties import Tie
from analysis.resources import first_names, roles

# Two spellings of one name: "Dmtryo" and "Dmytro" 0.83, "Ondall" and "Ondaal" 0.83. "Marina" and "Martin",
# 0.83 too, are told by their gender.
_SAME = 0.8
_SHORTEST_MISSPELT = 5
# A word in lower case, without which capitals tell nothing.
LOWER = re.compile(r"\b[a-z]{5}")
_AROUND = 60  # characters around a name in which a word in lower case tells that capitals mean something
# How many people of one first name a new name is compared with, so that a list of names stays linear.
_RECENT = 50
# ``His widow, Mary Example``.
_RELATIVE = re.compile(
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|['’]s?) (?:[a-z]+ ){0,2}"
    r"(?:wife|husband|widow|widower|son|daughter|brother|sister|mother|father|nephew|niece|cousin|uncle|aunt"
    r"|grandson|granddaughter|grandfather|grandmother|stepson|stepdaughter),? $"
)
_OPENING = re.compile(r"(?:^|\n|[.!?:“”\"] ?)$")
_BEFORE_LAST = re.compile(rf"(?<= )(?:(?:{PARTICLES}) )*(?:(?:{ARTICLES})[-’'])?$")


class Place(NamedTuple):
    """Where a person is named."""

    start: int
    end: int


@dataclass(slots=True)
class Person:
    """Somebody an article names.

    `party` is empty where the text ties the person to none; `is_barred` where it says that they speak for
    none. `offices` are the words for what they are (minister); `gender` is male, female, or empty where not
    known. `is_relative`: somebody's widow or son, whom the story calls by more than their last name.
    """

    name: str
    words: tuple[str, ...]
    party: str = ""
    confidence: float = 0.0
    is_barred: bool = False
    gender: str = ""
    is_relative: bool = False
    offices: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)

    def tie(self, tie: Tie) -> None:
        """Learn from what is said of the person; the first office that ties wins over descent."""
        if tie.office:
            self.offices.add(tie.office)
            known = roles()
            if not self.gender:
                self.gender = (
                    "male" if tie.office in known.male else "female" if tie.office in known.female else ""
                )
        if tie.confidence and not tie.party and not self.party:
            self.is_barred = True
        elif tie.confidence > self.confidence and not self.is_barred:
            self.party, self.confidence = tie.party, tie.confidence


class Cast:
    """The people of one article and the names under which they go."""

    def __init__(self, text: str, hits: Sequence[Hit]) -> None:
        self._text = text
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_first: dict[tuple[str, ...], list[Person]] = {}
        self._initials: dict[str, set[str]] = {}
        self._listed: dict[str, Person] = {}
        self._hits = hits
        self._surfaces: dict[str, set[str]] = {}
        for hit in hits:
            self._surfaces.setdefault(hit.form.party, set()).add(hit.surface)
            if hit.form.entity and hit.form.entity not in self._listed:
                words = tuple(hit.form.entity.split())
                person = Person(hit.form.entity, words, hit.form.party, hit.confidence)
                self._listed[hit.form.entity] = person
                self._add(person)

    def introduce(self, run: Run) -> Person:
        """Give the person whom a run names, a new one where it is nobody that is known."""
        words = tuple(word.text for word in run.words)
        listed = self._listed_in(run)
        if listed is not None and (len(words) == 1 or _is_listed(words, listed, run, self._hits)):
            return listed
        known = self._by_word.get(_last(words), [])
        if len(words) == 1 and known:
            surnamed = [person for person in known if _last(person.words) == _last(words)]
            return _fitting(surnamed or known, run.title)[0]
        for person in known:
            if _are_one(words, person.words):
                if len(words) > len(person.words) and person.name not in self._listed:
                    person.name, person.words = self._written(run), words
                    self._by_first.setdefault(words[:-1], []).append(person)
                return person
        namesakes = self._by_first.get(words[:-1], [])[-_RECENT:] if len(words) > 1 else []
        for person in namesakes:
            if words[:-1] == person.words[:-1] and _alike(_last(words), _last(person.words)):
                self._by_word.setdefault(_last(words), []).append(person)
                return person
        start = run.words[0].start
        is_relative = _RELATIVE.search(self._text, max(0, start - _AROUND), start) is not None
        person = Person(
            self._written(run), words, gender=_gender(words[0], run.title), is_relative=is_relative
        )
        self._add(person)
        return person

    def called(self, name: str, hits: Sequence[Hit]) -> Person:
        """Give the person of a name, somebody on a list where a hit in the name says so.

        Who is on the list by one name alone is whoever has it.
        """
        words = tuple(name.split())
        for hit in hits:
            listed = self._listed[hit.form.entity] if hit.form.entity else None
            if listed and (
                _are_one(words, listed.words) or (len(listed.words) == 1 and listed.words[0] in words)
            ):
                return listed
        start = self._text.find(name)
        is_relative = start > 0 and _RELATIVE.search(self._text, max(0, start - _AROUND), start) is not None
        person = Person(name, words, gender=_gender(words[0], ""), is_relative=is_relative)
        self._add(person)
        return person

    def _written(self, run: Run) -> str:
        """Give a name with the particles between its words: ``Jan van der Example``."""
        return self._text[run.words[0].start : run.words[-1].end]

    def named(self, run: Run) -> Iterator[tuple[Place, Person, tuple[int, ...]]]:
        """Find the people in a run: in full, by a last or first name, misspelt."""
        words = [word.text for word in run.words]
        listed = self._listed_in(run)
        if listed is not None and (len(words) == 1 or _is_listed(words, listed, run, self._hits)):
            yield Place(run.words[0].start, run.words[-1].end), listed, run.hits
            return
        place = 0
        while place < len(words):
            found = self._at(run, place)
            if found is None:
                place += 1
                continue
            person, first, last = found
            span = Place(run.words[first].start, run.words[last].end)
            if first == last:
                span = Place(span.start - _particles(self._text, span, person), span.end)
            yield span, person, tuple(i for i in run.hits if span.start <= self._hits[i].start < span.end)
            place = last + 1

    def left(self, used: Collection[int]) -> Iterator[tuple[int, Person]]:
        """Find names of listed people that no run gave: ``Yesterday Example``, names without capitals."""
        for index, hit in enumerate(self._hits):
            if hit.form.entity and index not in used:
                yield index, self._listed[hit.form.entity]

    def mistaken(self, used: Collection[int]) -> Iterator[tuple[int, Person]]:
        """Find last names among the names of parties: ``Rhodes`` where Ben Rhodes is named.

        `used` are the hits that are known to be in somebody's name.
        """
        for index, hit in enumerate(self._hits):
            if index in used:
                continue
            for person in self._by_word.get(hit.surface, ()):
                is_last = len(person.words) > 1 and _last(person.words) == hit.surface
                is_only = self._surfaces[hit.form.party] == {hit.surface} and hit.form.entity is None
                if is_last and is_only:
                    yield index, person
                    break

    def _at(self, run: Run, place: int) -> tuple[Person, int, int] | None:
        """Find the longest name of a person that begins at a word."""
        words = tuple(word.text for word in run.words)
        for last in range(len(words) - 1, place, -1):
            name = words[place : last + 1]
            for person in self._by_word.get(_last(name), ()):
                if _are_one(name, person.words):
                    return person, place, last
        candidates = self._by_word.get(without_article(words[place]), [])
        if place and place == len(words) - 1:
            # "Jan Example" is she who was first named as "Ms. Example".
            alone = [person for person in candidates if len(person.words) == 1]
            candidates = alone or candidates
        else:
            alone = []
        if candidates and (alone or not self._is_part(run, place)):
            return _meant(candidates, run, place), place, place
        if len(words) == 1 and len(words[0]) >= _SHORTEST_MISSPELT and not run.hits:
            for known in sorted(self._initials.get(words[0][0], ())):
                if words[0] not in first_names() and _alike(known, words[0]):
                    return self._by_word[known][-1], place, place
        return None

    def _is_part(self, run: Run, place: int) -> bool:
        """Tell whether a last or first name is part of another's name: ``Example Foods``, ``Port Example``.

        What opens a sentence before it (``Yesterday Example``) is none, nor are other people and parties.
        Nobody can tell in a headline where verbs have capitals, too.
        """
        if (
            LOWER.search(self._text, max(0, run.words[0].start - _AROUND), run.words[-1].end + _AROUND)
            is None
        ):
            return False
        for number, word in enumerate(run.words):
            is_hit = any(self._hits[n].start <= word.start < self._hits[n].end for n in run.hits)
            before = self._text[max(0, word.start - 3) : word.start]
            is_opener = number == 0 < place and _OPENING.search(before)
            is_person = without_article(word.text) in self._by_word or NUMERAL.fullmatch(word.text)
            if not (number == place or is_hit or is_opener or is_person):
                return True
        return False

    def _listed_in(self, run: Run) -> Person | None:
        for index in run.hits:
            entity = self._hits[index].form.entity
            if entity:
                return self._listed[entity]
        return None

    def _add(self, person: Person) -> None:
        self.people.append(person)
        self._by_first.setdefault(person.words[:-1], []).append(person)
        if not person.gender:
            person.gender = _gender(person.words[0], "")
        first = without_article(person.words[0])
        for name in (_last(person.words), first):
            self._initials.setdefault(name[0], set()).add(name)
        self._by_word.setdefault(_last(person.words), []).append(person)
        # Family names come first in some languages (Xi Jinping), and stories of private people go on by first
        # names.
        if len(person.words) > 1:
            self._by_word.setdefault(first, []).append(person)


def _meant(candidates: Sequence[Person], run: Run, place: int) -> Person:
    """Choose among people of one name: by the title before it, else who was named last and is no relative."""
    if run.title and place == 0:
        candidates = _fitting(candidates, run.title)
    start = run.words[place].start
    before = [person for person in candidates if person.places and person.places[-1].start < start]
    before = [person for person in before if not person.is_relative] or before
    return max(before, key=lambda person: person.places[-1].start) if before else candidates[0]


def _fitting(people: Sequence[Person], title: str) -> Sequence[Person]:
    """Give those whom a title fits: who hold it, or are of its gender; all if it fits nobody."""
    gender = _gender("", title)
    holders = [person for person in people if title in person.offices]
    return holders or [person for person in people if gender and person.gender == gender] or people


def _particles(text: str, span: Place, person: Person) -> int:
    """Give how much of a last name stands before its last word: ``van der`` Example, ``al-``Example."""
    last = text[span.start : span.end]
    if not person.name.endswith(last):
        return 0
    match = _BEFORE_LAST.search(person.name[: -len(last)])
    n = len(match.group()) if match else 0
    before = text[max(0, span.start - n - 1) : span.start]
    is_there = len(before) >= n and match and before.casefold().endswith(match.group().casefold())
    return n if is_there and not before[: len(before) - n].isalnum() else 0


def _is_listed(words: Sequence[str], person: Person, run: Run, hits: Sequence[Hit]) -> bool:
    """Tell whether a name that holds a listed person's is theirs: "Dmtryo Kuleba" for Dmytro Kuleba."""
    inside = [hits[index] for index in run.hits if hits[index].form.entity == person.name]
    covered = sum(hit.end - hit.start for hit in inside)
    return covered == run.words[-1].end - run.words[0].start or _are_one(tuple(words), person.words)


def _are_one(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Tell whether two names of one last name are one person's: ``D. Kuleba``, ``Dmtryo Kuleba``."""
    if words == known:
        return True
    if len(words) < 2 or len(known) < 2:
        return len(words) < 2 and words[-1] == known[-1]
    one, other = words[0], known[0]
    if _last(words) != _last(known):
        return words[:-1] == known[:-1] and _alike(_last(words), _last(known))
    if {_gender(one, ""), _gender(other, "")} == {"male", "female"}:
        return False
    if one.endswith(".") or other.endswith("."):
        return one[0] == other[0]
    return one == other or _alike(one, other) or one in known or other in words


def _alike(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= _SHORTEST_MISSPELT - 1
        and abs(len(one) - len(other)) < 3
        and len({*one} & {*other}) + 2 >= len({*one})
        and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME
    )


def _last(words: Sequence[str]) -> str:
    return surname([Word(word, 0, 0) for word in words])


def _gender(first: str, title: str) -> str:
    known = roles()
    if title in known.male or title in known.female:
        return "male" if title in known.male else "female"
    gender = first_names().get(first, "")
    return "" if gender == "both" else gender
