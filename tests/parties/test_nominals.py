"""Tests of `analysis.parties.nominals`: descriptions without a name."""

from __future__ import annotations

import pytest

from tests.parties.finding import found, meant, parties, tied

KEMAL = "Turkish Foreign Minister Kemal Aydin spoke. "
ANA = "Spanish Prime Minister Ana Ruiz spoke. "


@pytest.mark.parametrize(
    ("text", "surface", "party"),
    [
        ("The Turkish president smiled.", "The Turkish president", "Turkey"),
        ("The Turkish foreign minister smiled.", "The Turkish foreign minister", "Turkey"),
        ("Turkey's president smiled.", "Turkey's president", "Turkey"),
        ("Turkey’s president smiled.", "Turkey’s president", "Turkey"),
        ("The president of Turkey smiled.", "The president of Turkey", "Turkey"),
        ("The president of the Netherlands smiled.", "The president of the Netherlands", "Netherlands"),
        ("The Kremlin’s spokesman smiled.", "The Kremlin’s spokesman", "Russia"),
        ("The European Union’s envoy smiled.", "The European Union’s envoy", "European Union"),
        ("Turkey spoke. The president smiled.", "The president", "Turkey"),
        ("Turkey spoke. Its president smiled.", "Its president", "Turkey"),
        ("They met the Turkish president.", "the Turkish president", "Turkey"),
    ],
)
def test_an_office_without_a_name(text: str, surface: str, party: str) -> None:
    assert parties(text, "nominal") == [(surface, party)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KEMAL + "The minister smiled.", [("The minister", "Kemal Aydin")]),
        (KEMAL + "The Turkish minister smiled.", [("The Turkish minister", "Kemal Aydin")]),
        (KEMAL + "Turkey’s foreign minister smiled.", [("Turkey’s foreign minister", "Kemal Aydin")]),
        (ANA + "The prime minister smiled.", [("The prime minister", "Ana Ruiz")]),
        (ANA + KEMAL + "The prime minister smiled.", [("The prime minister", "Ana Ruiz")]),
        (ANA + KEMAL + "The foreign minister smiled.", [("The foreign minister", "Kemal Aydin")]),
        (ANA + KEMAL + "Spain, the minister said, is dry.", [("the minister", "Kemal Aydin")]),
        (
            "The Turkish president, Kemal Aydin, spoke. The president left.",
            [("The president", "Kemal Aydin")],
        ),
        ("The minister smiled. Turkish minister Kemal Aydin spoke.", [("The minister", "Kemal Aydin")]),
        (KEMAL + "The mayor smiled.", []),
        (KEMAL + "A minister smiled.", []),
        (KEMAL + "The former minister smiled.", []),
        (KEMAL + "The ex-minister smiled.", []),
    ],
)
def test_an_office_means_who_holds_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(text, "nominal") == expected


def test_who_is_named_after_the_description_is_its_person() -> None:
    text = "The Turkish president left. Kemal Aydin smiled."
    assert meant(text, "nominal", "person") == [
        ("The Turkish president", "Kemal Aydin"),
        ("Kemal Aydin", "Kemal Aydin"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Titles and appositions.
        "The Turkish foreign minister, Kemal Aydin, spoke.",
        "The Turkish foreign minister Kemal Aydin spoke.",
        KEMAL + "The Turkish Minister Aydin spoke.",
        "The UN General Assembly met.",
        "Kemal Aydin, the Turkish foreign minister, spoke.",
        "The president of Turkey, Kemal Aydin, spoke.",
        "Turkey’s ambassador to Greece, Kemal Aydin, spoke.",
        "Turkish Ambassador to Greece Kemal Aydin spoke.",
        # What follows "is" and "as".
        KEMAL + "He is the minister.",
        KEMAL + "He spoke as the Turkish minister.",
        "Turkey is the country.",
        # Bodies, groups and crowds.
        "The Turkish government smiled.",
        "The Turkish ministry smiled.",
        "Turkish officials smiled. The officials sang.",
        # Of no party.
        "The president smiled.",
        "The country is dry.",
        "Both sides smiled.",
        "Turkey smiled. The breakaway republic sang.",
        "Turkey smiled. The party sang.",
        "NATO smiled. The country is dry.",
        # Who held an office once.
        "The former Turkish president smiled.",
        "Turkey’s former president smiled.",
        "The ex-president of Turkey smiled.",
    ],
)
def test_no_nominal(text: str) -> None:
    assert parties(text, "nominal") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey smiled. The country is dry.", [("The country", "Turkey")]),
        ("Turkey smiled. The republic is dry.", [("The republic", "Turkey")]),
        ("Turkey smiled. Then Greece smiled. The country is dry.", [("The country", "Greece")]),
        ("NATO met Turkey. The alliance smiled.", [("The alliance", "NATO")]),
        ("NATO met Turkey. The country is dry.", [("The country", "Turkey")]),
        ("The EU met NATO. The bloc smiled.", [("The bloc", "European Union")]),
        ("The Taliban met. The group smiled.", [("The group", "Taliban")]),
        ("The Democrats met. The party smiled.", [("The party", "Democratic Party (US)")]),
        ("The Harbour Pact met NATO. The pact smiled.", [("The pact", "Harbour Pact")]),
        ("Turkish tea is good. The country is dry.", [("The country", "Turkey")]),
        ("Cuba smiled. The island is dry.", [("The island", "Cuba")]),
        ("Turkey smiled. The kingdom is dry.", []),
        ("The Canoe Alliance met NATO. Nobody sang. The Tea Alliance left. The alliance smiled.", []),
        ("The Tea Alliance left. NATO smiled. The alliance sang.", [("The alliance", "NATO")]),
    ],
)
def test_a_noun_means_the_party_of_its_kind_spoken_of_last(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert parties(text, "nominal") == expected


def test_a_body_keeps_its_noun_over_many_sentences() -> None:
    text = "NATO met. " + "Nobody sang. " * 10 + "The alliance smiled."
    assert parties(text, "nominal") == [("The alliance", "NATO")]


def test_a_country_does_not() -> None:
    text = "Turkey met. " + "Nobody sang. " * 10 + "The country smiled."
    assert parties(text, "nominal") == []


@pytest.mark.parametrize(
    "surface",
    ["Both sides", "Both countries", "The two countries", "The two sides", "The neighbours", "Both nations"],
)
def test_two_parties_together_are_two_mentions_of_one_span(surface: str) -> None:
    mentions = found(f"Turkey and Greece met. {surface} smiled.")
    joint = mentions[mentions["kind"] == "nominal"]
    assert joint["surface"].tolist() == [surface, surface]
    assert joint["party"].tolist() == ["Greece", "Turkey"]
    assert joint["start"].nunique() == 1


@pytest.mark.parametrize("surface", ["Both men", "Both ministers", "The two ministers", "Both leaders"])
def test_two_people_together(surface: str) -> None:
    text = f"Turkish minister Kemal Aydin met Greek minister Petros Kanos. {surface} smiled."
    assert sorted(meant(text, "nominal")) == [(surface, "Kemal Aydin"), (surface, "Petros Kanos")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey and Greece met in Spain. Both sides smiled.", ["Greece", "Turkey"]),
        ("Turkey met Greece. Both sides smiled.", ["Greece", "Turkey"]),
        (
            "Turkish minister Kemal Aydin met Greek minister Petros Kanos. Both sides smiled.",
            ["Greece", "Turkey"],
        ),
        ("Talks between Turkey and Greece went on. France said both sides smiled.", ["Greece", "Turkey"]),
        ("Turkey met Greece. Greece thanked France. France was thanked by both sides.", ["Greece", "Turkey"]),
        ("Turkey met NATO. Both countries smiled.", []),
        ("Turkey smiled. Both sides smiled.", []),
        ("Turkey smiled. Turkey said both sides smiled.", []),
        ("Both sides smiled. Turkey met Greece.", []),
        ("Turkey, Greece and Spain met. The three countries smiled.", ["Greece", "Spain", "Turkey"]),
        ("Turkey and Greece met. The three countries smiled.", []),
    ],
)
def test_who_both_sides_are(text: str, expected: list[str]) -> None:
    assert [party for _, party in parties(text, "nominal")] == expected


def test_what_a_description_owns_has_a_mention_too() -> None:
    assert parties("NATO met. The alliance’s spokesman smiled.", "nominal") == [
        ("The alliance’s spokesman", "NATO"),
        ("The alliance", "NATO"),
    ]


def test_the_counterpart_of_somebody_is_of_the_other_party() -> None:
    text = "Turkish minister Kemal Aydin met his Greek counterpart."
    assert [party for _, party in parties(text, "nominal")] == ["Greece"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Turkish President Kemal Aydin spoke. The Turkish president smiled.", 0.9),
        ("Turkish President Kemal Aydin spoke. The president smiled.", 0.8),
        ("Turkey spoke. The country smiled.", 0.6),
    ],
)
def test_confidence_falls_with_the_distance(text: str, confidence: float) -> None:
    mentions = found(text)
    assert mentions.loc[mentions["kind"] == "nominal", "confidence"].tolist() == [confidence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cuba spoke. Prime Minister Kemal Aydin smiled.", [("Kemal Aydin", "Cuba")]),
        ("In Cuba, Prime Minister Kemal Aydin smiled.", [("Kemal Aydin", "Cuba")]),
        ("HAVANA, Cuba — Prime Minister Kemal Aydin smiled.", [("Kemal Aydin", "Cuba")]),
        ("Cuba mocked Prime Minister Kemal Aydin.", []),
    ],
)
def test_a_national_office_is_of_the_country_spoken_of(text: str, expected: list[tuple[str, str]]) -> None:
    assert tied(text) == expected
