"""Tests of `analysis.keywords.keyness` and of the reference list."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import analysis as sl
from analysis.keywords import keyness, keyness_by, news_reference, term_frequencies
from analysis.keywords.reference import WordList
from analysis.records import ChoiceError
from analysis.schema import Analysis
from tests.keywords.corpora import CORPORA, corpus

SIGNED = ["g2", "log_likelihood", "chi_squared", "log_ratio", "log_odds", "z"]
LIST = WordList(
    pd.Index(["the", "grain", "grains"], dtype="str"), np.array([8, 1, 1]), np.array([2, 1, 1]), 10, 2
)


def by_term(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_index("term").sort_index()


def test_counts_of_both_sides_by_hand() -> None:
    table = keyness(corpus("Grain grain the port"), corpus("Grain ship of the line"))
    rows: pd.DataFrame = by_term(table)[["count", "count_reference", "per_million", "per_million_reference"]]
    assert dict(zip(rows.index, rows.to_numpy().tolist(), strict=True)) == {
        "grain": [2, 1, 5e5, 2e5],
        "line": [0, 1, 0, 2e5],
        "port": [1, 0, 2.5e5, 0],
        "ship": [0, 1, 0, 2e5],
    }
    assert table["term"].iloc[0] == "port"


@given(CORPORA, CORPORA)
@settings(max_examples=20, deadline=None)
def test_swapping_flips_signs_and_keeps_magnitudes(some: list[str], more: list[str]) -> None:
    one, other = corpus(*some), corpus(*more, prefix="b")
    there, back = by_term(keyness(one, other, n=(1, 2))), by_term(keyness(other, one, n=(1, 2)))
    pd.testing.assert_frame_equal(there[SIGNED], -back[SIGNED])
    same = ["p", "p_adjusted", "bayes_factor"]
    pd.testing.assert_frame_equal(there[same], back[same])
    assert there["count"].tolist() == back["count_reference"].tolist()


@given(CORPORA, CORPORA)
@settings(max_examples=20, deadline=None)
def test_every_article_twice_leaves_relative_measures_alone(some: list[str], more: list[str]) -> None:
    once = by_term(keyness(corpus(*some), corpus(*more)))
    twice = by_term(
        keyness(
            Analysis.stack([corpus(*some), corpus(*some, prefix="x")]),
            Analysis.stack([corpus(*more), corpus(*more, prefix="x")]),
        )
    )
    both = (once["count"] > 0) & (once["count_reference"] > 0)
    relative = ["per_million", "per_million_reference", "percent_difference"]
    pd.testing.assert_frame_equal(once[relative], twice[relative])
    pd.testing.assert_series_equal(once.loc[both, "log_ratio"], twice.loc[both, "log_ratio"])
    np.testing.assert_allclose(2 * once["g2"], twice["g2"], atol=1e-9)


@given(CORPORA, CORPORA)
@settings(max_examples=20, deadline=None)
def test_splitting_and_merging_changes_nothing(some: list[str], more: list[str]) -> None:
    reference = corpus("Grain ship the port")
    halves = Analysis.stack([corpus(*some), corpus(*more, prefix="b")])
    whole = sl.analyze(
        sl.make_article(text, article_id=str(number)) for number, text in enumerate([*some, *more])
    )
    pd.testing.assert_frame_equal(keyness(halves, reference), keyness(whole, reference))


def test_two_equal_corpora_have_no_key_terms() -> None:
    table = keyness(corpus("Grain port"), corpus("Grain port"))
    assert table[[*SIGNED, "percent_difference"]].abs().max().max() == pytest.approx(0)
    assert table["p"].tolist() == [1, 1]


def test_a_list_of_words_as_reference() -> None:
    table = by_term(keyness(corpus("The grain port"), LIST))
    assert table[["count", "count_reference"]].to_numpy().tolist() == [[1, 1], [0, 1], [1, 0]]
    assert table.loc["grain", "per_million_reference"] == 1e5


def test_a_list_of_words_by_stems() -> None:
    table = by_term(keyness(corpus("The grains port"), LIST, stems=True))
    assert table.loc[["grains"], ["count", "count_reference"]].to_numpy().tolist() == [[1, 2]]


def test_a_list_has_no_phrases() -> None:
    with pytest.raises(ChoiceError) as error:
        keyness(corpus("Grain"), n=2)
    assert str(error.value) == "n is 2; expected 1, since the reference is a list of single words"


def test_the_list_that_ships_is_large_enough_and_consistent() -> None:
    words = news_reference()
    assert words.n_words >= 1_500_000
    assert len(words.terms) >= 30_000
    assert words.terms.is_unique
    assert int(words.count.sum()) == words.n_words
    assert bool((np.diff(words.count) <= 0).all())
    assert bool((words.articles <= words.n_articles).all())
    assert bool((words.articles <= words.count).all())


def test_the_list_that_ships_is_cut_as_our_words() -> None:
    frequent = news_reference().table().head(2000)
    found = term_frequencies(corpus(" ".join(frequent["term"])), stop_words=True)
    assert len(set(frequent["term"]) - set(found["term"])) < 20  # "cannot" and the like are parted


def test_the_real_article_is_about_the_talks(real: Analysis) -> None:
    table = keyness(real)
    assert {"talks", "turkish", "lavrov", "cavusoglu"} <= set(table.head(12)["term"])
    assert not table["p_adjusted"].isna().any()


@pytest.fixture
def outlets() -> Analysis:
    return sl.analyze(
        [
            sl.make_article("Grain grain port", article_id="a", source="Herald", published="2022-04-01"),
            sl.make_article("Grain ship", article_id="b", source="Gazette", published="2022-05-01"),
            sl.make_article("Ship", article_id="c", source="Courier", published="2022-05-02"),
            sl.make_article("Ship", article_id="d"),
        ]
    )


def test_one_outlet_against_the_rest(outlets: Analysis) -> None:
    table = keyness_by(outlets, "source")
    assert table[["source", "term", "count", "count_reference"]].to_numpy().tolist() == [
        ["Courier", "ship", 1, 1],
        ["Gazette", "ship", 1, 1],
        ["Gazette", "grain", 1, 2],
        ["Herald", "port", 1, 0],
        ["Herald", "grain", 2, 1],
    ]


def test_one_group_against_the_rest_is_keyness(outlets: Analysis) -> None:
    herald = keyness(outlets.select("a"), Analysis.stack([outlets.select("b"), outlets.select("c")]))
    expected = herald[herald["count"] > 0].drop(columns="p_adjusted").reset_index(drop=True)
    found = keyness_by(outlets, "source").query("source == 'Herald'").drop(columns=["source", "p_adjusted"])
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected)


def test_parties_are_no_partition(outlets: Analysis) -> None:
    with pytest.raises(ChoiceError) as error:
        keyness_by(outlets, "party")
    assert str(error.value) == "by is 'party'; expected one of: article_id, source, published, month"


def test_empty_input_gives_all_columns(outlets: Analysis) -> None:
    nothing = Analysis.stack([])
    full = keyness(outlets, outlets)
    assert list(keyness(nothing, nothing).columns) == list(full.columns)
    assert keyness(nothing, nothing).empty
    assert list(keyness_by(nothing, "source").columns) == ["source", *full.columns]
    assert keyness(nothing, outlets)["g2"].isna().all()
