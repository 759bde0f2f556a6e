"""Which names of one type mean the same: the rules, in their order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.records import Registry
from analysis.references.clusters import Clusters
from analysis.references.shortenings import SECOND_SURNAME, gender_of, misspellings, shortenings
from analysis.references.spelling import (
    NameParts,
    body_parts,
    bracketed,
    fold,
    is_acronym,
    is_initial,
    letters,
    person_parts,
)

PARTIES_FILE = "parties file"
MISSPELT = "one letter differs"
LAST_NAME = "last name alone"
ACRONYM = "acronym"
_ACCENTS = "accents"
_BRACKETS = "words in brackets left out"
# German, Nordic: Müller is Mueller where accents cannot be written.
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
)


# Longer names are of no person, or hold titles.
_MOST_WORDS = 8


@dataclass(slots=True)
class Name:
    """What has the same words: its parts, the ways in which it is written, and the short forms beside it.

    `forms` and `short_forms` are counted in articles.
    """

    parts: NameParts
    forms: Counter[str] = field(default_factory=Counter)
    short_forms: Counter[str] = field(default_factory=Counter)

    @property
    def is_full(self) -> bool:
        """Whether it is more than a word with or without a title."""
        return len(self.parts.words) > 1


def parts_of(kind: str, name: str) -> NameParts:
    """Return the parts of a name of an entity of a type."""
    if kind == "person":
        return person_parts(name)
    return body_parts(name, is_organisation=kind == "organisation")


def key_of(parts: NameParts, name: str) -> tuple[str, str, str]:
    """Return what names of the same words share; a name without letters is only the same as itself."""
    return ("".join(parts.words) or name, parts.apart, parts.gender)


def same_words_reason(name: str, canonical: str) -> str:
    """Say in what two names of the same words differ."""
    if letters(name) == letters(canonical):
        return "same words"
    if fold(letters(name)) == fold(letters(canonical)):
        return _ACCENTS
    return "title, article or legal form left out"


class Joining:
    """The names of one type, which `join` puts together."""

    def __init__(self, kind: str, rows: Iterable[tuple[str, str, int]], registry: Registry) -> None:
        self._kind = kind
        self._is_person = kind == "person"
        self._tags = _tags(kind, registry)
        found: dict[tuple[object, ...], Name] = {}
        for name, short_form, n in rows:
            parts = parts_of(kind, name)
            known = found.setdefault((*key_of(parts, name), self._tags.get(name, 0)), Name(parts))
            (known.short_forms if short_form else known.forms)[short_form or name] += n
            # "Jean-Marc" is one word, and so is "Jean Marc" in the names of which some have the hyphen.
            known.parts = min(known.parts, parts, key=lambda one: (len(one.words), one))
        self._numbers = {key: number for number, key in enumerate(sorted(found, key=str))}
        self.names = [found[key] for key in self._numbers]
        self._n = [name.forms.total() for name in self.names]
        self.clusters = Clusters(self._n, self._kept_apart(registry))
        self._own_names(registry)

    def join(self) -> Clusters:
        """Apply the rules and return the clusters."""
        self._spelt_out()
        if self._is_person:
            for rare, frequent in misspellings([name.parts for name in self.names], self._n).items():
                if self.clusters.may_join(rare, frequent):
                    self.clusters.join(rare, frequent, MISSPELT)
            self._shortened()
            self._last_names()
        else:
            self._shortened()
            self._acronyms()
        return self.clusters

    def written(self) -> Iterator[tuple[str, int]]:
        """Yield every way in which a name is written, with the name's number."""
        for number, name in enumerate(self.names):
            for form in name.forms:
                yield form, number

    def _number(self, name: str) -> int | None:
        key = (*key_of(parts_of(self._kind, name), name), self._tags.get(name, 0))
        return self._numbers.get(key)

    def _kept_apart(self, registry: Registry) -> dict[int, set[int]]:
        apart: dict[int, set[int]] = {}
        for names in registry.apart:
            numbers = {number for name in names if (number := self._number(name)) is not None}
            for one in numbers:
                apart.setdefault(one, set()).update(numbers - {one})
        return apart

    def _own_names(self, registry: Registry) -> None:
        """Join what the parties file calls one, and keep apart what it calls several."""
        groups = [(party.name, *party.aliases) for party in registry.parties]
        groups += [(one.name, *one.aliases) for party in registry.parties for one in party.people]
        for names in groups:
            numbers = [number for name in names if (number := self._number(name)) is not None]
            for number in numbers[:1]:
                self.clusters.own(number, names[0])
            for number in numbers[1:]:
                if self.clusters.may_join(number, numbers[0]):
                    self.clusters.join(number, numbers[0], PARTIES_FILE)

    def _spelt_out(self) -> None:
        for number, name in enumerate(self.names):
            for form in name.forms:
                plain = form.translate(_SPELT_OUT)
                other = self._number(plain) if plain != form else None
                if other is not None and self.clusters.may_join(other, number):
                    self.clusters.join(other, number, _ACCENTS)

    def _shortened(self) -> None:
        """Join names to the fullest that they are short for, the fullest first."""
        known: dict[tuple[tuple[str, ...], str], dict[int, str]] = {}
        known_as: dict[int, tuple[str, str]] = {}  # of two first names, and of two known_as
        with_words = (number for number, name in enumerate(self.names) if name.parts.words)
        for number in sorted(with_words, key=self._fullness):
            parts = self.names[number].parts
            if self.clusters.root(number) == number:
                fuller = known.get((parts.words, parts.apart), {})
                self._join_to_one_of(number, fuller, known_as)
            for words, reason in self._short_forms(parts):
                known.setdefault((words, parts.apart if self._is_person else ""), {})[number] = reason

    def _join_to_one_of(
        self, number: int, fuller: Mapping[int, str], known_as: dict[int, tuple[str, str]]
    ) -> None:
        words = self.names[number].parts.words
        found = {
            other: reason
            for other, reason in fuller.items()
            if self._may_be_short(number, other, reason, known_as)
        }
        root = self.clusters.choose(number, found, is_strict=self._is_person and is_initial(words[0]))
        if root is None:
            return
        reason = next(found[other] for other in found if self.clusters.root(other) == root)
        self.clusters.join(number, root, reason)
        if len(words) < len(self.names[root].parts.words):
            known_as.setdefault(root, (words[0][0], words[-1]))

    def _fullness(self, number: int) -> tuple[int, int, int, int]:
        parts = self.names[number].parts
        n_full = sum(not is_initial(word) for word in parts.words)
        return -len(parts.words), -n_full - bool(parts.apart), -self._n[number], number

    def _may_be_short(
        self, name: int, other: int, reason: str, known_as: Mapping[int, tuple[str, str]]
    ) -> bool:
        words, root = self.names[name].parts.words, self.clusters.root(other)
        ends = (words[0][0], words[-1])
        # "Ada Example Sample" is not called Ada Example by some and Ada Sample by others.
        if self._is_person and known_as.get(root, ends) != ends:
            return False
        return reason != SECOND_SURNAME or self._n[name] >= self._n[other]

    def _short_forms(self, parts: NameParts) -> Iterable[tuple[tuple[str, ...], str]]:
        if self._is_person:
            return shortenings(parts.words).items()
        is_short = parts.apart and self._kind in ("organisation", "group")
        return [(parts.words, _BRACKETS)] if is_short else []

    def _last_names(self) -> None:
        """Join a last name without a first one, those of two words first, to whom it nearly always means."""
        ends = self._ends()
        for is_full, number in itertools.product((True, False), range(len(self.names))):
            name = self.names[number]
            is_open = len(self.clusters.members(number)) == 1 and number not in self.clusters.rivals
            if name.is_full != is_full or not is_open or _has_first_name(name):
                continue
            known = ends.get((name.parts.words, name.parts.apart), ())
            root = self.clusters.choose(
                number, (one for one in known if not self._is_other_gender(name, one))
            )
            # Not "Smith" in fifty articles to the Ada Smith of a single one.
            if root is not None and self.clusters.articles(root) >= self._n[number]:
                self.clusters.join(number, root, LAST_NAME)

    def _ends(self) -> dict[tuple[tuple[str, ...], str], list[int]]:
        """Return who has which last names, or is called by one word beside the full name: ``Xi``."""
        ends: dict[tuple[tuple[str, ...], str], list[int]] = {}
        for number, name in enumerate(self.names):
            words, apart, _ = name.parts
            if not 2 <= len(words) <= _MOST_WORDS:
                continue
            short = {form.words for form in map(person_parts, name.short_forms) if len(form.words) == 1}
            # A first name alone is anybody's, unless an article has it beside the full name.
            last = () if gender_of(words[-1]) else (words[-1:],)
            for end in {*short, *last, *(words[start:] for start in range(1, len(words) - 1))}:
                ends.setdefault((end, apart), []).append(number)
        return ends

    def _is_other_gender(self, name: Name, other: int) -> bool:
        # An initial says nothing, the full name that it was joined to does.
        same = (other, self.clusters.root(other))
        genders = {gender_of(self.names[number].parts.words[0]) for number in same}
        return any({name.parts.gender, gender} == {"male", "female"} for gender in genders)

    def _acronyms(self) -> None:
        """Join an acronym to the name beside which an article has it."""
        written: dict[int, list[int]] = {}
        for number, name in enumerate(self.names):
            for form in sorted({*name.short_forms, *map(bracketed, name.forms)}):
                short = self._number(form) if is_acronym(form, name.parts.words) else None
                if short is not None:
                    written.setdefault(short, []).append(number)
        for number, found in sorted(written.items()):
            root = self.clusters.choose(number, found) if len(self.clusters.members(number)) == 1 else None
            if root is not None:
                self.clusters.join(number, root, ACRONYM)


def _has_first_name(name: Name) -> bool:
    """Tell whether the first of several words is an initial or a first name that is known."""
    first = name.parts.words[0]
    return name.is_full and (is_initial(first) or bool(gender_of(first)))


def _tags(kind: str, registry: Registry) -> dict[str, int]:
    """Number names of the same words that the parties file keeps apart."""
    tags: dict[tuple[str, str, str], dict[str, int]] = {}
    for names in registry.apart:
        keys = [key_of(parts_of(kind, name), name) for name in names]
        for name, key in zip(names, keys, strict=True):
            if keys.count(key) > 1:
                known = tags.setdefault(key, {})
                known.setdefault(name, len(known))
    return {name: tag for known in tags.values() for name, tag in known.items()}
