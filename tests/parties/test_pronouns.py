"""Tests of `analysis.parties.pronouns`."""

from __future__ import annotations

import pytest

from analysis.parties.pronouns import FURTHER, SAME_SENTENCE, SENTENCE_BEFORE
from tests.parties.finding import found, meant

KEMAL = "Turkish minister Kemal Aydin left. "
LEILA = "Greek minister Leila Kanos left. "
PETROS = "Greek minister Petros Kanos left. "


def pronouns(text: str) -> list[tuple[str, str]]:
    return meant(text, "pronoun")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KEMAL + "He sang.", [("He", "Kemal Aydin")]),
        (KEMAL + "Nobody saw him.", [("him", "Kemal Aydin")]),
        (KEMAL + "His tea was cold.", [("His", "Kemal Aydin")]),
        ("Turkish minister Kemal Aydin hurt himself.", [("himself", "Kemal Aydin")]),
        ("Turkish minister Kemal Aydin said he sang.", [("he", "Kemal Aydin")]),
        (KEMAL + "He said he texted.", [("He", "Kemal Aydin"), ("he", "Kemal Aydin")]),
        (LEILA + "She sang. Her tea was cold.", [("She", "Leila Kanos"), ("Her", "Leila Kanos")]),
        (
            LEILA + "The tea was hers. She poured it herself.",
            [
                ("hers", "Leila Kanos"),
                ("She", "Leila Kanos"),
                ("herself", "Leila Kanos"),
            ],
        ),
    ],
)
def test_a_person_is_meant_in_all_cases(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KEMAL + LEILA + "He sang. She sang.", [("He", "Kemal Aydin"), ("She", "Leila Kanos")]),
        (LEILA + "He sang.", []),
        (KEMAL + "She sang.", []),
        ("Turkish minister Zyx Aydin left. She sang. He sang.", [("She", "Zyx Aydin")]),
        ("Mr. Zyx, the Turkish minister, left. She sang. He sang.", [("He", "Zyx")]),
        ("The Turkish king left. She sang. He sang.", [("He", "Turkey")]),
        ("Turkish spokeswoman Zyx Aydin left. He sang. She sang.", [("She", "Zyx Aydin")]),
    ],
)
def test_gender_decides(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns(text) == expected


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (KEMAL + PETROS + "He sang.", "Petros Kanos"),
        ("Turkish minister Kemal Aydin met Greek minister Petros Kanos. He sang.", "Kemal Aydin"),
        ("Turkish minister Kemal Aydin told Greek minister Petros Kanos that he sang.", "Kemal Aydin"),
        ("Turkish minister Kemal Aydin praised Greek minister Petros Kanos and thanked him.", "Petros Kanos"),
        (PETROS + "Turkish minister Kemal Aydin praised him.", "Petros Kanos"),
        ("Turkish minister Kemal Aydin thanked Greek minister Petros Kanos for his tea.", "Petros Kanos"),
        ("Turkish minister Kemal Aydin blamed Greek minister Petros Kanos for what he sang.", "Petros Kanos"),
        (
            "Turkish minister Kemal Aydin was thanked by Greek minister Petros Kanos for his tea.",
            "Kemal Aydin",
        ),
    ],
)
def test_the_subject_of_the_nearest_sentence_is_meant(text: str, person: str) -> None:
    assert [meant for _, meant in pronouns(text)] == [person]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PETROS + "“He sings,” Turkish minister Kemal Aydin said.", ["Petros Kanos"]),
        (PETROS + '"He sings," Turkish minister Kemal Aydin said.', ["Petros Kanos"]),
        ("“He sings,” Turkish minister Kemal Aydin said.", []),
        ("“I saw him,” Turkish minister Kemal Aydin said.", []),
        (KEMAL + "“I will sing,” he said.", ["Kemal Aydin"]),
        (KEMAL + "“We met Petros Kanos,” he said.", ["Kemal Aydin"]),
        (
            PETROS + "Turkish minister Kemal Aydin laughed: “Petros Kanos left. But he never sang.”",
            ["Petros Kanos"],
        ),
    ],
)
def test_who_speaks_is_not_meant_inside_the_quotation(text: str, expected: list[str]) -> None:
    assert [person for _, person in pronouns(text)] == expected


@pytest.mark.parametrize("between", ["", "It rained. ", "It rained. It snowed. "])
def test_a_person_is_meant_over_some_sentences(between: str) -> None:
    assert pronouns(KEMAL + between + "He sang.") == [("He", "Kemal Aydin")]


def test_a_person_of_long_ago_is_not_meant() -> None:
    assert pronouns(KEMAL + "Nobody sang. " * 4 + "He sang.") == []


def test_whom_a_story_names_often_is_meant_however_long_ago() -> None:
    text = KEMAL * 3 + "Nobody sang. " * 4 + "He sang."
    assert pronouns(text) == [("He", "Kemal Aydin")]


def test_a_pronoun_of_nobodys_person_is_no_mention() -> None:
    assert pronouns("Kemal Aydin left. He sang.") == []


@pytest.mark.parametrize("text", ["He sang.", "It sang.", "They sang.", "Its tea", "Himself", "it"])
def test_a_pronoun_alone_means_nobody(text: str) -> None:
    assert pronouns(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey said it would sing.", [("it", "Turkey")]),
        ("Turkey sold tea. It sang.", [("It", "Turkey")]),
        ("Turkey sold its tea.", [("its", "Turkey")]),
        ("Turkey sold tea to Greece. It sang.", [("It", "Turkey")]),
        ("Turkey hurt itself.", [("itself", "Turkey")]),
        ("NATO said it would sing.", [("it", "NATO")]),
        ("The Kremlin said it would sing.", [("it", "Russia")]),
        ("Turkey left. It is ready to sing.", [("It", "Turkey")]),
        ("Turkey left. It would be a member.", [("It", "Turkey")]),
        ("Turkey, not Greece, sold its tea.", [("its", "Turkey")]),
        ("Turkey accused Greece of sitting on its tea.", [("its", "Greece")]),
        ("Turkey thanked Greece for its tea.", [("its", "Greece")]),
        ("Turkey was accused by Greece of hiding its tea.", [("its", "Turkey")]),
        ("Turkey thanked the singer for its tea.", []),
        ("Turkey insists it sang.", [("it", "Turkey")]),
        ("Turkey thought it had won.", [("it", "Turkey")]),
        ("Turkey sang while it poured tea.", [("it", "Turkey")]),
        ("Turkey sold tea. “Greece is near,” it sang.", [("it", "Turkey")]),
        ("The Turkish government sold tea. “Greece is near,” it sang.", [("it", "Turkey")]),
        ("Turkey sang: “Greece sold tea, and it sang.”", [("it", "Greece")]),
    ],
)
def test_it_is_a_party(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "It was clear that nobody sang.",
        "It is time to go.",
        "It’s time to go.",
        "It is not clear who sang.",
        "It remains to be seen who sang.",
        "It remains unclear who sang.",
        "It rained.",
        "It was raining.",
        "It seems that nobody sang.",
        "It appeared that nobody sang.",
        "It turned out that nobody sang.",
        "It takes two.",
        "It would take a year.",
        "It would be wrong to go.",
        "It has been a long day.",
        "It was Greece that sang.",
        "It came as nobody sang.",
        "It makes sense.",
        "Nobody bought it.",
        "Greece called it a song.",
        "Greece made it clear that nobody sang.",
        "Greece found it hard to sing.",
        "Greece considers it cold.",
        "Greece sold it yesterday.",
        "Greece voted against it.",
        "Greece is voting on it.",
        "“I will say it again,” somebody sang.",
    ],
)
def test_it_is_nothing(sentence: str) -> None:
    assert pronouns(f"Turkey left. {sentence}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Talks were held in Turkey. It sang.",
        "Turkish tea is good. It sang.",
        KEMAL + "It sang.",
        "Turkey and Greece left. Nobody sang. It sang.",
    ],
)
def test_it_is_no_place_no_adjective_and_no_person(text: str) -> None:
    assert pronouns(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish officials said they would sing.", ["Turkey"]),
        ("Turkish officials left. They sang.", ["Turkey"]),
        ("Turks left. They sang.", ["Turkey"]),
        ("Officials of Turkey left. They sang.", ["Turkey"]),
        ("Turkey and Greece left. They sang.", ["Greece", "Turkey"]),
        ("Turkey and Greece sold their tea.", ["Greece", "Turkey"]),
        (
            "Turkish minister Kemal Aydin and Greek minister Petros Kanos left. They sang.",
            ["Petros Kanos", "Kemal Aydin"],
        ),
        ("Turkey met Greece. Both sides said they sang.", ["Greece", "Turkey"]),
        ("NATO said they would sing.", ["NATO"]),
        ("Drivers in Turkey said they would sing.", []),
        ("Some sailors left Turkey. They sang.", []),
        ("Turkey and Greece thanked Norway and Sweden for their tea.", ["Norway", "Sweden"]),
        ("Turkey and Greece thanked the singers for their tea.", []),
        ("Turkey and Greece said rich singers sold their tea.", []),
        ("Turkey and Greece said the singers had sold their tea.", []),
        ("Turkey and Greece said they had sold their tea.", ["Greece", "Turkey"] * 2),
        ("Turkey and Greece said talks on their tea went well.", ["Greece", "Turkey"]),
        ("Turkey and Greece thanked each other.", ["Greece", "Turkey"]),
        ("Turkey met Greece. Both sides thanked one another.", ["Greece", "Turkey"]),
        ("Turkey and Greece left, and they thanked each other.", ["Greece", "Turkey"] * 2),
        ("Turkey left. The singers met each other.", []),
        ("Turkish singers met each other.", []),
        ("Turkey left. They sang.", []),
        (KEMAL + "They sang.", []),
    ],
)
def test_who_they_are(text: str, expected: list[str]) -> None:
    assert [who for _, who in pronouns(text)] == expected


def test_they_of_two_parties_are_two_mentions_of_one_span() -> None:
    mentions = found("Turkey and Greece left. They sang.")
    assert mentions.loc[mentions["kind"] == "pronoun", ["start", "end", "party"]].to_numpy().tolist() == [
        [24, 28, "Greece"],
        [24, 28, "Turkey"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He sang,” Aydin said.", []),
        ("“He sang,” said Aydin.", []),
        ("Greek minister Petros Kanos left. “He sang,” Aydin said.", [("He", "Petros Kanos")]),
        ("“He sang.” Aydin left.", [("He", "Kemal Aydin")]),
        ("His friend John Lowe praised him.", [("His", "Kemal Aydin"), ("him", "Kemal Aydin")]),
        ("An Italian official sang. He left.", []),
        ("An Italian customs official, who sang, left. He smiled.", []),
        ("John Lowe, he said, sang.", [("he", "Kemal Aydin")]),
        ("Aydin, he said, sang.", []),
    ],
)
def test_who_he_is_not(text: str, expected: list[tuple[str, str]]) -> None:
    assert pronouns(KEMAL + text) == expected


@pytest.mark.parametrize("text", ["I sang.", "We sang.", "You sang.", "Who sang?", "our tea, which we drank"])
def test_other_persons_are_no_mentions(text: str) -> None:
    assert pronouns(KEMAL + text) == []


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Turkish minister Kemal Aydin said he sang.", SAME_SENTENCE),
        (KEMAL + "He sang.", SENTENCE_BEFORE),
        (KEMAL + "Nobody sang. He sang.", FURTHER),
    ],
)
def test_confidence_falls_with_the_distance(text: str, confidence: float) -> None:
    mentions = found(text)
    assert mentions.loc[mentions["kind"] == "pronoun", "confidence"].tolist() == [confidence]


def test_no_pronoun_is_surer_than_its_person() -> None:
    mentions = found("Turkish-born painter Kemal Aydin said he sang.")
    assert mentions.loc[mentions["kind"] == "pronoun", "confidence"].tolist() == [0.6]
