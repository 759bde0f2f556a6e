"""Tests of `analysis.validation.recalibration`: probabilities brought closer to labels."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

import analysis as sl
from analysis.limits import is_neural
from analysis.records import ChoiceError, LabelsError
from analysis.validation.recalibration import Recalibration, applied, fitted, is_gain, judged, logs_of
from tests.invariants import assert_sound
from tests.validation.analysed import small

SAME = np.array([1.0, 0.0, 0.0])
SHARES = np.array([[0.7, 0.2, 0.1], [0.1, 0.2, 0.7], [0.2, 0.6, 0.2]])


def made(temperature: float = 2.0, *, is_better: bool = True) -> Recalibration:
    return Recalibration(temperature, (0.0, 0.0, 0.0), pd.DataFrame(), is_better, 60)


@cache
def told() -> sl.Analysis:
    """Return 60 articles of the same words."""
    text = "Spain failed again. France saved the treaty."
    return sl.analyze([sl.make_article(text, article_id=f"x{n}") for n in range(60)], duplicates="keep")


def test_probabilities_by_hand() -> None:
    # At a temperature of 2 square roots count: 1, 2 and 3 for 1, 4 and 9 of 14.
    shares = np.array([[1.0, 4.0, 9.0]]) / 14
    assert applied(np.array([0.5, 0.0, 0.0]), logs_of(shares))[0] == pytest.approx([1 / 6, 2 / 6, 3 / 6])
    # An offset of log 2 doubles negative.
    assert applied(np.array([1.0, np.log(2), 0.0]), logs_of(shares))[0] == pytest.approx(
        [2 / 15, 4 / 15, 9 / 15]
    )


def test_a_probability_of_nothing_stays_finite() -> None:
    assert np.isfinite(applied(SAME, logs_of(np.array([[0.0, 0.0, 1.0]])))).all()


def test_what_is_right_already_is_left_alone() -> None:
    found = fitted(logs_of(SHARES), SHARES, np.ones(3))
    assert found == pytest.approx(SAME, abs=1e-9)


def test_what_is_fitted_is_the_least_of_the_held_loss() -> None:
    logs = logs_of(np.tile(SHARES, (40, 1)))
    targets = np.tile(np.eye(3)[[0, 0, 1]], (40, 1))

    def loss(parameters: Any) -> float:
        held = ((parameters - SAME) ** 2 @ [10.0, 5.0, 5.0]) / 2
        return float(held - (targets * logs_of(applied(parameters, logs))).sum())

    least = fitted(logs, targets, np.ones(len(logs)))
    moved = [least + step for step in np.vstack([np.eye(3), -np.eye(3)]) * 0.01]
    assert loss(least) < min(map(loss, moved))


def test_a_model_that_leans_is_better_recalibrated() -> None:
    rng = np.random.default_rng(3)
    truth = rng.dirichlet(np.ones(3), 300)
    targets = np.eye(3)[(rng.random((300, 1)) > truth.cumsum(axis=1)).sum(axis=1)]
    leaning = logs_of(applied(np.array([1.0, 1.5, -1.5]), logs_of(truth)))
    options: dict[str, Any] = {"confidence": 0.95, "n_resamples": 300, "seed": 0}
    articles, weights = np.arange(300), np.ones(300)
    table = judged(leaning, targets, weights, articles, **options)
    assert is_gain(table)
    assert table["measure"].tolist() == ["log loss", "macro-F1", "bias"]
    assert table["gain"].tolist() == pytest.approx(
        [
            table["before"][0] - table["after"][0],
            table["after"][1] - table["before"][1],
            abs(table["before"][2]) - abs(table["after"][2]),
        ]
    )
    assert not is_gain(judged(logs_of(truth), targets, weights, articles, **options))


def test_one_article_cannot_tell() -> None:
    logs, targets = logs_of(np.tile(SHARES, (20, 1))), np.tile(np.eye(3), (20, 1))
    table = judged(
        logs, targets, np.ones(60), np.zeros(60, dtype=int), confidence=0.9, n_resamples=10, seed=0
    )
    assert table[["low", "high"]].isna().all(axis=None)
    assert not is_gain(table)


def test_an_analysis_is_changed_alike_everywhere() -> None:
    result = small()
    found = made().apply(result)
    assert_sound(found)
    before, after = (one.sentiments[["negative", "neutral", "positive"]] for one in (result, found))
    roots = before**0.5
    assert after.to_numpy() == pytest.approx(roots.div(roots.sum(axis=1), axis=0).to_numpy())
    assert (found.sentiments["score"] - (after["positive"] - after["negative"])).abs().max() < 1e-12
    assert (after.idxmax(axis=1) == found.sentiments["label"]).all()
    spoken = found.stances[found.stances["basis"] != "action"]
    own = found.sentiments.set_index(["article_id", "mention"])["score"]
    keys = pd.MultiIndex.from_frame(spoken[["article_id", "mention"]])
    assert spoken["score"].tolist() == pytest.approx(own.reindex(keys).tolist())
    # The errors that were measured are not those of these probabilities.
    means = sl.party_sentiment(found)
    assert means["mean"].tolist() == means["sampling_mean"].tolist()
    assert is_neural(found)
    acts = result.stances["basis"] == "action"
    pd.testing.assert_frame_equal(found.stances[acts], result.stances[acts])


def test_the_analysis_that_is_given_stays_as_it_is() -> None:
    before = small().sentiments.copy()
    made().apply(small())
    pd.testing.assert_frame_equal(small().sentiments, before)


def test_labels_that_the_model_never_gives() -> None:
    # All that it calls negative is neutral, say the labels.
    drawn = sl.sample(told(), n=1000, by=("party",))
    labels = drawn.assign(label=np.where(drawn["party"] == "Spain", "neutral", "positive"), coder="Ana")
    found = sl.recalibrate(told(), labels, n_resamples=200)
    assert (found.is_better, found.n) == (True, 120)
    assert found.offsets[0] < 0
    assert found.apply(told()).sentiments["score"].mean() > told().sentiments["score"].mean()
    assert "recalibrating is clearly better" in found._repr_markdown_()


def test_few_labels_are_not_enough() -> None:
    labels = sl.sample(told(), n=39).assign(label="neutral", coder="Ana")
    found = sl.recalibrate(told(), labels, n_resamples=50)
    assert (found.is_better, found.n) == (False, 39)
    with pytest.raises(ChoiceError, match="recalibrating by these 39 labels is not clearly better"):
        found.apply(told())


def test_labels_of_quotations() -> None:
    labels = sl.sample(small(), of="quotes").assign(label="right")
    with pytest.raises(LabelsError, match="the labels are of quotes; recalibrating takes labels of mentions"):
        sl.recalibrate(small(), labels)


def test_a_method_without_probabilities() -> None:
    other = dataclasses.replace(small(), sentiments=small().sentiments.assign(method="lexicon"))
    with pytest.raises(ChoiceError, match='only method="neural" gives probabilities'):
        made().apply(other)
    with pytest.raises(ChoiceError, match='only method="neural" gives probabilities'):
        sl.recalibrate(other, sl.sample(other).assign(label="neutral"))
