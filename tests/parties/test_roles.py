"""Tests of `analysis.parties.roles`: actors and places."""

from __future__ import annotations

import pytest

from analysis.parties.roles import role
from tests.parties.finding import found, roles_of


def role_of_last(text: str) -> str:
    return roles_of(text)[-1][1]


@pytest.mark.parametrize(
    "text",
    [
        # Where something is.
        "talks in Istanbul failed",
        "talks in Ankara failed",
        "the war in Ukraine went on",
        "In Ukraine the war went on",
        "a base in the United States",
        "towns across western Germany",
        "a road through Spain",
        "They met near Kyiv.",
        "They met outside Moscow.",
        "They met at Ankara.",
        "They live throughout India.",
        # Motion.
        "a visit to India",
        "the visit to the Netherlands",
        "He flew to India.",
        "He flew back to Moscow.",
        "She came from India.",
        "He fled from Syria.",
        "He returned to Syria.",
        "He visited India.",
        "a tour of Spain",
        "a train to Spain",
        "a flight from Spain",
        "They drove into Spain.",
        "They drove towards Moscow.",
        "Storks fly over India.",
        "They met near Port Example, India.",
        # Directions and parts.
        "northern Syria is dry",
        "The train stopped in neighbouring Syria.",
        "He flew to neighbouring Syria.",
        "in northern Syria it is dry",
        "occupied Ukraine is dry",
        "mainland China is dry",
        # What lies there, or is named after it.
        "the Minsk talks",
        "the Moscow summit",
        "the Geneva airport",
        "the Ukrainian capital",
        "the Turkish coast",
        "the Turkish border town",
        "the Crimea region",
        # Cities and regions of a country.
        "Odesa is old",
        "Odesa's streets are old",
        "Texas is dry",
        # Origin and subject.
        "Moscow-based writers",
        "a Syrian-born author",
        "a Russian expert",
        "former Russian Prime Minister",
        "a Russia analyst",
        "the Iran envoy",
        # Datelines.
        "ANKARA (Example) - nobody sang",
        "ANKARA, March 3 (Example) — nobody sang",
        "ANKARA — nobody sang",
        "Nobody sang.\n\nANKARA — nobody sang",
        "Ankara: Nobody sang when the ferry left the old harbour on Monday.",
        "Nobody sang.\n\nDoha - Nobody sang when the ferry left the old harbour on Monday.",
        "KUWAIT: Nobody sang when the ferry left the old harbour on Monday.",
    ],
)
def test_a_place(text: str) -> None:
    assert role_of_last(text) == "place"


@pytest.mark.parametrize(
    "text",
    [
        # Who acts or is treated.
        "Ukraine won",
        "In Port Example, Ukraine won",
        "They praised Ukraine.",
        "They accused neighbouring Ukraine.",
        "the president of neighboring Ukraine",
        "aid to Ukraine",
        "sanctions against Iran",
        "a letter to India",
        "the president of India",
        "the Russia summit",
        "Moscow begins",
        "talks with Ankara",
        "“Ankara” won",
        "Ukraine in spring",
        # Trust, which is not there.
        "confidence in Ukraine",
        "“full confidence” in Ukraine",
        "They believe in Ukraine.",
        "interest in Ukraine",
        # What belongs to it.
        "in Ukraine’s interest",
        "in Ukraine's interest",
        "Ukraine’s Crimea plan for Ukraine",
        "in Ukrainian hands",
        "the Ukrainian army",
        "the Ukrainian president",
        # Delegates of the sender.
        "the U.S. envoy",
        "the US envoy",
        "the Iranian envoy",
        "Iran’s envoy",
        "the NATO envoy",
        "the European Union envoy",
        # Organisations are never places.
        "talks in NATO",
        "a visit to the UN",
        "He went to the European Union.",
        "the war in the Harbour Pact",
        # Nor are people.
        "in Marchuk the town trusts",
        "He flew to Marchuk.",
    ],
)
def test_an_actor(text: str) -> None:
    assert role_of_last(text) == "actor"


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ukraine's Crimea region", ["actor", "place"]),
        ("Russia’s ambassador to Turkey", ["actor", "place"]),
        ("the border between Spain and France", ["place", "place"]),
        ("the treaty between Spain and France", ["actor", "actor"]),
        ("Spain and France", ["actor", "actor"]),
        ("He flew to Spain and France won", ["place", "actor"]),
    ],
)
def test_roles_of_two(text: str, roles: list[str]) -> None:
    assert [role for _, role in roles_of(text)] == roles


def test_a_description_can_be_a_place() -> None:
    text = "They lived in the country. The country smiled."
    places = [text.index(words) for words in ("the country", "The country")]
    assert [role(text, at, at + 11, "nominal", False, "country") for at in places] == ["place", "actor"]


def test_pronouns_and_people_act() -> None:
    mentions = found("Turkish minister Kemal Aydin left. They flew to him. Turkey flew to it.")
    assert set(mentions["role"]) == {"actor"}
