"""Tests of `analysis.parties.suggestion`."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parties import PartyFinder
from analysis.parties.suggestion import suggest
from analysis.registry import merge
from analysis.registry.reading import parse_registry
from analysis.resources import shipped_parties
from analysis.schema import make_table
from analysis.tokens.document import Document
from tests.parties.finding import OWN

# As `suggest` wants it: everybody named is in the tables.
SHIPPED = merge(shipped_parties(), OWN)
FINDER = PartyFinder(SHIPPED, min_mentions=1)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Turkish minister Kemal Aydin left. ",
                "Ann Lowe sang. ",
                "NATO won. ",
                "Blue Kettle Ltd ",
                'Ann "B" Lowe ',
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=10,
).map("".join)


def suggested(*texts: str) -> str:
    documents = [Document(text, article_id=f"a{number}") for number, text in enumerate(texts)]
    return suggest((FINDER.find([one]).mentions for one in documents), FINDER)


def parsed(*texts: str) -> list[dict[str, object]]:
    found = tomllib.loads(suggested(*texts)).get("party", [])
    assert isinstance(found, list)
    return found


def test_parties_come_with_their_people_the_commonest_first() -> None:
    text = "NATO won. Turkish minister Kemal Aydin left. Turkish minister Leila Ozal met Ozal."
    assert parsed(text) == [
        {"name": "Turkey", "people": [{"name": "Leila Ozal"}, {"name": "Kemal Aydin"}]},
        {"name": "NATO"},
    ]


def test_who_belongs_to_none_comes_last() -> None:
    assert parsed("Ann Lowe sang. NATO won.") == [{"name": "NATO"}, {"name": "Ann Lowe", "kind": "person"}]


def test_organisations_on_no_list_are_suggested_too() -> None:
    rows: dict[str, list[object]] = {
        "article_id": ["a"],
        "mention": [0],
        "sentence": [0],
        "start": [4],
        "end": [15],
        "surface": ["Blue Kettle"],
        "party": ["Blue Kettle"],
        "entity": [None],
        "kind": ["name"],
        "role": ["actor"],
        "confidence": [0.9],
    }
    (party,) = tomllib.loads(suggest([make_table("mentions", rows)], FINDER))["party"]
    assert party == {"name": "Blue Kettle", "kind": "organisation"}


def test_places_alone_suggest_no_party() -> None:
    assert parsed("Talks in Turkey went on.") == []


def test_articles_are_counted_together() -> None:
    assert 'name = "NATO" # 3\n' in suggested("NATO won. NATO lost.", "NATO left.")


@pytest.mark.parametrize("texts", [(), ("",), ("Nobody sang.",)])
def test_without_mentions_only_the_explanation_is_left(texts: tuple[str, ...]) -> None:
    text = suggested(*texts)
    assert text.startswith("# Parties that the articles mention")
    assert tomllib.loads(text) == {}


@given(TEXTS)
@settings(max_examples=25, deadline=None)
def test_the_file_can_be_read_and_used(text: str) -> None:
    own = parse_registry(suggested(text), "parties.toml")
    merged = merge(SHIPPED, own)
    assert {party.name for party in own.parties} <= {party.name for party in merged.parties}
