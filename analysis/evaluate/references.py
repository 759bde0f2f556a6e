"""Whom names, descriptions and pronouns lead to, against the chains of mentions that people labelled.

A reference stands on a labelled mention where its span holds the mention's head.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from analysis.evaluate.entities import Find, Reference, found_in, references_by_text
from analysis.evaluate.labels import read_objects, read_span, read_texts
from analysis.evaluate.matching import Span
from analysis.evaluate.metrics import precision_recall
from analysis.records import LabelsError

# Types of chains by the word for them in labels; chains of others are passed over.
TYPES = MappingProxyType({"person": "person", "organization": "organisation", "place": "place"})
KINDS = ("name", "nominal", "pronoun", "other")
# What figures are of, each a kind of mention; other ones (I, we, that) only lead found pronouns astray.
FIGURES = MappingProxyType({"names": "name", "nominals": "nominal", "pronouns": "pronoun"})
_SCOPES = MappingProxyType(
    {
        "all": tuple(TYPES.values()),
        **{type_: (type_,) for type_ in TYPES.values()},
        "person_or_organisation": ("person", "organisation"),
    }
)

# How many of (kind, type of chain, what).
Counts = Counter[tuple[str, str, str]]
Progress = Callable[[Sequence[Any]], Iterable[Any]]


class Mention(NamedTuple):
    """A labelled mention: where it stands, where its head does, and which of `KINDS` it is."""

    start: int
    end: int
    head: Span
    kind: str


class Chain(NamedTuple):
    """The labelled mentions of one person, organisation or place."""

    type: str
    mentions: tuple[Mention, ...]


class Labelled(NamedTuple):
    """A document with its chains."""

    id: Any  # its own, or its number from 0
    genre: str
    text: str
    chains: tuple[Chain, ...]


def read_references(path: Path) -> list[Labelled]:
    """Read rows of `text`, `genre` and `chains`, each with `type` and `mentions`.

    A mention has `start`, `end` (exclusive), `head` ([start, end]) and `kind`.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key, or has a span outside its text, an unknown kind or a
        genre that is no string.
    """
    found = []
    for number, (where, row) in enumerate(read_texts(path, ("genre", "chains"))):
        if not isinstance(row["genre"], str):
            raise LabelsError(f"{where}: genre is {row['genre']!r}; expected a string")
        chains = tuple(
            Chain(TYPES[item["type"]], tuple(_mentions(item, row["text"], place)))
            for place, item in read_objects(row, "chains", ("type", "mentions"), where)
            if item["type"] in TYPES
        )
        found.append(Labelled(row.get("id", number), row["genre"], row["text"], chains))
    return found


def _mentions(chain: Mapping[str, Any], text: str, where: str) -> Iterable[Mention]:
    for place, item in read_objects(chain, "mentions", ("start", "end", "head", "kind"), where):
        if item["kind"] not in KINDS:
            raise LabelsError(f"{place}: kind is {item['kind']!r}; expected one of: {', '.join(KINDS)}")
        span = read_span([item["start"], item["end"]], text, place)
        yield Mention(*span, read_span(item["head"], text, f"{place}: head"), item["kind"])


def evaluate_references(
    path: Path, *, find: Find = found_in, progress: Progress = iter
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure whom references lead to.

    Parameters
    ----------
    path
        A file as `read_references` reads it.
    find
        Finds entities and references in the texts.
    progress
        Wraps the texts, to show how far the work is.

    Returns
    -------
    figures : dict
        Those of `reference_scores`.
    predictions : list of dict
        Each document's `id`, `genre` and `chains`, one an entity: its `type`, `name` and `mentions`, each
        with `start`, `end` and `kind`.

    Raises
    ------
    LabelsError
        As `read_references`.
    """
    documents = read_references(path)
    tables = find(progress([document.text for document in documents]))
    found = references_by_text(*tables, len(documents))
    predictions = [
        {"id": document.id, "genre": document.genre, "chains": _as_chains(references)}
        for document, references in zip(documents, found, strict=True)
    ]
    return reference_scores(documents, found), predictions


def _as_chains(references: Iterable[Reference]) -> list[dict[str, Any]]:
    chains: dict[int, dict[str, Any]] = {}
    for one in references:
        chain = chains.setdefault(one.entity, {"type": one.type, "name": one.name, "mentions": []})
        chain["mentions"].append({"start": one.start, "end": one.end, "kind": one.kind})
    return list(chains.values())


def reference_scores(documents: Sequence[Labelled], found: Sequence[Sequence[Reference]]) -> dict[str, Any]:
    """Compare whom references lead to with the chains of each document.

    Only chains count that have two mentions or more, one of them a name; see `compare`.

    Returns
    -------
    dict
        `documents`; `all` and, in `genres`, each genre: of `names`, `nominals` and `pronouns` (of the third
        person) for `all` types of chains, for each, and for people and organisations together `labelled` and
        `predicted` (counts), `precision`, `recall` and `f1`, 0 to 1, higher is better, 0 where there is
        nothing. For names, `predicted` is how many of those labelled are found.
    """
    by_genre: dict[str, Counts] = {}
    for document, references in zip(documents, found, strict=True):
        by_genre.setdefault(document.genre, Counter()).update(compare(document.chains, references))
    total: Counts = Counter()
    for counts in by_genre.values():
        total.update(counts)
    genres = {genre: _figures(by_genre[genre]) for genre in sorted(by_genre)}
    return {"documents": len(documents), "all": _figures(total), "genres": genres}


def _figures(counts: Counts) -> dict[str, Any]:
    return {
        figure: {scope: _scores(counts, kind, types) for scope, types in _SCOPES.items()}
        for figure, kind in FIGURES.items()
    }


def _scores(counts: Counts, kind: str, types: Iterable[str]) -> dict[str, int | float]:
    right, predicted, labelled, recalled = (
        sum(counts[kind, type_, what] for type_ in types)
        for what in ("right", "predicted", "labelled", "recalled")
    )
    return precision_recall(right, predicted, labelled, recalled=recalled)


def compare(chains: Iterable[Chain], found: Sequence[Reference]) -> Counts:
    """Count, for one document, what is labelled, recalled, predicted and right.

    A labelled mention is recalled where something found on it leads to its chain's entity, which `entity_of`
    tells. A description or pronoun that is found on labelled mentions is right where it leads to the entity
    of the one that it shares most characters with, of equal ones the shortest. A pronoun on a mention of the
    kind other is not of the third person, and does not count.
    """
    counts: Counts = Counter()
    labelled: list[tuple[Mention, str, int | None]] = []
    for chain in chains:
        if len(chain.mentions) < 2 or all(mention.kind != "name" for mention in chain.mentions):
            continue
        entity = entity_of(chain, found)
        for mention in chain.mentions:
            labelled.append((mention, chain.type, entity))
            entities = {one.entity for one in found if _is_on(one, mention)}
            counts[mention.kind, chain.type, "labelled"] += 1
            counts[mention.kind, chain.type, "recalled"] += entity in entities
            if mention.kind == "name":
                counts["name", chain.type, "predicted"] += bool(entities)
                counts["name", chain.type, "right"] += entity in entities
    for one in found:
        on = [item for item in labelled if _is_on(one, item[0])]
        if one.kind == "name" or not on:
            continue
        mention, type_, entity = min(on, key=lambda item: _distance(one, item[0]))
        if one.kind == "pronoun" and mention.kind == "other":
            continue
        counts[one.kind, type_, "predicted"] += 1
        counts[one.kind, type_, "right"] += one.entity == entity
    return counts


def entity_of(chain: Chain, found: Iterable[Reference]) -> int | None:
    """Return the entity that most of a chain's labelled names are given, None where none is found.

    Where several references stand on a name, the shortest counts ("China" in "China's president"); of
    entities that are given equally often, the one that is given first.
    """
    given: Counter[int] = Counter()
    for mention in chain.mentions:
        on = [one for one in found if mention.kind == "name" and _is_on(one, mention)]
        shortest = min((one.end - one.start for one in on), default=0)
        given.update(list(dict.fromkeys(one.entity for one in on if one.end - one.start == shortest)))
    return max(given, key=lambda entity: given[entity], default=None)


def _is_on(one: Reference, mention: Mention) -> bool:
    return one.start <= mention.head[0] and mention.head[1] <= one.end


def _distance(one: Reference, mention: Mention) -> tuple[int, int]:
    """Return what sorts first the mention that shares most characters, then the shortest."""
    shared = min(one.end, mention.end) - max(one.start, mention.start)
    return -shared, mention.end - mention.start
