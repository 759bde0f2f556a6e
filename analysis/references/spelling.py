"""Names as words that can be compared: without case, accents, titles, articles and legal forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

# No name is longer; what is counts as one word, so that hostile text costs nothing.
_LONGEST = 200
_APOSTROPHES = "'’‘ʼʻʿʾ`´"
_HYPHENS = "-‐‑‒–"
_APART = re.compile(r"[\s.,;:/()\"“”«»]+")
# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans(
    {
        **dict(zip("łŁøØđĐıħĦŧŦəƏ", "lLoOdDihHtTaA", strict=True)),
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "þ": "th",
        "Þ": "Th",
        "ð": "d",
        "Ð": "D",
        **dict.fromkeys(_APOSTROPHES, ""),
        **dict.fromkeys(_HYPHENS, "-"),
    }
)
# From this combining class on, a mark is an accent: those below make other letters in Asian scripts.
_ACCENT = 200

_TITLES = {
    **dict.fromkeys(("mr", "sir", "lord"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame"), "female"),
    **dict.fromkeys(("dr", "prof", "sen", "rep", "gov", "gen", "col", "capt", "rev", "hon"), ""),
}
_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
# The same in Portuguese and Spanish; with one word before them they are last names.
_DESCENDANTS = ("filho", "neto", "sobrinho", "hijo")
# The Arabic article: al-Assad is Assad.
_ARTICLES = ("al", "el", "ul")
_PARTICLES = {
    **{word: word for word in "de del della da di do dos das du la van von der den ter ten st abu".split()},
    "bin": "bin",
    "ibn": "bin",
    "ben": "bin",
    "bint": "bint",
    "saint": "st",
    **dict.fromkeys(("abd", "abdel", "abdul", "abdal"), "abd"),
}
# With a capital at the start these are first names: Al Gore, Ben Okri, Van Morrison.
_FIRST_NAMES = ("al", "el", "ben", "van", "do", "abdul")
_LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited plc llc llp lp co company corp corporation gmbh ag kg sa sas sarl spa srl"
    " nv bv ab asa oy oyj bhd pty pte".split()
)
_SMALL_WORDS = frozenset("a of the and for in on to de des del der la le du da do e et y und".split())


class NameParts(NamedTuple):
    """A name as words in lower case, and what keeps it apart from a name of the same words.

    That is a person's ``jr``, ``sr``, ``iii``, the country or other words in brackets behind an organisation,
    and, of a last name alone, the gender that its title gives.
    """

    words: tuple[str, ...]
    apart: str = ""
    gender: str = ""


def fold(text: str) -> str:
    """Return a text in lower case without accents and apostrophes: ``Łódź O’Néill`` as ``lodz oneill``."""
    taken = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = "".join(char for char in taken if unicodedata.combining(char) < _ACCENT)
    return unicodedata.normalize("NFKC", plain.casefold())


def letters(text: str) -> str:
    """Return a text in lower case with its accents, without spaces and signs."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def is_initial(word: str) -> bool:
    """Tell whether a word is one letter of a script with capitals, which stands for a longer name."""
    return len(word) == 1 and word.isalpha() and word.upper() != word


def person_parts(name: str) -> NameParts:
    """Return the parts of a person's name; particles are one word with the name behind them.

    Examples
    --------
    >>> person_parts("Dr. Ada van der Berg Jr.").words
    ('ada', 'vanderberg')
    >>> person_parts("Ada al-Example") == person_parts("Ada Example")
    True
    """
    if len(name) > _LONGEST:
        return NameParts((fold(name),))
    written = _written(name)
    gender = ""
    while len(written) > 1 and fold(written[0]) in _TITLES:
        gender = _TITLES[fold(written.pop(0))] or gender
    apart = ""
    if len(written) > 1 and fold(written[-1]) in _GENERATIONS:
        apart = _GENERATIONS[fold(written.pop())]
    elif len(written) > 2 and fold(written[-1]) in _DESCENDANTS:
        apart = fold(written.pop())
    words = _person_words(_initials_apart(written, is_upper=name.isupper()))
    return NameParts(words, apart, gender if len(words) == 1 else "")


def body_parts(name: str, *, is_organisation: bool) -> NameParts:
    """Return the parts of the name of an organisation, a place or a group.

    Examples
    --------
    >>> body_parts("The Smith & Example Co., Ltd.", is_organisation=True).words
    ('smith', 'and', 'example')
    >>> body_parts("Labour Party (Norway)", is_organisation=True).apart
    'norway'
    """
    if len(name) > _LONGEST:
        return NameParts((fold(name),))
    name, inside = _brackets(name)
    words = [_solid(word) for word in _written(name.replace("&", " and "))]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    if is_organisation:
        _drop_legal_forms(words)
    is_short_form = is_acronym(inside, words)
    return NameParts(tuple(words), "" if is_short_form else _solid(fold(inside)))


def is_acronym(text: str, words: Sequence[str]) -> bool:
    """Tell whether capitals are the first letters of words, small words counted or not."""
    short = text.replace(".", "")
    if not (2 <= len(short) <= 10 and short.isalpha() and short.isupper()):
        return False
    every = "".join(word[0] for word in words)
    large = "".join(word[0] for word in words if word not in _SMALL_WORDS)
    return fold(short) in (every, large)


def bracketed(name: str) -> str:
    """Return what stands in brackets at the end of a name, or nothing: ``IMF``."""
    return _brackets(name)[1]


def _brackets(name: str) -> tuple[str, str]:
    head, mark, inside = name[:-1].rpartition("(") if name.endswith(")") else ("", "", "")
    return (head, inside.strip()) if mark and head.strip() else (name, "")


def _written(name: str) -> list[str]:
    return [word for word in _APART.split(name) if any(char.isalnum() for char in word)]


def _solid(word: str) -> str:
    """Return a word without hyphens and signs; vowels of some scripts are marks."""
    return "".join(c for c in fold(word) if c.isalnum() or unicodedata.category(c)[0] == "M")


def _initials_apart(written: list[str], *, is_upper: bool) -> list[str]:
    """Take initials written together apart (``JK Example``); with a vowel it may be a name (``LI``)."""
    if is_upper:
        return written
    return [
        char
        for word in written
        for char in (word if len(word) == 2 and word.isupper() and not set(word) & set("AEIOUY") else [word])
    ]


def _person_words(written: list[str]) -> tuple[str, ...]:
    words: list[str] = []
    held = ""
    for number, word in enumerate(written):
        pieces = [_solid(piece) for piece in word.translate(_LETTERS).split("-")]
        is_first_name = number == 0 and word[0].isupper() and pieces[0] in _FIRST_NAMES and len(pieces) == 1
        is_last = number == len(written) - 1 and len(pieces) == 1
        if is_first_name or is_last:
            words.append(held + "".join(pieces))
            held = ""
            continue
        while pieces and (pieces[0] in _PARTICLES or pieces[0] in _ARTICLES):
            held += _PARTICLES.get(pieces.pop(0), "")
        if any(pieces):
            words.append(held + "".join(pieces))
            held = ""
    return (*words, held) if held else tuple(words)


def _drop_legal_forms(words: list[str]) -> None:
    """Drop ``Inc``, ``& Co.``, ``S.p.A.`` (by now three words) from the end; one word stays."""
    while len(words) > 1:
        n = next((n for n in (1, 2, 3) if n < len(words) and "".join(words[-n:]) in _LEGAL_FORMS), 0)
        if n == 0:
            return
        del words[-n:]
        if len(words) > 1 and words[-1] == "and":
            del words[-1]
