"""To which party somebody belongs, by what the network reads around their names and descriptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from analysis.network.links import NOMINAL
from analysis.network.references import Reading
from analysis.parties.linked import PART

Key = TypeVar("Key")

# How probable a tie has to be. Parties of people in our kept stories have an F1 of 79.4 (80.0 with 0.5 and
# 78.8 with 0.6); in the development stories 0.55 and 0.6 give the same, 0.5 gives less.
LEAST = 0.55


def tied(
    reading: Reading, asking: Mapping[int, Key], parties: Mapping[int, str]
) -> dict[Key, tuple[str, float]]:
    """Give the party of each entity that one of its mentions ties to one, and how probable that is, 0 to 1.

    Parameters
    ----------
    reading
        What the network found.
    asking
        The entity of each mention that may be tied, by its number in the reading.
    parties
        The party of each mention that one may be tied to.

    Returns
    -------
    dict
        Empty where nobody is tied. Where a text ties somebody to several parties, the most probable one; what
        it says of a name goes before what it says of a description, which may be somebody else's.
    """
    found = tied_together(reading, asking, parties, lambda _: False)
    return {key: (party, share) for key, (of, share) in found.items() for party in of}


def tied_together(
    reading: Reading,
    asking: Mapping[int, Key],
    parties: Mapping[int, str],
    are_several: Callable[[int], bool],
) -> dict[Key, tuple[frozenset[str], float]]:
    """Give the parties of each entity, several of ``Omani and Yemeni officials``.

    Parameters
    ----------
    reading, asking, parties
        As for `tied`.
    are_several
        Whether a mention, by its number, may be of several parties. It is of all that are nearly as probable
        as the most probable one.

    Returns
    -------
    dict
        The parties, and how probable they are together, 0 to 1.
    """
    of_names: dict[Key, tuple[frozenset[str], float]] = {}
    of_others: dict[Key, tuple[frozenset[str], float]] = {}
    for number, key in asking.items():
        shares: dict[str, float] = {}
        for other, share in reading.ties[number]:
            if other in parties and asking.get(other) != key:
                shares[parties[other]] = shares.get(parties[other], 0.0) + share
        if not shares:
            continue
        best = max(shares, key=lambda party: shares[party])
        of = {best}
        if are_several(number):
            of = {party for party, share in shares.items() if share >= PART * shares[best]}
        total = sum(shares[party] for party in of)
        found = of_names if reading.mentions[number].kind < NOMINAL else of_others
        if total >= max(LEAST, found.get(key, (of, 0.0))[1]):
            found[key] = frozenset(of), total
    return of_others | of_names
