"""Parties files (TOML) to `Registry` records."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.schema import PartiesError, Party, Person, Registry

_TOP_KEYS = ("party", "not_parties")
_PARTY_KEYS = ("name", "kind", "aliases", "demonyms", "metonyms", "people")
_PERSON_KEYS = ("name", "aliases", "role")


def read_registry(path: Path) -> Registry:
    """Read a parties file; `README.md` shows its format.

    Raises
    ------
    PartiesError
        The file cannot be read, is not valid TOML, has an unknown key, a value of the wrong type, an empty
        name, or one name for two parties. The message names the file, the line and the nearest valid key.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PartiesError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PartiesError(f"{path}: is not UTF-8, which TOML has to be (byte {error.start})") from error
    return dataclasses.replace(parse_registry(text, str(path)), path=path.as_posix())


def parse_registry(text: str, where: str) -> Registry:
    """Parse the text of a parties file; `where` names it in errors, which are those of `read_registry`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PartiesError(f"{where}: is not valid TOML: {error}") from error
    _check_keys(data, _TOP_KEYS, where)
    rows = data.get("party", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PartiesError(f"{where}: 'party' has to be a list of tables, each under a line [[party]]")
    headers = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if re.match(r"\s*\[\[\s*party\s*\]\]", line)
    ]
    places = (
        [f"{where}: line {line}" for line in headers] if len(headers) == len(rows) else [where] * len(rows)
    )
    parties = tuple(_party(row, place) for row, place in zip(rows, places, strict=True))
    _check_unique(parties, places)
    return Registry(parties, _strings(data, "not_parties", where))


def merge(shipped: Registry, own: Registry) -> Registry:
    """Add a user's own parties to the shipped ones.

    A party with the name of a shipped one adds to it. A name that the user claims for one party is taken
    from any other shipped party. Of two parties with one name, the later in the registry has it.
    """
    claimed = {name: party.name for party in own.parties for name in surface_forms(party)}
    added = {party.name: party for party in own.parties}
    untouched: list[Party] = []
    for party in shipped.parties:
        kept = _without(party, {name for name, owner in claimed.items() if owner != party.name})
        if party.name in added:
            added[party.name] = _joined(kept, added[party.name])
        else:
            untouched.append(kept)
    # The user's own come last: a later party takes a name from an earlier one, its main name included.
    return Registry((*untouched, *added.values()), (*shipped.not_parties, *own.not_parties))


def surface_forms(party: Party) -> Iterator[str]:
    """Yield every name, alias, demonym and metonym of a party, and the names of its people."""
    yield party.name
    yield from (*party.aliases, *party.demonyms, *party.metonyms)
    for person in party.people:
        yield from person_forms(person)


def person_forms(person: Person) -> tuple[str, ...]:
    """Give the ways to name a person: in full, by the last word of the name, and by the aliases."""
    return tuple(dict.fromkeys((person.name, person.name.split()[-1], *person.aliases)))


def _party(row: Mapping[str, Any], where: str) -> Party:
    _check_keys(row, _PARTY_KEYS, where)
    people = row.get("people", [])
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        raise PartiesError(f"{where}: 'people' has to be a list of tables such as {{name = \"Ada Example\"}}")
    return Party(
        name=_name(row, where),
        kind=_string(row, "kind", where) or "country",
        aliases=_strings(row, "aliases", where),
        demonyms=_strings(row, "demonyms", where),
        metonyms=_strings(row, "metonyms", where),
        people=tuple(_person(person, where) for person in people),
    )


def _person(row: Mapping[str, Any], where: str) -> Person:
    _check_keys(row, _PERSON_KEYS, where)
    return Person(_name(row, where), _strings(row, "aliases", where), _string(row, "role", where))


def _name(row: Mapping[str, Any], where: str) -> str:
    name = _string(row, "name", where)
    if not name:
        raise PartiesError(f"{where}: a name is missing or empty; every party and person needs one")
    return name


def _string(row: Mapping[str, Any], key: str, where: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise PartiesError(f"{where}: {key} is {value!r}; expected text in quotation marks")
    return value.strip()


def _strings(row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise PartiesError(f"{where}: {key} is {values!r}; expected a list of names, none of them empty")
    return tuple(value.strip() for value in values)


def _check_keys(row: Mapping[str, Any], allowed: Sequence[str], where: str) -> None:
    for key in row:
        if key not in allowed:
            near = difflib.get_close_matches(key, allowed, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise PartiesError(f"{where}: unknown key {key!r}; {hint}Valid keys: {', '.join(allowed)}")


def _check_unique(parties: Sequence[Party], places: Sequence[str]) -> None:
    owner: dict[str, str] = {}
    for party, place in zip(parties, places, strict=True):
        for form in dict.fromkeys(surface_forms(party)):
            if form in owner:
                raise PartiesError(f"{place}: {form!r} is claimed by both {owner[form]} and {party.name}")
            owner[form] = party.name


def _without(party: Party, names: set[str]) -> Party:
    if names.isdisjoint(surface_forms(party)):
        return party
    return Party(
        party.name,
        party.kind,
        tuple(name for name in party.aliases if name not in names),
        tuple(name for name in party.demonyms if name not in names),
        tuple(name for name in party.metonyms if name not in names),
        party.people,
    )


def _joined(party: Party, more: Party) -> Party:
    return Party(
        party.name,
        party.kind,
        _union(party.aliases, more.aliases),
        _union(party.demonyms, more.demonyms),
        _union(party.metonyms, more.metonyms),
        (*party.people, *more.people),
    )


def _union(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))
