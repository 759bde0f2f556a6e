"""Whom an attribution is attributed to: the entity that the words for its source refer to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from analysis.quotes import descriptions
from analysis.quotes.colons import is_somebody
from analysis.quotes.records import Attribution
from analysis.quotes.referents import Referent, Referents, Speaker, parties, together
from analysis.resources import first_names, roles
from analysis.tokens.datelines import in_dateline
from analysis.tokens.document import Document

_GENDERS = {**dict.fromkeys(("he", "him", "his"), "male"), **dict.fromkeys(("she", "her", "hers"), "female")}
_FIRST = frozenset("i me my we us our".split())
# Who asks and who answers in an interview: ``Q: … A: …``.
_ASKED = frozenset(("q", "a"))
_QUESTION = re.compile(r"^Q:", re.MULTILINE)
_RELATIVE = frozenset("who whom which that".split())
# Of "Example, who leads the party, said" the network can find the clause alone.
_CLAUSES = ("who ", "which ")
_OTHER = frozenset((*_GENDERS, *"they them their it its you your".split()))
_OF = re.compile(r"\s(?:of|for|in|at|from)\s(?:the\s)?(?:neighbou?ring\s)?", re.IGNORECASE)
# What parts those who speak together; in a headline it can be a verb ("Peru Praises Bolivia").
_TOGETHER = re.compile(r"\b(?:and|or)\b|[,&/–-]|\b[A-Z]")
# Words between a person's name and the noun for who speaks for them.
_LONGEST_NOUN = 3
# What somebody wrote: "the statement" is of who stands so near before "a statement".
_WRITTEN = frozenset("statement letter declaration communique document note message email".split())
_BY = 32
# Who a sentence begins with stands so near its start ("But the …"), and a cue so near its subject.
_NEAR_START, _SENTENCE = 8, 300
# What only seems so seems so to who writes it.
_SEEMS = re.compile(r"\b(?:appear|seem)(?:s|ed|ing)?(?: to(?: be)?)?$", re.IGNORECASE)
# Whoever is asked or pressed is no source; who asks has one.
_NO_SOURCE = re.compile(
    r"(?:(?:is|are|was|were|be|been|being) (?!\w+ing\b)|(?:asked|pressed|questioned)\b)", re.IGNORECASE
)
# So far before "who" stand the words that it means, in characters, and behind a reference in them.
_ANTECEDENT = 80
_NOUN_BEHIND = re.compile(r"(?:['’]s?)?(?: [\w’'-]{1,30}){0,2}")
# A pronoun means a speaker of its paragraph or one of the two before.
_WITHIN, _RECENT = 2, 30


NOBODY = Speaker(None)
# Of what seems or appears so, to nobody in particular.
WRITER = Speaker("")


class Speakers:
    """Resolves the sources of one article's attributions.

    Parameters
    ----------
    document
        The article.
    referents
        Whom it refers to, where.
    """

    def __init__(self, document: Document, referents: Referents) -> None:
        self._text = document.text
        self._document = document
        self._within = referents.within
        self._name_start = referents.name_start
        self._names_place = referents.names_place
        self._spoken: list[tuple[int, int, Speaker]] = []  # paragraph, first character, who

    def resolve(self, attributions: Sequence[Attribution]) -> list[Speaker]:
        """Give the speaker of every attribution; they come in the order of their contents."""
        order = sorted(range(len(attributions)), key=lambda index: _place(attributions[index]))
        found: list[Speaker] = [NOBODY] * len(attributions)
        last = (0, NOBODY)  # where the cue before ends, and whose it is
        open_contents: list[tuple[int, int]] = []  # where a content ends, and whose it is
        for index in order:
            item = attributions[index]
            start = _place(item)
            while open_contents and open_contents[-1][0] <= start:
                open_contents.pop()
            around = found[open_contents[-1][1]] if open_contents else NOBODY
            speaker = self._speaker(item, around)
            seems = item.cue and _SEEMS.search(self._text[item.cue[0][0] : item.cue[-1][1]])
            if seems or self._is_label(item):
                speaker = WRITER
            elif item.cue and not item.source:
                speaker = self._unnamed(item.cue[0][0], last)
            last = (item.cue[-1][1] if item.cue else start, speaker)
            found[index] = speaker
            if speaker.name:
                self._spoken.append((self._document.paragraph_at(start), start, speaker))
            open_contents.append((item.content[-1][1], index))
        return found

    def _speaker(self, item: Attribution, around: Speaker) -> Speaker:
        if not item.source:
            return self._floating(item) if not item.cue else NOBODY
        start, end = item.source[0][0], item.source[-1][1]
        words = self._text[start:end].casefold()
        if words in _ASKED and self._text.startswith(":", end):
            return self._interviewed(start) if words == "a" else NOBODY
        if words in _FIRST:
            return around if around != NOBODY or self._document.quoted_at(start) >= 0 else WRITER
        if words in _RELATIVE or words.startswith(_CLAUSES):
            return self._antecedent(start)
        if words in _OTHER:
            # Who is quoted hardly calls themselves "he".
            barred = around if self._document.quoted_at(start) >= 0 else NOBODY
            return self._pronoun(start, end, words, barred)
        return self._named(start, end)

    def _is_label(self, item: Attribution) -> bool:
        """Tell of words before a colon that name nobody: ``Review: …`` in headlines, and datelines."""
        if not item.source or not item.cue or self._text[slice(*item.cue[0])] != ":":
            return False
        start, end = item.source[0][0], item.source[-1][1]
        if self._document.quoted_at(item.content[0][0]) >= 0:
            return False
        if self._names_place(start) and in_dateline(self._text, start):
            return True
        if self._document.paragraph_at(start) > 0:
            return False
        words = re.findall(r"\w+", self._text[start:end].casefold())
        return not any(self._within(start, end)) and not any(map(is_somebody, words))

    def _interviewed(self, start: int) -> Speaker:
        """Give whom ``A:`` means: the person whom the text before the first ``Q:`` refers to most."""
        first = _QUESTION.search(self._text, 0, start)
        people = Counter(
            one.who for one in self._within(0, first.start() if first else 0) if one.who.is_person
        )
        return next((who for who, _ in people.most_common(1)), NOBODY)

    def _floating(self, item: Attribution) -> Speaker:
        """Give a quotation that nothing attributes to who spoke last, in its paragraph or that before."""
        if not self._spoken:
            return NOBODY
        paragraph, _, speaker = self._spoken[-1]
        return speaker if self._document.paragraph_at(item.content[0][0]) - paragraph <= 1 else NOBODY

    def _unnamed(self, start: int, last: tuple[int, Speaker]) -> Speaker:
        """Read a cue that has no source: who had the cue before, in its sentence, goes on (``…, adding …``).

        Without one it is who the sentence begins with (``Ruritania left the talks and is demanding …``).
        """
        if _NO_SOURCE.match(self._text, start):
            return NOBODY
        reached, speaker = last
        here = self._document.sentence_at(start)
        if reached <= start and self._document.sentence_at(reached) == here:
            return speaker
        first = max(self._document.sentences[here].start, start - _SENTENCE)
        begins = next(iter(self._within(first, start)), None)
        if begins is None or begins.start - first > _NEAR_START:
            return NOBODY
        return NOBODY if descriptions.is_possessive(self._text, begins.end, start) else begins.who

    def _pronoun(self, start: int, end: int, words: str, barred: Speaker) -> Speaker:
        at = [one for one in self._within(start, end) if one.kind == "pronoun"]
        if at:
            speaker = together(at)
            return speaker if speaker != barred else NOBODY
        here = self._document.paragraph_at(start)
        gender = _GENDERS.get(words, "")
        for paragraph, _, speaker in reversed(self._spoken[-_RECENT:]):
            if here - paragraph > _WITHIN:
                break
            if speaker != barred and _may_be(speaker, gender):
                return speaker
        return NOBODY

    def _antecedent(self, start: int) -> Speaker:
        """Give whom "who" means: what the words right before it refer to."""
        low = max(0, start - _ANTECEDENT)
        stop = low + len(self._text[low:start].rstrip(" ,—–-"))
        near = [one for one in self._within(low, stop) if _NOUN_BEHIND.fullmatch(self._text, one.end, stop)]
        return self._named(near[0].start, stop) if near else NOBODY

    def _named(self, start: int, end: int) -> Speaker:
        """Read a description: ``Drennish expert Jan Example, of the Centre for Ports``."""
        start = self._begin(start, end)
        core = self._core(start, end)
        inside = self._within(start, core)
        heads = [
            one
            for one in inside
            if one.kind != "pronoun" and not descriptions.is_possessive(self._text, one.end, core)
        ]
        people = [one for one in heads if one.who.is_person and self._is_self(one, inside, core)]
        apposed = self._apposed(core, end)
        if people and not (apposed and people[-1].kind == "nominal"):
            return together(self._last(people))
        words = Speaker(descriptions.clean(self._text[start:end]))
        nouns = descriptions.nouns(self._text[start:core])
        if not inside and nouns & _WRITTEN:
            return self._writer(start, nouns) or words
        is_sent = bool(nouns & descriptions.senders())
        owner = next((one for one in inside if one.who.is_person), None)
        acting = [one for one in inside if one.kind != "pronoun" and one.who.parties]
        if owner or apposed:
            # "Example's lawyer" speaks for Example, but "Example's brother" does not.
            found = apposed or words._replace(is_person=True)
            own = parties([owner] if owner else acting)
            speaks_for = is_sent and len(own) == 1 and not found.parties
            return found._replace(parties=own) if speaks_for else found
        is_past = not roles().past.isdisjoint(re.findall(r"\w+", self._text[start:core].casefold()))
        if is_past or nouns & descriptions.observers():
            return words
        if not acting and is_sent:
            # "Its foreign ministry", "the president of neighbouring Ruritania".
            of = _OF.match(self._text, core)
            place = of.end() if of else start
            acting = [one for one in self._within(start, end) if one.start == place]
            acting = [one for one in acting if (one.kind == "pronoun") == (of is None)]
        acting = self._last(acting or [one for one in heads if one.end == core])
        if not acting or acting[-1].who.is_person or len(parties(acting)) > 1:
            return words._replace(parties=parties(acting))
        is_person = len(nouns) == 1 and nouns <= roles().people
        return acting[-1].who._replace(is_person=is_person)

    def _last(self, found: Sequence[Referent]) -> list[Referent]:
        """Keep the last of several references, and those that speak with it."""
        place = found[-1].start if found else 0
        return [one for one in found if one.start == place or _TOGETHER.search(self._text, one.end, place)]

    def _apposed(self, core: int, end: int) -> Speaker | None:
        """Read the name behind a description: ``her lawyer, Jan Example``, ``one of them, Jan Example``."""
        for one in self._within(core, end):
            comma = self._text.rfind(", ", core, one.start)
            is_owner = descriptions.is_possessive(self._text, one.end, end)
            if comma < 0 or is_owner or not one.who.is_person:
                continue
            if next(descriptions.core_ends(self._text, comma + 1, one.start)) == one.start:
                return one.who
        return None

    def _writer(self, start: int, nouns: Collection[str]) -> Speaker | None:
        """Give whose "the statement" is: who issued one, or said something in one, shortly before."""
        at = max(self._text.rfind(f" a {noun}", max(0, start - _SENTENCE), start) for noun in nouns)
        by = [one for one in self._within(at - _BY, at) if one.who.parties]
        is_near = by and self._document.sentence_at(by[-1].end) == self._document.sentence_at(at)
        return by[-1].who if is_near else None

    def _begin(self, start: int, end: int) -> int:
        """Tell where a source begins: behind a dateline or link, and with the whole of a name."""
        opening, _ = self._document.paragraphs[self._document.paragraph_at(start)]
        for first in (opening, start):
            start = max(start, descriptions.opening_end(self._text, first, end - 1))
        return self._name_start(start)

    def _core(self, start: int, end: int) -> int:
        """Tell where the words that name somebody end: at a comma or preposition in no name."""
        names = [one for one in self._within(start, end) if one.kind == "name"]
        ends = descriptions.core_ends(self._text, start, end)
        first = next(place for place in ends if not any(one.start < place < one.end for one in names))
        return start + len(self._text[start:first].rstrip())

    def _is_self(self, one: Referent, inside: Sequence[Referent], core: int) -> bool:
        """Tell whether a person is the source itself: not in "the Example campaign" or "Example's aides"."""
        rest = self._text[one.end : core].split()
        is_described = 0 < len(rest) <= _LONGEST_NOUN and rest[0] not in ("and", "nor")
        if is_described and descriptions.nouns(rest[-1]) & descriptions.others():
            return False
        owners = [other for other in inside if other.who == one.who and other.kind != "nominal"]
        return one.kind != "nominal" or not any(other.end < one.end for other in owners)


def _may_be(speaker: Speaker, gender: str) -> bool:
    """Tell whether "he", "she" or without a gender "it" or "they" can mean somebody, by name and noun."""
    if not gender:
        return not speaker.is_person
    name = speaker.name or ""
    fits = first_names().get(name.split(" ")[0], "both") in ("both", gender)
    return fits and (speaker.is_person or bool(descriptions.nouns(name) & roles().people))


def _place(item: Attribution) -> int:
    return min(spans[0][0] for spans in item if spans)
