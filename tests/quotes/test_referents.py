"""Tests of `analysis.quotes.referents`."""

from __future__ import annotations

from analysis.quotes.referents import Referent, Referents, Speaker, parties, together
from analysis.schema import rows
from analysis.tokens.document import Document
from tests.quotes.finding import FINDER

POLAND = Speaker("Poland", ("Poland",))
PERU = Speaker("Peru", ("Peru",))


def referents(text: str) -> Referents:
    named = FINDER.find([Document(text)])
    return Referents(*(list(rows(table)) for table in named))


def test_what_is_no_more_than_a_place_refers_to_nobody() -> None:
    text = "Poland met in Peru."
    assert [one.who for one in referents(text).within(0, len(text))] == [POLAND]


def test_a_character_within_a_name_leads_to_where_that_begins() -> None:
    found = referents("The envoy Jan Wzor met Poland.")
    assert [found.name_start(char) for char in (4, 10, 14)] == [4, 10, 10]


def test_references_that_are_meant_together_have_one_speaker() -> None:
    they = [Referent(0, 4, "pronoun", who) for who in (POLAND, PERU, POLAND)]
    assert parties(they) == ("Poland", "Peru")
    assert together(they) == Speaker("Poland and Peru", ("Poland", "Peru"))
    assert together(they[:1]) == POLAND
