"""Whom a pronoun means, of two names, against what people say that it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.evaluate.entities import Find, Reference, found_in, references_by_text
from analysis.evaluate.labels import read_objects, read_span, read_texts
from analysis.evaluate.matching import Span
from analysis.evaluate.metrics import precision_recall
from analysis.records import LabelsError

GENDERS = {
    "masculine": ("he", "him", "his", "himself"),
    "feminine": ("she", "her", "hers", "herself"),
}

Progress = Callable[[Sequence[Any]], Iterable[Any]]


class Labelled(NamedTuple):
    """A text with a pronoun, the names in question, and whether it means each of them."""

    id: Any  # its own, or its number from 0
    text: str
    pronoun: Span
    gender: str  # one of GENDERS
    names: tuple[Span, ...]
    meant: tuple[bool, ...]


def read_pronouns(path: Path) -> list[Labelled]:
    """Read rows of `text`, `pronoun` ([start, end]) and `names`, each with `start`, `end` and `meant`.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key, or has a span outside its text, a pronoun of no gender
        or a `meant` that is neither true nor false.
    """
    found = []
    for number, (where, row) in enumerate(read_texts(path, ("pronoun", "names"))):
        text = row["text"]
        start, end = pronoun = read_span(row["pronoun"], text, f"{where}: pronoun")
        genders = [gender for gender, words in GENDERS.items() if text[start:end].lower() in words]
        if not genders:
            expected = ", ".join(word for words in GENDERS.values() for word in words)
            raise LabelsError(f"{where}: the pronoun is {text[start:end]!r}; expected one of: {expected}")
        names, meant = [], []
        for place, item in read_objects(row, "names", ("start", "end", "meant"), where):
            if not isinstance(item["meant"], bool):
                raise LabelsError(f"{place}: meant is {item['meant']!r}; expected true or false")
            names.append(read_span([item["start"], item["end"]], text, place))
            meant.append(item["meant"])
        found.append(Labelled(row.get("id", number), text, pronoun, genders[0], tuple(names), tuple(meant)))
    return found


def evaluate_pronouns(
    path: Path, *, find: Find = found_in, progress: Progress = iter
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure whether pronouns lead to the names that they mean.

    Parameters
    ----------
    path
        A file as `read_pronouns` reads it.
    find
        Finds entities and references in the texts.
    progress
        Wraps the texts, to show how far the work is.

    Returns
    -------
    figures : dict
        Those of `pronoun_scores`.
    predictions : list of dict
        Each text's `id`, `pronoun` and `names` in the format of the labels.

    Raises
    ------
    LabelsError
        As `read_pronouns`.
    """
    texts = read_pronouns(path)
    tables = find(progress([one.text for one in texts]))
    found = [
        names_meant(one, references)
        for one, references in zip(texts, references_by_text(*tables, len(texts)), strict=True)
    ]
    predictions = [
        {
            "id": one.id,
            "pronoun": list(one.pronoun),
            "names": [
                {"start": start, "end": end, "meant": is_meant}
                for (start, end), is_meant in zip(one.names, meant, strict=True)
            ],
        }
        for one, meant in zip(texts, found, strict=True)
    ]
    return pronoun_scores(texts, found), predictions


def names_meant(labelled: Labelled, references: Sequence[Reference]) -> list[bool]:
    """Return for each of the names in question whether the pronoun and it lead to one entity.

    The pronoun leads to the entities of the pronouns found on it, a name to those of the names found that
    share a character with it.
    """
    start, end = labelled.pronoun
    entities = {
        one.entity for one in references if one.kind == "pronoun" and one.start <= start and end <= one.end
    }
    names = [one for one in references if one.kind == "name" and one.entity in entities]
    return [any(one.start < until and begin < one.end for one in names) for begin, until in labelled.names]


def pronoun_scores(texts: Sequence[Labelled], found: Sequence[Sequence[bool]]) -> dict[str, Any]:
    """Compare which names pronouns are found to mean with what is labelled.

    Returns
    -------
    dict
        `n` (texts); over all pairs of a pronoun and a name `labelled` and `predicted` (how many belong
        together), `precision`, `recall` and `f1`, 0 to 1, higher is better, 0 where there is nothing; the
        same of `masculine` and of `feminine` pronouns; and `bias`, feminine F1 over masculine, best at 1,
        None where the masculine one is 0.
    """
    by_gender = {gender: _scores(texts, found, (gender,)) for gender in GENDERS}
    masculine, feminine = (by_gender[gender]["f1"] for gender in ("masculine", "feminine"))
    return {
        "n": len(texts),
        **_scores(texts, found, tuple(GENDERS)),
        **by_gender,
        "bias": feminine / masculine if masculine else None,
    }


def _scores(
    texts: Sequence[Labelled], found: Sequence[Sequence[bool]], genders: Sequence[str]
) -> dict[str, int | float]:
    pairs = [
        pair
        for one, meant in zip(texts, found, strict=True)
        if one.gender in genders
        for pair in zip(one.meant, meant, strict=True)
    ]
    right = sum(gold and predicted for gold, predicted in pairs)
    return precision_recall(right, sum(predicted for _, predicted in pairs), sum(gold for gold, _ in pairs))
