"""Pronouns of the third person, and whom they mean where the text decides it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from analysis.network.links import RECIPROCAL
from analysis.parties.cast import Person, Place
from analysis.parties.discourse import OPENERS, Discourse, Referent
from analysis.parties.words import WordFinder, capitalised
from analysis.resources import cue_verbs, roles

_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her hers herself".split())
_THING = frozenset("it its itself".split())
_GROUP = frozenset("they them their theirs themselves".split())
# What each of several does to the others.
# "it" that refers to nothing: "it was clear that", "it remains to be seen", "it rained".
_MODALS = "would|will|could|may|might|must|should"
_BE = rf"(?:['’]s|\s(?:is|was|isn['’]t|wasn['’]t|has been|had been|(?:{_MODALS}) (?:not )?be))"
_EMPTY = re.compile(
    rf"{_BE}(?:\s(?:not|also|now|still|only|too|very|so|more|most|far))?"
    r"\s(?!(?:(?!rain|snow)[a-z]+ing|ready|prepared|willing|committed|open|able|determined)\b)"
    r"|\s(?:seem|appear|rain|snow|turn(?:s|ed) out|takes?|took|makes sense|depends|matters?|came|comes|emerge"
    r"|follow"
    r"|remains? (?:to be|unclear|unknown|possible|impossible|likely|unlikely|difficult|hard|important)"
    r"|remained (?:unclear|unknown)|(?:would|may|could|will|might) (?:take|seem|appear))",
    re.IGNORECASE,
)
_MODAL = re.compile(rf"\s(?:{_MODALS}) be (?:a|an|one of|able|ready|willing|more|part)\b")
_PREPOSITION = re.compile(r"\b(?:for|to|against|with|from|on|at|by|toward|towards|over) $")
# What one does to somebody else: "praised her", "accused him".
_OTHER = re.compile(
    r"\b(?:prais|critici[sz]|condemn|thank|accus|attack|mock|defend|back|endors|dismiss|denounc|support|join|met|meet|"
    r"visit|succeed|replac|urg|ask|tell|told|warn|blam|invit|gave|giv|congratulat|welcom)\w{0,4} (?:for )?$"
)
# What somebody is praised or blamed for is their own: "accused Norway of hiding its", "thanked her for her".
_FOR = re.compile(
    r"\b(?:prais|critici[sz]|condemn|thank|accus|attack|mock|defend|denounc|blam|congratulat|commend|laud|fault"
    r"|rebuk|chid|scold|punish|honou?r)\w{0,4}(?! by\b)(?= )(?P<whom>[^.;:\n]{2,80}?) (?:for|of|over)"
    r"(?: [\w’'-]+){0,4} $"
)
# Verbs whose object "it" can be before an adjective or a noun, though something can be said with them, too.
_DEEMING = re.compile(
    r"(?:call|mak|made|find|found|consider|deem|think|thought|believ|declar|describ)\w{0,4}"
)
# "I will say it again": what is said, not who says.
_SAY_IT = re.compile(r"(?:\b(?:will|to|would|can|could|must|shall|me|not|never)|['’]ll) (?:say|put|repeat) $")
_FINITE = re.compile(
    rf"['’](?:s|d|ll)\b|\s(?:{_MODALS}|can|cannot|shall|is|was|has|had|does|did|isn['’]t|wasn['’]t|does|doesn['’]t|"
    r"didn['’]t|won['’]t|can['’]t|couldn['’]t|wouldn['’]t|hasn['’]t)\b"
)
# A text is voted on, and no party.
_VOTED = re.compile(r"\bvot\w{1,3} (?:for|against|on) $")
_BEFORE = re.compile(r"([\w’'-]+) $")
# What stands between two names that "and" joins: an apposition, and the titles of the second.
_AND = re.compile(
    r"(?:['’]s?)?(?:,? [^.;:]{1,60},)? (?:and|with)"
    r"(?: (?:[A-Z][\w.’'-]*|the|his|her|its|an?|foreign|prime|minister|president|leader|counterpart),?){0,6}"
    r" ?"
)
_THAT = re.compile(r"\b(?:that|said|says|insist(?:s|ed)|hope[sd]?|believe[sd]?) $")
_CUE = re.compile(r"(?: [^\s,.;:]+){0,3}? ([a-z]+)(?: [A-Z]\w+day)?(?: that)? ")

_POSSESSED = re.compile(
    r" (?!(?:in|to|for|and|that|at|on|with|by|of|as|from|or|but|when|after|before)\b)[a-z]"
)
# A cue between commas.
_INSERTED = re.compile(r" (?:said|says|added|adds|argued|insisted|wrote|told [^.,]{1,20})(?: [^.,]{1,20})?,")
# Somebody who is told by trade or office alone, at the start of a sentence.
_UNNAMED = re.compile(r"(?:The|A|An|One|Another|His|Her|Their|Its) ((?:\w[\w’'-]{1,20},? ){1,3})")
# Others of whom something is said, whom "their" can mean: ``said rich countries broke their promises``.
_OTHERS = re.compile(
    r"\b(?:said|says|say|that|added|insisted|warned|argued)(?: [\w-]{1,20}){0,3}? [a-z]{3,20}s "
    r"(?:had|have|were|are|would|will|could|should|must|did|do|broke|took|made|gave|left|lost|kept|sold|bought"
    r"|held|sent|built|won|found|cut|paid|spent|ran|put|knew|saw|[a-z]{2,20}ed) "
)
_OBJECTS = frozenset("him them it himself herself itself themselves".split())
_CUE_REACH = 50  # characters behind a quotation in which its speaker is named
_NEAR = 120  # characters before a pronoun in which somebody is praised or blamed for it
SAME_SENTENCE, SENTENCE_BEFORE, FURTHER = 0.8, 0.7, 0.5
_WITHIN = 3
_OFTEN = 3


@cache
def pronoun_finder() -> WordFinder:
    """Finder of the pronouns that `Pronouns` resolves."""
    return WordFinder(capitalised(_MALE | _FEMALE | _THING | _GROUP) | RECIPROCAL)


class Pronouns:
    """Resolves the pronouns of one article against what the text has spoken of."""

    def __init__(self, discourse: Discourse, people: Sequence[Person], kinds: Mapping[str, str]) -> None:
        self._discourse = discourse
        self._text = discourse.text
        self._people = people
        self._named_at = sorted((place.start, n) for n, one in enumerate(people) for place in one.places)
        self._kinds = kinds

    def resolve(self, start: int, end: int) -> tuple[Referent, float] | None:
        """Give what a pronoun means, and how sure that is; None where the text does not decide it."""
        word = self._text[start:end].casefold()
        if word in _MALE:
            return self._person(start, end, "male", word)
        if word in _FEMALE:
            return self._person(start, end, "female", word)
        if word in _THING:
            return self._thing(start, end, word)
        if word in RECIPROCAL:
            return self._each(start, end)
        return self._group(start, end, word)

    def _person(self, start: int, end: int, gender: str, word: str) -> tuple[Referent, float] | None:
        here = self._discourse.quotation(start)
        others = _OTHER.search(self._text[max(0, start - 20) : start]) is not None and word not in (
            "he",
            "she",
        )
        barred = self._speakers(start) if here else self._spoken_of(start, end)
        barred += self._named_behind(start) if here else []
        is_attribute = self._is_possessive(end, word)
        judged = self._judged(start, word)
        for back, referents in self._discourse.before(start, within=_WITHIN):
            found = [
                referent
                for referent in referents
                if referent.person is not None
                and referent.person.gender in (gender, "")
                and not any(referent.person is person for person in barred)
                and (here or not referent.quotation)
            ]
            if judged and back == 0:
                found = [referent for referent in found if _is_within(referent, judged)] or found
            if others and back == 0 and found:
                # Who praises somebody praises another one.
                barred.append(_first([one for one in found if not one.is_attribute] or found).person)
                found = [referent for referent in found if referent.person is not barred[-1]]
            if not found:
                if back and not here and self._is_of_somebody_unnamed(start, back):
                    return None
                continue
            found = [referent for referent in found if not referent.is_attribute] or found
            certain = [referent for referent in found if referent.person and referent.person.gender] or found
            person = _first(certain).person
            if person is not None and not person.gender:
                person.gender = gender
            confidence = (SAME_SENTENCE, SENTENCE_BEFORE, FURTHER, FURTHER)[back]
            return Referent(start, end, (), person, is_attribute=is_attribute), confidence
        known = [
            (bisect_left(person.places, Place(start, 0)), person)
            for person in self._people
            if person.gender == gender and not any(person is one for one in barred)
        ]
        n, person = max(known, key=lambda pair: pair[0], default=(0, None))
        return (Referent(start, end, (), person), FURTHER) if n >= _OFTEN else None

    def _is_possessive(self, end: int, word: str) -> bool:
        """Tell "his" in ``his deputy`` from "him", and "her" before a noun as well as words in a row can."""
        return word == "his" or (word == "her" and _POSSESSED.match(self._text, end) is not None)

    def _spoken_of(self, start: int, end: int) -> list[Person | None]:
        """Give whom somebody else speaks of: ``Mr Example, he said, had left``."""
        if not (self._text.endswith(", ", 0, start) and _INSERTED.match(self._text, end)):
            return []
        sentence = self._discourse.sentences[self._discourse.index(start)]
        return [referent.person for referent in sentence.referents if referent.end == start - len(", ")]

    def _is_of_somebody_unnamed(self, start: int, back: int) -> bool:
        """Tell whether a sentence so far back begins with somebody without a name: ``The police chief``."""
        number = self._discourse.index(start) - back
        match = _UNNAMED.match(self._text, self._discourse.sentences[number].start)
        return match is not None and not roles().people.isdisjoint(match.group(1).replace(",", "").split())

    def _named_behind(self, start: int) -> list[Person | None]:
        """Give who is named right behind the quotation around a position: “He lied,” Example said."""
        end = self._discourse.quotation_end(start)
        near = min(self._discourse.sentences[self._discourse.index(end)].end, end + _CUE_REACH)
        first, stop = (bisect_left(self._named_at, (place, 0)) for place in (end, near))
        return [self._people[number] for _, number in self._named_at[first:stop]]

    def _speakers(self, start: int) -> list[Person | None]:
        """Give the people who stand outside of the quotation that a position is in, in its sentences."""
        first = self._discourse.index(self._discourse.quotation_start(start))
        sentences = self._discourse.sentences[first : self._discourse.index(start) + 1]
        return [
            referent.person
            for sentence in sentences
            for referent in sentence.referents
            if not referent.quotation
        ]

    def _judged(self, start: int, word: str) -> tuple[int, int] | None:
        """Give where those stand who are praised or blamed for what a pronoun belongs to, if somebody is."""
        if word in _OBJECTS:
            return None
        sentence = self._discourse.sentences[self._discourse.index(start)]
        match = _FOR.search(self._text, max(sentence.start, start - _NEAR), start)
        return match.span("whom") if match else None

    def _is_object(self, start: int, end: int) -> bool:
        """Tell whether something is done to "it", by the words around: ``Peru called it a success``."""
        match = _BEFORE.search(self._text, max(0, start - 20), start)
        if match is None or _FINITE.match(self._text, end):
            return False
        if _SAY_IT.search(self._text, max(0, start - 20), start):
            return True
        word = match.group(1).casefold()
        is_open = word in OPENERS or word in cue_verbs()
        return not is_open or _DEEMING.fullmatch(word) is not None

    def _thing(self, start: int, end: int, word: str) -> tuple[Referent, float] | None:
        if word == "it":
            if _EMPTY.match(self._text, end) and not _MODAL.match(self._text, end):
                return None
            is_subject = self._text[end : end + 2].strip().islower() and not self._is_object(start, end)
            if not is_subject and not _PREPOSITION.search(self._text[max(0, start - 10) : start]):
                return None
        judged = self._judged(start, word)
        here = self._discourse.quotation(start)
        if word == "it" and _VOTED.search(self._text[max(0, start - 20) : start]):
            return None
        for back, referents in self._discourse.before(start, within=1):
            found = [
                referent
                for referent in referents
                if referent.person is None
                and (here or not referent.quotation)
                and len(referent.parties) == 1
                and not referent.is_attribute
                and not referent.is_plural
                and not referent.is_location
                and self._kinds.get(referent.parties[0]) != "person"
            ]
            subjects = [referent for referent in found if referent.is_subject]
            if judged:
                found = subjects = [referent for referent in found if _is_within(referent, judged)]
                if not found:
                    return None
            if back == 0 and found:
                chosen = (subjects or found)[-1]
                if word == "it" and self._says(found[-1], start):
                    chosen = found[-1]
                return Referent(start, end, chosen.parties), SAME_SENTENCE
            if back == 1 and subjects and self._opens(subjects[0]):
                return Referent(start, end, subjects[0].parties), SENTENCE_BEFORE
        return None

    def _says(self, referent: Referent, start: int) -> bool:
        """Tell whether what follows a mention is that it says something of itself: ``Kyiv insists it``."""
        match = _CUE.fullmatch(self._text, referent.end, start)
        return match is not None and match.group(1) in cue_verbs()

    def _opens(self, referent: Referent) -> bool:
        """Tell whether a mention is the subject of its sentence, as far as its place says so."""
        sentence = self._discourse.sentences[self._discourse.index(referent.start)]
        return len(self._text[sentence.start : referent.start].split()) <= 3

    def _group(self, start: int, end: int, word: str) -> tuple[Referent, float] | None:
        judged = self._judged(start, word)
        for back, referents in self._discourse.before(start, within=1):
            here = [referent for referent in referents if not referent.is_location]
            if judged:
                here = [referent for referent in here if _is_within(referent, judged)]
                if not here:
                    return None
            plural = [referent for referent in here if referent.is_plural]
            if word == "them" and back == 0:
                # Nobody does something to themselves by "them".
                plural = [referent for referent in plural if not referent.is_subject]
            plural += self._joined(here)
            if plural:
                chosen = _last(plural) if back == 0 else _first(plural)
                if not chosen.parties and not chosen.members:
                    return None
                if back == 0 and _OTHERS.search(self._text[chosen.end : start]):
                    return None
                confidence = (SAME_SENTENCE, SENTENCE_BEFORE)[back]
                return Referent(
                    start, end, chosen.parties, members=chosen.members, is_plural=True
                ), confidence
            if back == 0 and _THAT.search(self._text[max(0, start - 12) : start]):
                people = [referent.person for referent in here if referent.person and referent.is_subject]
                party = people[0].party if people else ""
                if party:
                    # "Lavrov said … that they": his side.
                    return Referent(start, end, (party,), is_plural=True), FURTHER
            named = [
                referent
                for referent in here
                if len(referent.parties) == 1
                and not referent.is_attribute
                and self._kinds.get(referent.parties[0]) not in ("country", "person", None)
            ]
            # In a quotation "they" may be any but the speaker's own, whoever that is.
            if named and not (self._discourse.quotation(start) and len({one.parties for one in named}) > 1):
                return Referent(start, end, named[0].parties), FURTHER
        return None

    def _each(self, start: int, end: int) -> tuple[Referent, float] | None:
        """Give the several who do something to one another: the subject of the sentence."""
        for back, referents in self._discourse.before(start, within=0):
            here = [referent for referent in referents if not referent.is_location]
            several = [referent for referent in here if referent.is_plural] + self._joined(here)
            several = [one for one in several if len(one.parties) + len(one.members) > 1 and one.is_subject]
            if several and back == 0:
                chosen = several[-1]
                return Referent(
                    start, end, chosen.parties, members=chosen.members, is_plural=True
                ), SAME_SENTENCE
        return None

    def _joined(self, referents: Sequence[Referent]) -> list[Referent]:
        """Give pairs of people or of parties that "and" joins."""
        pairs = []
        for is_person in (True, False):
            named = [r for r in referents if (r.person is not None) == is_person and not r.is_plural]
            if not is_person:
                named = [r for r in named if not r.is_attribute]
            for one, other in itertools.pairwise(named):
                if _AND.fullmatch(self._text, one.end, other.start):
                    pairs.append(
                        self._discourse.known(
                            Referent(one.start, other.end, (), members=(one, other), is_plural=True)
                        )
                    )
        return pairs


def _is_within(referent: Referent, span: tuple[int, int]) -> bool:
    return span[0] <= referent.start and referent.end <= span[1]


def _first(referents: Iterable[Referent]) -> Referent:
    """Give the first subject, or else the first of all."""
    return min(referents, key=lambda referent: (not referent.is_subject, referent.start))


def _last(referents: Iterable[Referent]) -> Referent:
    """Give the last subject, or else the last of all."""
    return max(referents, key=lambda referent: (referent.is_subject, referent.start))
