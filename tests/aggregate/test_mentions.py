"""Tests of `analysis.aggregate.mentions`."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate import party_mentions, party_sentiment
from analysis.aggregate.means import bounds, resampled_means
from analysis.corpus import make_article
from analysis.parties import NAMED
from analysis.pipeline import analyze
from analysis.records import ChoiceError
from analysis.schema import TABLES, Analysis, check_table, columns, make_table
from analysis.sentiment.labels import label_of
from tests.aggregate.scored import FRANCE, SPAIN, STORIES, Story, by_network, stories

NAN = math.nan


class Mention(NamedTuple):
    """A made-up mention: its article, sentence and party, its score (NaN: none), writing, role and kind."""

    article: str
    sentence: int
    party: str
    score: float = NAN
    surface: str = ""
    role: str = "actor"
    kind: str = "name"


MENTIONS = st.lists(
    st.builds(
        Mention,
        st.sampled_from("ab"),
        st.integers(0, 3),
        st.sampled_from(["Spain", "France", "Italy"]),
        st.one_of(st.just(NAN), st.floats(-1, 1)),
        st.just(""),
        st.sampled_from(["actor", "place"]),
        st.just("name"),
    ),
    max_size=12,
).map(sorted)


def made_up(mentions: Sequence[Mention], articles: Sequence[str] = ("a",)) -> Analysis:
    """Make an analysis of nothing but these mentions; what the aggregates do not read is filled in."""
    n = len(mentions)
    places = {article: itertools.count() for article in "abcdefgh"}
    shared: dict[str, list[object]] = {
        "article_id": [mention.article for mention in mentions],
        "mention": [next(places[mention.article]) for mention in mentions],
        "party": [mention.party for mention in mentions],
    }
    filled: dict[str, list[object]] = {
        "start": [0] * n,
        "end": [0] * n,
        "confidence": [1.0] * n,
        "kind": [mention.kind for mention in mentions],
        "entity": [None] * n,
    }
    score = [mention.score for mention in mentions]
    shares: dict[str, list[object]] = {name: [NAN] * n for name in ("negative", "neutral", "positive")}
    label = [None if math.isnan(value) else label_of(value) for value in score]
    names = list(articles)
    texts = {column.name: [None] * len(names) for column in TABLES["articles"]}
    return dataclasses.replace(
        Analysis.stack([]),
        articles=make_table(
            "articles",
            {
                **texts,
                "article_id": names,
                "title": names,
                "text": names,
                "is_truncated": [False] * len(names),
            },
        ),
        mentions=make_table(
            "mentions",
            {
                **shared,
                **filled,
                "sentence": [mention.sentence for mention in mentions],
                "surface": [mention.surface or mention.party for mention in mentions],
                "role": [mention.role for mention in mentions],
            },
        ),
        sentiments=make_table(
            "sentiments",
            {
                **shared,
                **shares,
                "score": score,
                "label": label,
                "about": pd.Series([None] * n, dtype="str"),
                "method": ["by hand"] * n,
                "is_whole": [True] * n,
            },
        ),
    )


def test_party_sentiment_by_hand() -> None:
    result = made_up(
        [
            Mention("a", 0, "Spain", 0.5),
            Mention("a", 0, "Spain", -0.25),
            Mention("a", 1, "Spain", 0.5),
            Mention("a", 2, "Spain", 0.01),
            Mention("a", 3, "Spain"),
            Mention("a", 0, "France"),
            Mention("a", 1, "Italy", -0.5),
            Mention("a", 1, "Italy", -0.3),
        ]
    )
    table = party_sentiment(result)
    check_table("party_sentiment", table)
    assert table.drop(
        columns=["low", "high", "sampling_mean", "sampling_low", "sampling_high", "n_labels", "verdict"]
    ).fillna(-9.0).to_numpy().tolist() == [
        ["Spain", 5, 4, 3, 1, pytest.approx(0.19), 0.25, 0.25, 0.5],
        ["Italy", 2, 2, 1, 1, pytest.approx(-0.4), 1.0, 0.0, 0.0],
        ["France", 1, 0, 0, 1, -9.0, -9.0, -9.0, -9.0],
    ]


@pytest.mark.parametrize(
    ("articles", "n_units"), [(("a",), 3), (("a", "b"), 2)], ids=["sentences of one", "articles of several"]
)
def test_units(articles: tuple[str, ...], n_units: int) -> None:
    names = ("a", "a", "a", articles[-1])
    sentences = (0, 1, 1, 2)
    result = made_up([Mention(a, s, "Spain", 0.5) for a, s in zip(names, sentences, strict=True)], articles)
    assert party_sentiment(result)["n_units"].tolist() == [n_units]


def test_mentions_without_a_score_make_no_unit() -> None:
    table = party_sentiment(made_up([Mention("a", 0, "Spain", 0.5), Mention("a", 1, "Spain")]))
    assert table["n_units"].tolist() == [1]


def brute_force(units: Sequence[Sequence[float]], confidence: float) -> tuple[float, float]:
    """Give the interval from the means of all resamples of the units, which are equally likely."""
    means = [
        np.mean(list(itertools.chain.from_iterable(drawn)))
        for drawn in itertools.product(units, repeat=len(units))
    ]
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail], method="inverted_cdf")
    return float(low), float(high)


@pytest.mark.parametrize("confidence", [0.95, 0.8, 0.5])
@pytest.mark.parametrize(
    "units",
    [
        [[0.1], [0.3], [0.8]],
        [[0.5, 0.5, 0.2], [-0.9], [0.0, 0.1]],
        [[-0.2], [-0.4, -0.3], [0.6, 0.7, 0.8, 0.9]],
    ],
)
def test_the_interval_is_that_of_all_resamples(units: list[list[float]], confidence: float) -> None:
    result = made_up([Mention("a", n, "Spain", score) for n, unit in enumerate(units) for score in unit])
    table = party_sentiment(result, confidence=confidence, n_resamples=20_000)
    assert table[["low", "high"]].to_numpy()[0] == pytest.approx(brute_force(units, confidence), abs=1e-3)


def test_units_that_agree_leave_no_width() -> None:
    table = party_sentiment(made_up([Mention("a", n, "Spain", 0.25) for n in range(4)]))
    assert table[["low", "high"]].to_numpy().tolist() == [[0.25, 0.25]]


def test_one_unit_has_no_interval() -> None:
    table = party_sentiment(made_up([Mention("a", 0, "Spain", 0.5), Mention("a", 0, "Spain", -0.5)]))
    assert table["mean"].tolist() == [0.0]
    assert table[["low", "high"]].isna().all(axis=None)


@given(MENTIONS)
@settings(max_examples=50, deadline=None)
def test_the_same_seed_gives_the_same_table(mentions: list[Mention]) -> None:
    one, other = (party_sentiment(made_up(mentions, "ab"), n_resamples=50) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)


def test_another_seed_gives_another_interval() -> None:
    result = made_up([Mention("a", n, "Spain", n / 50) for n in range(50)])
    one, other = (party_sentiment(result, seed=seed)["low"].tolist() for seed in (1, 2))
    assert one != other
    assert one == pytest.approx(other, abs=0.05)


@given(MENTIONS)
@settings(max_examples=50, deadline=None)
def test_a_party_does_not_depend_on_the_others(mentions: list[Mention]) -> None:
    together = party_sentiment(made_up(mentions, "ab"), n_resamples=50)
    for party in together["party"]:
        alone = party_sentiment(made_up([m for m in mentions if m.party == party], "ab"), n_resamples=50)
        pd.testing.assert_frame_equal(together[together["party"] == party].reset_index(drop=True), alone)


@given(MENTIONS)
@settings(max_examples=50, deadline=None)
def test_tables_keep_their_ranges(mentions: list[Mention]) -> None:
    table = party_sentiment(made_up(mentions, "ab"), n_resamples=50, include_places=True)
    check_table("party_sentiment", table)
    scored = table[table["n_scored"] > 0]
    shares = scored[["negative", "neutral", "positive"]]
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0] * len(scored))
    assert (table["n_units"] <= table["n_scored"]).all()
    assert (table["n_scored"] <= table["n"]).all()
    assert table["n"].sum() == len(mentions)
    assert table["n"].is_monotonic_decreasing
    assert (scored["low"].dropna() <= scored["high"].dropna()).all()


@pytest.mark.parametrize(("include_places", "n", "mean"), [(False, 1, 0.5), (True, 2, 0.25)])
def test_places_count_only_if_asked_for(include_places: bool, n: int, mean: float) -> None:
    result = made_up([Mention("a", 0, "Spain", 0.5), Mention("a", 1, "Spain", 0.0, role="place")])
    table = party_sentiment(result, include_places=include_places)
    assert table[["n", "mean"]].to_numpy().tolist() == [[n, mean]]


def test_a_party_that_is_only_a_place_is_left_out() -> None:
    result = made_up([Mention("a", 0, "Spain", 0.5, role="place")])
    table = party_sentiment(result)
    check_table("party_sentiment", table)
    assert table.empty
    assert party_sentiment(result, include_places=True)["party"].tolist() == ["Spain"]


@pytest.mark.parametrize("result", [Analysis.stack([]), made_up([])], ids=["no articles", "no mentions"])
def test_nothing_gives_empty_tables(result: Analysis) -> None:
    assert party_sentiment(result).empty
    assert list(party_sentiment(result).columns) == columns("party_sentiment")
    assert party_mentions(result).empty
    assert " ".join(party_mentions(result).columns) == "party mentions references places articles surfaces"


def test_party_mentions_by_hand() -> None:
    result = made_up(
        [
            Mention("a", 0, "France"),
            Mention("a", 0, "Spain", surface="Spanish"),
            Mention("a", 1, "Spain", surface="Madrid", role="place"),
            Mention("b", 0, "Spain", surface="Spanish"),
            Mention("b", 0, "Spain", surface="Spain"),
            Mention("b", 1, "Andorra"),
            Mention("b", 1, "Andorra", surface="it", kind="pronoun"),
            Mention("b", 1, "Ukraine", surface="the country", kind="nominal"),
        ],
        "ab",
    )
    assert party_mentions(result).to_numpy().tolist() == [
        ["Spain", 4, 0, 1, 2, "Spanish 2, Madrid 1, Spain 1"],
        ["Andorra", 2, 1, 0, 1, "Andorra 1"],
        ["France", 1, 0, 0, 1, "France 1"],
        ["Ukraine", 1, 1, 0, 1, ""],
    ]


def test_kinds_of_mentions_can_be_left_out() -> None:
    result = made_up(
        [Mention("a", 0, "Spain", 0.5), Mention("a", 1, "Spain", -0.1, surface="it", kind="pronoun")]
    )
    assert party_sentiment(result)[["n", "mean"]].to_numpy().tolist() == [[2, 0.2]]
    assert party_sentiment(result, kinds=NAMED)[["n", "mean"]].to_numpy().tolist() == [[1, 0.5]]


def test_unknown_kind_is_named_with_the_known_ones() -> None:
    with pytest.raises(ChoiceError) as caught:
        party_sentiment(made_up([]), kinds=("names",))
    expected = "kind is 'names'; expected one of: name, demonym, metonym, person, nominal, pronoun"
    assert str(caught.value) == expected


def test_one_kind_may_be_given_alone() -> None:
    article = make_article("Iran left. Its leaders praised Oman.", article_id="a")
    result = analyze([article], method="lexicon")
    pd.testing.assert_frame_equal(
        party_sentiment(result, kinds="name"), party_sentiment(result, kinds=["name"])
    )
    with pytest.raises(ChoiceError, match=r"^kind is 'nam'; expected one of: name, demonym"):
        party_sentiment(result, kinds="nam")


def test_an_interval_of_equal_scores_is_not_turned_round() -> None:
    means = resampled_means(np.full((2, 1), -1.0), np.full((2, 1), 3.0), 50, 0)
    low, high = bounds(means, 0.95)
    assert low[0] <= high[0]


LEANING = stories(*(Story({SPAIN: [0.7, 0.1], FRANCE: [-0.6]}, "AB"[n % 2]) for n in range(6)))
OWN = ["mean", "low", "high"]
SAMPLING = [f"sampling_{name}" for name in OWN]


@pytest.mark.parametrize("by", [None, "source"])
def test_errors_of_the_method_make_intervals_wider(by: str | None) -> None:
    table = party_sentiment(by_network(LEANING), by=by)
    check_table("party_sentiment", table.drop(columns="source", errors="ignore"))
    assert (table["low"] < table["sampling_low"]).all()
    assert (table["high"] > table["sampling_high"]).all()
    plain = party_sentiment(LEANING, by=by)
    assert table[SAMPLING].to_numpy().tolist() == plain[OWN].to_numpy().tolist()


def test_scores_by_hand_have_sampling_intervals_alone() -> None:
    table = party_sentiment(LEANING)
    assert table[OWN].to_numpy().tolist() == table[SAMPLING].to_numpy().tolist()


def test_scores_that_their_probabilities_do_not_make_up_are_by_hand() -> None:
    result = by_network(LEANING)
    changed = dataclasses.replace(result, sentiments=result.sentiments.assign(score=0.5))
    assert party_sentiment(changed)[OWN].to_numpy().tolist() == [[0.5, 0.5, 0.5]] * 2


def test_two_methods_have_sampling_intervals_alone() -> None:
    both = Analysis.stack([by_network(LEANING), stories(Story({SPAIN: [0.2]}), ids=["b"])])
    table = party_sentiment(both)
    assert table[OWN].to_numpy().tolist() == table[SAMPLING].to_numpy().tolist()


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_corrected_means_lie_in_their_intervals(made: list[Story]) -> None:
    table = party_sentiment(by_network(stories(*made)), n_resamples=9).dropna()
    assert (table["low"] <= table["mean"]).all()
    assert (table["mean"] <= table["high"]).all()
