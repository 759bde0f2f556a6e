"""Which party a stretch of text refers to: names, people, descriptions and pronouns.

`names` finds the registry's names, `capitals` and `people` the people and `ties` their parties, `nominals`
and `pronouns` resolve what has no name, against what `discourse` remembers; `roles` tells actors from places.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from analysis.network.references import Reading
from analysis.parties import capitals
from analysis.parties.known import PERSON, is_listed, with_organisations
from analysis.parties.listing import KINDS, NAMED, Referred, Row, entity_rows, with_links
from analysis.parties.named import entities_in
from analysis.parties.names import Form, Hit, NameIndex
from analysis.parties.people import Person, Place, find_people, named_people, tie_by
from analysis.parties.references import Reference, references
from analysis.parties.repeated import with_repeated
from analysis.parties.roles import ROLES, role
from analysis.parties.sides import sides
from analysis.records import Article, Registry
from analysis.resources import roles
from analysis.schema import empty_table, make_table, rows

__all__ = ["KINDS", "MIN_MENTIONS", "NAMED", "ROLES", "PartyFinder", "surfaces_by_party"]

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
        articles: Sequence[Article],
        sentences: pd.DataFrame,
        readings: Sequence[Reading] | None = None,
    ) -> Found:
        """Find every mention.

        Parameters
        ----------
        articles
            The articles whose `text` is searched.
        sentences
            Their table of sentences.
        readings
            What the network found in each text; without, only lists, capitals and rules find anything.

        Returns
        -------
        Found
            The tables `mentions`, `entities` and `references` (see `schema.TABLES`), in the order of the
            articles and of the text. Everybody named is a party, see `only_sides`. Each mention lies in one
            sentence, and no two of an article share span and party. Mentions can overlap: in "the Turkish
            president" there is one of Turkey inside one of its president. "Both sides" are two mentions of
            one span.
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
        found: list[Row] = []
        referred: list[Referred] = []
        for number, article in enumerate(articles):
            own = spans[article.article_id]
            reading = readings[number] if readings else None
            mentions, entities = self._mentions(
                article.text, own, title_ends.get(article.article_id, 0), reading
            )
            referred.append(entities)
            sentence_of, mentions = _in_sentences(article.text, own, mentions)
            ids += [article.article_id] * len(mentions)
            numbers += range(len(mentions))
            places += sentence_of
            surfaces += [article.text[mention.start : mention.end] for mention in mentions]
            found += mentions
        mention_table = make_table(
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
        found_tables = Found(mention_table, *_tables(articles, referred))
        if readings:
            return found_tables
        # Without a network nobody is a party for what they say.
        return self.only_sides(found_tables, empty_table("quotes"))[0]

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
        known = set(left[["article_id", "party"]].itertuples(index=False, name=None))

        def kept(table: pd.DataFrame, column: str) -> pd.DataFrame:
            keys = zip(table["article_id"], table[column], strict=True)
            is_party = pd.Series([key in known for key in keys], index=table.index, dtype="bool")
            return table.assign(**{column: table[column].where(is_party)})

        return found._replace(mentions=left, entities=kept(entities, "party")), kept(quotes, "speaker_party")

    def parties(self, mentions: pd.DataFrame) -> pd.DataFrame:
        """Describe the parties in a table of mentions: the table `parties`, by article and first mention."""
        found = mentions[["article_id", "party"]].drop_duplicates()
        # Of parties on no list, only organisations are called by what is no person's name.
        called = mentions.loc[mentions["kind"] == "name", "party"].unique()
        types = dict.fromkeys(called, "organisation")
        return make_table(
            "parties",
            {
                "article_id": found["article_id"],
                "party": found["party"],
                "kind": [self._kinds.get(party) or types.get(party, "person") for party in found["party"]],
                "colour": pd.Series([self._colours.get(party) for party in found["party"]], dtype="str"),
            },
        )

    def _mentions(
        self, text: str, spans: Sequence[tuple[int, int, int]], title_end: int, reading: Reading | None
    ) -> tuple[list[Row], Referred]:
        starts = [start for start, _, _ in spans]
        hits = self._index.find(text, starts)
        entities = with_repeated(text, entities_in(text, reading)) if reading else []
        organisations = with_organisations(text, hits, entities)
        hits, kinds, words = organisations.hits, dict(self._kinds), dict(self._words)
        for name in organisations.own:
            kinds.setdefault(name, "organisation")
            words.setdefault(name, frozenset(name.casefold().split()))
        # Nobody speaks for an organisation of which a story hardly speaks.
        counts = Counter(hit.form.party for hit in hits)
        minor = {name for name in organisations.own if counts[name] < self._min_mentions}
        senders = [
            hit
            for hit in hits
            if hit.form.kind != "person" and not hit.form.is_place and hit.form.party not in minor
        ]
        if reading:
            names = [
                (entity.name, [Place(*place) for place in entity.places])
                for entity in entities
                if entity.type == PERSON and not is_listed(entity, hits)
            ]
            people, used = named_people(text, hits, senders, names, frozenset(kinds))
        else:
            runs = list(capitals.runs(text, hits, starts, title_end))
            people, used = find_people(text, hits, runs, frozenset(kinds), title_end)
        in_people = {place.start: place.end for person in people for place in person.places}

        def is_within(hit: Hit) -> bool:
            """Tell whether a name begins a person's: ``Oman-Example``."""
            return hit.end < in_people.get(hit.start, 0)

        named = [
            (hit, role(text, hit.start, hit.end, hit.form.kind, hit.form.is_place, kinds[hit.form.party]))
            for index, hit in enumerate(hits)
            if index not in used and hit.form.kind != "person" and not is_within(hit)
        ]
        found = [
            Row(
                hit.start,
                hit.end,
                hit.form.party,
                organisations.bodies.get((hit.start, hit.end)),
                hit.form.kind,
                how,
                hit.confidence,
            )
            for hit, how in named
        ]
        # Reading on ties people, too ("Its minister, Jan Example").
        referring = references(text, spans, named, people, kinds, words)

        def linked_rows() -> tuple[list[Row], Referred]:
            rows = list(found)
            for person in people:
                for place in person.places:
                    rows += _of_person(place.start, place.end, "person", person, 1.0)
            for reference in referring:
                rows += _referring(text, reference, kinds)
            return with_links(text, reading, entities, rows, kinds, _genders(people))

        rows, referred = linked_rows()
        owners = [
            Hit(row.start, row.end, Form(row.party, None, "name"), row.confidence, text[row.start : row.end])
            for row in rows
            if row.kind not in NAMED and row.entity is None and row.party in kinds and row.party not in minor
        ]
        every = sorted([*senders, *owners], key=lambda hit: (hit.start, hit.end))
        if reading and tie_by(text, people, every, frozenset(kinds)):
            rows, referred = linked_rows()
        return rows, referred


def _genders(people: Iterable[Person]) -> dict[str, str]:
    return {person.name: person.gender for person in people if person.name and person.gender}


def _referring(text: str, reference: Reference, kinds: Mapping[str, str]) -> list[Row]:
    start, end, kind = reference.start, reference.end, reference.kind
    if reference.person is not None:
        return _of_person(start, end, kind, reference.person, reference.confidence)
    how = "actor" if reference.is_joint else role(text, start, end, kind, False, kinds[reference.party])
    return [Row(start, end, reference.party, None, kind, how, reference.confidence)]


def _in_sentences(
    text: str, spans: Sequence[tuple[int, int, int]], found: Iterable[Row]
) -> tuple[list[int], list[Row]]:
    """Put mentions in order, each inside one sentence, whose number stands in the first list.

    Where a person's name runs into the next sentence ("Jan ExampleMr. Other left."), the part before the
    end is kept; part of another name means something else. Of mentions that share span and party ("both
    men" of one country) the first is kept.
    """
    starts = [start for start, _, _ in spans]
    kept: dict[tuple[int, int, str], tuple[int, Row]] = {}
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


def _of_person(start: int, end: int, kind: str, person: Person, confidence: float) -> list[Row]:
    """Give the mention of a person, a party of their own where they belong to none; none without a name."""
    if person.party:
        sure = min(confidence, person.confidence)
        return [Row(start, end, person.party, person.name or None, kind, "actor", sure)]
    return [Row(start, end, person.name, None, kind, "actor", confidence)] if person.name else []


def _tables(articles: Sequence[Article], referred: Sequence[Referred]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make the tables `entities` and `references`."""
    entities = [
        (article.article_id, number, *known, n)
        for article, own in zip(articles, referred, strict=True)
        for number, (known, n) in enumerate(entity_rows(own))
    ]
    found = [
        (article.article_id, one, article.text[one.start : one.end])
        for article, own in zip(articles, referred, strict=True)
        for one in own.references
    ]
    entity_table = make_table(
        "entities",
        {
            "article_id": [row[0] for row in entities],
            "entity": [row[1] for row in entities],
            "name": [row[2] for row in entities],
            "type": [row[3] for row in entities],
            "party": pd.Series([row[4] or None for row in entities], dtype="str"),
            "tie": pd.Series([row[5] or None for row in entities], dtype="str"),
            "confidence": [row[6] for row in entities],
            "n_mentions": [row[7] for row in entities],
            "canonical": [row[2] for row in entities],
        },
    )
    reference_table = make_table(
        "references",
        {
            "article_id": [row[0] for row in found],
            "start": [row[1].start for row in found],
            "end": [row[1].end for row in found],
            "surface": [row[2] for row in found],
            "entity": [row[1].entity for row in found],
            "kind": [row[1].kind for row in found],
            "confidence": [row[1].confidence for row in found],
        },
    )
    return entity_table, reference_table


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
