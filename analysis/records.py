"""Records and exceptions that every other module shares; pandas is not needed for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class SidelightError(Exception):
    """Base of every error that this package raises about its input; its message is one line."""


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


class LabelsError(SidelightError):
    """A file of human labels or predictions that cannot be read or written; the message names it."""


class SpanError(SidelightError, ValueError):
    """A stretch of text that is empty or not inside its sentence; the message gives both."""


class ChoiceError(SidelightError, ValueError):
    """An argument that is none of its allowed values; the message lists them all."""


# Who holds a stance, where that is no party and no speaker known by name.
AUTHOR = "the author"
UNATTRIBUTED = "unattributed"

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


@dataclass(frozen=True, slots=True)
class Registry:
    """Parties to look for, longer phrases that hold a party's name and mean something else, and the file.

    In a user's registry `extends` lists the kinds of shipped parties to build on (None: all of them; empty:
    none), and `exclude` the shipped parties, by name or id, that are not to be looked for.
    """

    parties: tuple[Party, ...] = ()
    not_parties: tuple[str, ...] = ()
    path: str | None = None
    extends: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One news text, cleaned, with what is known about it.

    `text` is everything that is analysed, the title included as its first paragraph; paragraphs are
    separated by one blank line. `registry` holds the parties of the `parties.toml` beside the article.
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


def check_choice(name: str, value: str, allowed: Sequence[str]) -> None:
    """Verify that an argument is one of its allowed values.

    Raises
    ------
    ChoiceError
        It is not; the message names the argument, the value and every allowed one.
    """
    if value not in allowed:
        raise ChoiceError(f"{name} is {value!r}; expected one of: {', '.join(allowed)}")
