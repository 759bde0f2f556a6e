"""The people of an article: found without a list, tied to their parties, followed under all their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.network.names import TYPES
from analysis.network.references import Found, Reading
from analysis.parties.capitals import Run, surname, without_article
from analysis.parties.named import entities_in
from analysis.parties.names import Hit
from analysis.parties.ties import BY_NATIONALITY, Tie, Ties
from analysis.resources import first_names, known_words, roles, stop_words
from analysis.tokens.document import Document

# Words in a name.
_LONGEST = 6
# In a headline whose verbs have capitals too.
_IN_CAPITALS = 2
_AGAIN = 2
_TITLE = 20  # characters before a name in which a title stands
# "Attorney General" is an office and nobody's name.
_GENERALS = frozenset(
    "attorney secretary surgeon solicitor director consul inspector governor auditor".split()
)
# What only a person does or is: says something, is so many years old, is a "who".
_INTRODUCED = re.compile(
    r",? (?:said|says|told|added|asked|warned|called|argued|denied|replied|wrote)\b"
    r"|, (?:who|aged|\d\d(?=,))\b"
)
# What a place has, and not a person: "Port Example council".
_OF_A_PLACE = re.compile(
    r" (?:(?:city|town|county|borough|district|parish) )?(?:council|councill?ors?|residents|constituency"
    r"|police|airport|hospital|school|university|library|station)\b"
)
# A word in lower case, without which capitals tell nothing.
_LOWER = re.compile(r"\b[a-z]{5}")
_REPORTED = re.compile(r"(?:\bsaid|\btold|\badded|\bwarned|\basked|’s|'s|, his|, her) $")


class Place(NamedTuple):
    """Where a person is named."""

    start: int
    end: int


@dataclass(slots=True)
class Person:
    """Somebody an article names.

    `party` is empty where the text ties the person to none; `is_barred` where it says that they speak for
    none. `gender` is male, female, or empty where not known.
    """

    name: str
    party: str = ""
    confidence: float = 0.0
    is_barred: bool = False
    gender: str = ""
    places: list[Place] = field(default_factory=list)

    def tie(self, tie: Tie) -> None:
        """Learn from what is said of the person; the first office that ties wins over descent."""
        known = roles()
        if not self.gender and tie.office in known.male | known.female:
            self.gender = "male" if tie.office in known.male else "female"
        if tie.confidence and not tie.party and not self.party:
            self.is_barred = True
        elif tie.confidence > self.confidence and not self.is_barred:
            self.party, self.confidence = tie.party, tie.confidence


def find_people(
    document: Document, hits: Sequence[Hit], runs: Sequence[Run], parties: frozenset[str]
) -> tuple[list[Person], set[int]]:
    """Find the people that an article names by capitals, first names and what is said of them.

    Parameters
    ----------
    document, hits
        The article, and the names of parties in it, in order. In a headline like "Jan Example Sells Tea"
        nobody can tell where the name ends.
    runs
        From `capitals.runs`.
    parties
        Names of all parties that are known.

    Returns
    -------
    people : list of Person
        With every place where each is named, in the order in which they come in.
    used : set of int
        Indices of hits that turned out to be part of a person's name.
    """
    text, title_end = document.text, document.title_end
    # Who is mayor of a town speaks for no country.
    senders = [hit for hit in hits if hit.form.kind != "person" and not hit.form.is_place]
    ties = Ties(text, senders, parties)
    longest = _LONGEST if _LOWER.search(text, 0, title_end) else _IN_CAPITALS
    surnames = _surnames(text, runs)
    introduced = [
        run
        for run in runs
        if not (run.words[0].start < title_end and len(run.words) > longest)
        and _introduces(text, run, ties, surnames)
    ]
    spans = {(run.words[0].start, run.words[-1].end) for run in introduced}
    spans.update(_called(runs, introduced, {sentence.start for sentence in document.sentences}))
    found = [Found(*span, TYPES.index("person"), 1.0) for span in _apart(spans)]
    nobody: list[list[tuple[int, float]]] = [[] for _ in found]
    entities = entities_in(text, Reading(found, nobody, nobody))
    names = [(entity.name, [Place(*place) for place in entity.places]) for entity in entities]
    return named_people(text, hits, senders, names, parties, by_office=True)


def _called(
    runs: Sequence[Run], introduced: Sequence[Run], opening: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Yield where runs have a name of who was introduced: in full, with an initial, or the last or first."""
    full = {tuple(word.text for word in run.words) for run in introduced}
    alone = {word for run in introduced for word in (surname(run.words), run.words[0].text)}
    initials = {(name[0][0], name[-1]) for name in full}
    for run in runs:
        words = tuple(word.text for word in run.words)
        n = next((n for n in range(len(words), 1, -1) if words[:n] in full), 0)
        # "Yesterday Example": the word that opens a sentence is no name.
        first = int(len(words) == 2 and run.words[0].start in opening and words[0] not in alone)
        if n or (len(words) > 1 == len(words[0].rstrip(".")) and (words[0][0], words[-1]) in initials):
            yield run.words[0].start, run.words[(n or len(words)) - 1].end
        elif len(words) == first + 1 and without_article(words[-1]) in alone:
            yield run.words[-1].start, run.words[-1].end


def named_people(
    text: str,
    hits: Sequence[Hit],
    senders: Sequence[Hit],
    names: Sequence[tuple[str, Sequence[Place]]],
    parties: frozenset[str],
    *,
    by_office: bool,
) -> tuple[list[Person], set[int]]:
    """Tie people whose names are known to their parties.

    Parameters
    ----------
    text, hits, parties
        The article's text, the names of parties in it, in order, and names of all parties that are known.
    senders
        The hits of those for whom somebody can speak.
    names
        The fullest name of each, and every place where they are named, in order.
    by_office
        Whether offices tie, and not nationality and birth alone. The network ties by office itself.

    Returns
    -------
    people, used
        As `find_people` gives them; people on a list are among them wherever the text names them.
    """
    ties = Ties(text, senders, parties)
    starts = [hit.start for hit in hits]
    listed = {
        hit.form.entity: Person(
            hit.form.entity, hit.form.party, hit.confidence, gender=_gender(hit.form.entity)
        )
        for hit in reversed(hits)
        if hit.form.entity
    }
    people: dict[int, Person] = {}
    by_last: dict[str, Person] = {}
    used: set[int] = set()
    for name, places in names:
        within = {
            number
            for place in places
            for number in range(max(0, bisect_left(starts, place.start) - 1), bisect_left(starts, place.end))
            if hits[number].end > place.start
        }
        own = [hits[number] for number in sorted(within) if hits[number].form.entity]
        person = _listed_as(name, own, listed)
        person = person or Person(name, gender=_gender(name))
        people[id(person)] = person
        if " " in name:
            by_last.setdefault(name.rsplit(" ", 1)[-1], person)
        places = [_whole(text, place, own) for place in places]
        for place in places:
            for tie in _said_of(text, ties, place):
                is_known = by_office or 0.0 < tie.confidence <= BY_NATIONALITY
                person.tie(tie if is_known else Tie("", 0.0, tie.office))
        person.places += places
        used |= within
    for index, person in _elsewhere(hits, used, listed, by_last):
        people[id(person)] = person
        person.places.append(Place(hits[index].start, hits[index].end))
        used.add(index)
    for person in people.values():
        person.places = [Place(*span) for span in _apart(person.places)]
    return [person for person in people.values() if person.places], used


def _elsewhere(
    hits: Sequence[Hit],
    used: Collection[int],
    listed: Mapping[str, Person],
    by_last: Mapping[str, Person],
) -> Iterator[tuple[int, Person]]:
    """Yield the hits in no name that are people all the same, by their numbers.

    Those on a list, and a last name among the names of parties: ``Rhodes`` where Ben Rhodes is named.
    """
    surfaces: dict[str, set[str]] = {}
    for hit in hits:
        surfaces.setdefault(hit.form.party, set()).add(hit.surface)
    for index, hit in enumerate(hits):
        if index in used:
            continue
        if hit.form.entity:
            yield index, listed[hit.form.entity]
        elif surfaces[hit.form.party] == {hit.surface} and hit.surface in by_last:
            yield index, by_last[hit.surface]


def _listed_as(name: str, hits: Sequence[Hit], listed: Mapping[str, Person]) -> Person | None:
    """Give who of a list a name is, by hits inside: in full, by initial and last name, or by one name."""
    words = name.split()
    for hit in hits:
        person = listed[hit.form.entity or ""]
        known = person.name.split()
        is_alike = words[-1] == known[-1] and (len(words) == 1 or words[0][0] == known[0][0])
        if hit.surface == name or is_alike or (len(known) == 1 and known[0] in words):
            return person
    return None


def _gender(name: str) -> str:
    gender = first_names().get(name.split()[0], "")
    return "" if gender == "both" else gender


def _whole(text: str, place: Place, listed: Sequence[Hit]) -> Place:
    """Give a place where a person is named with all of the name that is on a list there, but for a title."""
    if _title_before(text, place.start)[0]:
        return place
    starts = [hit.start for hit in listed if hit.start <= place.start and place.end <= hit.end]
    return Place(min(starts, default=place.start), place.end)


def tie_people(people: Sequence[Person], ties: Mapping[str, tuple[str, float]]) -> bool:
    """Tie people by their names as the network reads it; return whether that changed anything.

    A tie by what stands beside a name gives way where the network is surer; who speaks for nobody stays so.
    """
    is_new = False
    for person in people:
        party, share = ties.get(person.name, ("", 0.0))
        if party not in ("", person.party) and not person.is_barred and share > person.confidence:
            person.party, person.confidence = party, round(share, 2)
            is_new = True
    return is_new


def _apart(spans: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put places in order, and leave out those inside of another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


def _said_of(text: str, ties: Ties, place: Place) -> Iterator[Tie]:
    """Yield what stands beside a name: its title, what is before it, and what is behind."""
    title, start = _title_before(text, place.start)
    yield Tie("", 0.0, title)
    before = ties.before(place.start)
    if before is None or not before.confidence:
        # "Oman's interior minister, Sheikh Example" is tied by what stands before the title.
        before = ties.before(start) or before
    for tie in (before, ties.after(place.end)):
        if tie is not None and (tie.office or tie.party):
            yield tie


def _title_before(text: str, start: int) -> tuple[str, int]:
    """Give the title or office right before a name, or nothing, and where it begins."""
    before = text[max(0, start - _TITLE) : start].rstrip(" ")
    word = before.rsplit(" ", 1)[-1]
    norm, known = word.rstrip(".").casefold(), roles()
    is_title = norm in known.titles or norm in known.offices or norm in known.delegates
    return (
        (norm, start - (len(text[max(0, start - _TITLE) : start]) - len(before)) - len(word))
        if is_title
        else ("", start)
    )


def _surnames(text: str, runs: Sequence[Run]) -> frozenset[str]:
    """Give the single words that say something by name again and again, and are no common words.

    Companies are called by their first word later on, and people by their last.
    """
    alone = [run.words[0] for run in runs if len(run.words) == 1 and not run.hits]
    speaking = {
        word.text
        for word in alone
        if _INTRODUCED.match(text, word.end) or _REPORTED.search(text[max(0, word.start - 6) : word.start])
    }
    counts = Counter(word.text for word in alone)
    return frozenset(
        word for word in speaking if counts[word] >= _AGAIN and word.casefold() not in known_words()
    )


def _introduces(text: str, run: Run, ties: Ties, surnames: Collection[str]) -> bool:
    """Tell whether a run names a person in a way that introduces one."""
    names = first_names()
    first = run.words[0].text
    if len(run.words) == 1 and (not run.title or run.title in ("justice", "crown")):
        return False
    before_last, last = [run.title, *(word.text.casefold() for word in run.words)][-2:]
    if last == "general" and before_last in _GENERALS:
        return False
    if len(run.words) > _LONGEST or (first.casefold() in stop_words() and first not in names):
        return False
    is_known = first in names and len(run.words) > 1
    if not is_known and any(len(word.text) > 3 and word.text.isupper() for word in run.words):
        return False
    start, end = run.words[0].start, run.words[-1].end
    if _OF_A_PLACE.match(text, end):
        return False
    return (
        is_known
        or run.title != ""
        or _INTRODUCED.match(text, end) is not None
        or _REPORTED.search(text[max(0, start - 6) : start]) is not None
        or (len(run.words) > 1 and not run.hits and run.words[-1].text in surnames)
        or ties.before(start) is not None
        or ties.after(end) is not None
    )
