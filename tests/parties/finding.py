"""What the tests of the parties share: one finder, and short ways to say what it found."""

from __future__ import annotations

import pandas as pd

from analysis.parties import PartyFinder
from analysis.records import Party, Person, Registry
from analysis.registry import merge
from analysis.resources import shipped_parties
from analysis.tokens.document import Document

OWN = Registry(
    (
        Party("Ukraine", people=(Person("Olena Marchuk", ("Lena Marchuk", "Martschuk")),)),
        Party(
            "Harbour Pact", "organisation", aliases=("HP",), demonyms=("Pactist",), metonyms=("Quay House",)
        ),
    ),
    ("Quay House Hotel",),
)
FINDER = PartyFinder(merge(shipped_parties(), OWN))


def found(*texts: str, finder: PartyFinder = FINDER) -> pd.DataFrame:
    """Give the table of mentions; what stands before a blank line is an article's headline."""
    documents = [
        Document(text, title=text.split("\n\n")[0] if "\n\n" in text else "", article_id=f"a{number}")
        for number, text in enumerate(texts)
    ]
    return finder.find(documents).mentions


def parties(text: str, *kinds: str) -> list[tuple[str, str]]:
    """Give surface and party of each mention, of some kinds only where they are given."""
    mentions = found(text)
    if kinds:
        mentions = mentions[mentions["kind"].isin(kinds)]
    return list(zip(mentions["surface"], mentions["party"], strict=True))


def tied(text: str) -> list[tuple[str, str]]:
    """Give the people that are tied to parties: name and party, each once, in order."""
    mentions = found(text)
    people = mentions[mentions["entity"].notna()]
    return list(dict.fromkeys(zip(people["entity"], people["party"], strict=True)))


def meant(text: str, *kinds: str) -> list[tuple[str, str]]:
    """Give who is meant by each mention of some kinds: surface, and the person or else the party."""
    mentions = found(text)
    mentions = mentions[mentions["kind"].isin(kinds)]
    return list(zip(mentions["surface"], mentions["entity"].fillna(mentions["party"]), strict=True))


def roles_of(text: str) -> list[tuple[str, str]]:
    """Give surface and role of each mention that holds a name."""
    mentions = found(text)
    mentions = mentions[mentions["kind"].isin(("name", "demonym", "metonym", "person"))]
    return list(zip(mentions["surface"], mentions["role"], strict=True))
