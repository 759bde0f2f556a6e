"""Tests of `analysis.keywords.readability`."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.keywords import diversity, readability
from analysis.keywords.readability import mattr, mtld, syllables
from analysis.schema import Analysis
from tests.keywords.corpora import corpus


def codes(text: str) -> np.ndarray:
    words = text.split()
    return np.array([words.index(word) for word in words], dtype=np.intp)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("war", 1),
        ("peace", 1),
        ("talks", 1),
        ("people", 2),
        ("table", 2),
        ("ended", 2),
        ("talked", 1),
        ("houses", 2),
        ("makes", 1),
        ("being", 2),
        ("statement", 2),
        ("president", 3),
        ("negotiation", 5),
        ("the", 1),
        ("face-to-face", 3),
        ("o'clock", 2),
        ("2022", 0),
        ("x", 1),
    ],
)
def test_syllables(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_formulas_by_hand() -> None:
    # 120 words in 40 sentences, 160 syllables: "negotiation" has five, in 10 of them.
    result = corpus(" ".join(["The war ends."] * 30 + ["The negotiation ends."] * 10))
    row = readability(result).iloc[0]
    assert row[["words", "sentences", "syllables", "polysyllables"]].tolist() == [120, 40, 160, 10]
    assert row["flesch"] == pytest.approx(206.835 - 1.015 * 3 - 84.6 * 160 / 120)
    assert row["flesch_kincaid"] == pytest.approx(0.39 * 3 + 11.8 * 160 / 120 - 15.59)
    assert row["smog"] == pytest.approx(1.0430 * math.sqrt(10 * 30 / 40) + 3.1291)


def test_short_texts_have_no_measure() -> None:
    row = readability(corpus("The war ends.")).iloc[0]
    assert row["words"] == 3
    assert row[["flesch", "flesch_kincaid", "smog"]].isna().all()
    assert math.isnan(diversity(corpus("The war ends."))["mtld"].iloc[0])


def test_every_article_has_a_row() -> None:
    result = corpus("One two.", "7", "Three.")
    assert readability(result)["words"].tolist() == [2, 0, 1]
    assert diversity(result)["words"].tolist() == [2, 1, 1]
    assert diversity(result)["ttr"].tolist() == [1, 1, 1]


# McCarthy & Jarvis (2010), "MTLD, vocd-D, and HD-D", Behavior Research Methods 42, the example of the
# procedure: in "of the people by the people for the people" the ratio falls below .720 with the sixth word,
# which completes a factor; the rest has a ratio of 1 and is no part of one. Backwards the fifth word
# completes it. So 9 words to 1 factor, twice.
def test_mtld_of_mccarthy_and_jarvis() -> None:
    assert mtld(codes("of the people by the people for the people")) == pytest.approx(9)


# The partial factor of the same procedure: a rest with a ratio of .887 is (1 - .887) / (1 - .720) = .404 of
# a factor.
def test_mtld_of_a_partial_factor() -> None:
    text = "a b c d e f g a"  # 7 types in 8 words, forwards and backwards
    assert mtld(codes(text)) == pytest.approx(8 / ((1 - 7 / 8) / (1 - 0.72)))


def plain_mtld(words: list[int]) -> float:
    """McCarthy & Jarvis' procedure, word by word."""
    values = []
    for sequence in (words, words[::-1]):
        factors, types, count = 0.0, set(), 0
        for word in sequence:
            types.add(word)
            count += 1
            if len(types) / count < 0.72:
                factors, types, count = factors + 1, set(), 0
        if count:
            factors += (1 - len(types) / count) / (1 - 0.72)
        values.append(len(words) / factors if factors else np.inf)
    return float(np.mean(values))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=900))
def test_mtld_is_that_of_the_procedure_word_by_word(words: list[int]) -> None:
    assert mtld(np.array(words, dtype=np.intp)) == pytest.approx(plain_mtld(words))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=60), st.integers(1, 20))
def test_mattr_is_the_mean_over_windows(words: list[int], window: int) -> None:
    ratios = [len(set(words[i : i + window])) / window for i in range(len(words) - window + 1)]
    expected = np.mean(ratios) if ratios else np.nan
    assert mattr(np.array(words, dtype=np.intp), window) == pytest.approx(expected, nan_ok=True)


def test_empty_input_gives_all_columns() -> None:
    nothing = Analysis.stack([])
    for function in (readability, diversity):
        assert list(function(nothing).columns) == list(function(corpus("x")).columns)
        assert function(nothing).empty
