"""The names of people, organisations, places and groups, against those that people labelled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.evaluate.entities import Find, Reference, found_in, references_by_text
from analysis.evaluate.labels import read_objects, read_span, read_texts
from analysis.evaluate.metrics import precision_recall
from analysis.records import LabelsError
from analysis.resources import roles

TYPES = ("person", "organisation", "place", "group")
# Labelled, but neither to be found nor wrong to be found.
IGNORED = ("product", "other")
_POSSESSIVES = ("'s", "’s")
_WORD = re.compile(r"\S+")
# Words of the longest title in `roles.toml`: commander-in-chief.
_LONGEST_TITLE = 3

Progress = Callable[[Sequence[Any]], Iterable[Any]]


class Name(NamedTuple):
    """Where a name stands, and what it is: one of `TYPES`, or in labels one of `IGNORED`."""

    start: int
    end: int
    type: str


class Labelled(NamedTuple):
    """A text with the names that people found in it."""

    id: Any  # its own, or its number from 0
    text: str
    names: tuple[Name, ...]


def read_names(path: Path) -> list[Labelled]:
    """Read rows of `text` and `entities`, each with `start`, `end` (exclusive) and `type`.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key, or has a span outside its text or an unknown type.
    """
    found = []
    for number, (where, row) in enumerate(read_texts(path, ("entities",))):
        names = []
        for place, item in read_objects(row, "entities", ("start", "end", "type"), where):
            if item["type"] not in TYPES + IGNORED:
                expected = ", ".join(TYPES + IGNORED)
                raise LabelsError(f"{place}: type is {item['type']!r}; expected one of: {expected}")
            names.append(Name(*read_span([item["start"], item["end"]], row["text"], place), item["type"]))
        found.append(Labelled(row.get("id", number), row["text"], tuple(names)))
    return found


def evaluate_names(
    path: Path, *, find: Find = found_in, progress: Progress = iter
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure the names found in texts, and what they are taken for.

    Parameters
    ----------
    path
        A file as `read_names` reads it.
    find
        Finds entities and references in the texts.
    progress
        Wraps the texts, to show how far the work is.

    Returns
    -------
    figures : dict
        Those of `name_scores`.
    predictions : list of dict
        Each text's `id` and its `entities`, in the format of the labels.

    Raises
    ------
    LabelsError
        As `read_names`.
    """
    articles = read_names(path)
    tables = find(progress([article.text for article in articles]))
    found = [names_among(references) for references in references_by_text(*tables, len(articles))]
    predictions = [
        {"id": article.id, "entities": [name._asdict() for name in names]}
        for article, names in zip(articles, found, strict=True)
    ]
    return name_scores(articles, found), predictions


def names_among(references: Iterable[Reference]) -> list[Name]:
    """Return the names among references, in order, each once."""
    return sorted({Name(one.start, one.end, one.type) for one in references if one.kind == "name"})


def name_scores(articles: Sequence[Labelled], found: Sequence[Collection[Name]]) -> dict[str, Any]:
    """Compare the names found in texts with the labelled ones.

    A name is right where start, end and type agree with a label, both of them `trimmed`. What is found on a
    label of the types in `IGNORED` does not count.

    Returns
    -------
    dict
        `articles`; of each type `labelled`, `predicted`, `precision`, `recall` and `f1`; `micro_precision`,
        `micro_recall` and `micro_f1` over the four types together; `span_f1`, where the type need not agree.
        0 to 1, higher is better; 0 where there is nothing.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for article, names in zip(articles, found, strict=True):
        gold = {trimmed(article.text, name) for name in article.names if name.type in TYPES}
        ignored = [name for name in article.names if name.type in IGNORED]
        spans = {name[:2] for name in gold}
        counted = {
            name
            for name in (trimmed(article.text, name) for name in names)
            if name[:2] in spans or not any(_overlap(name, one) for one in ignored)
        }
        for what, those in (("labelled", gold), ("predicted", counted), ("right", gold & counted)):
            counts.update((what, name.type) for name in those)
        found_spans = {name[:2] for name in counted}
        counts["labelled", "span"] += len(spans)
        counts["predicted", "span"] += len(found_spans)
        counts["right", "span"] += len(spans & found_spans)
    micro = _scores(counts, TYPES)
    return {
        "articles": len(articles),
        **{type_: _scores(counts, (type_,)) for type_ in TYPES},
        **{f"micro_{figure}": micro[figure] for figure in ("precision", "recall", "f1")},
        "span_f1": _scores(counts, ("span",))["f1"],
    }


def _overlap(one: Name, other: Name) -> bool:
    return one.start < other.end and other.start < one.end


def _scores(counts: Counter[tuple[str, str]], types: Iterable[str]) -> dict[str, int | float]:
    right, predicted, labelled = (
        sum(counts[what, type_] for type_ in types) for what in ("right", "predicted", "labelled")
    )
    return precision_recall(right, predicted, labelled)


def trimmed(text: str, name: Name) -> Name:
    """Return a name without a final 's and without the articles and titles that it begins with.

    Titles are the titles and offices of `roles.toml`; several can follow one another. The last word stays.
    """
    start, end = name.start, name.end
    if end - start > len(_POSSESSIVES[0]) and text.endswith(_POSSESSIVES, start, end):
        end -= len(_POSSESSIVES[0])
    matches = list(_WORD.finditer(text, start, end))
    words = [match.group().casefold() for match in matches[:-1]]
    first = 0
    while length := _leading(words[first : first + _LONGEST_TITLE]):
        first += length
    return Name(matches[first].start() if matches else start, end, name.type)


def _leading(words: Sequence[str]) -> int:
    """Return how many of a few words the article or title takes that they begin with; 0 without one."""
    if words and words[0] in ("the", "a"):
        return 1
    titles = roles().titles | roles().offices
    for length in range(len(words), 0, -1):
        if "-".join(word.rstrip(".") for word in words[:length]) in titles:
            return length
    return 0
