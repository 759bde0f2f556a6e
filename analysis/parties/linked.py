"""Whom descriptions and pronouns mean, by the network's links: entity by entity, not mention by mention."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Generic, NamedTuple, TypeVar

from analysis.network.links import FIRST_PRONOUN, NOMINAL
from analysis.network.references import Reading

Key = TypeVar("Key")

# How probable an entity has to be, all its mentions taken together: for a description, and for a pronoun.
# With 0.5 for both, descriptions in GUM's news have F1 40.0 instead of 43.7; with 0.4, pronouns there have
# 74.8 instead of 76.5.
DESCRIPTION, PRONOUN = 0.4, 0.5
# How many a mention means where nothing says it (*they*).
ANY = 0
# How probable the link of a name has to be that leads back to somebody without one.
AHEAD = 0.5
# Of several that are meant, how likely each has to be, as a share of how likely the likeliest is.
PART = 0.4


class Meant(NamedTuple, Generic[Key]):
    """Whom descriptions and pronouns mean, and how probable that is, 0 to 1, by their numbers in a reading.

    Of several (``both sides``), all are meant. `unnamed` has those of somebody without a name, by the number
    of what speaks of them first.
    """

    named: dict[int, tuple[frozenset[Key], float]]
    unnamed: dict[int, int]


def linked(
    reading: Reading,
    named: Mapping[int, Key],
    may_be: Callable[[int, Key], bool],
    how_many: Callable[[int], int],
    side: Callable[[Key], Hashable],
) -> Meant[Key]:
    """Find whom descriptions and pronouns mean.

    Who is spoken of before being named is known once a name's link leads back: ``Its chief engineer, Jan
    Example``; ``Firm cuts staff``, says a headline, and the story names it.

    Parameters
    ----------
    reading
        What the network found.
    named
        The entity of each name, and of each description beside one, by its number in the reading. A
        description that goes on with no name is an entity without one, which takes its pronouns with it.
    may_be
        Whether a mention of a kind can refer to an entity at all.
    how_many
        How many a mention means, by its number; `ANY` where that is open.
    side
        What entities have in common that are one of *both*: a country and its people.
    """
    of: dict[int, frozenset[Key] | int] = {number: frozenset((key,)) for number, key in named.items()}
    found: dict[int, tuple[frozenset[Key], float]] = {}
    unnamed: dict[int, int] = {}
    for number, (mention, links) in enumerate(zip(reading.mentions, reading.links, strict=True)):
        if number in named:
            key = named[number]
            for first, share in [(of.get(other), share) for other, share in links if share >= AHEAD]:
                chain = [one for one, own in unnamed.items() if own == first]
                if all(may_be(reading.mentions[one].kind, key) for one in chain):
                    of.update(dict.fromkeys(chain, frozenset((key,))))
                    found.update(dict.fromkeys(chain, (frozenset((key,)), share)))
                    unnamed = {one: own for one, own in unnamed.items() if own != first}
            continue
        if mention.kind < NOMINAL:
            continue
        n = how_many(number)
        shares: dict[frozenset[Key] | int, float] = {}
        for other, share in links:
            meant = of.get(other)
            if meant is None:
                continue
            if not isinstance(meant, int) and not (
                (n != 1 or len(meant) == 1) and all(may_be(mention.kind, key) for key in meant)
            ):
                continue
            shares[meant] = shares.get(meant, 0.0) + share
        best, most = max(shares.items(), key=lambda item: item[1], default=(number, 0.0))
        if n != 1 and not isinstance(best, int):
            best, most = _together(shares, n, side)
        least = PRONOUN if mention.kind >= FIRST_PRONOUN else DESCRIPTION
        if most < least:
            best = number
        of[number] = best
        if isinstance(best, int):
            unnamed[number] = best
        else:
            found[number] = best, most
    return Meant(found, unnamed)


def _together(
    shares: Mapping[frozenset[Key] | int, float], n: int, side: Callable[[Key], Hashable]
) -> tuple[frozenset[Key], float]:
    """Choose the `n` likeliest; where that is open, all who are nearly as likely as the likeliest."""
    sums: dict[Hashable, float] = {}
    likeliest: dict[Hashable, tuple[float, Key]] = {}
    for known, share in shares.items():
        for key in known if not isinstance(known, int) else ():
            own = side(key)
            sums[own] = sums.get(own, 0.0) + share
            likeliest[own] = max(likeliest.get(own, (0.0, key)), (share, key), key=lambda pair: pair[0])
    ranked = sorted(sums, key=lambda own: -sums[own])
    chosen = set(ranked[:n]) if n else {own for own in ranked if sums[own] >= PART * sums[ranked[0]]}
    total = sum(
        share
        for known, share in shares.items()
        if not isinstance(known, int) and not chosen.isdisjoint(map(side, known))
    )
    return frozenset(likeliest[own][1] for own in chosen), total if len(chosen) >= n else 0.0
