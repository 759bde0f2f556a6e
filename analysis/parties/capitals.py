"""Runs of capitalised words in a text, cut into titles, names of parties and what may be names of people."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.parties.names import Hit
from analysis.resources import first_names, roles, stop_words
from analysis.tokens.document import Document

_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x250)) if letter.isupper())
# Parts of a last name that stand before its last word, and at it.
PARTICLES = "de|del|della|da|do|dos|das|di|du|von|van|der|den|ter|te|la|le|el|al|bin|bint|ibn|abu|ben|zu"
ARTICLES = "al|el|d|ad|as|an"
# Abbreviated titles, whose full stop ends no run; it is set apart before the search, one character for one.
_TITLES = "Mr Mrs Ms Dr Prof Sen Sens Rep Reps Gov Gen Lt Col Maj Sgt Capt Adm Cmdr Rev Hon Brig St".split()
_STOP = "\x1f"
# Bounded throughout: a word of at most 40 letters, a run of at most 10 words. Each begins with a set of
# characters, which lets the search skip everything else.
_REST = (
    rf"(?:\.(?:[{_UPPER}]\.){{0,3}}|[^\W\d_]{{0,40}}(?:(?:-|[’'](?!s\b|S\b))[^\W\d_]{{1,40}}){{0,3}}{_STOP}?)"
)
_WORD = rf"[{_UPPER}]{_REST}"
_PREFIXED = rf"(?:(?:{ARTICLES})[-’'])?{_WORD}"
_RUN = re.compile(rf"{_WORD}(?: (?:(?:{PARTICLES}) ){{0,2}}{_PREFIXED}){{0,9}}")
_ONE = re.compile(_PREFIXED)
_ARTICLE = re.compile(rf"(?i:{ARTICLES})[-’'](?=.)")
NUMERAL = re.compile(r"[IVX]{1,6}|Jr\.?|Sr\.?")
# What is named after a person: "Example Tower" is no mention of one.
_NAMED_AFTER = frozenset(
    """tower hotel university foundation library airport street avenue boulevard center centre institute
    school hospital stadium hall bridge prize award plaza arena museum foods marine holdings airlines airways
    energy motors industries pharmaceuticals technologies systems brothers bank group company corp inc ltd plc
    college theatre theater gallery trust fund road lane river beach island islands mountain mountains station
    festival championship tournament""".split()
)
# What comes behind these is a place: "Port Example".
_PLACES = frozenset("port lake mount fort camp cape".split())
# First names that open sentences as other words.
_VERBS = frozenset(
    "will may mark grant bill drew chase rich frank faith hope grace rose art pat jack sue".split()
)


class Word(NamedTuple):
    """A capitalised word with its place."""

    text: str
    start: int
    end: int


class Run(NamedTuple):
    """Words in a row that may name a person, with the title before them (lower case, or empty).

    `hits` are the indices of hits among the words: names of parties that may be part of a person's name.
    """

    words: tuple[Word, ...]
    title: str
    hits: tuple[int, ...]


def runs(document: Document, hits: Sequence[Hit]) -> Iterator[Run]:
    """Find runs of capitalised words without titles, names of parties, weekdays and the like.

    Parameters
    ----------
    document, hits
        The article, and the names of parties in it, in order. The capitals of a headline say nothing about
        names.
    """
    text, title_end = document.text, document.title_end
    hit_starts = [hit.start for hit in hits]
    hit_ends = [hit.end for hit in hits]
    opening = {sentence.start for sentence in document.sentences}
    ends = {hit.start: hit.end for hit in hits if hit.form.kind != "person"}
    alone = stop_words() | roles().not_names
    marked = text
    for title in _TITLES:
        marked = marked.replace(f"{title}. ", f"{title}{_STOP} ")
    for match in _RUN.finditer(marked):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "_&"):
            continue  # "iPhone", "R&D"
        run = match.group()
        is_known = run.casefold() in alone and run not in first_names()
        if " " not in run and (is_known or ends.get(match.start(), 0) >= match.end()):
            continue  # most of all: "The", "Friday", "Russia"
        words = [
            Word(text[m.start() : m.end()], m.start(), m.end())
            for m in _ONE.finditer(marked, match.start(), match.end())
        ]
        first = bisect_right(hit_ends, words[0].start)
        last = bisect_left(hit_starts, words[-1].end)
        for found in _cut(words, hits, range(first, last), opening, in_title=match.end() <= title_end):
            yield _without_opener(found, opening)


def _cut(
    words: Sequence[Word], hits: Sequence[Hit], within: range, opening: set[int], *, in_title: bool
) -> Iterator[Run]:
    """Cut a run of capitals at titles, parties and other words that are in no name."""
    covering: list[int | None] = [None] * len(words)
    for number in within:
        for place, word in enumerate(words):
            if hits[number].start < word.end and word.start < hits[number].end:
                covering[place] = number
    current: list[Word] = []
    inside: dict[int, None] = {}
    title = ""
    is_place = False
    for place, word in enumerate(words):
        index = covering[place]
        norm = word.text.rstrip(".").casefold()
        if index is not None and (
            hits[index].form.kind == "person"
            or (not in_title and _is_in_name(place, words, covering, hits[index], opening))
        ):
            current.append(word)
            inside[index] = None
        elif index is None and (
            not _is_break(norm, word, current, is_last=place + 1 == len(words))
            or (not in_title and not current and _is_bill(words[place : place + 2]))
        ):
            current.append(word)
        else:
            # What stands before a title belongs to it: "Culture Minister"; before a building, to that.
            is_other = index is None and (_is_title(norm) or norm in _NAMED_AFTER)
            if current and not is_other and not is_place:
                yield Run(tuple(current), title, tuple(inside))
            current, inside = [], {}
            is_place = norm in _PLACES
            title = ""
            if index is None and _is_title(norm):
                is_vice = norm == "president" and place > 0 and words[place - 1].text.casefold() == "vice"
                title = "vice-president" if is_vice else norm
    if current and not is_place:
        yield Run(tuple(current), title, tuple(inside))


def _without_opener(run: Run, opening: set[int]) -> Run:
    """Take the word off that opens a sentence before a name: ``Yesterday`` Jan Example."""
    names = first_names()
    first, *others = run.words
    if len(others) < 2 or first.start not in opening or first.text in names or others[0].text not in names:
        return run
    return run._replace(words=tuple(others))


def _is_title(norm: str) -> bool:
    known = roles()
    return norm in known.offices or norm in known.titles or norm in known.delegates


def _is_break(norm: str, word: Word, current: Sequence[Word], *, is_last: bool) -> bool:
    """Tell whether a word stands in no name: a title with a name to come, a weekday, a function word."""
    begun = bool(current) and current[0].text in first_names()
    if _is_title(norm):
        return not (begun or is_last)
    if current and norm in _NAMED_AFTER:
        return True
    if norm in roles().not_names:
        return not (begun and is_last and len(current) == 1)
    # "A." is an initial.
    return norm in stop_words() and word.text not in first_names() and not word.text.endswith(".")


def _is_bill(words: Sequence[Word]) -> bool:
    """Tell whether a first name that is a common word, too, has a last name behind it: ``Bill Example``."""
    known = roles()
    first, *others = words
    return first.text in first_names() and bool(others) and others[0].text.casefold() not in known.not_names


def _is_in_name(
    place: int, words: Sequence[Word], covering: Sequence[int | None], hit: Hit, opening: set[int]
) -> bool:
    """Tell whether a party's name is a person's: ``Jordan Example``, ``Chloe Jordan``."""
    word = words[place]
    if hit.form.kind == "demonym" or (hit.start, hit.end) != (word.start, word.end):
        return False
    known = roles()
    names = first_names()
    following = words[place + 1] if place + 1 < len(words) else None
    if word.text in names and following is not None and covering[place + 1] is None:
        norm = following.text.rstrip(".").casefold()
        if norm not in known.not_names and norm not in known.offices and norm not in known.titles:
            return not following.text.isupper() and norm not in known.groups
    if place != 1 or following is not None or covering[0] is not None or words[0].text not in names:
        return False
    return words[0].start not in opening or words[0].text.casefold() not in _VERBS


def surname(words: Sequence[Word]) -> str:
    """Give the last word of a name that is no numeral, without its article: ``Mehmet al-Example``."""
    for word in reversed(words):
        if not NUMERAL.fullmatch(word.text):
            return without_article(word.text)
    return words[-1].text


def without_article(name: str) -> str:
    """Take the article off a name: ``al-Example``, ``Al-Example``, ``d’Example``."""
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
