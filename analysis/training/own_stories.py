"""Stories written for training, with all that they name and what refers to it (see `stories/README.md`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.evaluate.marks import Marked, read_marks
from analysis.network.links import PRONOUNS, RECIPROCAL
from analysis.network.names import TYPES
from analysis.records import LabelsError
from analysis.training.data import read_texts
from analysis.training.own_labels import text_key

_ENTITIES = "\n## Entities\n"
_MARKED = Path(__file__).parent / "own_references.jsonl"
_PRONOUNS = RECIPROCAL.union(PRONOUNS)
NAME, DEMONYM, DESCRIPTION, PRONOUN = "name", "demonym", "description", "pronoun"
_KINDS = {"g": DEMONYM, "d": DESCRIPTION}
# What a text can tell: where names and descriptions are, what refers to whom, and who belongs to whom.
NAMES, DESCRIPTIONS, LINKS, TIES = _PARTS = ("names", "descriptions", "links", "ties")


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
    """A text, its markings in order, and the type and full name of each entity; no name in an article.

    `tells` is what can be learned from it; the type of an entity that is never named is empty.
    """

    text: str
    markings: tuple[Marking, ...]
    entities: dict[str, tuple[str, str]]
    tells: tuple[str, ...] = _PARTS


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


def read_marked_articles(paths: Iterable[Path]) -> list[OwnStory]:
    """Read what is marked in published texts, which are not here, as in stories.

    A line of `own_references.jsonl` has the key of a text (`own_labels.text_key`), what it tells, the types
    of its entities, and its markings: start, end, kind, the numbers of the entities, and of what they belong
    to. A marking of which nobody can tell whom it means has two question marks for entities.

    Parameters
    ----------
    paths
        Labelled files with a ``text`` in each row; texts of which nothing is marked are passed over.

    Raises
    ------
    LabelsError
        A file cannot be read, or a row has no text.
    """
    texts = {text_key(text): text for text in read_texts(paths)}
    found = []
    for line in _MARKED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["text"] in texts:
            markings = [
                Marking(start, end, tuple(entities.split()), kind, belongs)
                for start, end, kind, entities, belongs in row["markings"]
            ]
            entities = {str(number): (kind, "") for number, kind in enumerate(row["types"])}
            found.append(OwnStory(texts[row["text"]], tuple(markings), entities, tuple(row["tells"])))
    return found


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
    kind = PRONOUN if kind == NAME and surface.casefold() in _PRONOUNS else kind
    names = () if who == "-" else tuple(one.strip() for one in who.split("+"))
    for name in (*names, belongs):
        if name and name not in entities:
            raise LabelsError(f"{where} is of {name!r}, which is not listed under Entities")
    if kind != DESCRIPTION and not names:
        raise LabelsError(f"{where} is of nobody; only a description can be")
    return Marking(mark.start, mark.end, names, kind, belongs)
