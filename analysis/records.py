"""Records and exceptions that every other module shares; pandas is not needed for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from numbers import Integral
from pathlib import Path
from typing import Any


def printable(text: str) -> str:
    r"""Return a text as one line that can be printed and encoded, with the rest of it as escapes.

    A byte of a file name that is not UTF-8 becomes ``\xff``, a line end ``\n``, a mark that turns the
    direction of writing ``\u202e``.
    """
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    # Python holds the bytes of a name that is not UTF-8 as these.
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    return repr(char)[1:-1]


def named_type(value: object) -> str:
    """Name the type of a value for an error: ``a list``, ``an Article``, ``an ndarray``, ``None``."""
    if value is None:
        return "None"
    name = type(value).__name__
    return f"{'an' if name.startswith((*'AEIOaeio', 'nd')) else 'a'} {name}"


class SidelightError(Exception):
    """Base of every error that this package raises about its input.

    Its message is one line that can be printed, whatever file name or value it holds.
    """

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


class CorpusError(SidelightError):
    """A file or folder of articles that cannot be read; the message names it and what is expected."""


class PartiesError(SidelightError):
    """A parties file that cannot be used; the message names the file and, where known, the line."""


class UnknownPartyError(SidelightError):
    """A party that is neither shipped nor defined, or that the text does not mention."""


class TableError(SidelightError):
    """A table that does not have the declared columns or types."""


class PatternError(SidelightError, ValueError):
    """A regular expression that is not valid, or that takes too long; the message gives it."""


class ReportError(SidelightError):
    """A report that could not be made or written."""


class OutputError(ReportError):
    """A folder that cannot be written, or a disk that is full: what comes next would fail, too."""

    def __init__(self, message: str, folder: Path | None = None) -> None:
        super().__init__(message)
        self.folder = folder


class JobError(SidelightError):
    """A process or a cluster that works for this one has ended, or cannot be started or reached."""


class LabelsError(SidelightError):
    """A file of human labels or predictions that cannot be read or written; the message names it."""


class SpanError(SidelightError, ValueError):
    """A stretch of text that is empty or not inside its sentence; the message gives both."""


class ChoiceError(SidelightError, ValueError):
    """An argument that is none of its allowed values; the message lists them all."""


# Who holds a stance, where that is no party and no speaker known by name.
AUTHOR = "the author"
UNATTRIBUTED = "unattributed"

# What a sentiment rests on: words that judge a party, what it does, and what befalls it or how it fares.
ABOUT = ("wording", "deed", "event")

# The kinds of the parties that ship; a user's parties may be of any other kind.
PARTY_KINDS = ("country", "organisation", "political party", "group")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who stands for a party.

    `name` is how the person is written in full; `aliases` are other spellings. The last word of `name` is
    an alias by itself. `role` is free text, for readers.
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""

    def __post_init__(self) -> None:
        """Verify the names; raises `PartiesError`."""
        _check_text("person", self.name, "name", self.name)
        _check_names("person", self.name, "aliases", self.aliases)


@dataclass(frozen=True, slots=True)
class Party:
    """A side that a text can favour or blame: a country, an organisation, a movement, a person.

    `aliases` are other names, `demonyms` adjectives and nouns for what belongs to it (Ukrainian),
    `metonyms` names of capitals and buildings that stand for it (Kyiv, the Kremlin), `places` other cities
    and regions of it, which only ever mean a location. `country` is the country that a political party or
    group belongs to, by which the reader of an article knows which "Labour" is meant. `id` and `colour`
    (``#rrggbb``) are for programs and charts.

    In a user's file a party can build on a shipped one: `extends` names it (by its name or id; one of the
    same name is meant without it), and `exclude` lists names of it that are not to be looked for.
    """

    name: str
    kind: str = "country"
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[str, ...] = ()
    country: str = ""
    id: str = ""
    colour: str = ""
    extends: str = ""
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Verify the names; raises `PartiesError`."""
        _check_text("party", self.name, "name", self.name)
        for field in ("aliases", "demonyms", "metonyms", "places", "exclude"):
            _check_names("party", self.name, field, getattr(self, field))


@dataclass(frozen=True, slots=True)
class Registry:
    """Parties to look for, longer phrases that hold a party's name and mean something else, and the file.

    In a user's registry `extends` lists the kinds of shipped parties to build on (None: all of them; empty:
    none), and `exclude` the shipped parties, by name or id, that are not to be looked for. Each entry of
    `apart` lists names of different people or bodies, which are never taken for one.
    """

    parties: tuple[Party, ...] = ()
    not_parties: tuple[str, ...] = ()
    path: str | None = None
    extends: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        """Make a tuple of parties that are given in another iterable; raises `PartiesError`."""
        given: object = self.parties
        parties = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
        wrong = next((one for one in parties if not isinstance(one, Party)), None)
        if not isinstance(given, Iterable) or wrong is not None:
            named = named_type(given if wrong is None else wrong)
            raise PartiesError(f"registry: parties holds {named}; expected several: parties=(Party('Iran'),)")
        object.__setattr__(self, "parties", parties)


@dataclass(frozen=True, slots=True)
class Article:
    """One news text, cleaned, with what is known about it.

    `text` is everything that is analysed, the title included as its first paragraph; paragraphs are
    separated by one blank line. `registry` holds the parties of the `parties.toml` beside the article;
    `extra` what else its file says of it, by the file's own names.
    """

    article_id: str
    text: str
    title: str = ""
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    path: str | None = None  # the file it was read from
    registry: Registry = Registry()
    extra: Mapping[str, str] = dataclass_field(default_factory=dict)
    is_truncated: bool = False  # whether its text is cut short, or a page of consent or of an error
    duplicate_of: str | None = None  # the id of its first version, where it was looked for and found


def _check_text(what: str, owner: object, field: str, value: object) -> None:
    """Verify that a name is text, not empty, and holds nothing that no file can hold."""
    if isinstance(value, str) and value.strip() and not _has_surrogate(value):
        return
    raise PartiesError(f"{what} {owner!r}: {field} is {value!r}; expected text that is not empty, in Unicode")


def _check_names(what: str, owner: str, field: str, values: object) -> None:
    if not isinstance(values, tuple):
        raise PartiesError(f"{what} {owner!r}: {field} is {values!r}; expected a tuple of names")
    for value in values:
        _check_text(what, owner, field, value)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def check_choice(name: str, value: str, allowed: Sequence[str]) -> None:
    """Verify that an argument is one of its allowed values.

    Raises
    ------
    ChoiceError
        It is not; the message names the argument, the value and every allowed one.
    """
    if value not in allowed:
        raise ChoiceError(f"{name} is {value!r}; expected one of: {', '.join(allowed)}")


def check_choices(name: str, values: str | Sequence[str], allowed: Sequence[str]) -> tuple[str, ...]:
    """Return the values of an argument that takes several; one may be given alone, as a str.

    Raises
    ------
    ChoiceError
        One is not allowed; the message is that of `check_choice`.
    """
    given: Any = values
    is_several = isinstance(given, Iterable) and not isinstance(given, str)
    chosen: tuple[str, ...] = tuple(given) if is_several else (given,)
    for value in chosen:
        check_choice(name, value, allowed)
    return chosen


def check_count(name: str, value: object) -> None:
    """Verify that an argument is a whole number, 1 at least.

    Raises
    ------
    ChoiceError
        It is not.
    """
    if not isinstance(value, Integral) or value < 1:
        raise ChoiceError(f"{name} is {value!r}; expected a whole number, 1 or more")


def check_registry(registry: object) -> None:
    """Verify that what is given as a registry is one, or None.

    Raises
    ------
    ChoiceError
        It is something else.
    """
    if registry is not None and not isinstance(registry, Registry):
        raise ChoiceError(
            f"registry is {named_type(registry)}; expected a Registry, as read_registry(...) returns it"
        )
