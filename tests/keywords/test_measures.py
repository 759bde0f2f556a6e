"""Tests of `analysis.keywords.measures`: worked examples from the literature, other libraries, properties."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures
from scipy.stats import chi2, chi2_contingency, false_discovery_control

from analysis.keywords import measures

SIGNED: list[Callable[..., Any]] = [
    measures.g2,
    measures.log_likelihood,
    measures.chi_squared,
    measures.log_ratio,
]


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int, int]:
    c, d = draw(st.integers(1, 10**6)), draw(st.integers(1, 10**6))
    return draw(st.integers(0, c)), draw(st.integers(0, d)), c, d


# Dunning (1993), "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics
# 19, table 2: -2 log λ of bigrams A B in reports of the Union Bank of Switzerland, from the counts of
# A B, A ~B, ~A B, ~A ~B.
@pytest.mark.parametrize(
    ("bigram", "cells", "expected"),
    [
        ("the swiss", (110, 2442, 111, 29114), 270.72),
        ("can be", (29, 13, 123, 31612), 263.90),
        ("previous year", (31, 23, 139, 31584), 256.84),
        ("mineral water", (10, 0, 3, 31764), 167.23),
        ("at the", (76, 104, 2476, 29121), 157.21),
        ("real terms", (16, 16, 51, 31694), 157.03),
    ],
)
def test_g2_of_dunning(bigram: str, cells: tuple[int, ...], expected: float) -> None:
    ab, a_only, b_only, neither = cells
    found = measures.g2(ab, b_only, ab + a_only, b_only + neither)
    assert float(found) == pytest.approx(expected, abs=0.005), bigram


# Rayson & Garside (2000), section 3: E = N (O₁ + O₂) / (N₁ + N₂), LL = 2 (a ln(a / E₁) + b ln(b / E₂)),
# carried out by hand: a term 20 times in 1,000 words and 10 times in 2,000 has E₁ = 10 and E₂ = 20.
def test_log_likelihood_of_rayson_and_garside_by_hand() -> None:
    found = measures.log_likelihood(20, 10, 1000, 2000)
    assert float(found) == pytest.approx(2 * (20 * math.log(2) + 10 * math.log(0.5)))


# The critical values at Rayson's log-likelihood calculator (ucrel.lancs.ac.uk/llwizard.html).
@pytest.mark.parametrize(("value", "p"), [(3.84, 0.05), (6.63, 0.01), (10.83, 0.001), (15.13, 0.0001)])
def test_p_values_at_the_critical_values(value: float, p: float) -> None:
    assert float(measures.p_values(value)) == pytest.approx(p, rel=0.01)
    assert measures.p_values(-value) == measures.p_values(value)


def test_p_values_are_scipys() -> None:
    values = np.array([0, 1e-9, 0.1, 3.84, 50, 700, 1400])
    np.testing.assert_allclose(measures.p_values(values), chi2.sf(values, 1), rtol=1e-9)


@given(counts())
def test_g2_and_chi_squared_are_scipys(found: tuple[int, int, int, int]) -> None:
    a, b, c, d = found
    if not 0 < a + b < c + d:
        return
    table = np.array([[a, b], [c - a, d - b]])
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert abs(float(measures.g2(a, b, c, d))) == pytest.approx(g2, rel=1e-6, abs=1e-6)
    chi_squared = chi2_contingency(table, correction=False, lambda_="pearson").statistic
    assert abs(float(measures.chi_squared(a, b, c, d))) == pytest.approx(chi_squared, rel=1e-6, abs=1e-6)


@given(counts())
def test_g2_is_nltks(found: tuple[int, int, int, int]) -> None:
    a, b, c, d = found
    expected = BigramAssocMeasures.likelihood_ratio(a, (c, a + b), c + d)
    assert abs(float(measures.g2(a, b, c, d))) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(counts())
def test_swapping_flips_signs_and_keeps_magnitudes(found: tuple[int, int, int, int]) -> None:
    a, b, c, d = found
    for measure in SIGNED:
        assert float(measure(a, b, c, d)) == pytest.approx(-float(measure(b, a, d, c)), rel=1e-9, abs=1e-9)
    prior = 10 * (a + b) / (c + d)
    if prior:
        there = measures.log_odds(a, b, c, d, prior=prior, prior_words=10)
        back = measures.log_odds(b, a, d, c, prior=prior, prior_words=10)
        assert [float(value) for value in there] == pytest.approx(
            [-float(value) for value in back], nan_ok=True
        )


@given(counts(), st.integers(2, 50))
def test_sizes_of_effect_do_not_grow_with_the_corpus(found: tuple[int, int, int, int], factor: int) -> None:
    a, b, c, d = found
    if a and b:
        larger = (a * factor, b * factor, c * factor, d * factor)
        for measure in (measures.log_ratio, measures.percent_difference):
            assert float(measure(*larger)) == pytest.approx(float(measure(a, b, c, d)), abs=1e-9)
        assert float(measures.g2(*larger)) == pytest.approx(factor * float(measures.g2(a, b, c, d)), abs=1e-3)


# Hardie (2014), "Log ratio: an informal introduction" (cass.lancs.ac.uk): twice as common is 1, four times 2.
@pytest.mark.parametrize(
    ("a", "b", "expected"), [(20, 10, 1), (40, 10, 2), (10, 10, 0), (10, 20, -1), (4, 0, 3)]
)
def test_log_ratio(a: int, b: int, expected: float) -> None:
    assert float(measures.log_ratio(a, b, 1000, 1000)) == pytest.approx(expected)


# Gabrielatos & Marchi (2011): 100 for twice as common, -50 for half.
@pytest.mark.parametrize(
    ("a", "b", "expected"), [(20, 10, 100), (10, 20, -50), (0, 5, -100), (5, 0, math.nan)]
)
def test_percent_difference(a: int, b: int, expected: float) -> None:
    assert float(measures.percent_difference(a, b, 1000, 1000)) == pytest.approx(expected, nan_ok=True)


# Wilson (2013): BIC ≈ LL - ln N.
def test_bayes_factor() -> None:
    expected = 2 * (20 * math.log(2) + 10 * math.log(0.5)) - math.log(3000)
    assert float(measures.bayes_factor(20, 10, 1000, 2000)) == pytest.approx(expected)
    assert float(measures.bayes_factor(10, 20, 2000, 1000)) == pytest.approx(expected)


# Monroe, Colaresi & Quinn (2008), equations 16 and 20 to 22, carried out by hand on a toy vocabulary of two
# words: one party says "tax" 7 times of 10, the other 2 times of 10; a prior of 1 for each word, α₀ = 2.
def test_log_odds_of_monroe_by_hand() -> None:
    odds, z = measures.log_odds([7, 3], [2, 8], 10, 10, prior=[1.0, 1.0], prior_words=2)
    expected = math.log(8 / 4) - math.log(3 / 9)
    assert odds.tolist() == pytest.approx([expected, -expected])
    assert z[0] == pytest.approx(expected / math.sqrt(1 / 8 + 1 / 3))
    assert z[1] == pytest.approx(-expected / math.sqrt(1 / 4 + 1 / 9))


def test_a_strong_prior_draws_log_odds_to_zero() -> None:
    odds = [
        float(measures.log_odds(7, 2, 10, 10, prior=0.5 * words, prior_words=words)[0])
        for words in (1, 10, 1000)
    ]
    assert odds[0] > odds[1] > odds[2] > 0


def test_a_part_without_words_gives_na() -> None:
    for measure in (*SIGNED, measures.percent_difference, measures.bayes_factor):
        assert math.isnan(float(measure(0, 3, 0, 10)))


def test_adjusted_is_scipys_and_keeps_na() -> None:
    p = np.array([0.01, np.nan, 0.03, 0.02])
    expected = false_discovery_control([0.01, 0.03, 0.02])
    assert measures.adjusted(p)[[0, 2, 3]].tolist() == expected.tolist()
    assert math.isnan(measures.adjusted(p)[1])
    assert measures.adjusted(np.empty(0)).tolist() == []
