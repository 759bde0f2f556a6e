"""Who is named in texts and what refers to them: what names, pronouns and references are measured by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from analysis.parties import NAMED
from analysis.pipeline import analyze
from analysis.records import Article
from analysis.schema import rows

# From texts to the tables `entities` and `references`; the article_id is the number of the text, from 0.
Find = Callable[[Iterable[str]], tuple[pd.DataFrame, pd.DataFrame]]

_ENTITIES = "article_id entity name type party tie confidence n_mentions canonical".split()
_REFERENCES = "article_id start end surface entity kind confidence".split()
_TYPES = {"person": "person", "country": "place", "group": "group"}


class Reference(NamedTuple):
    """A name, description or pronoun (its kind), with the number, name and type of the entity it means."""

    start: int
    end: int
    kind: str
    entity: int
    name: str
    type: str


def references_by_text(entities: pd.DataFrame, references: pd.DataFrame, n: int) -> list[list[Reference]]:
    """Return the references in each of n texts, as `Find` found them, in the order of the table."""
    known = {(row.article_id, row.entity): (row.name, row.type) for row in rows(entities)}
    found: list[list[Reference]] = [[] for _ in range(n)]
    for row in rows(references):
        entity = known[row.article_id, row.entity]
        found[int(row.article_id)].append(Reference(row.start, row.end, row.kind, row.entity, *entity))
    return found


def found_in(texts: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Analyse texts as they stand, and return the tables `entities` and `references`; see `Find`.

    Both are made of the table of mentions, so they hold what belongs to a party only: a person where one is
    named, or else the party; the people of a country (its demonym) are an entity beside it.
    """
    result = analyze((Article(str(n), text) for n, text in enumerate(texts)), min_mentions=1)
    kinds = result.parties.set_index(["article_id", "party"])["kind"]
    found = result.mentions
    is_person = found["entity"].notna()
    party_types = [_TYPES.get(kinds[row.article_id, row.party], "organisation") for row in rows(found)]
    types = pd.Series(party_types, index=found.index, dtype="str")
    types = types.mask(found["kind"] == "demonym", "group").mask(is_person, "person")
    names = found["entity"].where(is_person, found["party"])
    keys = (names + "\n" + types).groupby(found["article_id"])
    found = found.assign(
        entity=keys.transform(lambda values: pd.factorize(values)[0]).astype("int64"),
        name=names,
        type=types,
        tie=None,
        canonical=names,
        kind=found["kind"].mask(found["kind"].isin(NAMED), "name"),
    )
    found["n_mentions"] = found.groupby(["article_id", "entity"])["start"].transform("size")
    entities = found.drop_duplicates(["article_id", "entity"])
    return entities[_ENTITIES].reset_index(drop=True), found[_REFERENCES]
