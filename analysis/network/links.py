"""Which stretches of a text may refer to the same entity, as numbers that a network weighs.

A mention asks, and those before it are its candidates; a pronoun also has the names just behind it. What
is known of a pair without reading the words around it is given as one class for each of `FEATURES`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.resources import stop_words

# What a mention is: a name by its type, a description, or a pronoun by what it can mean.
KINDS = ("person", "organisation", "place", "group", "nominal", "he", "she", "they", "it", "other")
NOMINAL, FIRST_PRONOUN = 4, 5
_ASK_FOR_TIES = ("person", "organisation", "nominal")
_PRONOUNS = {
    "he": "he him his himself",
    "she": "she her hers herself",
    "they": "they them their theirs themselves",
    "it": "it its itself",
}
PRONOUNS = {word: KINDS.index(kind) for kind, words in _PRONOUNS.items() for word in words.split()}
# What means each of several; the network reads it as it reads *they*.
RECIPROCAL = frozenset(("each other", "one another"))
# Mentions before one that asks. In GUM, 98 % of pronouns and descriptions that go on with an entity have
# their nearest antecedent among so many.
BEFORE, AFTER, AFTER_PIECES = 40, 3, 30
_ORDERS = (2, 3, 4, 5, 8, 12, 20, 36)
_DISTANCES = (5, 10, 20, 40, 80, 160, 320, 640)
_SENTENCES = (1, 2, 3, 4, 7)
_COUNTS = (2, 3, 5)
# How many classes each feature has: how many mentions are between, how many pieces, both kinds, quotation
# marks, words in common, sentences between, and how often the candidate's words stood before.
FEATURES = (
    len(_ORDERS) + 2,
    len(_DISTANCES) + 2,
    len(KINDS) ** 2,
    5,
    7,
    len(_SENTENCES) + 2,
    len(_COUNTS) + 1,
)
# Mentions before and behind one that may say to whom it belongs.
TIE_BEFORE, TIE_AFTER = 12, 8
_APART = 2  # sentences
# How many classes each feature of a tie has: how many mentions and how many pieces are between, each before
# or behind, both kinds, quotation marks, sentences between, and whether one is part of the other.
TIE_FEATURES = (
    2 * (len(_ORDERS) + 1),
    2 * (len(_DISTANCES) + 1),
    len(KINDS) ** 2,
    5,
    2 * _APART + 1,
    3,
)
_WORD = re.compile(r"\w+")

Array = NDArray[np.int64]


class Mention(NamedTuple):
    """A stretch that may refer to an entity: its words, its first and last piece, its kind and quotation.

    `kind` is a number in `KINDS`; `quotation` is that of the quotation around it, or -1; `sentence` counts
    sentences of the text.
    """

    surface: str
    first: int
    last: int
    kind: int
    quotation: int
    sentence: int


class Pairs(NamedTuple):
    """Who asks and who is asked (pairs,), as numbers of mentions, and a class of each feature (pairs, 7)."""

    asking: Array
    asked: Array
    features: Array


def candidate_pairs(mentions: Sequence[Mention]) -> Pairs:
    """Pair each mention with its candidates.

    `mentions` are in order of the text. Without any there are no pairs.
    """
    asking: list[int] = []
    asked: list[int] = []
    for number, mention in enumerate(mentions):
        before = range(max(0, number - BEFORE), number)
        behind: list[int] = []
        if mention.kind >= FIRST_PRONOUN:
            behind = [
                other
                for other in range(number + 1, min(len(mentions), number + 1 + 2 * AFTER))
                if mentions[other].kind < NOMINAL and mentions[other].first - mention.last <= AFTER_PIECES
            ][:AFTER]
        asked += [*before, *behind]
        asking += [number] * (len(before) + len(behind))
    return _with_features(mentions, np.array(asking, dtype="int64"), np.array(asked, dtype="int64"))


def tie_pairs(mentions: Sequence[Mention]) -> Pairs:
    """Pair each person, organisation and description with the mentions around that it may belong to.

    `mentions` are in order of the text. Without any there are no pairs.
    """
    asking: list[int] = []
    asked: list[int] = []
    for number, mention in enumerate(mentions):
        if KINDS[mention.kind] not in _ASK_FOR_TIES:
            continue
        around = [
            other
            for other in range(max(0, number - TIE_BEFORE), min(len(mentions), number + 1 + TIE_AFTER))
            if other != number
        ]
        asked += around
        asking += [number] * len(around)
    return _with_tie_features(mentions, np.array(asking, dtype="int64"), np.array(asked, dtype="int64"))


def _with_tie_features(mentions: Sequence[Mention], asking: Array, asked: Array) -> Pairs:
    kinds, sentences = _column(mentions, "kind"), _column(mentions, "sentence")
    first, last = _column(mentions, "first"), _column(mentions, "last")
    is_after = asked > asking
    apart = np.where(is_after, first[asked] - last[asking], first[asking] - last[asked])
    orders = np.searchsorted(_ORDERS, np.abs(asking - asked), side="right")
    distances = np.searchsorted(_DISTANCES, apart, side="right")
    holds = (first[asking] <= first[asked]) & (last[asked] <= last[asking])
    is_held = (first[asked] <= first[asking]) & (last[asking] <= last[asked])
    features = np.stack(
        [
            2 * orders + is_after,
            2 * distances + is_after,
            kinds[asking] * len(KINDS) + kinds[asked],
            _marks(mentions, asking, asked),
            np.clip(sentences[asked] - sentences[asking], -_APART, _APART) + _APART,
            np.select([holds, is_held], [1, 2], 0),
        ],
        axis=1,
    )
    return Pairs(asking, asked, features.reshape(-1, len(TIE_FEATURES)))


def _column(mentions: Sequence[Mention], name: str) -> Array:
    return np.array([getattr(mention, name) for mention in mentions], dtype="int64")


def _marks(mentions: Sequence[Mention], asking: Array, asked: Array) -> Array:
    """Give the class of how each of a pair stands to quotation marks."""
    quotations = _column(mentions, "quotation")
    inside, other_inside = quotations[asking] >= 0, quotations[asked] >= 0
    return np.select(
        [inside & (quotations[asking] == quotations[asked]), inside & other_inside, inside, other_inside],
        [1, 4, 2, 3],
        0,
    )


def _with_features(mentions: Sequence[Mention], asking: Array, asked: Array) -> Pairs:
    kinds, sentences = _column(mentions, "kind"), _column(mentions, "sentence")
    first, last = _column(mentions, "first"), _column(mentions, "last")
    is_after = asked > asking
    orders = np.searchsorted(_ORDERS, np.abs(asking - asked), side="right")
    distances = np.searchsorted(_DISTANCES, first[asking] - last[asked], side="right")
    between = np.searchsorted(_SENTENCES, sentences[asking] - sentences[asked], side="right")
    features = np.stack(
        [
            np.where(is_after, len(_ORDERS) + 1, orders),
            np.where(is_after, len(_DISTANCES) + 1, distances),
            kinds[asking] * len(KINDS) + kinds[asked],
            _marks(mentions, asking, asked),
            _in_common(mentions, asking, asked),
            np.where(sentences[asking] < sentences[asked], len(_SENTENCES) + 1, between),
            _counts(mentions)[asked],
        ],
        axis=1,
    )
    return Pairs(asking, asked, features.reshape(-1, len(FEATURES)))


def _counts(mentions: Sequence[Mention]) -> Array:
    """Give the class of how often the last word of each mention stood in mentions up to it."""
    seen: dict[str, int] = {}
    found = []
    for mention in mentions:
        word = mention.surface.casefold().rsplit(None, 1)[-1] if mention.surface.strip() else ""
        seen[word] = seen.get(word, 0) + 1
        found.append(bisect_right(_COUNTS, seen[word]))
    return np.array(found, dtype="int64")


class _Words(NamedTuple):
    """The words of a mention as they are compared; `content` are all where each is a function word."""

    content: frozenset[str]
    last: str
    short: str  # a single word that may be an acronym
    initials: tuple[str, str]  # of the words in capitals, and of all


def _in_common(mentions: Sequence[Mention], asking: Array, asked: Array) -> Array:
    """Give the class of how the words of a pair agree; none of a pronoun do."""
    made: dict[str, _Words | None] = {}
    for mention in mentions:
        if mention.kind < FIRST_PRONOUN and mention.surface not in made:
            made[mention.surface] = _words(mention.surface)
    words = [None if mention.kind >= FIRST_PRONOUN else made[mention.surface] for mention in mentions]
    found = np.zeros(len(asking), dtype="int64")
    for place, (one, other) in enumerate(zip(asking.tolist(), asked.tolist(), strict=True)):
        own, theirs = words[one], words[other]
        if own is not None and theirs is not None:
            found[place] = _alike(own, theirs)
    return found


def _words(surface: str) -> _Words | None:
    words = _WORD.findall(surface)
    if not words:
        return None
    folded = [word.casefold() for word in words]
    content = frozenset(folded) - stop_words() or frozenset(folded)
    is_short = len(words) == 1 and words[0][0].isupper() and len(words[0]) > 1
    capitals = "".join(word[0] for word in words if word[0].isupper())
    every = "".join(word[0] for word in words).upper()
    return _Words(content, folded[-1], words[0] if is_short else "", (capitals, every))


def _alike(one: _Words, other: _Words) -> int:
    """Tell how the words of two mentions agree: 1 all, 2 the last, 3 and 4 all of one, 5 initials, 6 some."""
    own, theirs = one.content, other.content
    if own == theirs:
        return 1
    if own <= theirs:
        return 3
    if theirs <= own:
        return 4
    if one.last == other.last:
        return 2
    if (one.short and one.short in other.initials) or (other.short and other.short in one.initials):
        return 5
    return 0 if own.isdisjoint(theirs) else 6
