"""Tests of `analysis.parties.references`: an article read from left to right."""

from __future__ import annotations

import pytest

from analysis.parties.cast import Person, Place
from analysis.parties.discourse import Referent
from analysis.parties.names import Form, Hit
from analysis.parties.references import references
from analysis.tokens.document import Document
from tests.parties.finding import FINDER, meant, tied


def test_names_people_and_references_come_together() -> None:
    text = "Spain sang. It left. Ann left. She sang."
    hit = Hit(0, 5, Form("Spain", None, "name"), 1.0, "Spain")
    person = Person("Ann", ("Ann",), "Italy", gender="female", places=[Place(21, 24)])
    found = references(
        Document(text),
        [(hit, "actor")],
        [person],
        {"Spain": "country", "Italy": "country"},
        {"Spain": frozenset(), "Italy": frozenset()},
    )
    assert [(text[row.start : row.end], row.party, row.person) for row in found] == [
        ("It", "Spain", None),
        ("She", "", person),
    ]


def test_nothing_refers_in_an_empty_text() -> None:
    assert references(Document(""), [], [], {}, {}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey spoke. Its foreign minister, Kemal Aydin, smiled.", ("Kemal Aydin", "Turkey")),
        ("NATO spoke. Its chairman, Kemal Aydin, smiled.", ("Kemal Aydin", "NATO")),
        ("NATO spoke. The alliance’s chairman, Kemal Aydin, smiled.", ("Kemal Aydin", "NATO")),
        ("Turkey spoke. President Kemal Aydin smiled.", ("Kemal Aydin", "Turkey")),
        ("Turkish minister Leila Ozal spoke. Her spokesman, Kemal Aydin, smiled.", ("Kemal Aydin", "Turkey")),
    ],
)
def test_a_description_ties_the_person_behind_it(text: str, expected: tuple[str, str]) -> None:
    assert expected in tied(text)


def test_what_refers_can_be_referred_to() -> None:
    text = "Turkey smiled. Its president left. He sang. His tea was cold."
    assert meant(text, "nominal", "pronoun") == [
        ("Its president", "Turkey"),
        ("Its", "Turkey"),
        ("He", "Turkey"),
        ("His", "Turkey"),
    ]


def test_crews_of_a_possessor_are_their_people() -> None:
    text = "Turkish minister Leila Ozal spoke. Her teams left. They sang."
    assert meant(text, "pronoun") == [("Her", "Leila Ozal"), ("They", "Turkey")]


def test_a_party_and_its_own_people_are_meant_once() -> None:
    references = FINDER.find([Document("Norway and its fishermen met. They agreed.")]).references
    assert references["surface"].tolist() == ["Norway", "its", "They"]


def test_a_referent_is_no_subject_before_the_text_is_known() -> None:
    assert Referent(0, 0, ("Spain",)).is_subject
