"""Which party a stretch of text refers to: names, demonyms, metonyms and people from a registry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import ahocorasick_rs
import numpy as np
import pandas as pd

from analysis.registry import person_forms
from analysis.schema import Article, Party, Registry, make_table

KINDS = ("name", "demonym", "metonym", "person")
ROLES = ("actor", "place")

# Where a name follows one of these, only a location is meant ("talks in Istanbul", "a visit to India").
_BEFORE_PLACE = re.compile(
    r"(?:\b(\w{1,30})\s)?\b(?:in|inside|across|throughout|within|near|outside|around|"
    r"(?:visits?|visited|visiting|trips?|journeys?|flights?|travel|travels|travell?ed|travell?ing|flew|fly|flies|flying|"
    r"fled|fleeing|went|goes|going|returned|returning|tour|tours)(?: back)? (?:to|of))"
    r"(?: (?:the|northern|southern|eastern|western|central|occupied|nearby|neighbou?ring|mainland)){0,2} $",
    re.IGNORECASE,
)
# Words with which "in" has nothing to do with place.
_NOT_PLACE = frozenset(
    "confidence trust trusts trusted trusting faith belief believe believes believed interest interested "
    "disappointed disappointment succeed succeeded".split()
)
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
# "the Minsk agreement", "the Geneva talks": named after the place where they were held.
_AFTER_PLACE = re.compile(
    r" (?:airport|suburbs?|region|talks|summit|conference|agreements?|accords?|protocol|meeting|time)\b",
    re.IGNORECASE,
)
_CONTEXT = 80


class _Form(NamedTuple):
    """What one surface form stands for; `party` is empty for a longer name that means no party."""

    party: str
    entity: str | None
    kind: str


class PartyFinder:
    """Finds the mentions of a registry's parties in texts.

    All names are looked for in one pass (Aho-Corasick), so the cost does not grow with their number.
    Matching is by whole words and by case, except that names of four letters or more are found in
    capitals too; the longest match wins.
    """

    def __init__(self, registry: Registry) -> None:
        forms = dict.fromkeys(registry.not_parties, _Form("", None, ""))
        for party in registry.parties:
            forms.update(_forms(party))
        for surface in list(forms):
            if len(surface) >= 4:
                forms.setdefault(surface.upper(), forms[surface])
        self._forms = list(forms.values())
        self._matcher = ahocorasick_rs.AhoCorasick(list(forms), store_patterns=False)
        self.names = frozenset(party.name for party in registry.parties)

    def resolve(self, name: str) -> str | None:
        """Give the party that a name, alias, demonym, metonym or person stands for, or None."""
        found = [form.party for start, end, form in self._longest(name) if start == 0 and end == len(name)]
        return found[0] if found and found[0] else None

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
            The table `mentions` (see `schema.TABLES`), in the order of the articles and of the text.
            `confidence` is 1: names on the list are taken at their word.
        """
        starts_of = {
            article_id: group["start"].to_numpy()
            for article_id, group in sentences.groupby("article_id", sort=False)
        }
        rows: list[tuple[str, int, int, int, int, str, _Form, str]] = []
        for article in articles:
            starts = starts_of.get(article.article_id, np.empty(0, dtype="int64"))
            hits = [hit for hit in self._longest(article.text) if hit[2].party]
            in_sentence = np.searchsorted(starts, [start for start, _, _ in hits], side="right") - 1
            rows += [
                (
                    article.article_id,
                    number,
                    int(in_sentence[number]),
                    start,
                    end,
                    article.text[start:end],
                    form,
                    _role(article.text, start, end, form.kind),
                )
                for number, (start, end, form) in enumerate(hits)
            ]
        return make_table(
            "mentions",
            {
                "article_id": [row[0] for row in rows],
                "mention": [row[1] for row in rows],
                "sentence": [row[2] for row in rows],
                "start": [row[3] for row in rows],
                "end": [row[4] for row in rows],
                "surface": [row[5] for row in rows],
                "party": [row[6].party for row in rows],
                "entity": [row[6].entity for row in rows],
                "kind": [row[6].kind for row in rows],
                "role": [row[7] for row in rows],
                "confidence": [1.0] * len(rows),
            },
        )

    def _longest(self, text: str) -> Iterator[tuple[int, int, _Form]]:
        """Yield (start, end, form) of the matches of whole words, leftmost longest, without overlaps."""
        found = [
            (start, -end, index)
            for index, start, end in self._matcher.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(text, start, end)
        ]
        reached = 0
        for start, negative_end, index in sorted(found):
            if start >= reached:
                reached = -negative_end
                yield start, reached, self._forms[index]


def _forms(party: Party) -> Iterator[tuple[str, _Form]]:
    for kind, surfaces in (
        ("metonym", party.metonyms),
        ("demonym", party.demonyms),
        ("name", (party.name, *party.aliases)),
    ):
        for surface in surfaces:
            yield surface, _Form(party.name, None, kind)
    for person in party.people:
        for surface in person_forms(person):
            yield surface, _Form(party.name, person.name, "person")


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    # "US$" is a currency; a combining mark changes the last letter.
    goes_on = after.isalnum() or after in {"_", "$"} or unicodedata.category(after or " ").startswith("M")
    return not (before.isalnum() or before == "_" or goes_on)


def _role(text: str, start: int, end: int, kind: str) -> str:
    if kind not in ("name", "metonym"):
        return "actor"
    if _POSSESSIVE.match(text, end):
        return "actor"
    before = _BEFORE_PLACE.search(text[max(0, start - _CONTEXT) : start])
    if before and (before.group(1) or "").casefold() not in _NOT_PLACE:
        return "place"
    return "place" if kind == "metonym" and _AFTER_PLACE.match(text, end) else "actor"


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
