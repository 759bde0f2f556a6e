"""Recalibrating by labels: how often it is offered, and what it is worth on mentions that have no label.

Mentions are drawn from those of NewsMTSC that training kept apart, so that the model's errors are real ones;
two of an article on average are labelled, and half of an article's mentions share one label. The settings:

- sound: labels are drawn from the model's own probabilities, so that there is nothing to gain;
- as kept: as they are; 20, 60, 20 and the like: true shares of negative, neutral and positive as these;
- too sure: the model's log-probabilities doubled; leans: 1 taken from positive and added to negative.

Printed are the percentage of trials in which it is offered, and of these the percentage in which log loss on
all kept mentions fell; and over these the mean changes of log loss and macro-F1 and the mean size of the bias
before and after.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.evaluate.targets import predict_targets, read_targets
from analysis.training.data import is_kept
from analysis.validation.recalibration import LABELS, applied, fitted, is_gain, judged, logs_of

DATA = Path(__file__).parents[3] / "shared" / "eval" / "target_sentiment.newsmtsc_train.jsonl.gz"
N_LABELS, TRIALS = (60, 100, 200), 100
PER_ARTICLE = 2
Floats = NDArray[np.float64]
# Shares of the true labels (None: as they are), and what is done to the model's log-probabilities.
SETTINGS: dict[str, tuple[tuple[float, ...] | None, Floats]] = {
    "sound": (None, np.array([1.0, 0.0, 0.0])),
    "as kept": (None, np.array([1.0, 0.0, 0.0])),
    "20, 60, 20": ((0.2, 0.6, 0.2), np.array([1.0, 0.0, 0.0])),
    "50, 35, 15": ((0.5, 0.35, 0.15), np.array([1.0, 0.0, 0.0])),
    "15, 35, 50": ((0.15, 0.35, 0.5), np.array([1.0, 0.0, 0.0])),
    "too sure": (None, np.array([2.0, 0.0, 0.0])),
    "leans": (None, np.array([1.0, 1.0, -1.0])),
}


def kept() -> tuple[Floats, Floats]:
    """Return the model's probabilities and the labels, one-hot, of mentions that training kept apart."""
    rows = [row for row in read_targets(DATA) if is_kept(row["text"])]
    probabilities = predict_targets(rows)[list(LABELS)].to_numpy(dtype="float64")
    return probabilities, np.eye(len(LABELS))[[LABELS.index(row["label"]) for row in rows]]


def measures(probabilities: Floats, targets: Floats, weights: Floats) -> Floats:
    """Return log loss, macro-F1 and bias."""
    loss = -float(weights @ (targets * logs_of(probabilities)).sum(axis=1))
    chosen = np.eye(len(LABELS))[probabilities.argmax(axis=1)]
    f1 = 2 * (weights @ (chosen * targets)) / (weights @ (chosen + targets))
    return np.array([loss, f1.mean(), weights @ (probabilities - targets) @ [-1.0, 0.0, 1.0]])


def trial(name: str, n: int, pool: tuple[Floats, Floats], rng: np.random.Generator) -> Floats:
    """Return whether it is offered, and the measures before and after on all kept mentions."""
    shares, change = SETTINGS[name]
    probabilities = applied(change, logs_of(pool[0]))
    targets = probabilities if name == "sound" else pool[1]
    weights = np.ones(len(targets)) if shares is None else pool[1] @ (np.array(shares) / pool[1].mean(axis=0))
    weights = weights / weights.sum()
    articles = np.sort(rng.integers(0, n // PER_ARTICLE, n))
    drawn = rng.choice(len(targets), n, p=weights)
    if name != "sound":
        # Half of the mentions have the label of the first one drawn for their article.
        leading = pool[1].argmax(axis=1)
        own = leading[drawn[np.searchsorted(articles, articles)]]
        for label in range(len(LABELS)):
            where = np.flatnonzero((own == label) & (rng.random(n) < 0.5))
            drawn[where] = rng.choice(np.flatnonzero(leading == label), len(where))
    given = targets[drawn]
    if name == "sound":
        given = np.eye(len(LABELS))[(rng.random((n, 1)) > given.cumsum(axis=1)).sum(axis=1).clip(0, 2)]
    logs, ones, numbers = (
        logs_of(probabilities[drawn]),
        np.ones(n),
        np.unique(articles, return_inverse=True)[1],
    )
    table = judged(logs, given, ones, numbers, confidence=0.95, n_resamples=500, seed=0)
    after = applied(fitted(logs, given, ones), logs_of(probabilities))
    both = (measures(one, targets, weights) for one in (probabilities, after))
    return np.concatenate([[is_gain(table)], *both])


def main() -> None:
    """Print all as one JSON object a line."""
    pool = kept()
    rng = np.random.default_rng(29)
    for name in SETTINGS:
        for n in N_LABELS:
            found = np.array([trial(name, n, pool, rng) for _ in range(TRIALS)])
            offered = found[found[:, 0] == 1]
            result: dict[str, object] = {
                "benchmark": "recalibration",
                "setting": name,
                "labels": n,
                "offered": round(100 * len(offered) / TRIALS),
            }
            if len(offered):
                change = offered[:, 4:] - offered[:, 1:4]
                result |= {
                    "better": round(100 * float((change[:, 0] < 0).mean())),
                    "log_loss": round(float(change[:, 0].mean()), 3),
                    "macro_f1": round(float(change[:, 1].mean()), 3),
                    "bias_before": round(float(np.abs(offered[:, 3]).mean()), 3),
                    "bias_after": round(float(np.abs(offered[:, 6]).mean()), 3),
                }
            sys.stdout.write(json.dumps(result) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
