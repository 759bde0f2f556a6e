"""Stories written for training, with all that they name and what refers to it (see `stories/README.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.evaluate.marks import Marked, read_marks
from analysis.network.links import PRONOUNS
from analysis.network.names import TYPES
from analysis.records import LabelsError

_ENTITIES = "\n## Entities\n"
NAME, DEMONYM, DESCRIPTION, PRONOUN = "name", "demonym", "description", "pronoun"
_KINDS = {"g": DEMONYM, "d": DESCRIPTION}


class Marking(NamedTuple):
    """A stretch that refers to entities, by their ids: none for a description of nobody who is named.

    `belongs` is the id of what the words around say that it belongs to, or empty.
    """

    start: int
    end: int
    entities: tuple[str, ...]
    kind: str
    belongs: str


class OwnStory(NamedTuple):
    """A text, its markings in order, and the type and full name of each entity."""

    text: str
    markings: tuple[Marking, ...]
    entities: dict[str, tuple[str, str]]


def read_own_stories(folder: Path) -> list[OwnStory]:
    """Read all stories of a folder.

    Raises
    ------
    LabelsError
        A marking is not well formed, or of an entity that is not listed; the message names file and line.
    """
    return [read_own_story(path) for path in sorted(folder.glob("*.md")) if path.stem != "README"]


def read_own_story(path: Path) -> OwnStory:
    """Read one story; the errors are those of `read_own_stories`."""
    marked, _, listed = path.read_text(encoding="utf-8").partition(_ENTITIES)
    entities = dict(_entities(listed, path))
    text, marks = read_marks(marked.removeprefix("# ").rstrip(), path, 0)
    markings = [_marking(text[mark.start : mark.end], mark, entities, path) for mark in marks]
    used = {name for one in markings for name in one.entities}
    for name in entities:
        if name not in used:
            raise LabelsError(f"{path}: {name} is listed and never marked")
    return OwnStory(text, tuple(sorted(markings)), entities)


def _entities(listed: str, path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    for line in filter(None, listed.splitlines()):
        fields = [field.strip() for field in line.removeprefix("- ").split("|")]
        if len(fields) != 3 or fields[1] not in TYPES:
            raise LabelsError(
                f"{path}: {line!r} is not '- id | type | name' of a type among: {', '.join(TYPES)}"
            )
        yield fields[0], (fields[1], fields[2])


def _marking(surface: str, mark: Marked, entities: dict[str, tuple[str, str]], path: Path) -> Marking:
    where = f"{path}: line {mark.line}: {surface!r}"
    if not mark.fields or len(mark.fields) > 2 or (mark.fields[1:] and mark.fields[1] not in _KINDS):
        raise LabelsError(f"{where} is not {{words|id}}, {{words|id|d}} or {{words|id|g}}")
    who, _, belongs = (part.strip() for part in mark.fields[0].partition(">"))
    kind = _KINDS[mark.fields[1]] if mark.fields[1:] else NAME
    kind = PRONOUN if kind == NAME and surface.casefold() in PRONOUNS else kind
    names = () if who == "-" else tuple(one.strip() for one in who.split("+"))
    for name in (*names, belongs):
        if name and name not in entities:
            raise LabelsError(f"{where} is of {name!r}, which is not listed under Entities")
    if kind != DESCRIPTION and not names:
        raise LabelsError(f"{where} is of nobody; only a description can be")
    return Marking(mark.start, mark.end, names, kind, belongs)
