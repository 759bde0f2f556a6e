"""Who is named in texts and what refers to them: what names, pronouns and references are measured by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from analysis.pipeline import analyze
from analysis.quotes.first_person import FIRST_PERSON
from analysis.records import Article
from analysis.schema import rows

# From texts to the tables `entities` and `references`; the article_id is the number of the text, from 0.
Find = Callable[[Iterable[str]], tuple[pd.DataFrame, pd.DataFrame]]


class Reference(NamedTuple):
    """A name, description or pronoun (its kind), with the number, name and type of the entity it means."""

    start: int
    end: int
    kind: str
    entity: int
    name: str
    type: str


def references_by_text(entities: pd.DataFrame, references: pd.DataFrame, n: int) -> list[list[Reference]]:
    """Return the references in each of n texts, as `Find` found them, in the order of the table.

    First persons are left out: no file labels them.
    """
    known = {(row.article_id, row.entity): (row.name, row.type) for row in rows(entities)}
    found: list[list[Reference]] = [[] for _ in range(n)]
    for row in rows(references[references["kind"] != FIRST_PERSON]):
        entity = known[row.article_id, row.entity]
        found[int(row.article_id)].append(Reference(row.start, row.end, row.kind, row.entity, *entity))
    return found


def found_in(texts: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Analyse texts as they stand, and return the tables `entities` and `references`; see `Find`."""
    result = analyze((Article(str(n), text) for n, text in enumerate(texts)), min_mentions=1)
    return result.entities, result.references
