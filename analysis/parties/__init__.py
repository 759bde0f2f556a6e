"""Which party a stretch of text refers to: names, people, descriptions and pronouns.

`article` reads one article and `tables` puts all together. `names` finds the registry's names,
`capitals` those of people without a network, and `named` puts names of one entity together. `people` and
`ties` say whose people are by the words beside their names, and `tied` by the network. `linking`
resolves what has no name, by `linked` and `described`; `roles` tells actors from places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.network.articles import ArticleReading
from analysis.parties.article import ArticleReader
from analysis.parties.listing import KINDS, NAMED, Referred, Row
from analysis.parties.names import NameIndex
from analysis.parties.roles import ROLES
from analysis.parties.sides import sides
from analysis.parties.tables import entity_tables, mention_table
from analysis.records import Registry
from analysis.schema import empty_table, make_table, rows
from analysis.tokens.document import Document

__all__ = ["KINDS", "MIN_MENTIONS", "NAMED", "ROLES", "PartyFinder"]

# A story that names somebody as often is about them.
MIN_MENTIONS = 3


class Found(NamedTuple):
    """What is found in articles: the tables `mentions`, `entities` and `references`."""

    mentions: pd.DataFrame
    entities: pd.DataFrame
    references: pd.DataFrame


class PartyFinder:
    """Finds the mentions of parties in texts: a registry's, and people of whom the story is.

    Parameters
    ----------
    registry
        The parties to look for, shipped ones included.
    min_mentions
        How often an article has to speak of a person or organisation that it ties to no party for them to be
        a party of their own: by name, description or pronoun, and by name twice (once, where this is 1).
    """

    def __init__(self, registry: Registry, *, min_mentions: int = MIN_MENTIONS) -> None:
        self._index = NameIndex(registry)
        self._min_mentions = min_mentions
        self._kinds = {party.name: party.kind for party in registry.parties}
        self._reader = ArticleReader(registry, self._index, min_mentions)
        self._colours = {party.name: party.colour for party in registry.parties if party.colour}
        self.names = frozenset(self._kinds)

    def resolve(self, name: str) -> str | None:
        """Return the party that a name, alias, demonym, metonym or person stands for, or None.

        Capitals do not count where no name is written so.
        """
        if name in self.names:
            return name
        folded = name.casefold()
        named = (party for party in self._kinds if party.casefold() == folded)
        return self._index.resolve(name) or next(named, None) or self._index.resolve_folded(folded)

    def find(
        self,
        documents: Sequence[Document],
        readings: Sequence[ArticleReading] | None = None,
    ) -> Found:
        """Find every mention.

        Parameters
        ----------
        documents
            The articles.
        readings
            What the network found in each text; without, lists, capitals and rules find names alone.

        Returns
        -------
        Found
            The tables `mentions`, `entities` and `references` (see `schema.TABLES`), in the order of the
            articles and of the text. Everybody named is a party, see `only_sides`. Each mention lies in one
            sentence, and no two of an article share span and party. Mentions can overlap: in "the Turkish
            president" there is one of Turkey inside one of its president. "Both sides" are two mentions of
            one span.
        """
        found_rows: list[list[Row]] = []
        referred: list[Referred] = []
        for number, document in enumerate(documents):
            mentions, entities = self._reader.read(
                document, readings[number].references if readings else None
            )
            found_rows.append(mentions)
            referred.append(entities)
        found = Found(mention_table(documents, found_rows), *entity_tables(documents, referred))
        if readings:
            return found
        # Without a network nobody is a party for what they say.
        return self.only_sides(found, empty_table("quotes"))[0]

    def only_sides(self, found: Found, quotes: pd.DataFrame) -> tuple[Found, pd.DataFrame]:
        """Leave out the people and organisations of which a story says too little for them to be sides.

        Parameters
        ----------
        found, quotes
            From `find` and `quotes.find_quotes`.

        Returns
        -------
        found : Found
            Without the mentions of those who are no parties of their own; as entities they have none.
        quotes : DataFrame
            Without parties that are none.
        """
        mentions, entities = found.mentions, found.entities
        is_side = sides(mentions, quotes, listed=self.names, min_mentions=self._min_mentions)
        if is_side.all():
            return found, quotes
        left = mentions[is_side].reset_index(drop=True)
        left["mention"] = left.groupby("article_id", sort=False).cumcount()
        known = set(rows(left, "article_id", "party"))

        def kept(table: pd.DataFrame, column: str) -> pd.DataFrame:
            parties = [
                party if (name, party) in known else None for name, party in rows(table, "article_id", column)
            ]
            return table.assign(**{column: pd.Series(parties, index=table.index, dtype="str")})

        return found._replace(mentions=left, entities=kept(entities, "party")), kept(quotes, "speaker_party")

    def parties(self, mentions: pd.DataFrame) -> pd.DataFrame:
        """Describe the parties in a table of mentions: the table `parties`, by article and first mention."""
        found = list(dict.fromkeys(rows(mentions, "article_id", "party")))
        # Of parties on no list, only organisations are called by what is no person's name.
        called = {party for party, kind in rows(mentions, "party", "kind") if kind == "name"}
        types = dict.fromkeys(called, "organisation")
        return make_table(
            "parties",
            {
                "article_id": [name for name, _ in found],
                "party": [party for _, party in found],
                "kind": [self._kinds.get(party) or types.get(party, "person") for _, party in found],
                "colour": pd.Series([self._colours.get(party) for _, party in found], dtype="str"),
            },
        )
