"""Names of a registry's parties in a text, the longest first, and which party is meant."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs

from analysis.records import Party, Person, Registry
from analysis.registry import person_forms
from analysis.resources import Namesake, names_that_need_a_country, namesakes
from analysis.tokens.document import Document

# A demonym that names a language: "in Russian,", "spoke Russian", "Russian-speaking".
_SPOKEN = re.compile(
    r"\b(?:(in|into)|speaks?|spoke|spoken|speaking|learn(?:s|t|ed|ing)?|taught|teach(?:es|ing)?|fluent in|"
    r"understands?) $"
)
_ENDED = re.compile(r"[.,;:!?)”\"]|$|\s(?:and|or|with|on|at|but|as|to|by|rather|instead)\b")
_LANGUAGE = re.compile(
    r"-(?:speak|language)| (?:language|lessons|speakers?|dictionary|grammar|alphabet|translation)\b"
)
# "Polish your shoes."
_IMPERATIVE = re.compile(r" (?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|it|them)\b")
# The shipped lists decide by the article's countries which of several parties of one name is meant.
_CHOSEN = 0.9
_GUESSED = 0.6
# Initials of so few letters stand for much else.
_SHORT = 4


class Form(NamedTuple):
    """What a surface form can stand for; `party` is empty for a longer name that means no party."""

    party: str
    entity: str | None
    kind: str
    is_place: bool = False


class Hit(NamedTuple):
    """A name in a text, with the one meaning that is taken and how sure that is."""

    start: int
    end: int
    form: Form
    confidence: float
    surface: str


class NameIndex:
    """Finds a registry's names in texts, in one pass (Aho-Corasick): the cost does not grow with the names.

    Matching is by whole words and by case, except that a name may begin with a capital, and that names of
    four letters or more are found in capitals too.
    """

    def __init__(self, registry: Registry) -> None:
        forms: dict[str, list[Form]] = {name: [Form("", None, "")] for name in registry.not_parties}
        for party in registry.parties:
            for surface, form in _forms(party):
                known = forms.setdefault(surface, [])
                if form.party not in [other.party for other in known]:
                    known.append(form)
        names = {party.name for party in registry.parties}
        self._namesakes = {
            namesake.name: namesake
            for namesake in namesakes()
            if all(not reading.party or reading.party in names for reading in namesake.readings)
            # A user who gives the name to another party has decided.
            and _may_be_read(namesake, forms.get(namesake.name, ()))
        }
        for name in self._namesakes:
            forms.setdefault(name, [Form("", None, "")])
        for surface in list(forms):
            # "the council" opens sentences, too.
            if surface[:1].islower():
                forms.setdefault(surface[:1].upper() + surface[1:], forms[surface])
            if len(surface) >= 4:
                forms.setdefault(surface.upper(), forms[surface])
        self._surfaces = list(forms)
        self._forms = list(forms.values())
        self._countries = {party.name: party.country for party in registry.parties}
        self._doubtful = names_that_need_a_country()
        self._matcher = ahocorasick_rs.AhoCorasick(self._surfaces, store_patterns=False)

    def resolve(self, name: str) -> str | None:
        """Return the party that a name, alias, demonym, metonym or person stands for, or None."""
        found = [forms[0] for start, end, forms in self._longest(name) if start == 0 and end == len(name)]
        return found[0].party or None if found else None

    def resolve_folded(self, name: str) -> str | None:
        """Return the party of the first name that is this one in lower case, or None."""
        pairs = zip(self._surfaces, self._forms, strict=True)
        found = (forms[0].party for surface, forms in pairs if surface.casefold() == name)
        return next(filter(None, found), None)

    def find(self, document: Document) -> list[Hit]:
        """Find the names in an article, in order, without overlaps."""
        text = document.text
        found = list(self._longest(text))
        sure = Counter(forms[0].party for _, _, forms in found if len(forms) == 1)
        names: dict[str, set[str]] = {}
        for start, end, forms in found:
            if len(forms) == 1:
                names.setdefault(forms[0].party, set()).add(text[start:end])
        opening = {sentence.start for sentence in document.sentences}
        read: dict[str, tuple[Form, float]] = {}
        hits = []
        for start, end, forms in found:
            surface = text[start:end]
            namesake = self._namesakes.get(surface)
            if namesake and (start in opening or not namesake.at_start):
                # Once an article: looking for the words takes as long as the text is.
                if surface not in read:
                    read[surface] = _read(namesake, text)
                form, confidence = read[surface]
            elif len(forms) > 1:
                form, confidence = self._chosen(forms, sure)
            else:
                form, confidence = forms[0], 1.0
            if self._is_doubtful(surface, form):
                meant = (form.party, self._countries[form.party])
                if not any(names.get(party, set()) - {surface} for party in meant):
                    continue
            if form.kind == "demonym" and (
                _is_language(text, start, end) or (start in opening and _IMPERATIVE.match(text, end))
            ):
                continue
            if form.party:
                hits.append(Hit(start, end, form, confidence, surface))
        return _towns(text, hits)

    def _chosen(self, forms: Sequence[Form], sure: Mapping[str, int]) -> tuple[Form, float]:
        """Choose among parties of one name by how often the article names them and their countries."""
        scores = [sure[form.party] + sure.get(self._countries.get(form.party, ""), 0) for form in forms]
        best = max(scores)
        return forms[scores.index(best)], _CHOSEN if scores.count(best) == 1 else _GUESSED

    def _is_doubtful(self, surface: str, form: Form) -> bool:
        """Tell whether a name means a party only in a text on its country: ``PPP``, ``Socialist``."""
        is_short = len(surface) <= _SHORT and surface.isupper()
        return bool(self._countries.get(form.party)) and (is_short or surface in self._doubtful)

    def _longest(self, text: str) -> Iterator[tuple[int, int, list[Form]]]:
        """Yield (start, end, forms) of the matches of whole words, leftmost longest, without overlaps."""
        found = [
            (start, -end, index)
            for index, start, end in self._matcher.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(text, start, end)
        ]
        found.sort()
        reached = 0
        for start, negative_end, index in found:
            if start >= reached:
                reached = -negative_end
                yield start, reached, self._forms[index]


def _forms(party: Party) -> Iterator[tuple[str, Form]]:
    # A party that is a person goes by that person's names: "Pope Francis" is Francis, too.
    if party.kind == "person":
        yield from _people_forms(party)
    for kind, surfaces in (
        ("name", (party.name, *party.aliases)),
        ("demonym", party.demonyms),
        ("metonym", party.metonyms),
    ):
        for surface in surfaces:
            yield surface, Form(party.name, None, kind)
    for surface in party.places:
        yield surface, Form(party.name, None, "metonym", is_place=True)
    if party.kind != "person":
        yield from _people_forms(party)


def _people_forms(party: Party) -> Iterator[tuple[str, Form]]:
    people = party.people
    if party.kind == "person" and party.name not in [person.name for person in people]:
        people = (Person(party.name, aliases=party.aliases), *people)
    for person in people:
        for surface in person_forms(person):
            yield surface, Form(party.name, person.name, "person")


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    # "US$" is a currency; a combining mark changes the last letter.
    goes_on = after.isalnum() or after in {"_", "$"} or unicodedata.category(after or " ").startswith("M")
    return not (before.isalnum() or before == "_" or goes_on)


def _is_language(text: str, start: int, end: int) -> bool:
    if _LANGUAGE.match(text, end):
        return True
    spoken = _SPOKEN.search(text[max(0, start - 20) : start])
    return spoken is not None and (not spoken.group(1) or _ENDED.match(text, end) is not None)


def _may_be_read(namesake: Namesake, forms: Sequence[Form]) -> bool:
    parties = {reading.party for reading in namesake.readings}
    return not forms or any(form.party in parties for form in forms)


def _read(namesake: Namesake, text: str) -> tuple[Form, float]:
    """Choose the reading of a name by the words of the article."""
    counts = [sum(_has(text, word) for word in reading.words) for reading in namesake.readings]
    best = max(counts)
    reading = namesake.readings[counts.index(best)]
    form = Form(reading.party, None, reading.kind, reading.is_place)
    return form, _GUESSED if counts.count(best) > 1 and best else _CHOSEN


def _has(text: str, word: str) -> bool:
    start = text.find(word)
    while start >= 0:
        if _is_whole(text, start, start + len(word)):
            return True
        start = text.find(word, start + len(word))
    return False


def _towns(text: str, hits: list[Hit]) -> list[Hit]:
    """Give a town to the country named behind it, and keep it so: ``Athens, Ohio``, later ``Athens``."""
    moved: dict[str, Form] = {}
    for hit, following in itertools.pairwise(hits):
        if (
            hit.form.kind == "metonym"
            and following.form.is_place
            and hit.form.party != following.form.party
            and text[hit.end : following.start] == ", "
        ):
            moved[hit.surface.casefold()] = following.form
    if not moved:
        return hits
    return [hit._replace(form=moved.get(hit.surface.casefold(), hit.form)) for hit in hits]
