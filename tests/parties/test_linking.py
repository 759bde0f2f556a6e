"""Whom descriptions and pronouns of short texts mean, as the network reads them."""

from __future__ import annotations

import pytest

from analysis.network.articles import read_articles
from analysis.parties.article import ArticleReader
from analysis.parties.names import NameIndex
from analysis.resources import shipped_parties
from analysis.tokens.document import Document
from tests.parties.finding import FINDER
from tests.parties.readings import marked

KEMAL = "Turkish Foreign Minister Kemal Aydin spoke. "


def meant(text: str, kind: str) -> list[tuple[str, str]]:
    """Give surface, and person or else party, of each mention of a kind."""
    documents = [Document(text, article_id="a")]
    mentions = FINDER.find(documents, read_articles(documents)).mentions
    mentions = mentions[mentions["kind"] == kind]
    return list(zip(mentions["surface"], mentions["entity"].fillna(mentions["party"]), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Turkish president smiled.", [("The Turkish president", "Turkey")]),
        ("Turkey’s president smiled.", [("Turkey’s president", "Turkey")]),
        ("The president of Turkey smiled.", [("The president", "Turkey")]),
        (KEMAL + "The minister smiled.", [("The minister", "Kemal Aydin")]),
        (KEMAL + "The Turkish minister smiled.", [("The Turkish minister", "Kemal Aydin")]),
        (KEMAL + "A minister smiled.", []),
        ("Turkish officials smiled.", []),
        ("Turkish officials smiled. The officials sang.", [("The officials", "Turkey")]),
        ("Turkey smiled. The country is dry.", [("The country", "Turkey")]),
        ("NATO met Turkey. The alliance smiled.", [("The alliance", "NATO")]),
        ("The EU met NATO. The bloc smiled.", [("The bloc", "European Union")]),
        (
            "Turkey and Greece met. The two countries smiled.",
            [("The two countries", p) for p in ("Greece", "Turkey")],
        ),
        ("Turkey met Greece. Both sides smiled.", [("Both sides", p) for p in ("Greece", "Turkey")]),
        ("Both sides smiled. Turkey met Greece.", []),
        ("Kemal Aydin, the Turkish foreign minister, spoke.", []),
    ],
)
def test_whom_a_description_means(text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(text, "nominal") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey spoke. It left.", [("It", "Turkey")]),
        ("Ankara stopped paying its share.", [("its", "Turkey")]),
        (KEMAL + "He left.", [("He", "Kemal Aydin")]),
        ("Turkey and Greece met. They left.", [("They", "Greece"), ("They", "Turkey")]),
        ("In Ankara it rained.", []),
    ],
)
def test_whom_a_pronoun_means(text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(text, "pronoun") == expected


@pytest.mark.parametrize(
    ("body", "party"),
    [("{the weather office:nominal^0=0.9}", "Oman"), ("{the weather office:nominal}", "Jan Wzor")],
)
def test_who_belongs_to_a_body_without_a_name_belongs_to_its_party(body: str, party: str) -> None:
    text, reading = marked(f"{{Oman:place}} dried up. {{Jan Wzor:person^2=0.9}} of {body} sang.")
    registry = shipped_parties()
    rows, _ = ArticleReader(registry, NameIndex(registry), 1).read(Document(text), reading)
    assert [row.party for row in rows if row.kind == "person"] == [party]
