"""Reads an article from left to right and resolves its descriptions and pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.parties.cast import Person
from analysis.parties.discourse import Discourse, Referent
from analysis.parties.groups import Group, Groups, groups
from analysis.parties.names import Hit
from analysis.parties.nominals import BY_CONTEXT, Nominals
from analysis.parties.phrases import Phrase, owned, phrases
from analysis.parties.pronouns import Pronouns, pronoun_finder
from analysis.parties.ties import BY_OFFICE, Tie
from analysis.resources import roles
from analysis.tokens.document import Document

# What acts for a party, unlike its people and things: ``the Turkish government``.
_BODY = re.compile(
    r" (?:[Gg]overnment|(?:\w{1,20} )?[Mm]inistry|[Aa]uthorities|[Pp]arliament|[Ee]mbassy|[Pp]residency)\b"
)
Event = Referent | Phrase | Group | int


class Reference(NamedTuple):
    """A description or pronoun with one thing that it means: a party, or a person."""

    start: int
    end: int
    kind: str
    party: str
    person: Person | None
    confidence: float
    is_joint: bool = False


def references(
    document: Document,
    hits: Sequence[tuple[Hit, str]],
    people: Sequence[Person],
    kinds: Mapping[str, str],
    words: Mapping[str, frozenset[str]],
) -> list[Reference]:
    """Resolve the descriptions and pronouns of an article.

    Parameters
    ----------
    document
        The article.
    hits
        The names of parties, each with its role, in order.
    people
        The people named; one whom only a description ties (``Its minister, …``) is tied here.
    kinds, words
        The kind of each party, and the words of its names in lower case.
    """
    return list(_Reader(document, hits, people, kinds, words).read())


class _Reader:
    """One reading of an article."""

    def __init__(
        self,
        document: Document,
        hits: Sequence[tuple[Hit, str]],
        people: Sequence[Person],
        kinds: Mapping[str, str],
        words: Mapping[str, frozenset[str]],
    ) -> None:
        self._text = document.text
        self._discourse = Discourse(document)
        self._nominals = Nominals(self._discourse, [hit for hit, _ in hits], people, kinds, words)
        self._pronouns = Pronouns(self._discourse, people, kinds)
        self._groups = Groups()
        self._named = {place.start: person for person in people for place in person.places}
        self._owners: dict[int, Referent] = {}  # what the possessive at a position means
        self._new = {id(person) for person in people}
        self._events = _events(document.text, hits, people)

    def read(self) -> Iterator[Reference]:
        """Read from left to right, and yield what is resolved."""
        for start, event in self._events:
            if isinstance(event, Referent):
                if event.person is not None and id(event.person) in self._new:
                    self._new.remove(id(event.person))
                    self._nominals.identify(event.person, start)
                    self._nominals.place_in_country(event.person, start)
                self._discourse.add(event)
            elif isinstance(event, Group):
                self._discourse.add(self._groups.resolve(event, self._owner(start)))
            elif isinstance(event, Phrase):
                yield from self._describe(event, self._owners.get(start))
            else:
                resolved = self._pronouns.resolve(start, event)
                if resolved is not None:
                    self._owners[start] = resolved[0]
                    yield from self._resolved("pronoun", *resolved)

    def _describe(self, phrase: Phrase, owner: Referent | None) -> Iterator[Reference]:
        named = self._nominals.introduces(phrase)
        if named is not None:
            self._tie(self._named[named], phrase, owner)
        resolved = self._nominals.resolve(phrase, owner)
        if resolved is None:
            return
        yield from self._resolved("nominal", *resolved)
        further = owned(self._text, phrase)
        if further is not None:
            yield from self._describe(further, resolved[0])

    def _resolved(self, kind: str, referent: Referent, confidence: float) -> Iterator[Reference]:
        yield from _rows(kind, self._discourse.add(referent), confidence)

    def _owner(self, start: int) -> Referent | None:
        """Give what the possessive pronoun right before a position means."""
        before = self._text.rfind(" ", 0, max(0, start - 1)) + 1
        return self._owners.get(before)

    def _tie(self, person: Person, phrase: Phrase, owner: Referent | None) -> None:
        """Tie a person to the party in the description before the name: ``Its minister, Jan Example``."""
        if phrase.head in roles().offices or phrase.head in roles().delegates:
            person.offices.add(phrase.office)
        if owner is None:
            return
        if len(owner.parties) == 1:
            person.tie(Tie(owner.parties[0], BY_OFFICE, phrase.office))
        elif owner.person is not None and owner.person.party and phrase.head in roles().offices:
            person.tie(Tie(owner.person.party, BY_CONTEXT, phrase.office))


def _events(
    text: str, hits: Sequence[tuple[Hit, str]], people: Sequence[Person]
) -> Iterator[tuple[int, Event]]:
    """Yield what is to be read, from left to right; a pronoun is given by its end."""
    events: list[tuple[int, int, int, Event]] = []
    for hit, role in hits:
        referent = Referent(
            hit.start,
            hit.end,
            (hit.form.party,),
            is_location=role == "place",
            is_attribute=hit.form.kind == "demonym" and not _BODY.match(text, hit.end),
            is_name=hit.form.kind != "demonym",
        )
        events.append((hit.start, 1, len(events), referent))
    for person in people:
        for start, end in person.places:
            referent = Referent(start, end, (), person, is_name=True)
            events.append((start, 1, len(events), referent))
    names = [hit for hit, _ in hits]
    for group in groups(text, names):
        events.append((group.start, 2, len(events), group))
    for phrase in phrases(text, names):
        events.append((phrase.start, 3, len(events), phrase))
    for start, end, _ in pronoun_finder().find(text):
        events.append((start, 0, len(events), end))
    events.sort(key=lambda event: event[:3])
    for start, _, _, event in events:
        yield start, event


def _rows(kind: str, referent: Referent, confidence: float) -> Iterator[Reference]:
    """Give a reference for each party or person meant."""
    if referent.members:
        rows = [
            row._replace(start=referent.start, end=referent.end, is_joint=True)
            for member in referent.members
            for row in _rows(kind, member, confidence)
        ]
        # A party and its own people are one: ``the university and its students``.
        yield from {(row.party, id(row.person)): row for row in rows}.values()
    elif referent.person is not None:
        yield Reference(referent.start, referent.end, kind, "", referent.person, confidence)
    else:
        for party in referent.parties:
            is_joint = len(referent.parties) > 1
            yield Reference(referent.start, referent.end, kind, party, None, confidence, is_joint)
