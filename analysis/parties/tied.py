"""To which party somebody belongs, by what the network reads around their names and descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from analysis.network.links import NOMINAL
from analysis.network.references import Reading

Key = TypeVar("Key")

# How probable a tie has to be. In our development stories all from 0.5 to 0.65 give the same; of single
# sentences, "Cuba mocked Prime Minister Example" ties the minister to Cuba at 0.55.
LEAST = 0.6


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
    of_names: dict[Key, tuple[str, float]] = {}
    of_others: dict[Key, tuple[str, float]] = {}
    for number, key in asking.items():
        shares: dict[str, float] = {}
        for other, share in reading.ties[number]:
            if other in parties and asking.get(other) != key:
                shares[parties[other]] = shares.get(parties[other], 0.0) + share
        best = max(shares, key=lambda party: shares[party], default=None)
        found = of_names if reading.mentions[number].kind < NOMINAL else of_others
        if best is not None and shares[best] >= max(LEAST, found.get(key, ("", 0.0))[1]):
            found[key] = best, shares[best]
    return of_others | of_names
