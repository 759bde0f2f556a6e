"""Tests of `analysis.aggregate.correction`."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.aggregate.correction import Floats, prediction_powered

NAN = math.nan
# Six units, three of them labelled.
PREDICTED = [0.2, 0.4, 0.9, -0.5, 0.1, 0.3]
LABELS = [0.0, 1.0, 1.0, NAN, NAN, NAN]


def made(seed: int, n: int = 200, n_labels: int = 50) -> tuple[Floats, Floats]:
    """Make scores that go with labels, of which some are known."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=n)
    labels = 0.5 + 0.6 * scores + 0.7 * rng.normal(size=n)
    return scores, np.where(rng.permutation(n) < n_labels, labels, NAN)


def test_labels_alone_by_hand() -> None:
    found = prediction_powered(PREDICTED, LABELS, lam=0.0)
    assert found.mean == pytest.approx(2 / 3)
    # Variance of 0, 1, 1 is 1/3; of their mean 1/9.
    assert found.error == pytest.approx(1 / 3)
    assert found.freedom == 2


def test_a_correction_by_hand() -> None:
    # Mean of all scores 1.4/6; of the labelled scores 0.5; of labels 2/3; λ = 1.
    found = prediction_powered(PREDICTED, LABELS, lam=1.0)
    assert found.mean == pytest.approx(1.4 / 6 + 2 / 3 - 0.5)
    # Of the labelled y/3 + (1/6 - 1/3) f: -1/30, 8/30, 5.5/30, whose squares about their mean, times 3/2; of
    # the others f/6 about its mean.
    one = np.var([-1 / 30, 8 / 30, 5.5 / 30], ddof=1) * 3
    other = np.var(np.array([-0.5, 0.1, 0.3]) / 6, ddof=1) * 3
    assert found.error == pytest.approx(math.sqrt(one + other))


def test_labels_that_are_all_alike_do_not_tell_how_others_vary() -> None:
    found = prediction_powered(PREDICTED, [1.0, 1.0, 1.0, NAN, NAN, NAN])
    assert found.mean == 1
    assert math.isnan(found.error)
    assert all(map(math.isnan, found.ends(0.95)))


def test_the_tuned_weight_by_hand() -> None:
    # Covariance of labels and scores among the labelled over the variance of all scores.
    covariance = np.cov(PREDICTED[:3], LABELS[:3])[0, 1]
    assert prediction_powered(PREDICTED, LABELS).lam == pytest.approx(covariance / np.var(PREDICTED, ddof=1))


def test_scores_that_go_against_the_labels_are_not_used() -> None:
    against = prediction_powered([-one for one in PREDICTED], LABELS)
    assert against.lam == 0
    assert against.mean == pytest.approx(2 / 3)


def test_weights_are_one_over_the_probability() -> None:
    # Hájek: (1·0 + 1·1 + 4·1) / 6.
    found = prediction_powered(PREDICTED, LABELS, weights=[1, 1, 4, 9, 9, 9], lam=0.0)
    assert found.mean == pytest.approx(5 / 6)


def test_strata_by_hand() -> None:
    # Half of the units are in each stratum, and two of each are labelled: means 1 and -0.5.
    labels = [1.0, 1.0, NAN, NAN, 0.0, -1.0, NAN, NAN]
    found = prediction_powered([0.0] * 8, labels, strata=[0] * 4 + [1] * 4)
    assert found.mean == pytest.approx(0.25)
    # Variances within are 0 and 1/2; each mean has half the weight: 1/4 · 1/2 · 1/2.
    assert found.error == pytest.approx(0.25)
    plain = prediction_powered([0.0] * 8, labels)
    assert plain.error > found.error


def test_one_label_has_no_interval() -> None:
    found = prediction_powered(PREDICTED, [1.0] + [NAN] * 5)
    assert found.mean == pytest.approx(1.0)
    assert np.isnan([found.error, *found.ends(0.95)]).all()


def test_no_label_is_no_estimate() -> None:
    found = prediction_powered(PREDICTED, [NAN] * 6)
    assert np.isnan(found[:3]).all()
    assert np.isnan(found.ends(0.95)).all()


def test_mentions_of_one_article_count_for_less() -> None:
    scores, labels = made(1)
    own = np.arange(len(scores))
    same = np.argsort(np.argsort(np.nan_to_num(labels))) // 10  # like with like
    apart, together = (prediction_powered(scores, labels, clusters=one) for one in (own, same))
    assert together.error > apart.error
    assert together.freedom < apart.freedom


def test_articles_of_one_mention_change_nothing() -> None:
    scores, labels = made(2)
    alone = prediction_powered(scores, labels, clusters=np.arange(len(scores)))
    assert alone[:5] == pytest.approx(prediction_powered(scores, labels)[:5])


def test_all_labelled_is_the_mean_of_the_labels() -> None:
    scores, labels = made(3, n=20, n_labels=20)
    found = prediction_powered(scores, labels)
    assert found.mean == pytest.approx(labels.mean())
    assert found.error == pytest.approx(labels.std(ddof=1) / math.sqrt(20))


def test_worked_examples_of_glide() -> None:
    # glide-py 0.11.0, PPIMeanEstimator, and StratifiedPPIMeanEstimator with power_tuning=False.
    labels = [5.0, 6.0, NAN, NAN]
    found = prediction_powered([4.9, 6.1, 5.2, 6.1], labels)
    assert (found.mean, found.error) == pytest.approx((5.61764705882353, 0.35416454643506756), abs=1e-9)
    predicted = [4.9, 6.1, 5.2, 6.1, 1.1, 2.4, 1.9, 1.0]
    labels = [5.0, 6.0, NAN, NAN, 1.0, 3.0, NAN, NAN]
    # Half of each stratum is labelled, so that its λ = 1 is our 1 / (1 - 1/2).
    found = prediction_powered(predicted, labels, strata=[0] * 4 + [1] * 4, lam=2.0)
    assert (found.mean, found.error) == pytest.approx((3.6750000000000003, 0.3665719574653794), abs=1e-9)


def test_equal_to_glide() -> None:
    glide = pytest.importorskip("glide.estimators", reason="glide-py needs Python 3.12")
    for seed in range(5):
        scores, labels = made(seed)
        theirs = glide.PPIMeanEstimator().estimate(labels, scores).confidence_interval
        ours = prediction_powered(scores, labels)
        assert (ours.mean, ours.error) == pytest.approx((theirs.mean, theirs.std), abs=1e-9)


def test_equal_to_ppi_py() -> None:
    ppi_py = pytest.importorskip(
        "ppi_py", reason="ppi-python is not installed; it needs numba and statsmodels"
    )
    for seed in range(5):
        scores, labels = made(seed)
        is_known = ~np.isnan(labels)
        theirs = ppi_py.ppi_mean_pointestimate(labels[is_known], scores[is_known], scores[~is_known], lam=0.6)
        ours = prediction_powered(scores, labels, lam=0.6 / (1 - is_known.mean()))
        assert ours.mean == pytest.approx(float(theirs[0]), abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 1000))
def test_more_labels_narrow_the_interval(seed: int) -> None:
    few, many = (prediction_powered(*made(seed, 600, n)).ends(0.95) for n in (20, 300))
    assert many[1] - many[0] < few[1] - few[0]


@given(st.integers(0, 1000), st.floats(-2, 2))
def test_a_constant_error_of_the_scores_is_corrected_away(seed: int, error: float) -> None:
    scores, labels = made(seed)
    right, wrong = prediction_powered(scores, labels), prediction_powered(scores + error, labels)
    assert wrong.mean == pytest.approx(right.mean)
    assert wrong.error == pytest.approx(right.error)
