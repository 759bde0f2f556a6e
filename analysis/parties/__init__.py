"""Which party a stretch of text refers to: names, people, descriptions and pronouns.

`names` finds the registry's names, `capitals` and `people` the people and `ties` their parties, `nominals`
and `pronouns` resolve what has no name, against what `discourse` remembers; `roles` tells actors from places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.parties import capitals
from analysis.parties.names import NameIndex
from analysis.parties.people import Person, find_people, own_parties
from analysis.parties.references import references
from analysis.parties.roles import ROLES, role
from analysis.records import Article, Registry
from analysis.resources import roles
from analysis.schema import make_table, rows

__all__ = ["KINDS", "MIN_MENTIONS", "NAMED", "ROLES", "PartyFinder", "surfaces_by_party"]

# The kinds of mentions that hold a name, and all.
NAMED = ("name", "demonym", "metonym", "person")
KINDS = (*NAMED, "nominal", "pronoun")
# A story that names somebody as often is about them.
MIN_MENTIONS = 3


class _Row(NamedTuple):
    """One mention before it becomes a row."""

    start: int
    end: int
    party: str
    entity: str | None
    kind: str
    role: str
    confidence: float


class PartyFinder:
    """Finds the mentions of parties in texts: a registry's, and people of whom the story is.

    Parameters
    ----------
    registry
        The parties to look for, shipped ones included.
    min_mentions
        How often an article has to name a person whom it ties to no party for them to be a party of their
        own.
    """

    def __init__(self, registry: Registry, *, min_mentions: int = MIN_MENTIONS) -> None:
        self._index = NameIndex(registry)
        self._min_mentions = min_mentions
        self._kinds = {party.name: party.kind for party in registry.parties}
        called = roles().called
        self._words = {
            party.name: called.get(party.name, frozenset())
            | {word for name in (party.name, *party.aliases) for word in name.casefold().split()}
            for party in registry.parties
        }
        self._colours = {party.name: party.colour for party in registry.parties if party.colour}
        self.names = frozenset(self._kinds)

    def resolve(self, name: str) -> str | None:
        """Give the party that a name, alias, demonym, metonym or person stands for, or None."""
        return self._index.resolve(name)

    def find(self, articles: Sequence[Article], sentences: pd.DataFrame) -> pd.DataFrame:
        """Find every mention.

        Parameters
        ----------
        articles
            The articles whose `text` is searched.
        sentences
            Their table of sentences.

        Returns
        -------
        DataFrame
            The table `mentions` (see `schema.TABLES`), in the order of the articles and of the text. Each
            lies in one sentence, and no two of an article share span and party. Mentions can overlap: in "the
            Turkish president" there is one of Turkey inside one of its president. "Both sides" are two
            mentions of one span.
        """
        spans: dict[str, list[tuple[int, int, int]]] = {article.article_id: [] for article in articles}
        title_ends: dict[str, int] = {}
        for row in rows(sentences):
            spans[row.article_id].append((row.start, row.end, row.paragraph))
            if row.is_title:
                title_ends[row.article_id] = row.end
        ids: list[str] = []
        numbers: list[int] = []
        places: list[int] = []
        surfaces: list[str] = []
        found: list[_Row] = []
        for article in articles:
            own = spans[article.article_id]
            mentions = self._mentions(article.text, own, title_ends.get(article.article_id, 0))
            sentence_of, mentions = _in_sentences(article.text, own, mentions)
            ids += [article.article_id] * len(mentions)
            numbers += range(len(mentions))
            places += sentence_of
            surfaces += [article.text[mention.start : mention.end] for mention in mentions]
            found += mentions
        return make_table(
            "mentions",
            {
                "article_id": ids,
                "mention": numbers,
                "sentence": places,
                "start": [row.start for row in found],
                "end": [row.end for row in found],
                "surface": surfaces,
                "party": [row.party for row in found],
                "entity": [row.entity for row in found],
                "kind": [row.kind for row in found],
                "role": [row.role for row in found],
                "confidence": [row.confidence for row in found],
            },
        )

    def parties(self, mentions: pd.DataFrame) -> pd.DataFrame:
        """Describe the parties in a table of mentions: the table `parties`, by article and first mention."""
        found = mentions[["article_id", "party"]].drop_duplicates()
        return make_table(
            "parties",
            {
                "article_id": found["article_id"],
                "party": found["party"],
                "kind": [self._kinds.get(party, "person") for party in found["party"]],
                "colour": pd.Series([self._colours.get(party) for party in found["party"]], dtype="str"),
            },
        )

    def _mentions(self, text: str, spans: Sequence[tuple[int, int, int]], title_end: int) -> list[_Row]:
        starts = [start for start, _, _ in spans]
        hits = self._index.find(text, starts)
        runs = list(capitals.runs(text, hits, starts, title_end))
        people, used = find_people(text, hits, runs, self.names, title_end)
        named = [
            (
                hit,
                role(text, hit.start, hit.end, hit.form.kind, hit.form.is_place, self._kinds[hit.form.party]),
            )
            for index, hit in enumerate(hits)
            if index not in used and hit.form.kind != "person"
        ]
        referring = references(text, spans, named, people, self._kinds, self._words)
        own = own_parties(people, min_mentions=self._min_mentions)
        found = [
            _Row(hit.start, hit.end, hit.form.party, None, hit.form.kind, how, hit.confidence)
            for hit, how in named
        ]
        for person in people:
            for place in person.places:
                found += _of_person(place.start, place.end, "person", person, own, 1.0)
        for reference in referring:
            if reference.person is not None:
                found += _of_person(
                    reference.start,
                    reference.end,
                    reference.kind,
                    reference.person,
                    own,
                    reference.confidence,
                )
            else:
                how = "actor"
                if not reference.is_joint:
                    party_kind = self._kinds[reference.party]
                    how = role(text, reference.start, reference.end, reference.kind, False, party_kind)
                found.append(
                    _Row(
                        reference.start,
                        reference.end,
                        reference.party,
                        None,
                        reference.kind,
                        how,
                        reference.confidence,
                    )
                )
        return found


def _in_sentences(
    text: str, spans: Sequence[tuple[int, int, int]], found: Iterable[_Row]
) -> tuple[list[int], list[_Row]]:
    """Put mentions in order, each inside one sentence, whose number stands in the first list.

    Where a person's name runs into the next sentence ("Jan ExampleMr. Other left."), the part before the
    end is kept; part of another name means something else. Of mentions that share span and party ("both
    men" of one country) the first is kept.
    """
    starts = [start for start, _, _ in spans]
    kept: dict[tuple[int, int, str], tuple[int, _Row]] = {}
    for row in found:
        sentence = bisect_right(starts, row.start) - 1
        limit = spans[sentence][1]
        if row.end > limit:
            if row.kind != "person" or not _is_name(text, row.start, limit):
                continue
            row = row._replace(end=limit)
        kept.setdefault((row.start, -row.end, row.party), (sentence, row))
    in_order = [kept[key] for key in sorted(kept)]
    return [sentence for sentence, _ in in_order], [row for _, row in in_order]


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether part of a person's name holds a whole word, not half of one or an initial."""
    is_whole = not text[end].isalnum() or not text[end - 1].isalnum()
    return is_whole and any(len(word.strip(".")) > 1 for word in text[start:end].split())


def _of_person(
    start: int, end: int, kind: str, person: Person, own: dict[str, Person], confidence: float
) -> list[_Row]:
    """Give the mention of a person, none where they belong to no party."""
    if person.party:
        sure = min(confidence, person.confidence)
        return [_Row(start, end, person.party, person.name or None, kind, "actor", sure)]
    if own.get(person.name) is person:
        return [_Row(start, end, person.name, None, kind, "actor", confidence)]
    return []


def surfaces_by_party(mentions: pd.DataFrame) -> pd.Series:
    """For each party the ways it is written with their counts, commonest first: ``Ukraine 5, Kyiv 3``."""
    counts = (
        mentions.groupby(["party", "surface"], sort=False)
        .size()
        .reset_index(name="n")
        .sort_values(["party", "n", "surface"], ascending=[True, False, True])
    )
    text = counts["surface"] + " " + counts["n"].astype("str")
    return text.groupby(counts["party"]).agg(", ".join)
