"""Tests of `analysis.parties.names`."""

from __future__ import annotations

import pytest

from analysis.parties.names import NameIndex
from analysis.records import Party, Registry
from analysis.tokens.document import Document
from tests.parties.finding import FINDER, found, parties


@pytest.mark.parametrize(
    ("text", "surface", "party", "kind"),
    [
        ("Ukraine won.", "Ukraine", "Ukraine", "name"),
        ("The UK won.", "UK", "United Kingdom", "name"),
        ("The U.S. won.", "U.S.", "United States", "name"),
        ("The U.S.", "U.S.", "United States", "name"),
        ("NATO won.", "NATO", "NATO", "name"),
        ("Harbour Pact won.", "Harbour Pact", "Harbour Pact", "name"),
        ("HP won.", "HP", "Harbour Pact", "name"),
        ("Many Russians won.", "Russians", "Russia", "demonym"),
        ("A Russian won.", "Russian", "Russia", "demonym"),
        ("A Frenchman won.", "Frenchman", "France", "demonym"),
        ("A Pactist won.", "Pactist", "Harbour Pact", "demonym"),
        ("Kyiv won.", "Kyiv", "Ukraine", "metonym"),
        ("The Kremlin won.", "Kremlin", "Russia", "metonym"),
        ("The White House won.", "White House", "United States", "metonym"),
        ("Downing Street won.", "Downing Street", "United Kingdom", "metonym"),
        ("The Pentagon won.", "Pentagon", "United States", "metonym"),
        ("Capitol Hill won.", "Capitol Hill", "United States", "metonym"),
        ("Quay House won.", "Quay House", "Harbour Pact", "metonym"),
        ("Odesa won.", "Odesa", "Ukraine", "metonym"),
    ],
)
def test_names_of_every_kind_are_found(text: str, surface: str, party: str, kind: str) -> None:
    mentions = found(text)
    assert mentions[["surface", "party", "kind"]].to_numpy().tolist() == [[surface, party, kind]]
    assert mentions["entity"].isna().all()


@pytest.mark.parametrize(
    ("party", "surfaces"),
    [
        ("Turkey", "Turkey|Türkiye|Turkiye|TURKEY|Ankara"),
        ("United Kingdom", "UK|U.K.|Britain|Great Britain|United Kingdom|British|Britons"),
        ("United States", "U.S.|US|USA|U.S.A.|America|United States|United States of America|Americans"),
        ("Ukraine", "Kyiv|Kiev|KYIV|Ukrainian|Ukrainians"),
        ("Ivory Coast", "Ivory Coast|Côte d'Ivoire|Côte d’Ivoire|Cote d'Ivoire|Ivorian"),
        ("Czech Republic", "Czech Republic|Czechia|Czech|Czechs|Prague"),
        ("Myanmar", "Myanmar|Burma|Burmese"),
        ("France", "Élysée|Elysée|Elysee|Paris|French"),
        ("European Union", "EU|E.U.|European Union"),
        ("United Nations", "UN|U.N.|United Nations"),
        ("International Monetary Fund", "IMF|International Monetary Fund"),
    ],
)
def test_all_spellings_are_of_one_party(party: str, surfaces: str) -> None:
    assert [(surface, FINDER.resolve(surface)) for surface in surfaces.split("|")] == [
        (surface, party) for surface in surfaces.split("|")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New Mexico is dry.", [("New Mexico", "United States")]),
        ("Mexico City is high.", [("Mexico City", "Mexico")]),
        ("Nigeria met Niger.", [("Nigeria", "Nigeria"), ("Niger", "Niger")]),
        ("South Sudan met Sudan.", [("South Sudan", "South Sudan"), ("Sudan", "Sudan")]),
        ("The Kyiv Post wrote.", []),
        ("The Quay House Hotel burnt.", []),
        ("Latin Americans dance.", []),
        ("The Indian Ocean is warm.", []),
        ("The United States of America won.", [("United States of America", "United States")]),
        (
            "Guinea-Bissau, Equatorial Guinea, Papua New Guinea and Guinea met.",
            [
                ("Guinea-Bissau", "Guinea-Bissau"),
                ("Equatorial Guinea", "Equatorial Guinea"),
                ("Papua New Guinea", "Papua New Guinea"),
                ("Guinea", "Guinea"),
            ],
        ),
    ],
)
def test_the_longest_name_wins(text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Ukraine-Russia talks", ["Ukraine", "Russia"]),
        ("Ukraine–Russia", ["Ukraine", "Russia"]),
        ("Ukraine/Russia", ["Ukraine", "Russia"]),
        ("Russian-Turkish trade", ["Russian", "Turkish"]),
        ("Russian-Turkish-Iranian trade", ["Russian", "Turkish", "Iranian"]),
        ("a US-led force", ["US"]),
        ("a U.S.-Mexico road", ["U.S.", "Mexico"]),
        ("pro-Russian and anti-French", ["Russian", "French"]),
        ("Russia’s army", ["Russia"]),
        ("Russia's army", ["Russia"]),
        ("the Russians’ army", ["Russians"]),
        ("“Ukraine”, (Russia).", ["Ukraine", "Russia"]),
    ],
)
def test_compounds_and_possessives_hold_the_bare_name(text: str, expected: list[str]) -> None:
    assert found(text)["surface"].tolist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They told us of the US.", [("US", "United States")]),
        ("They polish plates in Polish towns.", [("Polish", "Poland")]),
        ("They ate turkey in turkey season.", []),
        ("They ate off china in Turkey.", [("Turkey", "Turkey")]),
        ("Turkey exports tea.", [("Turkey", "Turkey")]),
        ("RUSSIA MEETS UKRAINIAN ENVOYS", [("RUSSIA", "Russia"), ("UKRAINIAN", "Ukraine")]),
        ("russia and uKRAINE", []),
        # Names of under four letters are words in capitals: HP stands, "Hp" and "hp" do not.
        ("HP, Hp and hp", [("HP", "Harbour Pact")]),
    ],
)
def test_case_tells_names_from_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(text) == expected


def test_polish_as_a_verb_is_no_demonym() -> None:
    assert parties("Polish your shoes.") == []


@pytest.mark.parametrize(
    "text",
    [
        "It cost US$5.",
        "Iranology",
        "Chinatown",
        "Ukraine2",
        "xUkraine",
        "Ukraine_x",
        "_Ukraine",
        "éUkraine",
        "Mali\u0308",
    ],
)
def test_only_whole_words_are_names(text: str) -> None:
    assert parties(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey bought tea, Ankara said.", [("Turkey", "Turkey"), ("Ankara", "Turkey")]),
        ("Turkey with gravy is roasted for Thanksgiving.", []),
        ("Turkey and chicken are birds.", []),
        ("They met Turkey at Thanksgiving.", [("Turkey", "Turkey")]),
        ("China bought tea, Beijing said.", [("China", "China"), ("Beijing", "China")]),
        ("China from this kiln is porcelain: plates and a teapot.", []),
        ("Georgia thanked Tbilisi.", [("Georgia", "Georgia"), ("Tbilisi", "Georgia")]),
        ("Georgia thanked Atlanta.", [("Georgia", "United States"), ("Atlanta", "United States")]),
        ("Guinea pigs squealed in Guinea.", [("Guinea", "Guinea")]),
        ("Victoria is a lake.", []),
        ("Jordan bought tea from Chad.", [("Jordan", "Jordan"), ("Chad", "Chad")]),
        ("Michael Jordan jumped.", []),
        ("Paris Hilton sang.", []),
        ("Paris, Texas, is a film.", []),
    ],
)
def test_names_of_several_things_are_told_by_the_article(text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(text) == expected


def test_a_state_of_one_name_is_a_place() -> None:
    mentions = found("The governor spoke in Atlanta. Georgia voted.")
    assert mentions.loc[mentions["surface"] == "Georgia", ["kind", "role"]].to_numpy().tolist() == [
        ["metonym", "place"]
    ]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Labour won, the British minister said.", "Labour Party (UK)"),
        ("Labour won, the Norwegian minister said.", "Labour Party (Norway)"),
    ],
)
def test_a_name_of_several_parties_goes_with_the_country(text: str, party: str) -> None:
    assert found(text).loc[0, "party"] == party


@pytest.mark.parametrize(
    "text", ["Labour minister", "Labour costs", "Labor shortages", "Conservative estimates"]
)
def test_what_a_sentence_opens_with_is_no_party(text: str) -> None:
    assert parties(f"{text} worry Britain and Australia.", "name", "demonym") == [
        ("Britain", "United Kingdom"),
        ("Australia", "Australia"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She spoke Russian.", []),
        ("They teach French here.", []),
        ("He answered in Russian.", []),
        ("He answered in Russian and left.", []),
        ("It was put into Russian, he said.", []),
        ("He is fluent in Turkish.", []),
        ("Russian-speaking towns", []),
        ("a Spanish-language paper", []),
        ("Russian lessons", []),
        ("the Russian alphabet", []),
        ("It fell in Russian hands.", [("Russian", "Russia")]),
        ("They drove in Russian cars.", [("Russian", "Russia")]),
        ("He sold Russian tea.", [("Russian", "Russia")]),
    ],
)
def test_a_language_is_no_mention(text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Athens, Ohio, has a fair.", [("Athens", "United States"), ("Ohio", "United States")]),
        (
            "Athens, Ohio, has a fair. Athens is small.",
            [("Athens", "United States"), ("Ohio", "United States"), ("Athens", "United States")],
        ),
        ("Athens has a fair.", [("Athens", "Greece")]),
        ("Athens, Greece, has a fair.", [("Athens", "Greece"), ("Greece", "Greece")]),
    ],
)
def test_a_town_belongs_to_the_state_behind_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Ukraine", "Ukraine"),
        ("Kyiv", "Ukraine"),
        ("Ukrainians", "Ukraine"),
        ("UKRAINE", "Ukraine"),
        ("Marchuk", "Ukraine"),
        ("Mexico City", "Mexico"),
        ("Labour Party", "Labour Party (UK)"),
        ("ukraine", "Ukraine"),
        ("Ukraine and Russia", None),
        (" Ukraine", None),
        ("Ruritania", None),
        ("", None),
    ],
)
def test_resolve(name: str, party: str | None) -> None:
    assert FINDER.resolve(name) == party


def test_a_user_decides_what_a_name_of_several_things_means() -> None:
    index = NameIndex(Registry((Party("Georgia Tea", "company", aliases=("Georgia",)),)))
    hits = index.find(Document("Georgia won in Atlanta."))
    assert [(hit.surface, hit.form.party, hit.confidence) for hit in hits] == [
        ("Georgia", "Georgia Tea", 1.0)
    ]


def test_a_name_may_open_a_sentence() -> None:
    index = NameIndex(Registry((Party("City Council", "organisation", aliases=("the council",)),)))
    hits = index.find(Document("The council met the council. The Council sang."))
    assert [hit.surface for hit in hits] == ["The council", "the council"]


def test_readings_without_their_parties_do_not_count() -> None:
    index = NameIndex(Registry((Party("Georgia"),)))
    assert [hit.form.party for hit in index.find(Document("Georgia thanked Atlanta."))] == ["Georgia"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [("Norway won.", 1.0), ("Georgia won.", 0.9), ("Georgia won, said Atlanta and Tbilisi.", 0.6)],
)
def test_confidence_falls_with_the_choice(text: str, confidence: float) -> None:
    assert found(text).loc[0, "confidence"] == confidence
