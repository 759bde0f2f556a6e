"""Whom an attribution is attributed to: the person and party that the words for its source mean."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.quotes.naming import clean, core_length, last_name_run, names_at, singular
from analysis.quotes.records import Attribution, Span
from analysis.resources import first_names, roles

_MALE = frozenset("he him his".split())
_FEMALE = frozenset("she her hers".split())
_RELATIVE = frozenset("who whom which that".split())
_PRONOUNS = (
    _MALE | _FEMALE | _RELATIVE | frozenset("they them their it its i me my we us our you your".split())
)
_FIRST = frozenset("i me my we us our".split())
# What reports on a country speaks for nobody; a poll or study for whoever was asked.
_MEDIA = frozenset("newspaper daily weekly tabloid broadcaster outlet media press poll survey study".split())
_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?\.?")
_OF = re.compile(r"\s(?:of|for|in|at|from)\s(?:the\s)?(?:neighbou?ring\s)?", re.IGNORECASE)
# What an agency's story begins with: ``DUNHOLT (Harbour Wire) - Jan Example said``.
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{1,40}(?:, [^()\n]{1,20})?(?: \([^()\n]{1,40}\))? ?(?:--|[-–—]) ")
_COMMA = re.compile(", ")
_ANDED = re.compile(r"\b[A-Z]\w{1,20} (?:and|&) $")
# What parts two people who speak together.
_AND = re.compile(r" and (?:[\w’'-]{1,30} ){0,5}")
_MOST_COMMAS = 3
# What only a person is called by.
_MARRIED = frozenset("Mr Mrs Ms Miss Dr Cllr Sir Lord Lady".split())
# What says what somebody wrote in it, and how it is said to have been issued.
_WRITTEN = frozenset("statement letter declaration communique document note message email".split())
_ISSUED = r"\b(?:issued|released|published|sent|wrote|signed)(?: [\w’'-]{{1,20}}){{1,3}} {}\b"
# Who speaks for a person, though no office of a party.
_ADVOCATES = frozenset("lawyer solicitor barrister agent publicist manager".split())
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
# Who a sentence begins with stands so near its start ("But the …"), and a cue so near its subject.
_OPENING, _SENTENCE = 8, 300
# What only seems so seems so to who writes it.
_SEEMS = re.compile(r"\b(?:appear|seem)(?:s|ed|ing)?(?: to(?: be)?)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:is|are|was|were|be|been|being) (?!\w+ing\b)", re.IGNORECASE)
# Whoever is asked or pressed is no source; who asks has one.
_ASKED = re.compile(r"(?:asked|pressed|questioned)\b", re.IGNORECASE)
# What links a sentence to the one before is no part of its subject.
_LINK = re.compile(
    r"(?:Meanwhile|Separately|Earlier|Elsewhere|Later|Also|In turn|However|Then|Now|Instead|Similarly), "
)
_SENTENCE_END = re.compile(r"[.!?…]['’”\")\]]*\s|\n")
_MOST_PARTIES = 4
# So far before "who" stand the words that it means, in characters.
_ANTECEDENT = 80
# A person's office stands so near the name, in characters.
_BESIDE = 40
# A pronoun means a speaker of its paragraph or one of the two before.
_WITHIN = 2
_RECENT = 30


class Speaker(NamedTuple):
    """Who an attribution is attributed to.

    `name` is a person's full name, else the party, else the words for the source, None where the text does
    not say; `parties` are those that the source speaks for, several where it is joint ("both Drennish and
    Kestrian officials").
    """

    name: str | None
    parties: tuple[str, ...] = ()
    is_person: bool = False


NOBODY = Speaker(None)
# Of what seems or appears so, to nobody in particular.
WRITER = Speaker("")


class Speakers:
    """Resolves the sources of one article's attributions.

    Parameters
    ----------
    text
        The article's text.
    paragraphs
        Where its paragraphs begin, in order.
    mentions
        Its rows of the table `mentions`, in order.
    quoted
        What stands in quotation marks, in order.
    """

    def __init__(
        self, text: str, paragraphs: Sequence[int], mentions: Sequence[Any], quoted: Sequence[Span]
    ) -> None:
        self._text = text
        self._quoted = quoted
        self._paragraphs = paragraphs
        self._mentions = mentions
        self._starts = [row.start for row in mentions]
        # Who are parties of their own.
        self._own = {
            row.party for row in mentions if row.kind == "person" and not isinstance(row.entity, str)
        }
        self._named_at = names_at(text)
        self._names = {name.split()[-1]: name for _, name in reversed(self._named_at)}
        self._full = frozenset(self._names.values())
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
            if item.cue and _SEEMS.search(self._text[item.cue[0][0] : item.cue[-1][1]]):
                speaker = WRITER
            elif item.cue and not item.source:
                speaker = self._unnamed(item.cue[0][0], last)
            last = (item.cue[-1][1] if item.cue else start, speaker)
            found[index] = speaker
            if speaker.name:
                self._spoken.append((self._paragraph(start), start, speaker))
            open_contents.append((item.content[-1][1], index))
        return found

    def _paragraph(self, char: int) -> int:
        return max(0, bisect_left(self._paragraphs, char + 1) - 1)

    def _speaker(self, item: Attribution, around: Speaker) -> Speaker:
        if not item.source:
            return self._floating(item) if not item.cue else NOBODY
        start, end = item.source[0][0], item.source[-1][1]
        words = self._text[start:end].casefold()
        if words in _FIRST:
            return around if around != NOBODY or self._is_quoted(start) else WRITER
        if words in _RELATIVE:
            return self._antecedent(start)
        if words in _PRONOUNS:
            return self._pronoun(start, end, words)
        return self._named(start, end)

    def _is_first_name(self, name: str | None) -> bool:
        """Tell whether a name begins with a first name: a company can look like a person otherwise."""
        return (name or "").split(" ")[0] in first_names()

    def _is_quoted(self, char: int) -> bool:
        place = bisect_left(self._quoted, (char + 1, 0)) - 1
        return place >= 0 and char < self._quoted[place][1]

    def _unnamed(self, start: int, last: tuple[int, Speaker]) -> Speaker:
        """Read a cue that has no source: who had the cue before, in its sentence, goes on (``…, adding …``).

        Without one it is who the sentence begins with (``Ruritania left the talks and is demanding …``).
        """
        if _PASSIVE.match(self._text, start) or _ASKED.match(self._text, start):
            return NOBODY
        reached, speaker = last
        if reached <= start and not _SENTENCE_END.search(self._text, reached, start):
            return speaker
        low = max(0, start - _SENTENCE)
        ends = [match.end() for match in _SENTENCE_END.finditer(self._text, low, start)]
        first = ends[-1] if ends else low
        begins = [row for row in self._within(first, start) if row.start - first <= _OPENING]
        is_subject = (
            bool(begins) and begins[0].role == "actor" and not self._is_possessive(begins[0].end, start)
        )
        return self._of(begins[0]) if is_subject else NOBODY

    def _floating(self, item: Attribution) -> Speaker:
        """Give a quotation that nothing attributes to who spoke last, in its paragraph or that before."""
        if not self._spoken:
            return NOBODY
        paragraph, _, speaker = self._spoken[-1]
        return speaker if self._paragraph(item.content[0][0]) - paragraph <= 1 else NOBODY

    def _pronoun(self, start: int, end: int, words: str) -> Speaker:
        at = [row for row in self._within(start, end) if row.kind == "pronoun"]
        if len({row.party for row in at}) == 1:
            return self._of(at[0])
        if at:
            # "They" of two speak for both.
            names = dict.fromkeys(row.entity if isinstance(row.entity, str) else row.party for row in at)
            parties = tuple(dict.fromkeys(row.party for row in at))
            return Speaker(" and ".join(names), parties[:_MOST_PARTIES])
        here = self._paragraph(start)
        for paragraph, place, speaker in reversed(self._spoken[-_RECENT:]):
            if here - paragraph > _WITHIN:
                break
            if words in _MALE | _FEMALE:
                since = self._private_since(place, start, words)
                if since:
                    return self._person(since)
                fits = _fits(speaker.name or "", words)
                is_described = singular((speaker.name or "").split(" ")[-1].casefold()) in roles().people
                if (speaker.is_person or is_described) and fits:
                    return speaker
            elif not speaker.is_person or not (speaker.parties or self._is_first_name(speaker.name)):
                return speaker
        return NOBODY

    def _private_since(self, place: int, start: int, words: str) -> str | None:
        """Give who of no party was named last between two places, in no quotation, and fits a pronoun."""
        first, stop = bisect_left(self._named_at, (place, "")), bisect_left(self._named_at, (start, ""))
        for at, name in reversed(self._named_at[max(first, stop - _RECENT) : stop]):
            is_mention = any(row.end > at for row in self._within(at, at + len(name)))
            before = self._text[max(0, at - _BESIDE) : at].rstrip(" ,").rsplit(" ", 1)[-1].casefold()
            is_person = name.split()[0] in first_names() or before in roles().people
            if is_person and not is_mention and not self._is_quoted(at) and _fits(name, words):
                return name
        return None

    def _antecedent(self, start: int) -> Speaker:
        """Give whom "who" means: what the words right before it name."""
        low = max(0, start - _ANTECEDENT)
        before = self._text[low:start].rstrip(" ,—–-")
        stop = low + len(before)
        ending = [row for row in self._within(low, stop) if row.end == stop and row.kind != "pronoun"]
        if ending:
            return self._of(ending[0])
        first = max(before.rfind(mark) + 1 for mark in ",.;:“”\n")
        name = last_name_run(before[first:])
        if name:
            return self._person(name)
        near = [row for row in self._within(low + first, stop) if before[row.end - low :].count(" ") <= 2]
        return self._named(near[-1].start, stop) if near and near[-1].kind != "pronoun" else NOBODY

    def _named(self, start: int, end: int) -> Speaker:
        """Read a description: ``Drennish expert Jan Example, of the Centre for Ports``."""
        opening = self._paragraphs[self._paragraph(start)] if self._paragraphs else 0
        dateline = _DATELINE.match(self._text, opening, end)
        start = dateline.end() if dateline and start < dateline.end() < end else start
        # A name is read as a whole: "al-Example" of "Jan al-Example".
        at = bisect_left(self._starts, start) - 1
        start = self._starts[at] if at >= 0 and start < self._mentions[at].end else start
        link = _LINK.match(self._text, start, end)
        start = link.end() if link and link.end() < end else start
        words = clean(self._text[start:end])
        core = start + core_length(self._text[start:end])
        inside = self._within(start, core)
        heads = [row for row in inside if not self._is_possessive(row.end, core)]
        people = [row for row in heads if row.kind == "person"]
        if len(people) > 1 and _AND.fullmatch(self._text, people[-2].end, people[-1].start):
            both = people[-2:]
            names = dict.fromkeys(row.entity if isinstance(row.entity, str) else row.party for row in both)
            return Speaker(" and ".join(names), tuple(dict.fromkeys(row.party for row in both)))
        if people:
            return self._of(people[-1])
        name = self._private_person(start, core)
        if name:
            return self._person(name)
        if not inside and self._head(start, core) in _WRITTEN:
            return self._writer(start, self._head(start, core)) or Speaker(words)
        apposed = self._apposed(core, end)
        owner = next((row for row in inside if row.kind == "person"), None)
        if owner is not None and not (apposed and apposed.parties):
            # "Example's lawyer" speaks for Example, but "Example's brother" does not.
            is_sent = self._is_representative(start, core) or self._head(start, core) in _ADVOCATES
            speaks_for = (owner.party,) if is_sent else ()
            return Speaker(apposed.name if apposed else words, speaks_for, is_person=True)
        acting = [row for row in inside if row.role == "actor" and row.kind != "pronoun"]
        if not acting and self._head(start, core) in roles().groups | roles().heads:
            # "Its foreign ministry" speaks for whom "its" means.
            acting = [row for row in inside if row.kind == "pronoun" and row.start == start]
        parties = list(dict.fromkeys(row.party for row in acting))
        if apposed:
            is_sent = len(parties) == 1 and self._is_representative(start, core)
            return apposed._replace(parties=tuple(parties)) if is_sent and not apposed.parties else apposed
        if self._is_observer(start, core):
            return Speaker(words)
        if not parties and self._is_representative(start, core):
            joint = _OF.match(self._text, core)
            after = [row for row in self._within(core, end) if joint and row.start == joint.end()]
            parties = list(dict.fromkeys(row.party for row in after[:1] if row.kind != "pronoun"))
        if len(parties) == 1:
            is_person = self._head(start, core, as_one=False) in roles().people
            return self._in_office(start, core, parties[0]) or Speaker(parties[0], (parties[0],), is_person)
        return Speaker(words, tuple(parties[:_MOST_PARTIES]))

    def _writer(self, start: int, head: str) -> Speaker | None:
        """Give whose "the statement" is: who issued one, or said something in one, shortly before."""
        low = max(0, start - _SENTENCE)
        issued = [*re.finditer(_ISSUED.format(head), self._text[low:start])]
        if issued:
            at = low + issued[-1].start()
            before = [row for row in self._within(max(0, at - _OPENING * 4), at) if row.role == "actor"]
            return self._of(before[-1]) if before else None
        for _, place, speaker in reversed(self._spoken[-_RECENT:]):
            if place < low:
                break
            if f"in a {head}" in self._text[place:start]:
                return speaker
        return None

    def _apposed(self, core: int, end: int) -> Speaker | None:
        """Read the name behind a description: ``her lawyer, Jan Example``, ``one of them, Jan Example``."""
        for match in itertools.islice(_COMMA.finditer(self._text, core, end), _MOST_COMMAS):
            stop = match.end() + core_length(self._text[match.end() : end])
            people = [
                row for row in self._within(match.end(), stop) if row.kind == "person" and row.end == stop
            ]
            if people:
                return self._of(people[-1])
            name = self._private_person(match.end(), stop)
            if name:
                return self._person(self._names.get(name.split()[-1], name))
        return None

    def _in_office(self, start: int, core: int, party: str) -> Speaker | None:
        """Give whom "the minister" of a party means: its last person with that word beside the name."""
        head = self._head(start, core)
        if head not in {*roles().offices, *roles().delegates}:
            return None
        for row in reversed(self._mentions[: bisect_left(self._starts, start)][-_RECENT:]):
            if row.kind == "person" and row.party == party:
                title = self._text[max(0, row.start - _BESIDE) : row.start].rstrip(" ,").rsplit(" ", 1)[-1]
                apposed = self._text[row.end : row.end + _BESIDE]
                words = _WORD.findall(apposed) if apposed.startswith(",") else []
                if head in map(str.casefold, (title, *words)):
                    return self._of(row)
        return None

    def _of(self, row: Any) -> Speaker:
        entity = row.entity if isinstance(row.entity, str) else None
        return Speaker(entity or row.party, (row.party,), entity is not None or row.party in self._own)

    def _within(self, start: int, end: int) -> list[Any]:
        first, stop = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [row for row in self._mentions[first:stop] if row.end <= end]

    def _is_possessive(self, end: int, limit: int) -> bool:
        match = _POSSESSIVE.match(self._text, end)
        return match is not None and match.end() < limit

    def _head(self, start: int, core: int, *, as_one: bool = True) -> str:
        words = _WORD.findall(self._text[start:core])
        last = words[-1].casefold() if words else ""
        return singular(last) if as_one else last

    def _is_observer(self, start: int, core: int) -> bool:
        known = roles()
        head = self._head(start, core)
        return head in known.observers | known.occupations | _MEDIA

    def _is_representative(self, start: int, core: int) -> bool:
        known = roles()
        return self._head(start, core) in known.heads | known.offices | known.delegates

    def _private_person(self, start: int, core: int) -> str:
        """Give the name of a person who is no mention: tied to no party."""
        core_text = self._text[start:core]
        name = last_name_run(core_text)
        if not name:
            return ""
        place = start + core_text.rfind(name)
        if _ANDED.search(core_text, 0, core_text.rfind(name)) and name.split()[0] not in first_names():
            return ""  # "the Competition and Markets Authority"
        if any(row.end > place for row in self._within(start, core)):
            return ""
        parts = name.split()
        is_known = name in self._full or self._names.get(parts[-1]) is not None
        before = core_text[: core_text.rfind(name)].split()
        is_described = bool(before) and singular(before[-1].casefold()) in roles().people
        if len(parts) > 1 and (parts[0] in first_names() or is_described or is_known):
            return name
        if is_known and before and before[-1].rstrip(".") in _MARRIED:
            return name
        return (
            name
            if len(parts) == 1 and is_known and self._names[parts[-1]].split()[0] in first_names()
            else ""
        )

    def _person(self, name: str) -> Speaker:
        full = self._names.get(name.split()[-1], name) if len(name.split()) == 1 else name
        return Speaker(full, (), is_person=True)


def _fits(name: str, pronoun: str) -> bool:
    """Tell whether "he" or "she" can mean somebody, by their first name."""
    gender = first_names().get(name.split(" ")[0], "both")
    return gender == "both" or (gender == "male") == (pronoun in _MALE)


def _place(item: Attribution) -> int:
    return min(spans[0][0] for spans in item if spans)
