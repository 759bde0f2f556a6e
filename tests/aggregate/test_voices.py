"""Tests of `analysis.aggregate.voices`, on tables made by hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate import BASES, sentiment_by_voice, stance_matrix, stances_between
from analysis.records import AUTHOR, UNATTRIBUTED, ChoiceError
from analysis.schema import Analysis, check_table, rows
from tests.voices import Said, articles, own, with_stances

TEXT = "Spain blamed France. Italy met Spain. “France lies,” Rossi said. Nobody spoke."
SAID = [
    Said("Spain", "France", -0.75, sentence=0, basis="action"),
    Said("Italy", "Spain", 0.0, sentence=1, basis="action"),
    Said("Italy", "France", -0.5, sentence=2, source_entity="Rossi"),
    Said("Italy", "France", 0.0, sentence=2, source_entity="Rossi"),
    Said("Italy", "France", -0.25, sentence=3, target_entity="Macron"),
    own("France", -0.5, sentence=0),
    own("Spain", 0.5, sentence=1),
    Said(UNATTRIBUTED, "Spain", 0.25, "unattributed", sentence=3),
    Said("Ann Bee", "Spain", 0.75, "person", sentence=3),
]

FIGURES: list[Callable[..., pd.DataFrame]] = [
    partial(stance_matrix, n_resamples=20),
    partial(stance_matrix, by="entity", include_truncated=True, n_resamples=20),
    partial(sentiment_by_voice, include_duplicates=True, n_resamples=20),
    partial(sentiment_by_voice, n_resamples=20),
]
STANCES = st.lists(
    st.builds(
        Said,
        st.sampled_from(["Spain", "France", "Ann Bee"]),
        st.sampled_from(["Spain", "France", "Italy"]),
        st.floats(-1, 1),
        st.sampled_from(["party", "person"]),
        st.sampled_from(BASES),
        st.integers(0, 3),
        st.sampled_from("ab"),
        st.sampled_from([None, "Rossi"]),
        st.sampled_from([None, "Macron"]),
        st.none(),
        st.just(0),
    ),
    max_size=12,
)


def made_up(said: Sequence[Said], *texts: str) -> Analysis:
    return with_stances(articles(*(texts or (TEXT,))), said)


@pytest.fixture(scope="module")
def two() -> Analysis:
    return articles(TEXT, TEXT)


@pytest.fixture(scope="module")
def four() -> Analysis:
    every = articles(*[TEXT] * 4)
    return dataclasses.replace(
        every, articles=every.articles.assign(duplicate_of=pd.Series([None, None, None, "a"], dtype="str"))
    )


def pairs(table: pd.DataFrame) -> list[list[object]]:
    return table[["source", "target", "n"]].to_numpy().tolist()


def test_matrix_by_hand() -> None:
    table = stance_matrix(made_up(SAID))
    check_table("stance_matrix", table)
    shown = table.drop(columns=["low", "high"])
    assert shown.to_numpy().tolist() == [
        [
            "Italy",
            "party",
            "France",
            3,
            2,
            pytest.approx(-0.25),
            pytest.approx(2 / 3),
            pytest.approx(1 / 3),
            0,
        ],
        [AUTHOR, "author", "France", 1, 1, -0.5, 1, 0, 0],
        [AUTHOR, "author", "Spain", 1, 1, 0.5, 0, 0, 1],
        ["Ann Bee", "person", "Spain", 1, 1, 0.75, 0, 0, 1],
        ["Spain", "party", "France", 1, 1, -0.75, 1, 0, 0],
        [UNATTRIBUTED, "unattributed", "Spain", 1, 1, 0.25, 0, 0, 1],
    ]


def test_the_interval_lies_between_the_means_of_the_sentences() -> None:
    cell = stance_matrix(made_up(SAID)).iloc[0]
    # Sentences with the scores -0.5 and 0, and -0.25: every resample has the mean -0.25.
    assert (cell["low"], cell["high"]) == (-0.25, -0.25)
    assert stance_matrix(made_up(SAID))["low"].isna().tolist() == [False, *[True] * 5]


def test_articles_are_the_units_of_several(two: Analysis) -> None:
    said = [own("Spain", 0.5), own("Spain", 0.5, sentence=1), own("Spain", -0.5, article="b")]
    table = stance_matrix(with_stances(two, said))
    assert table[["n", "n_units", "low", "high"]].to_numpy().tolist() == [[3, 2, -0.5, 0.5]]


def test_people_in_the_place_of_their_parties() -> None:
    table = stance_matrix(made_up(SAID), by="entity")
    check_table("stance_matrix", table)
    assert ["Rossi", "France", 2] in pairs(table)
    assert ["Italy", "Macron", 1] in pairs(table)
    assert table.set_index("source").loc["Rossi", "source_kind"] == "person"


def test_bases_can_be_left_out() -> None:
    assert pairs(stance_matrix(made_up(SAID), bases=("action",))) == [["Spain", "France", 1]]
    assert AUTHOR not in stance_matrix(made_up(SAID), bases=("quotation",))["source"].tolist()


def test_a_party_that_is_named_like_the_author_is_another_source() -> None:
    table = stance_matrix(made_up([own("Spain", 0.5), Said(AUTHOR, "Spain", -0.5)]))
    assert table[["source_kind", "mean"]].to_numpy().tolist() == [["author", 0.5], ["party", -0.5]]


def test_stances_behind_a_cell_lead_to_their_sentences() -> None:
    table = stances_between(made_up(SAID), "Italy", "France")
    assert table["text"].tolist() == ["“France lies,” Rossi said."] * 2 + ["Nobody spoke."]
    assert table[["sentence", "score", "label"]].to_numpy().tolist() == [
        [2, -0.5, "negative"],
        [2, 0.0, "neutral"],
        [3, -0.25, "negative"],
    ]
    assert " ".join(table.columns) == (
        "article_id stance sentence source_kind source_entity target_entity basis quote score label text"
    )
    assert stances_between(made_up(SAID), "Rossi", "France", by="entity")["sentence"].tolist() == [2, 2]


def test_sentences_are_those_of_their_own_article() -> None:
    result = made_up([own("Spain", 0.5), own("Spain", 0.5, article="b")], "Spain won.", "Spain lost.")
    assert stances_between(result, AUTHOR, "Spain")["text"].tolist() == ["Spain won.", "Spain lost."]


def test_a_pair_without_stances_gives_no_rows() -> None:
    assert stances_between(made_up(SAID), "Spain", "Spain").empty


def test_unknown_source_or_target_is_named_with_the_known_ones() -> None:
    with pytest.raises(ChoiceError) as caught:
        stances_between(made_up(SAID[:1]), "Span", "France")
    assert str(caught.value) == "source is 'Span'; expected one of: Spain"
    with pytest.raises(ChoiceError, match=r"^target is 'Spain'; expected one of: France$"):
        stances_between(made_up(SAID[:1]), "Spain", "Spain")


def test_unknown_basis_or_level_is_named_with_the_known_ones() -> None:
    with pytest.raises(ChoiceError, match=r"^basis is 'word'; expected one of: author, quotation, action$"):
        stance_matrix(made_up(SAID), bases=("word",))
    with pytest.raises(ChoiceError, match=r"^by is 'person'; expected one of: party, entity$"):
        stance_matrix(made_up(SAID), by="person")


def test_sentiment_by_voice_by_hand() -> None:
    table = sentiment_by_voice(made_up(SAID))
    check_table("sentiment_by_voice", table)
    assert table[["party", "voice", "voice_kind", "n", "mean"]].to_numpy().tolist() == [
        ["France", AUTHOR, "author", 1, -0.5],
        ["France", "Italy", "party", 3, pytest.approx(-0.25)],
        ["Spain", AUTHOR, "author", 1, 0.5],
        ["Spain", "Ann Bee", "person", 1, 0.75],
        ["Spain", UNATTRIBUTED, "unattributed", 1, 0.25],
    ]


@pytest.mark.parametrize("result", [Analysis.stack([]), articles(TEXT)], ids=["no articles", "no stances"])
def test_nothing_gives_empty_tables(result: Analysis) -> None:
    result = with_stances(result, [])
    check_table("stance_matrix", stance_matrix(result))
    check_table("sentiment_by_voice", sentiment_by_voice(result))
    assert stance_matrix(result).empty
    assert sentiment_by_voice(result).empty


def test_only_idle_actions_give_an_empty_table() -> None:
    assert stance_matrix(made_up([SAID[1]])).empty


@given(said=STANCES, by=st.sampled_from(["party", "entity"]))
@settings(max_examples=50, deadline=None)
def test_every_stance_that_counts_is_in_one_cell(two: Analysis, said: list[Said], by: str) -> None:
    result = with_stances(two, said)
    table = stance_matrix(result, by=by, n_resamples=20)
    check_table("stance_matrix", table)
    is_idle = (result.stances["basis"] == "action") & (result.stances["label"] == "neutral")
    assert table["n"].sum() == (~is_idle).sum()
    shares = table[["negative", "neutral", "positive"]].sum(axis=1)
    assert shares.tolist() == pytest.approx([1.0] * len(table))
    for row in rows(table.groupby(["source", "target"])["n"].sum().reset_index()):
        assert len(stances_between(result, row.source, row.target, by=by)) == row.n


@given(said=STANCES)
@settings(max_examples=30, deadline=None)
def test_voices_share_out_the_mentions(two: Analysis, said: list[Said]) -> None:
    result = with_stances(two, said)
    table = sentiment_by_voice(result, n_resamples=20)
    assert table["n"].sum() == (result.stances["basis"] != "action").sum()
    assert not table.duplicated(["party", "voice", "voice_kind"]).any()


@pytest.mark.filterwarnings("ignore:all 4 articles are cut short")
@given(said=STANCES, labelled=st.booleans(), cut=st.lists(st.booleans(), min_size=4, max_size=4))
@settings(max_examples=20, deadline=None)
def test_no_cell_depends_on_the_parts(
    four: Analysis, said: list[Said], labelled: bool, cut: list[bool]
) -> None:
    said = [one._replace(article="abcd"[n * 4 // len(said)]) for n, one in enumerate(said)]
    result = with_stances(four, said)
    result = dataclasses.replace(result, articles=result.articles.assign(is_truncated=cut))
    if labelled:
        names = {"article_id": ["a"], "mention": [0]}
        marked = pd.DataFrame(names).reindex(columns=result.labelled.columns)
        result = dataclasses.replace(result, labelled=marked)
    for parts in ("a", "bcd"), ("ab", "cd"):
        pieces = [result.keep(list(ids)) for ids in parts]
        for figure in FIGURES:
            pd.testing.assert_frame_equal(figure(iter(pieces)), figure(result), rtol=1e-12, atol=1e-14)
        for row in rows(stance_matrix(result, n_resamples=20).head(1)):
            of = partial(stances_between, source=row.source, target=row.target)
            pd.testing.assert_frame_equal(of(iter(pieces)), of(result), rtol=1e-12, atol=1e-14)


@given(said=STANCES)
@settings(max_examples=20, deadline=None)
def test_a_cell_does_not_depend_on_the_others(two: Analysis, said: list[Said]) -> None:
    together = stance_matrix(with_stances(two, said), n_resamples=20)
    alone = stance_matrix(with_stances(two, [one for one in said if one.source == "Spain"]), n_resamples=20)
    of_spain = together[together["source"] == "Spain"].set_index(["source_kind", "target"]).sort_index()
    assert of_spain.equals(alone.set_index(["source_kind", "target"]).sort_index())


def test_means_by_voice_have_the_errors_of_the_method_and_cells_of_the_matrix_have_not() -> None:
    said = [own("Spain", score, sentence=n) for n, score in enumerate([0.7, 0.6, 0.8, 0.7])]
    result = made_up(said)
    by_lexicon = sentiment_by_voice(result).iloc[0]
    assert by_lexicon["low"] < by_lexicon["sampling_low"]
    methods = dataclasses.replace(result, sentiments=result.sentiments.assign(method="by hand"))
    by_hand = sentiment_by_voice(methods).iloc[0]
    cell = stance_matrix(result).iloc[0]
    for row in (by_hand, cell):
        assert row[["mean", "low", "high"]].tolist() == pytest.approx(
            by_lexicon[["sampling_mean", "sampling_low", "sampling_high"]].tolist()
        )
