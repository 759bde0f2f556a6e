"""Whom every description and pronoun means: who decides, the network's links or the rules.

| what | decides |
|---|---|
| a description beside a name: *the coach Jan Example* | the name |
| one ahead of a name, whose link leads back to it | the name |
| anything else that rules do not resolve | links, entity by entity |
| what rules give one person or organisation, or a *he* or *she* | links, where they lead to a party |
| what else rules resolve: descriptions, *it* and *they* of countries, *both sides* | rules |
| who is left: an unnamed description, with its pronouns | a tie to a party (*a Turkish minister*) |
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from analysis.network.links import FIRST_PRONOUN, NOMINAL
from analysis.network.links import KINDS as LINK_KINDS
from analysis.network.references import Reading
from analysis.parties.described import Names, apposed, how_many, introduces
from analysis.parties.linked import Meant, linked
from analysis.parties.listing import NAMED, Entities, Key, Listed, Row
from analysis.parties.named import Entity
from analysis.parties.roles import role
from analysis.parties.tied import tied

# How sure it is that a description belongs to the name beside it.
APPOSED = 0.9
# How probable it has to be that a description means a place, which rules find as well.
PLACED = 0.65
# Pronouns whose link goes before what a rule finds, as any does that leads to no country.
_BY_LINK = ("he", "she")
# How probable a name's link to a description before it has to be.
_AHEAD = 0.5
# A rule's description begins at most so many characters before the network's.
_EARLIER = 40


def with_links(
    text: str,
    reading: Reading | None,
    entities: Sequence[Entity],
    rows: Sequence[Row],
    kinds: Mapping[str, str],
    genders: Mapping[str, str],
    states: Mapping[str, str],
) -> Listed:
    """Add what the network's links say of descriptions and pronouns, and list what the article names.

    Parameters
    ----------
    reading, entities
        What the network found, and its names put together; None and none without a network.
    rows
        The mentions that lists and rules found.
    kinds
        The kind of each party.
    genders
        Those of people, by their names, as far as they are known.
    states
        The country of each body that has it in its name.
    """
    made = Entities(rows, kinds)
    if reading is None:
        return Listed(list(rows), made.referred(rows), {})
    named = made.of_names(entities, states)
    names = Names(
        {reading.mentions[number].start: key for number, key in named.items()},
        {reading.mentions[number].end: key for number, key in named.items()},
    )
    meant, unnamed = _meant(text, reading, named, names, made, genders)
    kept = [row for row in rows if row.kind in NAMED]
    ruled = _Ruled([row for row in rows if row.kind not in NAMED])
    added: list[Row] = []
    spans = {
        number: (one.start, one.end, "pronoun" if one.kind >= FIRST_PRONOUN else "nominal")
        for number, one in enumerate(reading.mentions)
    }

    def add(number: int, party: str, entity: str, share: float, *, is_joint: bool = False) -> None:
        """Add the mention of a party, unless it only says what somebody is."""
        start, end, kind = spans[number]
        if kind == "pronoun" or not introduces(text, start, end, names):
            is_body = is_joint or entity
            how = "actor" if is_body else role(text, start, end, kind, False, kinds.get(party, "person"))
            added.append(Row(start, end, party, entity or None, kind, how, share))

    for number, (keys, exact) in sorted(meant.items()):
        is_first = LINK_KINDS[reading.mentions[number].kind] in _BY_LINK
        is_first |= all(kinds.get(party) != "country" for party, *_ in keys)
        if not ruled.give_way(spans[number], keys, is_first=is_first):
            continue
        # More decimals would differ from one processor to the next.
        share = round(exact, 2)
        for key in sorted(keys):
            party, entity, sort = key
            made.refer(*spans[number][:2], key, spans[number][2], share)
            if party and sort != "metonym":
                add(number, party, entity, share, is_joint=len(keys) > 1)
    of = {number: key for number, (keys, _) in meant.items() if len(keys) == 1 for key in keys}
    senders = {number: key[0] for number, key in (named | of).items() if key[0]}
    people = tied(reading, unnamed, senders)
    for number, first in unnamed.items():
        if first in people and not ruled.over(spans[number]):
            add(number, people[first][0], "", round(people[first][1], 2))
    rest = ruled.left()
    return Listed([*kept, *rest, *added], made.referred([*kept, *rest]), named | of)


def _meant(
    text: str,
    reading: Reading,
    named: Mapping[int, Key],
    names: Names,
    made: Entities,
    genders: Mapping[str, str],
) -> Meant[Key]:
    """Find whom descriptions and pronouns mean, by names beside and behind them and by links."""
    certain = dict(_ahead(reading, named, made))
    for number, one in enumerate(reading.mentions):
        if one.kind == NOMINAL and (key := apposed(text, one.start, one.end, names)) is not None:
            certain[number] = key, APPOSED
    meant, unnamed = linked(
        reading,
        {**named, **{number: key for number, (key, _) in certain.items()}},
        lambda kind, key: made.may_be(kind, key, genders),
        lambda number: how_many(text, reading.mentions[number]),
        lambda key: key[1] or key[0],
    )
    kept = {
        number: (keys, share)
        for number, (keys, share) in meant.items()
        if share >= PLACED
        or reading.mentions[number].kind != NOMINAL
        or any(made.is_person_or_body(key) for key in keys)
    }
    single = {number: (frozenset((key,)), share) for number, (key, share) in certain.items()}
    return Meant(kept | single, unnamed)


def _ahead(
    reading: Reading, named: Mapping[int, Key], made: Entities
) -> Iterator[tuple[int, tuple[Key, float]]]:
    """Find whom descriptions mean that go ahead of a name: ``Its chief engineer, Jan Example``.

    The name's link leads back to them, and none of their own leads on.
    """
    for number, key in named.items():
        for other, share in reading.links[number]:
            if (
                share >= _AHEAD
                and reading.mentions[other].kind == NOMINAL
                and made.is_person_or_body(key)
                and sum(own for _, own in reading.links[other]) < _AHEAD
            ):
                yield other, (key, share)


class _Ruled:
    """What rules resolved, and what of that links go before."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = sorted(rows, key=lambda row: row.start)
        self._starts = [row.start for row in self._rows]
        self._replaced: set[int] = set()

    def over(self, span: tuple[int, int, str]) -> list[int]:
        """Give the numbers of those of a kind that share a character with a stretch."""
        start, end, kind = span
        low, high = bisect_left(self._starts, start - _EARLIER), bisect_left(self._starts, end)
        return [n for n in range(low, high) if self._rows[n].end > start and self._rows[n].kind == kind]

    def give_way(self, span: tuple[int, int, str], keys: Collection[Key], *, is_first: bool) -> bool:
        """Tell whether links decide a stretch: rules have nothing there, or what goes behind links."""
        over = self.over(span)
        if over and not (is_first and len(over) == len(keys) == 1 and all(party for party, *_ in keys)):
            return False
        self._replaced.update(over)
        return True

    def left(self) -> list[Row]:
        """Give what no link has replaced."""
        return [row for n, row in enumerate(self._rows) if n not in self._replaced]
