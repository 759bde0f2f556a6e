"""Tests of `analysis.parties`."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parties import KINDS, ROLES, PartyFinder, surfaces_by_party
from analysis.registry import merge
from analysis.resources import countries
from analysis.schema import Article, Party, Person, Registry, check_table
from analysis.tokens import segment

OWN = Registry(
    (
        Party("Ukraine", people=(Person("Olena Marchuk", ("Lena Marchuk", "Martschuk")),)),
        Party(
            "Harbour Pact", "organisation", aliases=("HP",), demonyms=("Pactist",), metonyms=("Quay House",)
        ),
    ),
    ("Quay House Hotel",),
)
FINDER = PartyFinder(merge(countries(), OWN))
UNRELATED = Registry((Party("Zubrowka", aliases=("Qzx",), people=(Person("Vlk Zzyzx"),)),))
WIDER = PartyFinder(merge(merge(countries(), OWN), UNRELATED))
# Names that overlap in every way: prefixes of each other, compounds, points inside, longer names of no party.
NAMES = (
    *(
        "Ukraine",
        "UKRAINE",
        "Ukrainian",
        "Niger",
        "Nigeria",
        "Nigerien",
        "New Mexico",
        "Mexico",
        "Mexico City",
    ),
    *("U.S.", "US", "us", "U.S.A.", "United States", "United States of America", "Guinea", "Guinea-Bissau"),
    *(
        "Congo",
        "Sudan",
        "South Sudan",
        "Türkiye",
        "Olena Marchuk",
        "Marchuk",
        "Kyiv",
        "Kyiv Post",
        "Quay House",
    ),
)
GLUE = st.one_of(
    st.sampled_from([" ", "-", ", ", "’s ", "'s ", ". ", "\n\n", "$", "_", "in ", "s"]), st.text()
)
TEXTS = st.lists(st.one_of(st.sampled_from(NAMES), GLUE), max_size=20).map("".join)


def found(*texts: str, finder: PartyFinder = FINDER) -> pd.DataFrame:
    articles = [Article(f"a{number}", text) for number, text in enumerate(texts)]
    return finder.find(articles, segment(articles)[0])


def parties(text: str) -> list[tuple[str, str]]:
    mentions = found(text)
    return list(zip(mentions["surface"], mentions["party"], strict=True))


@pytest.mark.parametrize(
    ("text", "surface", "party", "kind"),
    [
        ("Ukraine won.", "Ukraine", "Ukraine", "name"),
        ("The UK won.", "UK", "United Kingdom", "name"),
        ("The U.S. won.", "U.S.", "United States", "name"),
        ("The U.S.", "U.S.", "United States", "name"),
        ("Harbour Pact won.", "Harbour Pact", "Harbour Pact", "name"),
        ("HP won.", "HP", "Harbour Pact", "name"),
        ("Many Russians won.", "Russians", "Russia", "demonym"),
        ("A Pactist won.", "Pactist", "Harbour Pact", "demonym"),
        ("Kyiv won.", "Kyiv", "Ukraine", "metonym"),
        ("The Kremlin won.", "Kremlin", "Russia", "metonym"),
        ("The White House won.", "White House", "United States", "metonym"),
        ("Quay House won.", "Quay House", "Harbour Pact", "metonym"),
    ],
)
def test_names_of_every_kind_are_found(text: str, surface: str, party: str, kind: str) -> None:
    mentions = found(text)
    assert mentions[["surface", "party", "kind"]].to_numpy().tolist() == [[surface, party, kind]]
    assert mentions["entity"].isna().all()


@pytest.mark.parametrize("surface", ["Olena Marchuk", "Marchuk", "Lena Marchuk", "Martschuk", "MARCHUK"])
def test_people_are_found_by_each_of_their_names(surface: str) -> None:
    mentions = found(f"Yesterday {surface} won.")
    assert mentions[["surface", "party", "entity", "kind"]].to_numpy().tolist() == [
        [surface, "Ukraine", "Olena Marchuk", "person"]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New Mexico is dry.", []),
        ("New Mexico is near Mexico.", [("Mexico", "Mexico")]),
        ("Mexico City is high.", [("Mexico City", "Mexico")]),
        ("Nigeria met Niger.", [("Nigeria", "Nigeria"), ("Niger", "Niger")]),
        ("South Sudan met Sudan.", [("South Sudan", "South Sudan"), ("Sudan", "Sudan")]),
        ("Guinea-Bissau met Guinea.", [("Guinea-Bissau", "Guinea-Bissau"), ("Guinea", "Guinea")]),
        ("The Kyiv Post wrote.", []),
        ("The Quay House Hotel burnt.", []),
        ("The United States of America won.", [("United States of America", "United States")]),
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
        ("a US-led force", ["US"]),
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
        ("They ate turkey in turkey season.", []),
        ("Turkey ate.", [("Turkey", "Turkey")]),
        ("RUSSIA MEETS UKRAINIAN ENVOYS", [("RUSSIA", "Russia"), ("UKRAINIAN", "Ukraine")]),
        ("russia and uKRAINE", []),
        # Names of under four letters are words in capitals: HP stands, "Hp" and "hp" do not.
        ("HP, Hp and hp", [("HP", "Harbour Pact")]),
    ],
)
def test_case_tells_names_from_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It cost US$5.",
        "Indianapolis",
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
    ("text", "role"),
    [
        ("the war in Ukraine went on", "place"),
        ("In Ukraine the war went on", "place"),
        ("talks in Ankara failed", "place"),
        ("a visit to India", "place"),
        ("He flew back to Moscow.", "place"),
        ("towns across western Germany", "place"),
        ("a base in the United States", "place"),
        ("the Minsk talks", "place"),
        ("the Moscow summit", "place"),
        ("confidence in Ukraine", "actor"),
        ("They believe in Ukraine.", "actor"),
        ("in Ukraine’s interest", "actor"),
        ("in Ukraine's interest", "actor"),
        ("in Ukrainian hands", "actor"),
        ("in Marchuk the town trusts", "actor"),
        ("Ukraine in spring", "actor"),
        ("a letter to India", "actor"),
        ("Moscow begins", "actor"),
        ("the Russia summit", "actor"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert found(text)["role"].tolist() == [role]


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Ukraine", "Ukraine"),
        ("Kyiv", "Ukraine"),
        ("Ukrainians", "Ukraine"),
        ("UKRAINE", "Ukraine"),
        ("Marchuk", "Ukraine"),
        ("Mexico City", "Mexico"),
        ("New Mexico", None),
        ("ukraine", None),
        ("Ukraine and Russia", None),
        (" Ukraine", None),
        ("Ruritania", None),
        ("", None),
    ],
)
def test_resolve(name: str, party: str | None) -> None:
    assert FINDER.resolve(name) == party


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_mentions_point_at_their_surfaces_in_order_without_overlap(text: str) -> None:
    mentions = found(text)
    check_table("mentions", mentions)
    spans = list(zip(mentions["start"], mentions["end"], strict=True))
    assert [text[start:end] for start, end in spans] == mentions["surface"].tolist()
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat)
    assert mentions["mention"].tolist() == list(range(len(mentions)))
    assert set(mentions["kind"]) <= set(KINDS)
    assert set(mentions["role"]) <= set(ROLES)


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_a_mention_stands_in_its_sentence(text: str) -> None:
    sentences = segment([Article("a0", text)])[0].set_index("sentence")
    mentions = found(text)
    places = sentences.loc[mentions["sentence"]]
    assert (mentions["start"].to_numpy() >= places["start"].to_numpy()).all()
    assert (mentions["start"].to_numpy() < places["end"].to_numpy()).all()


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_an_unrelated_party_changes_no_mention(text: str) -> None:
    with_more = found(f"{text} Zubrowka", finder=WIDER)
    pd.testing.assert_frame_equal(found(f"{text} Zubrowka"), with_more[with_more["party"] != "Zubrowka"])


def test_articles_are_searched_one_by_one() -> None:
    mentions = found("Kyiv won. Russia lost.", "Nobody won.", "India won.")
    assert mentions[["article_id", "mention", "sentence", "party"]].to_numpy().tolist() == [
        ["a0", 0, 0, "Ukraine"],
        ["a0", 1, 1, "Russia"],
        ["a2", 0, 0, "India"],
    ]


@pytest.mark.parametrize("texts", [(), ("",), ("Nobody won.",)])
def test_nothing_found_is_an_empty_table(texts: tuple[str, ...]) -> None:
    mentions = found(*texts)
    check_table("mentions", mentions)
    assert mentions.empty


def test_no_parties_find_nothing() -> None:
    assert found("Ukraine won.", finder=PartyFinder(Registry())).empty


def test_surfaces_by_party_are_commonest_first() -> None:
    mentions = found("Kyiv met Ukraine. Ukraine met Kyiv, Ukrainian envoys, Ukraine and Russia.")
    assert surfaces_by_party(mentions).to_dict() == {
        "Ukraine": "Ukraine 3, Kyiv 2, Ukrainian 1",
        "Russia": "Russia 1",
    }
