"""Whom descriptions without a name mean: ``the Turkish president``, ``the country``."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from analysis.parties.cast import Person, Place
from analysis.parties.discourse import Discourse, Referent
from analysis.parties.names import Hit
from analysis.parties.phrases import Phrase
from analysis.parties.ties import Tie
from analysis.resources import cue_verbs, roles
from analysis.tokens.datelines import in_dateline

_REACH = 60
_OF = re.compile(r" of (?:the )?")
# What may stand between an office and a name: "of France, ", " to the United Nations ".
_COMPLEMENT = re.compile(r" (?:of|to|for) (?:the )?[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,3},? ")
LINKING = frozenset(
    "is was are were be been being become became becomes remain remains remained as a an".split()
)
# "the breakaway republic" is no party that the text named as a country.
_UNRECOGNISED = frozenset(
    "breakaway self-proclaimed self-declared unrecognised unrecognized so-called".split()
)
# Offices that belong to a country, where the text names none.
_NATIONAL = frozenset(
    "president prime-minister minister premier king queen chancellor monarch lawmaker emir sultan".split()
)
_NEIGHBOURS = frozenset(("neighbour", "neighbor"))
_COUNTRIES = frozenset("countries nations states governments capitals neighbours neighbors".split())
# How sure: said in so many words, found by the office, or by what the text spoke of last.
SAID, BY_TITLE, BY_CONTEXT = 0.9, 0.8, 0.6
_WITHIN = 6
# "The alliance" is NATO however long ago it was named; "the country" is the one before.
_FAR = 30
_LOOKED_BACK = 3000  # characters
_GENERAL = frozenset(
    "country nation republic group party body organisation organization agency company".split()
)


class Nominals:
    """Resolves the descriptions of one article against what the text has spoken of."""

    def __init__(
        self,
        discourse: Discourse,
        hits: Sequence[Hit],
        people: Sequence[Person],
        kinds: Mapping[str, str],
        words: Mapping[str, frozenset[str]],
    ) -> None:
        self._discourse = discourse
        self._text = discourse.text
        self._hits = hits
        self._starts = [hit.start for hit in hits]
        self._people = people
        self._kinds = kinds
        self._words = words
        self._counts = Counter(hit.form.party for hit in hits)
        self._acting = {hit.form.party for hit in hits if kinds[hit.form.party] == "country"}
        self._named = sorted((place.start, person.name) for person in people for place in person.places)
        self._unnamed: dict[tuple[str, str], Person] = {}
        self._last_unnamed: dict[str, Person] = {}
        self._pairs = _pairs(self._text, hits)

    def resolve(self, phrase: Phrase, owner: Referent | None) -> tuple[Referent, float] | None:
        """Give whom a description means, and how sure that is; `owner` is what its possessive means."""
        known = roles()
        if self._is_no_reference(phrase):
            return None
        if phrase.head in known.joint_parties or phrase.head in known.joint_people:
            if phrase.determiner == "both" or phrase.modifiers[:1] in (("two",), ("three",)):
                return self._together(phrase)
            return (
                self._together(phrase) if phrase.determiner == "the" and phrase.head == "neighbours" else None
            )
        if phrase.head == "counterpart":
            return self._by_name(phrase) if phrase.hit is not None else None
        if phrase.head in known.offices or phrase.head in known.delegates:
            return self._office(phrase, owner)
        if phrase.hit is not None:
            return None
        return self._party(phrase, owner)

    def _is_no_reference(self, phrase: Phrase) -> bool:
        """Tell whether a description names nobody anew: a title, an apposition, what follows *is*."""
        if self.introduces(phrase) is not None or not _UNRECOGNISED.isdisjoint(phrase.modifiers):
            return True
        before = self._text[max(0, phrase.start - 30) : phrase.start]
        if before.endswith(", ") and not self._is_speaking(phrase):
            # Behind a name: "Jan Example, the Polish minister, …"
            end = phrase.start - 2
            referents = self._discourse.sentences[self._discourse.index(phrase.start)].referents
            if any(referent.end == end and referent.is_name for referent in referents):
                return True
        return before.rstrip(" ").rsplit(" ", 1)[-1].casefold() in LINKING

    def _is_speaking(self, phrase: Phrase) -> bool:
        """Tell whether a verb of saying follows: ``France, the minister said, …``."""
        following = self._text[phrase.end : phrase.end + 20].split(" ")
        return len(following) > 1 and not following[0] and following[1].strip(",.") in cue_verbs()

    def introduces(self, phrase: Phrase) -> int | None:
        """Give where the name begins that a description stands before (``the minister, Jan Example``)."""
        index = bisect_left(self._named, (phrase.end, ""))
        if index < len(self._named):
            between = self._text[phrase.end : self._named[index][0]]
            is_office = phrase.head in roles().offices or phrase.head in roles().delegates
            if between in (" ", ", ") or (is_office and _COMPLEMENT.fullmatch(between)):
                return self._named[index][0]
        return None

    def _office(self, phrase: Phrase, owner: Referent | None) -> tuple[Referent, float] | None:
        if phrase.hit is not None:
            return self._by_name(phrase)
        following = _OF.match(self._text, phrase.end)
        if following:
            index = bisect_left(self._starts, following.end())
            if index < len(self._hits) and self._hits[index].start == following.end():
                return self._by_name(phrase._replace(end=self._hits[index].end, hit=index))
            return None
        if owner is not None:
            # "its president", not "her chairman": a person's own is nobody of the party.
            if owner.person is None and len(owner.parties) == 1:
                return self._person(phrase, self.holder(owner.parties[0], phrase.office)), BY_CONTEXT
            person = self._known(phrase) if owner.person is not None else None
            known = person is not None and person.name and person is not owner.person
            return (self._person(phrase, person), BY_CONTEXT) if person is not None and known else None
        if phrase.determiner != "the":
            return None
        person = self._known(phrase)
        is_past = not roles().past.isdisjoint(phrase.modifiers)
        if person is not None and is_past and person.party:
            return None
        return (self._person(phrase, person), BY_TITLE) if person is not None else None

    def _by_name(self, phrase: Phrase) -> tuple[Referent, float] | None:
        """Resolve a description that says the party: ``the Turkish president``."""
        assert phrase.hit is not None  # noqa: S101 - what callers have checked
        words = self._text[max(0, phrase.start - 12) : phrase.start].casefold().replace("-", " ").split()
        if not roles().past.isdisjoint((*phrase.modifiers, *words[-1:])):
            return None
        party = self._hits[phrase.hit].form.party
        return self._person(phrase, self.holder(party, phrase.office)), SAID

    def holder(self, party: str, office: str) -> Person:
        """Give the person of a party who holds an office, somebody without a name where none is named."""
        for person in self._people:
            if person.party == party and office in person.offices:
                return person
        for person in self._people:
            if not person.party and not person.is_barred and office in person.offices and office in _NATIONAL:
                person.tie(Tie(party, BY_CONTEXT, office))
                return person
        if (party, office) not in self._unnamed:
            gender = "male" if office in roles().male else "female" if office in roles().female else ""
            self._unnamed[party, office] = Person("", (), party, BY_TITLE, gender=gender, offices={office})
        self._last_unnamed[office] = self._unnamed[party, office]
        return self._unnamed[party, office]

    def _known(self, phrase: Phrase) -> Person | None:
        """Give the person whose office a description names, the one named last before it."""
        found = [
            (bisect_left(person.places, Place(phrase.start, 0)), person)
            for person in self._people
            if phrase.office in person.offices
        ]
        earlier = [(person.places[n - 1].start, person) for n, person in found if n]
        if earlier:
            return max(earlier, key=lambda pair: pair[0])[1]
        if phrase.office in self._last_unnamed:
            return self._last_unnamed[phrase.office]
        if len(found) == 1:
            return found[0][1]
        if phrase.office in _NATIONAL:
            party = self._country(phrase.start)
            return self.holder(party, phrase.office) if party else None
        return None

    def _country(self, position: int) -> str:
        """Give the country spoken of last, the acting one before a place."""
        for _, referents in self._discourse.before(position, within=2):
            named = [
                referent
                for referent in referents
                if len(referent.parties) == 1 and self._kinds.get(referent.parties[0]) == "country"
            ]
            acting = [referent for referent in named if not referent.is_location]
            if acting or named:
                return (acting or named)[0].parties[0]
        return ""

    def place_in_country(self, person: Person, position: int) -> None:
        """Tie somebody with a national office whom the text ties to no party to the country spoken of.

        Not to one that acts in their sentence already: ``Cuba mocked President Jan Example``. That gives 28
        instead of 26 of the 35 expectations of our cases of this kind.
        """
        if not person.party and not person.is_barred and not _NATIONAL.isdisjoint(person.offices):
            party = self._country(position)
            # A president without a country is that of the outlet's own, unless the story names but one.
            is_sure = "president" not in person.offices or len(self._acting) == 1
            if party and is_sure and not self._acts(party, position):
                person.tie(Tie(party, BY_CONTEXT, ""))

    def _acts(self, party: str, position: int) -> bool:
        """Tell whether a party or somebody of it, not only a place, stands earlier in a sentence."""
        before = self._discourse.sentences[self._discourse.index(position)].referents
        return any(
            (one.person.party == party if one.person else one.parties == (party,) and not one.is_location)
            for one in before
            if one.end <= position and not in_dateline(self._text, one.start)
        )

    def identify(self, person: Person, position: int) -> None:
        """Take somebody new for the office holder of whom the sentence before spoke without a name."""
        here = self._discourse.index(position)
        opens = position == self._discourse.sentences[here].start
        if person.party or person.is_barred or person.offices or not here or not opens:
            return
        earlier = self._discourse.sentences[here - 1].referents
        before = {id(referent.person): referent.person for referent in earlier}
        unnamed = [one for one in before.values() if one is not None and not one.name and one.party]
        if len(unnamed) == 1:
            person.tie(Tie(unnamed[0].party, BY_CONTEXT, ""))
            person.offices |= unnamed[0].offices
            unnamed[0].name = person.name

    def _person(self, phrase: Phrase, person: Person) -> Referent:
        return Referent(phrase.start, phrase.end, (), person)

    def _party(self, phrase: Phrase, owner: Referent | None) -> tuple[Referent, float] | None:
        """Resolve ``the country``: the party of its kind that the text spoke of last."""
        if owner is not None:
            party = self._owned_party(phrase, owner)
            return (Referent(phrase.start, phrase.end, (party,)), BY_CONTEXT) if party else None
        if phrase.determiner != "the" or phrase.head in _NEIGHBOURS:
            return None
        kinds = {kind for kind, nouns in roles().party_nouns.items() if phrase.head in nouns}
        fallback = ""
        unknown = self._unknown(phrase)
        for back, referents in self._discourse.before(phrase.start, within=_FAR):
            weights: Counter[str] = Counter()
            for referent in referents:
                if referent.start < unknown:
                    continue
                party = referent.parties[0] if len(referent.parties) == 1 else ""
                if referent.person is not None:
                    party = referent.person.party
                if self._kinds.get(party) in kinds:
                    weights[party] += 1 if referent.is_attribute or referent.person else 3
            if not weights:
                continue
            # "The kingdom" is the party that calls itself one.
            fitting = [party for party in weights if phrase.head in self._words[party]]
            best = max(fitting or weights, key=lambda party: (weights[party], self._counts[party]))
            is_general = back <= _WITHIN and phrase.head in _GENERAL
            if fitting or is_general:
                return Referent(phrase.start, phrase.end, (best,)), BY_CONTEXT
            # "The island" is not just any country.
            if back <= _WITHIN and self._kinds[best] != "country":
                fallback = fallback or best
        return (Referent(phrase.start, phrase.end, (fallback,)), BY_CONTEXT) if fallback else None

    def _unknown(self, phrase: Phrase) -> int:
        """Give where a body that is no party, but that a description can mean, was named last.

        As ``the Canoe Federation`` for "the federation"; -1 where there is none.
        """
        head = phrase.head.capitalize()
        found = self._text.rfind(f" {head}", max(0, phrase.start - _LOOKED_BACK), phrase.start)
        if found < 0 or self._text[found + 1 + len(head)].isalnum():
            return -1
        before = self._text[max(0, found - _REACH) : found].split()
        is_name = bool(before) and before[-1][0].isupper() and before[-1] != "The"
        hit = bisect_left(self._starts, found) - 1
        is_known = hit >= 0 and self._hits[hit].end > found
        return found if is_name and not is_known else -1

    def _owned_party(self, phrase: Phrase, owner: Referent) -> str:
        """Resolve ``her party`` and ``its neighbour``."""
        if owner.person is not None:
            is_party = phrase.head == "party" and self._kinds.get(owner.person.party) == "political party"
            return owner.person.party if is_party else ""
        if phrase.head in _NEIGHBOURS and len(owner.parties) == 1:
            party = owner.parties[0]
            pairs = [pair for pair in self._pairs if party in pair and len(pair) == 2]
            best = max(pairs, key=lambda pair: self._pairs[pair], default=frozenset())
            return next((other for other in best if other != party), "")
        return ""

    def _together(self, phrase: Phrase) -> tuple[Referent, float] | None:
        """Resolve ``both sides``: two parties or people spoken of last, in one breath or most often.

        "The three countries" are those spoken of last. Who alone is named before it in the sentence speaks
        of two others.
        """
        wants_people = phrase.head in roles().joint_people
        n = 3 if phrase.modifiers[:1] == ("three",) else 2
        found: dict[str, Referent] = {}
        alone: set[str] = set()
        for back, referents in self._discourse.before(phrase.start, within=_WITHIN):
            for referent in reversed(referents):
                for member in referent.members or (referent,):
                    key = self._key(member, phrase.head, wants_people=wants_people)
                    if key:
                        found.setdefault(key, member)
            if back == 0:
                alone = set(found) if len(found) == 1 else set()
                found = {} if alone else found
            if len(found.keys() - alone) >= n and not wants_people:
                break
        names = [name for name in found if name not in alone] or list(found)
        if len(names) < n:
            names = list(dict.fromkeys((*names, *alone)))
        if len(names) < n:
            return None
        counts = {name: self._count(name) for name in names}
        meant = max(
            itertools.combinations(names, 2) if n == 2 else [tuple(names[:n])],
            key=lambda some: (self._pairs[frozenset(some)], min(counts[name] for name in some)),
        )
        members = tuple(found[name] for name in meant if name in found)
        if wants_people:
            if len(members) < n:
                return None
            return Referent(phrase.start, phrase.end, (), members=members, is_plural=True), BY_CONTEXT
        return Referent(phrase.start, phrase.end, meant, is_plural=True), BY_CONTEXT

    def _count(self, name: str) -> int:
        """Give how often the article names a party or a person, a party's people included."""
        people = [person for person in self._people if name in (person.name, person.party)]
        return self._counts[name] + sum(len(person.places) for person in people)

    def _key(self, member: Referent, head: str, *, wants_people: bool) -> str:
        if member.is_location and head in ("sides", "parties"):
            return ""
        if wants_people:
            return member.person.name if member.person is not None else ""
        party = member.person.party if member.person is not None else ""
        if len(member.parties) == 1:
            party = member.parties[0]
        if head in _COUNTRIES and self._kinds.get(party) != "country":
            return ""
        return party


def _pairs(text: str, hits: Sequence[Hit]) -> Counter[frozenset[str]]:
    """Count which two parties are named in one breath: ``Ukraine-Russia``, ``between Kyiv and Moscow``."""
    found: Counter[frozenset[str]] = Counter()
    for hit, following in itertools.pairwise(hits):
        between = text[hit.end : following.start]
        if between in ("-", "–", " and ", ", "):
            found[frozenset((hit.form.party, following.form.party))] += 1
    return found
