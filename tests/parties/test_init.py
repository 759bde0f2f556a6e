"""Tests of `analysis.parties`: the tables, and what holds for any text."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import analysis as sl
from analysis.network.articles import read_articles
from analysis.parties import KINDS, NAMED, ROLES, PartyFinder
from analysis.records import Article, Party, Person, Registry
from analysis.registry import merge
from analysis.resources import shipped_parties
from analysis.schema import check_table, rows
from analysis.tokens.document import Document
from tests.invariants import assert_sound
from tests.parties.finding import FINDER, OWN, found

# No country: "President Aydin" belongs to the only country that a text names.
UNRELATED = Registry(
    (Party("Zubrowka", "movement", ("Qzx",), demonyms=("Zubrowkan",), people=(Person("Vlk Zzyzx"),)),)
)
WIDER = PartyFinder(merge(merge(shipped_parties(), OWN), UNRELATED))
# Names that overlap in every way, people, and what refers to them, so that any order of them makes a story.
NAMES = """
Ukraine|UKRAINE|Ukrainian|Ukrainians|Niger|Nigeria|New Mexico|Mexico|Mexico City|U.S.|US|us|U.S.A.
United States of America|Guinea|Guinea-Bissau|Congo|Sudan|South Sudan|Türkiye|Olena Marchuk|Marchuk|MARCHUK
United States|Kyiv|Kyiv Post|Quay House|Georgia|Jordan|Jordan Lowe|Athens, Ohio|NATO|Labour
Kemal Aydin|Kemal B. Aydin|Aydin|Mr. Aydin|President Aydin|Leila Aydin|Ann Lowe|Lowe|Zyx
Jan van der Berg|Berg|Omar al-Amin|al-Amin
He|he|him|She|her|It|it|its|They|them|The president|the minister|the Turkish president|Both sides|both men
the two countries|the country|The alliance|the neighbours|officials|its neighbour|the alliance’s
the president of|the former president|Its minister,
Turkish Foreign Minister|the Greek minister,|former|ex-president|envoy|ambassador to|R-Texas|-based|-born
, the Turkish minister,|counterpart|, aged 42,|expert
""".strip().replace("\n", "|")
# What glued pieces of sentences end and begin with, so that names run over their ends.
BORDERS = 'Mr. |Dr.|. |.|! |?” |“|”|"|\n|\n\n| |, |).|: |St. |U.S. |J. |x'.split("|")
GLUE = " | | |-|, |’s |'s |. |. |\n\n|$|_| in |s|“|”|\"| said | and ".split("|")
WORDS = st.sampled_from(NAMES.split("|"))
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from(GLUE), st.text(max_size=4)), max_size=30).map("".join)
STORIES = st.lists(st.tuples(WORDS, st.sampled_from(GLUE)), max_size=30).map(
    lambda pairs: "".join(word + glue for word, glue in pairs)
)
GLUED = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(["Russian Foreign Minister Sergey Lavrov", "Sergey Lavrov", "Lavrov"]),
        st.sampled_from(BORDERS),
        st.sampled_from([" arrived", "Smith left", " said ", "The minister"]),
    ),
    max_size=30,
).map("".join)

# Name, demonym, demonym in the plural, capital.
COUNTRIES = [
    ("Spain", "Spanish", "Spaniards", "Madrid"),
    ("Norway", "Norwegian", "Norwegians", "Oslo"),
    ("Poland", "Polish", "Poles", "Warsaw"),
    ("Kenya", "Kenyan", "Kenyans", "Nairobi"),
    ("Ireland", "Irish", "Irishmen", "Dublin"),
    ("Saudi Arabia", "Saudi", "Saudis", "Riyadh"),
    ("Ukraine", "Ukrainian", "Ukrainians", "Kyiv"),
]
SENTENCES = """NAME sold tea to India.
CAPITAL said it would sell more.
ADJECTIVE Foreign Minister Tomas Lindqvar met Indian minister Rohan Dasgupti.
Lindqvar smiled. He sang.
NAME’s president smiled, and she left.
The ADJECTIVE president left CAPITAL on Friday.
PLURAL left. They sang.
The NAME-India talks went on. Both sides smiled.
NAME and India sold their tea. The two countries smiled.
The country is dry. Its minister, Ove Brandtner, left.
Talks in CAPITAL went on, and so did talks in NAME.
A former ADJECTIVE minister, Rolf Sandvik, spoke of the ADJECTIVE coast.
NAME’s ambassador to India, Siv Torsen, flew to NAME.
ADJECTIVE officials said they would go.
CAPITAL-based reporter Nils Ekdahl wrote to an India expert.
“He sang,” Lindqvar said.
The minister met the president of NAME.
ADJECTIVE-born painter Pia Holmqvar left. She sang.""".split("\n")


@given(st.one_of(TEXTS, STORIES, st.text()))
@settings(max_examples=50, deadline=None)
def test_mentions_point_at_their_surfaces_in_order(text: str) -> None:
    mentions = found(text)
    check_table("mentions", mentions)
    spans = list(zip(mentions["start"], mentions["end"], strict=True))
    assert [text[start:end] for start, end in spans] == mentions["surface"].tolist()
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert mentions["start"].is_monotonic_increasing
    assert mentions["mention"].tolist() == list(range(len(mentions)))
    assert set(mentions["kind"]) <= set(KINDS)
    assert set(mentions["role"]) <= set(ROLES)
    assert mentions["confidence"].between(0, 1, inclusive="right").all()


@example("Ukraine-Ukraine-Marchuk ")
@given(st.one_of(TEXTS, STORIES))
@settings(max_examples=50, deadline=None)
def test_a_span_means_a_party_or_a_person_once(text: str) -> None:
    mentions = found(text)
    assert not mentions.duplicated(["start", "end", "party", "entity"]).any()
    named = mentions[mentions["kind"].isin(NAMED)]
    flat = [place for span in zip(named["start"], named["end"], strict=True) for place in span]
    assert flat == sorted(flat)


@given(st.one_of(TEXTS, STORIES))
@settings(max_examples=25, deadline=None)
def test_a_mention_stands_in_its_sentence(text: str) -> None:
    sentences = Document(text, title=text.split("\n\n")[0] if "\n\n" in text else "").sentences
    for row in rows(found(text)):
        assert sentences[row.sentence].start <= row.start < sentences[row.sentence].end


@given(st.one_of(TEXTS, STORIES))
@example("Kemal Aydin He Kemal Aydin ")
@settings(max_examples=25, deadline=None)
def test_people_belong_to_a_known_party_and_own_parties_to_themselves(text: str) -> None:
    mentions = found(text)
    is_known = mentions["party"].isin(FINDER.names)
    assert is_known[mentions["entity"].notna()].all()
    own = mentions[~is_known]
    assert set(own["kind"]) <= {"person", "nominal", "pronoun"}
    named = own[own["kind"] == "person"].groupby("party").size()
    is_side = (named >= 2) & (own.groupby("party").size() >= 3).reindex(named.index)
    assert set(own["party"]) == set(named[is_side].index)


@given(st.one_of(TEXTS, STORIES))
@example("Ukraine  UkraineUkraine President Aydin")
@settings(max_examples=25, deadline=None)
def test_an_unrelated_party_changes_no_mention(text: str) -> None:
    text = f"{text}\n\nZubrowka"
    with_more = found(text, finder=WIDER)
    others = with_more[with_more["party"] != "Zubrowka"]
    pd.testing.assert_frame_equal(found(text), others)


@given(TEXTS, TEXTS)
@settings(max_examples=20, deadline=None)
def test_articles_do_not_touch_each_other(one: str, other: str) -> None:
    both = found(one, other)
    alone = found(other).assign(article_id="a1").astype({"article_id": "str"})
    pd.testing.assert_frame_equal(both[both["article_id"] == "a1"].reset_index(drop=True), alone)


def told(sentences: list[str], country: tuple[str, str, str, str]) -> str:
    words = dict(zip(("NAME", "ADJECTIVE", "PLURAL", "CAPITAL"), country, strict=True))
    return re.sub("|".join(words), lambda match: words[match.group()], "\n\n".join(sentences))


def shape(sentences: list[str], country: tuple[str, str, str, str]) -> list[tuple[Any, ...]]:
    """Give the mentions of a story, with its country's names and their lengths taken out."""
    text = told(sentences, country)
    names = sorted(set(country), key=len, reverse=True)
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))

    def plain(part: str) -> str:
        return pattern.sub("_", part)

    return sorted(
        (
            len(plain(text[: row.start])),
            plain(row.surface),
            row.sentence,
            "_" if row.party == country[0] else row.party,
            "" if pd.isna(row.entity) else row.entity,
            row.kind,
            row.role,
            row.confidence,
        )
        for row in rows(found(text))
    )


@given(GLUED)
@example("Russian Foreign Minister Sergey LavrovMr. Smith arrived.")
@example("Both men of Turkey left. Turkish ministers Kemal Aydin and Omar Lowe met. Both men smiled.")
@settings(max_examples=150, deadline=None)
def test_mentions_lie_in_one_sentence_and_mean_a_party_once(text: str) -> None:
    assert_sound(sl.analyze([Article("a", text)], registry=OWN, method="lexicon", evidence=True))


def test_a_name_that_runs_over_the_end_of_its_sentence_is_cut_there() -> None:
    mentions = found("Russian Foreign Minister Sergey LavrovMr. Smith arrived.")
    assert mentions[["surface", "sentence", "party"]].to_numpy().tolist() == [
        ["Russian", 0, "Russia"],
        ["Sergey LavrovMr.", 0, "Russia"],
    ]


@pytest.mark.parametrize("name", ["Aydin", "Turkey"])
def test_half_a_word_is_no_name(name: str) -> None:
    # A sentence has 10,000 characters at most: the second one ends inside the name.
    text = f"Turkish President Kemal Aydin left. {'(' * 9_997}{name}"
    assert found(text)["surface"].tolist() == ["Turkish", "Kemal Aydin"]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True),
    st.sampled_from(COUNTRIES),
    st.sampled_from(COUNTRIES),
)
@settings(max_examples=20, deadline=None)
def test_another_country_in_the_same_story_has_the_same_mentions(
    sentences: list[str], one: tuple[str, str, str, str], other: tuple[str, str, str, str]
) -> None:
    assert shape(sentences, one) == shape(sentences, other)


@pytest.mark.parametrize("country", COUNTRIES[1:], ids=lambda country: country[0])
def test_another_country_in_the_whole_story(country: tuple[str, str, str, str]) -> None:
    expected = shape(SENTENCES, COUNTRIES[0])
    assert len(expected) > 25
    assert shape(SENTENCES, country) == expected


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("“" * 10_000, 0),
        ('"' * 10_000, 0),
        ("“Ukraine " * 2_000, 2_000),
        ("Alpha " * 50_000, 0),
        ("he " * 20_000, 0),
        ("the president " * 20_000, 0),
        ("Ukraine's " * 20_000, 20_000),
        ("Georgia won. " * 2_000, 2_000),
        ("A" * 100_000, 0),
        ("A-" * 20_000, 0),
        ("(" * 20_000, 0),
        ("Chloe Jordan said so. Jordan left. " * 1_000, 2_000),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, str) else None,
)
def test_hostile_texts_are_read(text: str, n: int) -> None:
    assert len(found(text)) == n


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


def test_no_parties_find_no_names() -> None:
    assert found("Ukraine won.", finder=PartyFinder(Registry())).empty


def test_people_are_found_without_any_party() -> None:
    text = "Ann Lowe sang. Lowe smiled. Ann left."
    assert found(text, finder=PartyFinder(Registry()))["party"].tolist() == ["Ann Lowe"] * 3


@pytest.mark.parametrize(("min_mentions", "n"), [(1, 2), (2, 2), (3, 0)])
def test_how_often_somebody_has_to_be_named(min_mentions: int, n: int) -> None:
    finder = PartyFinder(Registry(), min_mentions=min_mentions)
    assert len(found("Ann Lowe sang. Lowe smiled.", finder=finder)) == n


def test_mentions_overlap_and_share_spans() -> None:
    documents = [Document("The Turkish president spoke. Turkey and Greece met. Both sides smiled.")]
    mentions = FINDER.find(documents, read_articles(documents)).mentions
    assert mentions[["surface", "party", "kind"]].to_numpy().tolist() == [
        ["The Turkish president", "Turkey", "nominal"],
        ["Turkish", "Turkey", "demonym"],
        ["Turkey", "Turkey", "name"],
        ["Greece", "Greece", "name"],
        ["Both sides", "Greece", "nominal"],
        ["Both sides", "Turkey", "nominal"],
    ]


def test_what_holds_a_name_is_easily_told_from_what_refers() -> None:
    mentions = found("Turkey met NATO. It smiled. The alliance left.")
    named = mentions[mentions["kind"].isin(NAMED)]
    assert named["surface"].tolist() == ["Turkey", "NATO"]


def test_parties_are_described_in_the_order_of_their_mentions() -> None:
    registry = Registry((Party("Blue", "company", colour="#0000ff"), Party("Red", "choir")))
    finder = PartyFinder(registry)
    described = finder.parties(
        found("Red met Blue. Red and Ann Lowe sang. Lowe left. Ann met Blue.", finder=finder)
    )
    check_table("parties", described)
    assert described.astype("object").where(described.notna(), None).to_numpy().tolist() == [
        ["a0", "Red", "choir", None],
        ["a0", "Blue", "company", "#0000ff"],
        ["a0", "Ann Lowe", "person", None],
    ]


@pytest.mark.parametrize(
    ("party", "text", "surfaces"),
    [
        # A title in the name of the party is none of the person's name.
        ("Pope Ladislas", "Pope Ladislas spoke. Later Ladislas left.", ["Ladislas", "Ladislas"]),
        ("Ada Example", "Ada Example spoke. Ms Example left.", ["Ada Example", "Example"]),
        ("Wzorska", "Bella Wzorska spoke. Later Wzorska left.", ["Bella Wzorska", "Wzorska"]),
    ],
)
@pytest.mark.parametrize("is_listed", [True, False])
def test_a_party_that_is_a_person_is_found_under_all_names(
    party: str, text: str, surfaces: list[str], is_listed: bool
) -> None:
    own = Party(party, kind="person", people=(Person(party),) if is_listed else ())
    result = sl.analyze(text, registry=Registry(parties=(own,)))
    assert result.mentions["surface"].tolist() == surfaces
    assert set(result.mentions["party"]) == {party}
