"""Parties files (TOML) to `Registry` records, with errors that name the line and the nearest valid key."""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import re
import reprlib
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from analysis.paths import is_path, open_file
from analysis.records import PARTY_KINDS, PartiesError, Party, Person, Registry, printable
from analysis.registry import identifier, surface_forms

_TOP_KEYS = ("party", "not_parties", "extends", "exclude", "apart")
_PARTY_KEYS = tuple(field.name for field in dataclasses.fields(Party))
_PERSON_KEYS = ("name", "aliases", "role")
_LISTS = ("aliases", "demonyms", "metonyms", "places", "exclude")
_TEXTS = ("country", "id", "colour", "extends")
# The parties that ship take 265 kB.
_MOST_BYTES = 20_000_000
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read_registry(path: str | Path) -> Registry:
    """Read a parties file; `README.md` shows its format.

    Raises
    ------
    PartiesError
        The file cannot be read, is not valid TOML, has an unknown key, a value of the wrong type, an empty
        name, or one name for two parties. The message names the file, the line and the nearest valid key.
    """
    if not is_path(path):
        raise PartiesError(f"{path!r} is no path; expected the name of a parties file")
    path = Path(path)
    try:
        with open_file(path) as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise PartiesError(f"{path}: has more than {_MOST_BYTES:,} bytes; expected a list of parties")
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise PartiesError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PartiesError(f"{path}: is not UTF-8, which TOML has to be (byte {error.start})") from error
    return dataclasses.replace(parse_registry(text, str(path)), path=printable(path.as_posix()))


def parse_registry(text: str, where: str, *, may_share: bool = False) -> Registry:
    """Parse the text of a parties file; errors are those of `read_registry`.

    Parameters
    ----------
    text, where
        The TOML, and what to call it in errors.
    may_share
        Whether several parties may have one name (Labour), between which the article then decides.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PartiesError(f"{where}: is not valid TOML: {error}") from error
    except RecursionError as error:
        raise PartiesError(
            f"{where}: holds lists that are nested too deep; the README shows a file"
        ) from error
    except ValueError as error:  # Python reads no integer of more than 4,300 digits
        raise PartiesError(f"{where}: holds a number of too many digits; the README shows a file") from error
    top = _Place(where, text.splitlines(), 0)
    top.check_keys(data, _TOP_KEYS)
    rows = data.get("party", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        top.fail("party", "'party' has to be a list of tables, each under a line [[party]]")
    places = top.blocks(len(rows))
    parties = tuple(_party(row, place) for row, place in zip(rows, places, strict=True))
    if not may_share:
        _check_unique(parties, places)
    extends = top.strings(data, "extends") if "extends" in data else None
    for kind in extends or ():
        if kind not in PARTY_KINDS:
            top.fail("extends", f"extends has {kind!r}; expected some of: {', '.join(PARTY_KINDS)}")
    return Registry(
        parties,
        top.strings(data, "not_parties"),
        extends=extends,
        exclude=top.strings(data, "exclude"),
        apart=_apart(data, top),
    )


def _apart(data: Mapping[str, Any], top: _Place) -> tuple[tuple[str, ...], ...]:
    lists = data.get("apart", [])
    if not isinstance(lists, list) or not all(isinstance(names, list) and len(names) > 1 for names in lists):
        top.fail("apart", f"apart is {reprlib.repr(lists)}; expected lists of two names or more")
    return tuple(top.strings({"apart": names}, "apart") for names in lists)


class _Place:
    """A stretch of a parties file, to check values in and to name the line of what is wrong."""

    def __init__(self, where: str, lines: Sequence[str], first: int) -> None:
        self._where = where
        self._lines = lines
        self._first = first

    def blocks(self, n: int) -> list[_Place]:
        """Give the place of each party; all of the file where the headers cannot be told apart."""
        headers = [
            number for number, line in enumerate(self._lines) if re.match(r"\s*\[\[\s*party\s*\]\]", line)
        ]
        if len(headers) != n:
            return [self] * n
        bounds = [*headers, len(self._lines)]
        return [
            _Place(self._where, self._lines[start:end], start) for start, end in itertools.pairwise(bounds)
        ]

    def fail(self, word: str, problem: str) -> NoReturn:
        """Raise an error at the first line that holds a word, or at the first line of the place."""
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        found = (number for number, line in enumerate(self._lines) if pattern.search(line.split("#")[0]))
        line = self._first + next(found, 0) + 1
        raise PartiesError(f"{self._where}: line {line}: {problem}")

    def check_keys(self, row: Mapping[str, Any], allowed: Sequence[str]) -> None:
        """Verify that there is no unknown key."""
        for key in row:
            if key not in allowed:
                near = difflib.get_close_matches(key, allowed, n=1)
                hint = f"did you mean {near[0]!r}? " if near else ""
                self.fail(key, f"unknown key {key!r}; {hint}Valid keys: {', '.join(allowed)}")

    def string(self, row: Mapping[str, Any], key: str) -> str:
        """Give a text, empty where it is not given."""
        value = row.get(key, "")
        if not isinstance(value, str):
            self.fail(key, f"{key} is {reprlib.repr(value)}; expected text in quotation marks")
        return value.strip()

    def name(self, row: Mapping[str, Any]) -> str:
        """Give the name, which may not be missing."""
        name = self.string(row, "name")
        if not name:
            self.fail("name", "a name is missing or empty; every party and person needs one")
        return name

    def strings(self, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Give a list of texts, empty where it is not given."""
        values = row.get(key, [])
        if not isinstance(values, list) or not all(
            isinstance(value, str) and value.strip() for value in values
        ):
            self.fail(key, f"{key} is {reprlib.repr(values)}; expected a list of names, none of them empty")
        return tuple(value.strip() for value in values)


def _party(row: Mapping[str, Any], place: _Place) -> Party:
    place.check_keys(row, _PARTY_KEYS)
    people = row.get("people", [])
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        place.fail("people", "'people' has to be a list of tables such as {name = \"Ada Example\"}")
    texts = {key: place.string(row, key) for key in _TEXTS}
    if texts["colour"] and not _COLOUR.fullmatch(texts["colour"]):
        place.fail("colour", f"colour is {texts['colour']!r}; expected one such as #1f77b4")
    return Party(
        name=place.name(row),
        kind=place.string(row, "kind") or "country",
        people=tuple(_person(person, place) for person in people),
        **{key: place.strings(row, key) for key in _LISTS},  # type: ignore[arg-type]  # mypy checks each field
        **texts,  # type: ignore[arg-type]  # by the union of all values
    )


def _person(row: Mapping[str, Any], place: _Place) -> Person:
    place.check_keys(row, _PERSON_KEYS)
    return Person(place.name(row), place.strings(row, "aliases"), place.string(row, "role"))


def _check_unique(parties: Sequence[Party], places: Sequence[_Place]) -> None:
    owner: dict[str, str] = {}
    ids: set[str] = set()
    for party, place in zip(parties, places, strict=True):
        for form in dict.fromkeys(surface_forms(party)):
            if form in owner:
                place.fail(form, f"{form!r} is claimed by both {owner[form]} and {party.name}")
            owner[form] = party.name
        if identifier(party) in ids:
            place.fail(party.id or party.name, f"the id {identifier(party)!r} is that of two parties")
        ids.add(identifier(party))
