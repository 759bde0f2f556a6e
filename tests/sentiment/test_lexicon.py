"""Tests of `analysis.sentiment.lexicon`."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as sl
from analysis.sentiment.labels import label_of
from analysis.sentiment.lexicon import Scores, Target, Word, contributions, scores

Found = list[tuple[str, str, float]]

# One name has two words, so that rules which count words between others would show.
COUNTRIES = ("Ukraine", "Russia", "France", "South Africa")
FRAMES = (
    "{a} attacked {b} at dawn.",
    "{b} was attacked by {a} at dawn.",
    "{a} condemned {b} on Monday.",
    "{b} was condemned by {a} on Monday.",
    "{a} did not attack {b}.",
    "{a} never betrayed {b}, which praised the deal.",
    "Never did {a} attack {b}.",
    "Not even {a} praised {b}.",
    "{a} has, unlike {b}, never lied.",
    "Very few trust {a} or {b} now.",
    "{a} and {b} destroyed the town together.",
    "The troops of {a} killed hundreds near the border of {b}.",
    "{a}’s invasion of {b} went on for weeks.",
    "{a}’s attack killed many people, while {b} protected them.",
    "{a} is corrupt, but {b} is honest.",
    "{a} is very corrupt; {b} is extremely honest.",
    "{a} praised {b} for a successful rescue.",
    "{a} said that {b} lied.",
    "“{a} lied,” {b} said.",
    "According to {a}, {b} attacked the port.",
    "{a}, while under attack, thanked {b}.",
    "{a} welcomed help from {b}; {b} thanked {a}.",
    "Talks between {a} and {b} failed badly.",
    "{a} (once an enemy) helped {b}.",
    "{a} was harshly criticised by {b}, {a}’s strong friend.",
    "The generous offer of {a} pleased {b}.",
    "In the vote, {a} supported {b} because {b} was trusted.",
    "{a} broke the truce – {b} did not.",
    "The people in {a} feared the brutal troops of {b}.",
)


def counted(*texts: str) -> list[Found]:
    """Give for each text which word counts for which party, and with which weight."""
    articles = (sl.make_article(text, article_id=str(n)) for n, text in enumerate(texts))
    result = sl.analyze(articles, method="lexicon", evidence=True)
    rows = result.evidence.merge(result.mentions[["article_id", "mention", "party"]])
    found: list[Found] = [[] for _ in texts]
    columns = zip(rows["article_id"], rows["party"], rows["surface"], rows["weight"], strict=True)
    for article_id, party, surface, weight in columns:
        found[int(article_id)].append((party, surface, round(weight, 9)))
    return found


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Spain attacked France at dawn.", "Spain"),
        ("Spanish troops attacked French towns.", "Spain"),
        ("France was attacked by Spain at dawn.", "Spain"),
        ("France is being attacked by Spain.", "Spain"),
        ("The attack by Spain on France went on.", "Spain"),
        ("Spain is attacking France.", "Spain"),
    ],
)
def test_an_act_speaks_of_who_does_it(text: str, party: str) -> None:
    assert [(who, weight) for who, _, weight in counted(text)[0]] == [(party, -1.6)]


@pytest.mark.parametrize(
    "text", ["France was attacked.", "Nobody attacked France.", "People were killed in France."]
)
def test_an_act_without_a_doer_speaks_of_nobody(text: str) -> None:
    assert counted(text) == [[]]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Spain condemned France on Monday.", "France"),
        ("France was condemned by Spain.", "France"),
        ("France was condemned.", "France"),
        ("Spain’s minister condemned France.", "France"),
        ("In Spain people condemned France.", "France"),
    ],
)
def test_a_judgement_speaks_of_whom_it_is_passed_on(text: str, party: str) -> None:
    assert counted(text) == [[(party, "condemned", -2.0)]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Russian invasion of Ukraine went on.", [("Russia", "invasion", -2.5)]),
        ("Russia’s invasion of Ukraine went on.", [("Russia", "invasion", -2.5)]),
        ("Russia's invasion of Ukraine went on.", [("Russia", "invasion", -2.5)]),
        ("Italy saw Russia’s invasion of Ukraine.", [("Russia", "invasion", -2.5)]),
        ("Russia’s army attacked Ukrainian towns.", [("Russia", "attacked", -1.6)]),
        ("Russia’s army was attacked by Ukrainian troops.", [("Ukraine", "attacked", -1.6)]),
    ],
)
def test_an_act_speaks_of_its_owner(text: str, expected: Found) -> None:
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine accused Russia of lies.", [("Russia", "accused", -1.6), ("Russia", "lies", -1.8)]),
        (
            "Spain condemned France for attacking it.",
            [("France", "condemned", -2.0), ("France", "attacking", -1.6)],
        ),
    ],
)
def test_what_somebody_is_accused_of_speaks_of_the_accused(text: str, expected: Found) -> None:
    assert counted(text) == [expected]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Spain and France attacked Malta.", ["Spain", "France"]),
        ("Spain, France and Italy attacked Malta.", ["Spain", "France", "Italy"]),
        ("Spanish and French troops attacked Malta.", ["Spain", "France"]),
        ("Malta was attacked by Spain near France.", ["Spain"]),
    ],
)
def test_an_act_speaks_of_all_who_do_it(text: str, parties: list[str]) -> None:
    assert counted(text) == [[(party, "attacked", -1.6) for party in parties]]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("According to France, Spain attacked Italy.", "Spain"),
        ("Spain, according to France, attacked Italy.", "Spain"),
        ("“We lost,” France said, “and Spain attacked us.”", "Spain"),
        ("Italy lost, France said, and Spain attacked Malta.", "Spain"),
    ],
)
def test_who_speaks_is_not_who_acts(text: str, party: str) -> None:
    assert [who for who, surface, _ in counted(text)[0] if surface == "attacked"] == [party]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Spain is corrupt.", -2.5),
        # VADER's constants: a negation turns the weight round times 0.74, an adverb adds or takes 0.293.
        ("Spain is not corrupt.", 0.74 * 2.5),
        ("Spain isn’t corrupt.", 0.74 * 2.5),
        ("Spain was never corrupt.", 0.74 * 2.5),
        ("Spain is very corrupt.", -2.5 - 0.293),
        ("Spain is extremely corrupt.", -2.5 - 0.293),
        ("Spain is slightly corrupt.", -2.5 + 0.293),
        ("Spain is not very corrupt.", 0.74 * (2.5 + 0.293)),
        ("Spain is corrupt!", -2.5),
        ("Spain did not lose and is corrupt.", -2.5),
    ],
)
def test_negation_and_degree(text: str, weight: float) -> None:
    assert [found for found in counted(text)[0] if found[1] == "corrupt"] == [
        ("Spain", "corrupt", round(weight, 9))
    ]


@pytest.mark.parametrize(
    "topic",
    [
        "war",
        "peace",
        "security",
        "weapons",
        "negotiations",
        "conflict",
        "ceasefire",
        "troops",
        "crisis",
        "death",
    ],
)
def test_topic_words_count_for_nobody(topic: str) -> None:
    assert counted(f"The {topic} was on the table as Spain met France.") == [[]]


@pytest.mark.parametrize(
    "text",
    [
        "The United States met the United Kingdom.",
        "Spain opened the new Hope Square in the old town last week.",
        "Grace Hope and her brother went from the harbour to Spain last week.",
        "Spain sent a letter to the Freedom and Hope party of the old town.",
    ],
)
def test_parts_of_names_count_for_nobody(text: str) -> None:
    assert counted(text) == [[]]


@pytest.mark.parametrize("text", ["SPAIN ATTACKED FRANCE AT DAWN", "Spain Attacked France at Dawn"])
def test_capitals_of_a_headline_are_no_names(text: str) -> None:
    assert [(who, weight) for who, _, weight in counted(text)[0]] == [("Spain", -1.6)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Spain is corrupt, while France is honest.",
            [("Spain", "corrupt", -2.5), ("France", "honest", 2.3)],
        ),
        ("Spain is corrupt; France is honest.", [("Spain", "corrupt", -2.5), ("France", "honest", 2.3)]),
        ("“Spain is corrupt,” France said.", [("Spain", "corrupt", -2.5)]),
        ("Spain (small but honest) attacked France.", [("Spain", "attacked", -1.6)]),
        ("The town is corrupt, which Spain knows.", []),
    ],
)
def test_a_word_counts_in_its_clause(text: str, expected: Found) -> None:
    assert counted(text) == [expected]


def test_a_place_is_judged_by_nothing() -> None:
    assert counted("The corrupt firms in Spain attacked the town.") == [[]]


@pytest.mark.parametrize("frame", FRAMES)
def test_every_country_is_treated_alike(frame: str) -> None:
    pairs = list(itertools.permutations(COUNTRIES, 2))
    in_frame = [
        sorted(("a" if party == a else "b", surface, weight) for party, surface, weight in found)
        for (a, _), found in zip(pairs, counted(*(frame.format(a=a, b=b) for a, b in pairs)), strict=True)
    ]
    assert dict(zip(pairs, in_frame, strict=True)) == dict.fromkeys(pairs, in_frame[0])


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        # s / sqrt(s² + 15): 1 / 4, 7 / 8, 0 / sqrt(15)
        ([1.0], Scores(0.0, 0.75, 0.25, "positive")),
        ([-1.0], Scores(0.25, 0.75, 0.0, "negative")),
        ([3.0, 4.0], Scores(0.0, 0.125, 0.875, "positive")),
        ([-3.5, -3.5], Scores(0.875, 0.125, 0.0, "negative")),
        ([2.0, -3.0], Scores(0.25, 0.75, 0.0, "negative")),
        ([2.0, -2.0], Scores(0.0, 1.0, 0.0, "neutral")),
    ],
)
def test_scores(weights: list[float], expected: Scores) -> None:
    found = scores(weights)
    assert found[:3] == pytest.approx(expected[:3], abs=1e-12)
    assert found.label == expected.label


def test_without_weights_there_is_no_score() -> None:
    found = scores([])
    assert all(math.isnan(value) for value in found[:3])
    assert found.label == ""


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_scores_are_shares(weights: list[float]) -> None:
    found = scores(weights)
    assert math.fsum(found[:3]) == pytest.approx(1.0)
    assert min(found[:3]) >= 0.0
    assert found.label == label_of(found.positive - found.negative)


@pytest.mark.parametrize("targets", [[], [Target(0, 0, True, False)]])
def test_without_judging_words_nothing_counts(targets: list[Target]) -> None:
    assert contributions([Word("Spain", "spain", True), Word("met", "met", True)], targets) == []
