"""Measures of association between a term and a part of a corpus, on arrays of counts.

Keyness and collocation ask the same of the same table of four cells: does a term occur more often in one
part than in the other? Of each term, `a` is its count in the first part of `c` words, `b` its count in the
second of `d` words. Arguments broadcast; a part without words gives NA (NaN). Measures with a sign are
positive where the term is relatively commoner in the first part, and change nothing but their sign when the
parts change places.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import erfc, xlogy
from scipy.stats import false_discovery_control

Floats: TypeAlias = NDArray[np.float64]


def g2(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Give Dunning's log-likelihood ratio over all four cells, with a sign.

    2 Σ O ln(O / E) over both counts and the words of both parts that are not the term (Dunning 1993,
    "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics 19, 61-74).
    Magnitude 0 (as often in both) upwards without bound; it grows with the size of the parts, so values of
    comparisons of different sizes must not be compared. Above 3.84 it is unlikely by chance at 5 %, above
    10.83 at 0.1 % (chi-squared with one degree of freedom).
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = (a + b) / (c + d)
        value = 2 * (
            _term(a, c * rate)
            + _term(b, d * rate)
            + _term(c - a, c * (1 - rate))
            + _term(d - b, d * (1 - rate))
        )
    return _signed(value, a, b, c, d)


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Give the log-likelihood that corpus linguists report, over the two counts only, with a sign.

    2 (a ln(a / E₁) + b ln(b / E₂)) with E₁ = c (a + b) / (c + d), E₂ = d (a + b) / (c + d) (Rayson & Garside
    2000, "Comparing corpora using frequency profiling", Workshop on Comparing Corpora, 1-6). Range and limits
    as of `g2`, which it nearly equals for rare terms.
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = (a + b) / (c + d)
        value = 2 * (_term(a, c * rate) + _term(b, d * rate))
    return _signed(value, a, b, c, d)


def chi_squared(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Give Pearson's chi-squared of the four cells without continuity correction, with a sign.

    (c + d) (a (d - b) - b (c - a))² / (c d (a + b) (c + d - a - b)). Magnitude 0 upwards; it grows with size.
    Not to be trusted where an expected count is below 5: then see `g2` (Dunning 1993).
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = (c + d) * (a * (d - b) - b * (c - a)) ** 2 / (c * d * (a + b) * (c + d - a - b))
    # A term that is all words there are, or none, is as common in both parts.
    value = np.where((c > 0) & (d > 0) & np.isnan(value), 0.0, value)
    return _signed(value, a, b, c, d)


def log_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Give the binary logarithm of the ratio of both relative frequencies: each point doubles it.

    log₂((a / c) / (b / d)), a count of 0 taken for 0.5 (Hardie 2014, "Log ratio: an informal introduction").
    A size of effect: it does not grow with the corpus, and says nothing of chance. Unbounded; 0 is equal.
    Values that rest on a count of 0 depend on the sizes of the parts and must not be compared across corpora.
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.log2(np.where(a == 0, 0.5, a) / c) - np.log2(np.where(b == 0, 0.5, b) / d)
    return np.where((c > 0) & (d > 0), value, np.nan)


def percent_difference(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Give %DIFF: by how many per cent the first relative frequency is above the second.

    100 (a / c - b / d) / (b / d) (Gabrielatos & Marchi 2011, "Keyness: matching metrics to definitions").
    -100 (absent from the first part) upwards without bound; NA where the second part lacks the term. A size
    of effect. It has no mirror image: swapped parts give another magnitude.
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = 100 * (a * d / (b * c) - 1)
    return np.where((b > 0) & (c > 0), value, np.nan)


def bayes_factor(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """Give the approximate Bayes factor (BIC) for a difference, as twice its natural logarithm.

    |log-likelihood| - ln(c + d) (Wilson 2013, "Embracing Bayes factors for key item analysis in corpus
    linguistics"). Above 2 is positive, above 6 strong, above 10 very strong evidence of a difference in
    either direction; below 0 speaks for none.
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore"):
        return np.abs(log_likelihood(a, b, c, d)) - np.log(c + d)


def log_odds(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, prior: ArrayLike, prior_words: float
) -> tuple[Floats, Floats]:
    """Give the log-odds ratio with an informative Dirichlet prior, and its z score.

    ln((a + α) / (c + α₀ - a - α)) - ln((b + α) / (d + α₀ - b - α)), over the square root of its variance
    1 / (a + α) + 1 / (b + α) for z (Monroe, Colaresi & Quinn 2008, "Fightin' words", Political Analysis 16,
    372-403, equations 16 and 19 to 22). The prior draws both parts toward what is common in general, so that
    neither rare nor very common words come out on top by chance.

    Parameters
    ----------
    prior
        α of each term; positive where a or b is.
    prior_words
        α₀, the sum of α over all words of the vocabulary.

    Returns
    -------
    log_odds, z : array
        Both with a sign, unbounded; |z| above 1.96 is unlikely by chance at 5 %. Values under different
        priors must not be compared. NA where the prior is 0.
    """
    a, b, c, d = _floats(a, b, c, d)
    alpha = np.asarray(prior, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        first = np.log((a + alpha) / (c + prior_words - a - alpha))
        second = np.log((b + alpha) / (d + prior_words - b - alpha))
        value = np.where((alpha > 0) & (c > 0) & (d > 0), first - second, np.nan)
        z = value / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    return value, z


def p_values(statistic: ArrayLike) -> Floats:
    """Give the probability of a `g2`, `log_likelihood` or `chi_squared` at least as large by chance.

    Upper tail of chi-squared with one degree of freedom, of the magnitude, by scipy's error function:
    erfc(√(x / 2)), which is a tenth of the work of the general tail and the same to the last digits.
    """
    return np.asarray(erfc(np.sqrt(np.abs(np.asarray(statistic, dtype=np.float64)) / 2)), np.float64)


def adjusted(p: Floats) -> Floats:
    """Correct p-values of many tests by Benjamini & Hochberg (1995), by scipy; NA stays NA.

    Of the terms with a corrected value below 0.05, no more than 5 % are expected to be there by chance.
    """
    result = np.full(len(p), np.nan)
    known = ~np.isnan(p)
    if known.any():
        result[known] = false_discovery_control(p[known])
    return result


def _floats(*values: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values)))


def _term(observed: Floats, expected: Floats) -> Floats:
    """O ln(O / E), 0 where O is."""
    return np.asarray(xlogy(observed, observed / np.where(observed > 0, expected, 1)), np.float64)


def _signed(value: Floats, a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    signed = np.copysign(np.maximum(value, 0), a * d - b * c)
    return np.where((c > 0) & (d > 0), signed, np.nan)
