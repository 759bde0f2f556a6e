"""Tests of `analysis.keywords.dispersion`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from analysis.keywords import dispersion, positions
from analysis.records import ChoiceError
from analysis.schema import Analysis
from tests.keywords.corpora import CORPORA, corpus

# Gries (2008), "Dispersions and adjusted frequencies in corpora", International Journal of Corpus Linguistics
# 13, section 2: a corpus of 50 words in five parts, in which "a" is dispersed with DP = 0.18 and Juilland's
# D = 0.785. Its letters are made words here, so that none is a function word.
GRIES = (
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
)


def gries() -> Analysis:
    return corpus(*(" ".join(f"w{letter}" for letter in part.split()) for part in GRIES))


def test_the_corpus_of_gries() -> None:
    row = dispersion(gries()).set_index("term").loc["wa"]
    assert list(row[["count", "parts"]]) == [15, 5]
    assert row["dp"] == pytest.approx(0.18)
    assert row["dp_norm"] == pytest.approx(0.18 / (1 - 0.18))
    assert row["juilland_d"] == pytest.approx(0.785, abs=0.0005)


def test_a_term_in_the_smallest_part_only() -> None:
    row = dispersion(corpus("k k", "y z y z"), min_count=2).set_index("term").loc["k"]
    assert row["dp"] == pytest.approx(1 - 1 / 3)
    assert row["dp_norm"] == pytest.approx(1)
    assert row["juilland_d"] == pytest.approx(0)


def test_a_term_that_is_even() -> None:
    row = dispersion(corpus("x y", "x z", "x q")).set_index("term").loc["x"]
    assert list(row[["dp", "dp_norm", "juilland_d"]]) == pytest.approx([0, 0, 1])


# Savický & Hlaváčová (2002): a term at even distances keeps its frequency; one in a clump comes near 1.
@pytest.mark.parametrize(
    ("text", "expected"), [("x a b x c d x e f", 3), ("x x x a b c d e f", (1 + 1 + 3) / 3), ("a x b x", 2)]
)
def test_average_reduced_frequency(text: str, expected: float) -> None:
    words = " ".join(f"w{letter}" for letter in text.split())
    row = dispersion(corpus(words)).set_index("term").loc["wx"]
    assert row["arf"] == pytest.approx(expected)


def test_parts_within_an_article() -> None:
    result = corpus("Grain. Ship ship\n\nGrain port grain port")
    held = {
        parts: dispersion(result, parts=parts).set_index("term").loc["grain", "parts"]
        for parts in ("article_id", "sentence", "paragraph", 7, 2)
    }
    assert held == {"article_id": 1, "sentence": 2, "paragraph": 2, 7: 3, 2: 2}


def test_one_part_has_no_norm() -> None:
    row = dispersion(corpus("k k")).iloc[0]
    assert row["dp"] == 0
    assert row[["dp_norm", "juilland_d"]].isna().all()


@given(CORPORA)
@settings(max_examples=20, deadline=None)
def test_ranges(texts: list[str]) -> None:
    table = dispersion(corpus(*texts), n=(1, 2), min_count=1)
    assert table["dp"].between(0, 1).all()
    assert table["dp_norm"].dropna().between(0, 1 + 1e-9).all()
    assert table["juilland_d"].dropna().between(0, 1 + 1e-9).all()
    assert (table["arf"] <= table["count"] + 1e-9).all()


@given(CORPORA)
@settings(max_examples=20, deadline=None)
def test_every_article_twice_leaves_dp_alone(texts: list[str]) -> None:
    once = dispersion(corpus(*texts), min_count=1)
    twice = dispersion(Analysis.stack([corpus(*texts), corpus(*texts, prefix="b")]), min_count=1)
    assert once["dp"].tolist() == pytest.approx(twice["dp"].tolist())
    assert (2 * once["parts"]).tolist() == twice["parts"].tolist()


def test_an_unknown_parting_is_an_error() -> None:
    with pytest.raises(ChoiceError) as error:
        dispersion(corpus("x"), parts="page")
    assert str(error.value) == "parts is 'page'; expected one of: article_id, sentence, paragraph"


def test_positions() -> None:
    table = positions(corpus("Grain ship", "ship"), "ship")
    assert table["position"].tolist() == [0.6, 0.0]
    assert list(table.columns) == ["article_id", "start", "end", "position"]


def test_empty_input_gives_all_columns() -> None:
    assert list(dispersion(Analysis.stack([])).columns) == list(dispersion(corpus("k k")).columns)
    assert dispersion(Analysis.stack([])).empty
    assert positions(Analysis.stack([]), "x").empty
