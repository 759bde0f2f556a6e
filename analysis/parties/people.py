"""The people of an article: found without a list, tied to their parties, followed under all their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from analysis.parties.capitals import Run
from analysis.parties.cast import LOWER, Cast, Person, Place
from analysis.parties.names import Hit
from analysis.parties.ties import Tie, Ties
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
_REPORTED = re.compile(r"(?:\bsaid|\btold|\badded|\bwarned|\basked|’s|'s|, his|, her) $")


def find_people(
    document: Document, hits: Sequence[Hit], runs: Sequence[Run], parties: frozenset[str]
) -> tuple[list[Person], set[int]]:
    """Find the people that an article names.

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
    ties = Ties(text, [hit for hit in hits if hit.form.kind != "person" and not hit.form.is_place], parties)
    cast = Cast(text, hits)
    longest = _LONGEST if LOWER.search(text, 0, title_end) else _IN_CAPITALS
    surnames = _surnames(text, runs)
    for run in runs:
        is_person, found = _introduction(text, run, ties, surnames)
        if is_person and not (run.words[0].start < title_end and len(run.words) > longest):
            person = cast.introduce(run)
            for tie in found:
                person.tie(tie)
    used: set[int] = set()
    for run in runs:
        for place, person, within in cast.named(run):
            person.places.append(place)
            used.update(within)
    for index, person in cast.left(used):
        person.places.append(Place(hits[index].start, hits[index].end))
        used.add(index)
    for index, person in cast.mistaken(used):
        person.places.append(Place(hits[index].start, hits[index].end))
        used.add(index)
    for person in cast.people:
        person.places = _apart(person.places)
    return [person for person in cast.people if person.places], used


def named_people(
    text: str,
    hits: Sequence[Hit],
    senders: Sequence[Hit],
    names: Sequence[tuple[str, Sequence[Place]]],
    parties: frozenset[str],
) -> tuple[list[Person], set[int]]:
    """Tie people whose names are known, as the network finds them, to their parties.

    Parameters
    ----------
    text, hits, parties
        The article's text, the names of parties in it, in order, and names of all parties that are known.
    senders
        The hits of those for whom somebody can speak.
    names
        The fullest name of each, and every place where they are named, in order.

    Returns
    -------
    people, used
        As `find_people` gives them; people on a list are among them wherever the text names them.
    """
    ties = Ties(text, senders, parties)
    cast = Cast(text, hits)
    starts = [hit.start for hit in hits]
    used: set[int] = set()
    for name, places in names:
        within = {
            number
            for place in places
            for number in range(max(0, bisect_left(starts, place.start) - 1), bisect_left(starts, place.end))
            if hits[number].end > place.start
        }
        listed = [hits[number] for number in within if hits[number].form.entity]
        person = cast.called(name, [hits[number] for number in within])
        places = [_whole(text, place, listed) for place in places]
        for place in places:
            for tie in _said_of(text, ties, place):
                person.tie(tie)
        person.places += places
        used |= within
    for index, person in (*cast.left(used), *cast.mistaken(used)):
        if index not in used:
            person.places.append(Place(hits[index].start, hits[index].end))
            used.add(index)
    for person in cast.people:
        person.places = _apart(person.places)
    return [person for person in cast.people if person.places], used


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


def _apart(places: Sequence[Place]) -> list[Place]:
    """Put places in order, and leave out those inside of another."""
    found: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if not found or place.end > found[-1].end:
            found.append(place)
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


def _introduction(text: str, run: Run, ties: Ties, surnames: Collection[str]) -> tuple[bool, list[Tie]]:
    """Tell whether a run names a person in a way that introduces one, and what is said of them."""
    names = first_names()
    first = run.words[0].text
    if len(run.words) == 1 and (not run.title or run.title in ("justice", "crown")):
        return False, []
    before_last, last = [run.title, *(word.text.casefold() for word in run.words)][-2:]
    if last == "general" and before_last in _GENERALS:
        return False, []
    if len(run.words) > _LONGEST or (first.casefold() in stop_words() and first not in names):
        return False, []
    is_known = first in names and len(run.words) > 1
    if not is_known and any(len(word.text) > 3 and word.text.isupper() for word in run.words):
        return False, []
    start, end = run.words[0].start, run.words[-1].end
    if _OF_A_PLACE.match(text, end):
        return False, []
    found = [tie for tie in (ties.before(start), ties.after(end)) if tie is not None]
    if run.title:
        found.append(Tie("", 0.0, run.title))
    is_person = (
        is_known
        or bool(found)
        or _INTRODUCED.match(text, end) is not None
        or _REPORTED.search(text[max(0, start - 6) : start]) is not None
        or (len(run.words) > 1 and not run.hits and run.words[-1].text in surnames)
    )
    return is_person, found
