"""Corrected means: how often their intervals hold the truth, and how wide they are against labels alone.

Corpora are made up of articles with their own leanings; the model's answers are drawn from those that it gave
to kept mentions of NewsMTSC with the same label, so its errors are real ones. Of each corpus a stratified
sample is labelled without error. By true shares of the labels, mentions and labels:

- covers: share of 95 % intervals of the corrected mean that hold the mean of all such articles, in percent;
- uncorrected: the same of the interval that the model alone gives (a bootstrap over articles in the package,
  here its normal form);
- width: median ratio of the interval's width to that from as many labels drawn plainly, without a model.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.aggregate.correction import prediction_powered
from analysis.evaluate.targets import predict_targets, read_targets
from analysis.training.data import is_kept
from analysis.validation.sampling import allocation

DATA = Path(__file__).parents[3] / "shared" / "eval" / "target_sentiment.newsmtsc_train.jsonl.gz"
LABELS = ("negative", "neutral", "positive")
# As in training, and three that lean.
MIXES = ((0.36, 0.36, 0.28), (0.2, 0.6, 0.2), (0.5, 0.35, 0.15), (0.15, 0.35, 0.5))
MENTIONS, N_LABELS, TRIALS = (400, 2000), (40, 60, 100), 2000
PER_ARTICLE, OUTLETS = 6, 3
# Concentration of an article's own shares around those of all: mentions of one article correlate by 1 / 7.
OWN = 6.0
Floats = NDArray[np.float64]
Pools = dict[int, tuple[Floats, NDArray[np.int64]]]


def pools() -> Pools:
    """Return the model's scores and labels of kept mentions, by their true label, -1 to 1."""
    rows = [row for row in read_targets(DATA) if is_kept(row["text"])]
    found = predict_targets(rows)
    scores = (found["positive"] - found["negative"]).to_numpy(dtype="float64")
    answers = found["label"].map(dict(zip(LABELS, (-1, 0, 1), strict=True))).to_numpy(dtype="int64")
    truth = np.array([LABELS.index(row["label"]) - 1 for row in rows])
    return {value: (scores[truth == value], answers[truth == value]) for value in (-1, 0, 1)}


def corpus(mix: tuple[float, ...], n: int, known: Pools, rng: np.random.Generator) -> tuple[Any, ...]:
    """Make mentions: labels, the model's scores and labels, articles and outlets."""
    sizes = rng.geometric(1 / PER_ARTICLE, n)
    articles = np.repeat(np.arange(n), sizes)[:n]
    shares = rng.dirichlet(OWN * np.array(mix), n)[articles]
    labels = (rng.random(n)[:, np.newaxis] > shares.cumsum(axis=1)).sum(axis=1).clip(0, 2) - 1
    scores, answers = np.empty(n), np.empty(n, dtype="int64")
    for value, (pool, said) in known.items():
        own = np.flatnonzero(labels == value)
        drawn = rng.integers(0, len(pool), len(own))
        scores[own], answers[own] = pool[drawn], said[drawn]
    return labels.astype("float64"), scores, answers, articles, articles % OUTLETS


def trial(
    mix: tuple[float, ...], n: int, n_labels: int, known: Pools, rng: np.random.Generator
) -> list[float]:
    """Return whether the two intervals hold the truth, and the width over that of labels alone."""
    labels, scores, answers, articles, outlets = corpus(mix, n, known, rng)
    truth = mix[2] - mix[0]
    strata = np.unique(answers * OUTLETS + outlets, return_inverse=True)[1]
    sizes = np.bincount(strata)
    taken = allocation(sizes, n_labels)
    given, plain = np.full(n, np.nan), np.full(n, np.nan)
    for place, k in enumerate(taken):
        drawn = rng.choice(np.flatnonzero(strata == place), k, replace=False)
        given[drawn] = labels[drawn]
    drawn = rng.choice(n, n_labels, replace=False)
    plain[drawn] = labels[drawn]
    weights = (sizes / taken)[strata]
    low, high = prediction_powered(scores, given, weights=weights, strata=strata, clusters=articles).ends(
        0.95
    )
    alone_low, alone_high = prediction_powered(scores, plain, clusters=articles, lam=0.0).ends(0.95)
    model_low, model_high = prediction_powered(scores, scores, clusters=articles, lam=0.0).ends(0.95)
    return [low <= truth <= high, model_low <= truth <= model_high, (high - low) / (alone_high - alone_low)]


def main() -> None:
    """Print all as one JSON object a line."""
    known = pools()
    rng = np.random.default_rng(23)
    for mix in MIXES:
        for n in MENTIONS:
            for n_labels in N_LABELS:
                found = np.array([trial(mix, n, n_labels, known, rng) for _ in range(TRIALS)])
                result = {
                    "benchmark": "validation",
                    "shares": mix,
                    "mentions": n,
                    "labels": n_labels,
                    "covers": round(100 * found[:, 0].mean(), 1),
                    "uncorrected": round(100 * found[:, 1].mean(), 1),
                    "width": round(float(np.median(found[:, 2])), 2),
                }
                sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
