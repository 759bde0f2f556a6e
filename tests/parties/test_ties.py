"""Tests of `analysis.parties.ties`: who speaks for whom, as the words around a name say."""

from __future__ import annotations

import pytest

from analysis.parties import ties
from analysis.parties.ties import BY_BIRTH, BY_NATIONALITY, BY_OFFICE
from analysis.resources import TieRule, tie_rules
from tests.parties.finding import found, tied


def party_of_ana(text: str) -> str:
    return dict(tied(text)).get("Ana Ruiz", "")


@pytest.mark.parametrize("rule", tie_rules(), ids=lambda rule: rule.name)
def test_a_rule_reads_its_example_and_not_its_counterexample(rule: TieRule) -> None:
    assert party_of_ana(rule.example) == rule.party
    assert party_of_ana(rule.counterexample) != rule.party


@pytest.mark.parametrize("rule", tie_rules(), ids=lambda rule: rule.name)
def test_no_other_rule_reads_its_example(rule: TieRule, monkeypatch: pytest.MonkeyPatch) -> None:
    others = tuple(other for other in tie_rules() if other != rule)
    monkeypatch.setattr(ties, "tie_rules", lambda: others)
    assert party_of_ana(rule.example) != rule.party


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish Foreign Minister Kemal Aydin spoke.", ("Kemal Aydin", "Turkey")),
        ("Ukraine Foreign Minister Dmitro Kolba spoke.", ("Dmitro Kolba", "Ukraine")),
        ("Ukraine’s foreign minister, Dmitro Kolba, spoke.", ("Dmitro Kolba", "Ukraine")),
        ("Ukraine's Foreign Minister Dmitro Kolba spoke.", ("Dmitro Kolba", "Ukraine")),
        ("He met his Russian counterpart, Boris Lenkov.", ("Boris Lenkov", "Russia")),
        ("He met Russian counterpart Boris Lenkov.", ("Boris Lenkov", "Russia")),
        ("The Kremlin’s spokesman, Boris Lenkov, spoke.", ("Boris Lenkov", "Russia")),
        ("Kremlin spokesman Boris Lenkov spoke.", ("Boris Lenkov", "Russia")),
        ("NATO Secretary-General Lars Holm spoke.", ("Lars Holm", "NATO")),
        ("Spain's Prime Minister Ana Ruiz spoke.", ("Ana Ruiz", "Spain")),
        ("Spanish acting prime minister Ana Ruiz spoke.", ("Ana Ruiz", "Spain")),
        ("The French Culture Minister Marie Lambert spoke.", ("Marie Lambert", "France")),
        ("President of France Marie Lambert spoke.", ("Marie Lambert", "France")),
        ("The president of France, Marie Lambert, spoke.", ("Marie Lambert", "France")),
        ("The U.S. secretary of state, Rob Mallory, spoke.", ("Rob Mallory", "United States")),
        ("The Taliban's spokesman, Ahmad Wali, spoke.", ("Ahmad Wali", "Taliban")),
        ("Pactist leader Lars Holm spoke.", ("Lars Holm", "Harbour Pact")),
    ],
)
def test_an_office_before_a_name_ties(text: str, expected: tuple[str, str]) -> None:
    assert tied(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Olaf Schulte, the German chancellor, spoke.", ("Olaf Schulte", "Germany")),
        ("Olaf Schulte, Germany’s chancellor, spoke.", ("Olaf Schulte", "Germany")),
        ("Olaf Schulte, chancellor of Germany, spoke.", ("Olaf Schulte", "Germany")),
        ("Olaf Schulte, the chancellor of Germany, spoke.", ("Olaf Schulte", "Germany")),
        ("Olaf Schulte, head of the UN, spoke.", ("Olaf Schulte", "United Nations")),
        ("Olaf Schulte (the German chancellor) spoke.", ("Olaf Schulte", "Germany")),
        ("Olaf Schulte is the German chancellor.", ("Olaf Schulte", "Germany")),
        ("Chancellor Olaf Schulte of Germany spoke.", ("Olaf Schulte", "Germany")),
        ("Boris Lenkov, a Kremlin spokesman, spoke.", ("Boris Lenkov", "Russia")),
    ],
)
def test_an_office_behind_a_name_ties(text: str, expected: tuple[str, str]) -> None:
    assert tied(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian oligarch Boris Lenkov spoke.", ("Boris Lenkov", "Russia")),
        ("French citizen Pierre Lambert spoke.", ("Pierre Lambert", "France")),
        ("Pierre Lambert, a French painter, spoke.", ("Pierre Lambert", "France")),
        ("Pierre Lambert, a Frenchman, spoke.", ("Pierre Lambert", "France")),
        ("Frenchman Pierre Lambert spoke.", ("Pierre Lambert", "France")),
        ("France’s Pierre Lambert spoke.", ("Pierre Lambert", "France")),
        ("Paris-based French painter Pierre Lambert spoke.", ("Pierre Lambert", "France")),
        ("The Syrian-born author Rana Hadid spoke.", ("Rana Hadid", "Syria")),
        ("Rana Hadid, a Syrian-born author, spoke.", ("Rana Hadid", "Syria")),
        ("The Syrian-born Turkish author Rana Hadid spoke.", ("Rana Hadid", "Turkey")),
    ],
)
def test_nationality_and_birth_tie(text: str, expected: tuple[str, str]) -> None:
    assert tied(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Ted Marsh, R-Texas, spoke.", ("Ted Marsh", "Republican Party (US)")),
        ("Sen. Ted Marsh (R-Texas) spoke.", ("Ted Marsh", "Republican Party (US)")),
        ("Rep. Ann Lowe, D-Ohio, spoke.", ("Ann Lowe", "Democratic Party (US)")),
        ("Republican Sen. Ted Marsh spoke.", ("Ted Marsh", "Republican Party (US)")),
        ("Democrat Ann Lowe spoke.", ("Ann Lowe", "Democratic Party (US)")),
    ],
)
def test_american_politicians_belong_to_their_party(text: str, expected: tuple[str, str]) -> None:
    assert tied(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia’s ambassador to Turkey, Boris Lenkov, spoke.", ("Boris Lenkov", "Russia")),
        ("Russian Ambassador to Turkey Boris Lenkov spoke.", ("Boris Lenkov", "Russia")),
        ("Boris Lenkov, Russia’s ambassador to Turkey, spoke.", ("Boris Lenkov", "Russia")),
        ("Boris Lenkov, the Russian ambassador in Ankara, spoke.", ("Boris Lenkov", "Russia")),
        ("UK ambassador to France Ann Lowe spoke.", ("Ann Lowe", "United Kingdom")),
        ("U.S. envoy Rob Mallory spoke.", ("Rob Mallory", "United States")),
        ("The U.S. Iran envoy Rob Mallory spoke.", ("Rob Mallory", "United States")),
        ("U.S. special envoy for Iran Rob Mallory spoke.", ("Rob Mallory", "United States")),
        ("The UN envoy for Syria, Lars Holm, spoke.", ("Lars Holm", "United Nations")),
        ("The United Nations envoy for Syria, Lars Holm, spoke.", ("Lars Holm", "United Nations")),
        ("Iran’s envoy Reza Karami spoke.", ("Reza Karami", "Iran")),
        ("Iranian envoy Reza Karami spoke.", ("Reza Karami", "Iran")),
    ],
)
def test_who_is_sent_belongs_to_the_sender(text: str, expected: tuple[str, str]) -> None:
    assert tied(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        # Who studies or reports on a party, or may do so.
        "Russian expert John Marsh spoke.",
        "Russia expert John Marsh spoke.",
        "John Marsh, a Russian expert at an American research centre, spoke.",
        "John Marsh, a Russia analyst, spoke.",
        "British historian John Marsh spoke.",
        # Who only lives there.
        "The Moscow-based reporter Ann Lowe wrote.",
        "Moscow-based writer Ann Lowe wrote.",
        "Ann Lowe, a Moscow-based reporter, wrote.",
        "Ann Lowe lives in Russia.",
        # Whose office is named after it.
        "The Iran envoy, Rob Mallory, spoke.",
        "Iran envoy Rob Mallory spoke.",
        # Who held the office once.
        "Former French President Marc Dupont spoke.",
        "Ex-French President Marc Dupont spoke.",
        "French ex-president Marc Dupont spoke.",
        "Former French president Marc Dupont spoke.",
        "The former president of France, Marc Dupont, spoke.",
        "Marc Dupont, a former French president, spoke.",
        "Marc Dupont, France’s former president, spoke.",
        "Marc Dupont, ex-president of France, spoke.",
        "The late French president Marc Dupont spoke.",
        # Of whom somebody else is spoken.
        "Marc Dupont, the son of a French minister, spoke.",
        "Marc Dupont, whose father was French, spoke.",
        "Marc Dupont, who likes France, spoke.",
        "Marc Dupont told the French minister.",
        # Who is head of a town, or of what is named after a party.
        "Marc Dupont, the mayor of Lyon, spoke.",
        "Marc Dupont, head of a UN school, spoke.",
    ],
)
def test_nobody_is_tied(text: str) -> None:
    assert tied(text) == []


def test_who_is_barred_once_stays_so() -> None:
    text = "Former French President Marc Dupont spoke. French President Marc Dupont smiled."
    assert tied(text) == []


def test_the_first_office_counts() -> None:
    text = "Turkish Foreign Minister Kemal Aydin spoke. Kemal Aydin, a Greek painter, smiled."
    assert tied(text) == [("Kemal Aydin", "Turkey")]


def test_an_office_counts_for_more_than_birth() -> None:
    text = "Syrian-born author Rana Hadid spoke. Turkish Culture Minister Rana Hadid smiled."
    assert tied(text) == [("Rana Hadid", "Turkey")]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Turkish minister Kemal Aydin spoke.", BY_OFFICE),
        ("Turkish painter Kemal Aydin spoke.", BY_NATIONALITY),
        ("Turkish-born painter Kemal Aydin spoke.", BY_BIRTH),
    ],
)
def test_confidence_is_by_what_ties(text: str, confidence: float) -> None:
    mentions = found(text)
    assert mentions.loc[mentions["kind"] == "person", "confidence"].tolist() == [confidence]


def test_a_list_of_people_has_an_office_each() -> None:
    text = "Turkish minister Kemal Aydin, Greek minister Petros Kanos and Spanish minister Ana Ruiz met."
    assert tied(text) == [("Kemal Aydin", "Turkey"), ("Petros Kanos", "Greece"), ("Ana Ruiz", "Spain")]


def test_the_counterpart_of_the_next_sentence_is_not_the_first() -> None:
    text = "Turkish minister Kemal Aydin met his Greek counterpart. Petros Kanos sold tea."
    assert ("Petros Kanos", "Turkey") not in tied(text)


@pytest.mark.parametrize(
    "text",
    [
        "MOSCOW — President Kemal Aydin of Turkey spoke.",
        "MOSCOW - President Kemal Aydin of Turkey spoke.",
        "MOSCOW (Example) - Turkish President Kemal Aydin spoke.",
    ],
)
def test_a_dateline_ties_nobody(text: str) -> None:
    assert tied(text) == [("Kemal Aydin", "Turkey")]


@pytest.mark.parametrize("mark", ["'s", "’s"])
def test_a_country_that_something_is_of_ties_nobody(mark: str) -> None:
    text = f"Turkish minister Kemal Aydin assured Petros Kanos of Spain{mark} support."
    assert tied(text) == [("Kemal Aydin", "Turkey")]


@pytest.mark.parametrize("text", ["Russian Gen. Boris Lenkov spoke.", "Russian Gen Boris Lenkov spoke."])
def test_an_abbreviated_title_is_an_office(text: str) -> None:
    assert tied(text) == [("Boris Lenkov", "Russia")]


@pytest.mark.xfail(reason="offices in the plural are not read", strict=True)
def test_an_office_in_the_plural_ties_both() -> None:
    text = "Turkish ministers Kemal Aydin and Leila Ozal spoke."
    assert tied(text) == [("Kemal Aydin", "Turkey"), ("Leila Ozal", "Turkey")]


def test_a_title_behind_somebody_else_is_not_of_their_country() -> None:
    text = "Spanish minister Ana Ruiz met Foreign Minister Kemal Aydin."
    assert tied(text) == [("Ana Ruiz", "Spain")]
