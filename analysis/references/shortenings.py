"""Shorter ways to write a name, and slips in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from analysis.references.spelling import NameParts, fold, is_initial
from analysis.resources import first_names

MIDDLE = "middle name or initial left out"
INITIAL = "initial for a name"
SECOND_SURNAME = "second surname left out"

# A name of five words can be shortened in 46 ways; longer ones are of no person, or titles.
_MOST_WORDS = 5
# Shorter words differ by a letter in too many namesakes (Martin and Marvin), if seldom by two swapped.
_LONG_WORD, _LONG_IF_SWAPPED, _LONGEST_WORD = 7, 6, 30
# A misspelling is that much rarer than the name.
_RARER = 10


@cache
def _first_names() -> dict[str, str]:
    return {fold(name): gender for name, gender in first_names().items()}


def gender_of(word: str) -> str:
    """Return male, female or both for a first name that ships, and nothing for any other word."""
    return _first_names().get(word, "")


def shortenings(words: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """Return the shorter ways to write a person's name, each with the reason for taking it for the name.

    Middle names go from the last on, so that George W. is never short for George H. W.; each word but the
    last may be an initial. Names of one word, or of more than five, have none.

    Examples
    --------
    >>> sorted(shortenings(("ada", "b", "example")))
    [('a', 'b', 'example'), ('a', 'example'), ('ada', 'example')]
    """
    if not 2 <= len(words) <= _MOST_WORDS:
        return {}
    found: dict[tuple[str, ...], str] = {}
    if len(words) > 2:
        if not is_initial(words[-2]) and not gender_of(words[-2]):
            found |= dict.fromkeys(_abridged(words[:-1]), SECOND_SURNAME)
        if is_initial(words[0]) and not is_initial(words[1]):
            by_second = (short for short in _abridged(words[1:]) if short[0] == words[1])
            found |= dict.fromkeys(by_second, MIDDLE)
    for short in _abridged(words):
        is_middle = len(short) < len(words) and short[0] == words[0]
        found[short] = MIDDLE if is_middle else INITIAL
    found.pop(words, None)
    return found


def _abridged(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    first, *middle, last = words
    heads: list[tuple[str, ...]] = [(first,), (_initial(first),)]
    yield from ((*head, last) for head in heads)
    for word in middle:
        heads = [(*head, way) for head in heads for way in {word, _initial(word)}]
        yield from ((*head, last) for head in heads)


def _initial(word: str) -> str:
    return word[0] if is_initial(word[0]) else word


def misspellings(parts: Sequence[NameParts], articles: Sequence[int]) -> dict[int, int]:
    """Return which rare names are misspellings of which frequent ones, by their numbers.

    They differ by one letter (added, left out or another) in one word of seven letters or more, or by two
    swapped letters in one of six or more, and are ten times rarer.
    """
    known: dict[tuple[object, ...], list[int]] = {}
    for number, name in enumerate(parts):
        if articles[number] >= _RARER:
            for place, word in _long_words(name):
                for variant in _variants(word):
                    known.setdefault((variant, *_rest(name, place)), []).append(number)
    found = {}
    for number, name in enumerate(parts):
        near = {
            other
            for place, word in _long_words(name)
            for variant in _variants(word)
            for other in known.get((variant, *_rest(name, place)), ())
            if articles[other] >= _RARER * articles[number] and _is_slip(name, parts[other], place)
        }
        best = sorted(near, key=lambda other: -articles[other])[:2]
        if best and (len(best) == 1 or articles[best[0]] > articles[best[1]]):
            found[number] = best[0]
    # What is a misspelling itself is nobody's right spelling.
    return {rare: frequent for rare, frequent in found.items() if frequent not in found}


def _long_words(name: NameParts) -> Iterator[tuple[int, str]]:
    """Yield the words that may be misspelt where another word is there in full."""
    if 2 <= len(name.words) <= _MOST_WORDS:
        for place, word in enumerate(name.words):
            others = name.words[:place] + name.words[place + 1 :]
            is_long = _LONG_IF_SWAPPED <= len(word) <= _LONGEST_WORD and word.isalpha()
            if is_long and not all(is_initial(other) for other in others):
                yield place, word


def _variants(word: str) -> set[str]:
    """Return the word and what is left of it without one letter: two words of one slip share one of them."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _rest(name: NameParts, place: int) -> tuple[object, ...]:
    return place, name.words[:place], name.words[place + 1 :], name.apart


def _is_slip(rare: NameParts, frequent: NameParts, place: int) -> bool:
    wrong, right = rare.words[place], frequent.words[place]
    is_long = min(len(wrong), len(right)) >= _LONG_WORD
    if not (is_swap(wrong, right) or (is_long and is_one_edit(wrong, right))):
        return False
    # Petrov and Petrova.
    if wrong + "a" == right or right + "a" == wrong:
        return False
    if place == len(rare.words) - 1:
        return True
    # Antonio and Antonia, Christian and Christina: given names end by gender.
    return wrong[-1] == right[-1] and not (gender_of(wrong) and gender_of(right))


def is_one_edit(some: str, other: str) -> bool:
    """Tell whether one letter added, left out or changed makes one word of another."""
    if len(some) > len(other):
        some, other = other, some
    if len(other) - len(some) > 1 or some == other:
        return False
    at = _first_difference(some, other)
    return some[at + (len(some) == len(other)) :] == other[at + 1 :]


def is_swap(some: str, other: str) -> bool:
    """Tell whether two words differ by two neighbouring letters that are swapped."""
    at = _first_difference(some, other)
    is_swapped = some[at : at + 2] == other[at : at + 2][::-1]
    return some != other and len(some) == len(other) and is_swapped and some[at + 2 :] == other[at + 2 :]


def _first_difference(some: str, other: str) -> int:
    pairs = enumerate(zip(some, other, strict=False))
    return next((place for place, (one, two) in pairs if one != two), min(len(some), len(other)))
