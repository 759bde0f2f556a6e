"""The model's probabilities brought closer to the labels, where labels that they were not fitted to agree."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.aggregate.means import bounds, draws
from analysis.records import ChoiceError, LabelsError
from analysis.schema import Analysis
from analysis.sentiment.labels import labels_of
from analysis.validation.matching import matched
from analysis.validation.scores import f1_of_sums
from analysis.validation.units import PLACE, VALUES

Floats = NDArray[np.float64]

LABELS = tuple(VALUES["mentions"])
# Halves of fewer labels say too little; simulated were 60 and more.
LEAST = 40
# How strongly 1 / temperature is held to 1, and each offset to 0, in labels. With 4 and 2 instead, what was
# offered for 60 labels made log loss worse more often.
_HOLD = np.diag([10.0, 5.0, 5.0])
_LEAST_PROBABILITY = 1e-6
# Under this name no errors are measured: those of the model are errors of its own probabilities.
_METHOD = "neural, recalibrated"
_N_SPLITS = 5
MEASURES = ("log loss", "macro-F1", "bias")


@dataclass(frozen=True, slots=True)
class Recalibration:
    """What `recalibrate` finds.

    The probability of a label is made proportional to p ^ (1 / `temperature`) · exp(offset), where `offsets`
    are those of negative, neutral (0) and positive. `table` has a row a measure, on labels that were not
    fitted to: `measure` (``log loss``, ``macro-F1``, and ``bias``, the mean score less that of the labels),
    `before`, `after`, `gain` (above 0 where it gets better), `low` and `high`. `is_better` says whether that
    is more than chance, `n` how many labelled mentions there are.
    """

    temperature: float
    offsets: tuple[float, float, float]
    table: pd.DataFrame
    is_better: bool
    n: int

    def apply(self, result: Analysis) -> Analysis:
        """Return an analysis with recalibrated probabilities, scores and labels of its mentions.

        Opinions of authors and speakers, which are those of mentions, change alike; actions and evidence
        stay. `method` becomes ``neural, recalibrated``, whose errors nobody measured, so that means have
        sampling intervals alone. Labels that it was fitted to are too kind a judge of it: validate it with
        others.

        Raises
        ------
        ChoiceError
            It is not clearly better, or the analysis is not by ``method="neural"``.
        """
        if not self.is_better:
            raise ChoiceError(
                f"recalibrating by these {self.n} labels is not clearly better on labels that it was not "
                "fitted to; keep the analysis as it is, or label more"
            )
        _check_method(result.sentiments)
        is_voiced = result.stances["basis"] != "action"
        return dataclasses.replace(
            result,
            sentiments=self._applied(result.sentiments, result.sentiments["score"].notna()).assign(
                method=pd.Series(_METHOD, index=result.sentiments.index, dtype="str")
            ),
            stances=self._applied(result.stances, is_voiced),
        )

    def _applied(self, table: pd.DataFrame, is_own: pd.Series) -> pd.DataFrame:
        weights = np.array([1 / self.temperature, self.offsets[0], self.offsets[2]])
        rows = is_own.to_numpy(dtype=bool)
        found = applied(weights, logs_of(table.loc[rows, list(LABELS)].to_numpy(dtype="float64")))
        changed = table.copy()
        changed.loc[rows, list(LABELS)] = found
        changed.loc[rows, "score"] = found[:, 2] - found[:, 0]
        changed.loc[rows, "label"] = labels_of(found).astype(object)
        return changed

    def _repr_markdown_(self) -> str:
        lines = ["| measure | before | after | gain | interval |", "|---|---|---|---|---|"]
        for row in self.table.to_dict("records"):
            ends = "not known" if np.isnan(row["low"]) else f"{row['low']:.3f} to {row['high']:.3f}"
            numbers = " | ".join(f"{row[name]:.3f}" for name in ("before", "after", "gain"))
            lines.append(f"| {row['measure']} | {numbers} | {ends} |")
        verdict = "clearly better" if self.is_better else "not clearly better"
        return "\n".join([*lines, "", f"On labels that it was not fitted to, recalibrating is {verdict}."])


def recalibrate(
    result: Analysis, labels: Any, *, confidence: float = 0.95, n_resamples: int = 2000, seed: int = 0
) -> Recalibration:
    """Fit a temperature and an offset for each label, and judge them on labels that they were not fitted to.

    The articles are split into halves; what is fitted to either is judged on the other, five times over. It
    is better where the interval of the gain in log loss, from a paired bootstrap over articles, lies above 0,
    and that of macro-F1 not below. What `Recalibration.apply` uses is fitted to all labels. Labels count by
    how probable they were to be drawn.

    In simulations with the model's real errors (``tests/benchmarks/bench_recalibration.py``; the README has
    all figures) it was offered in 0 to 3 % of trials where there was nothing to gain. Where true shares of
    the labels differed from those in training, or the model was too sure or leaned, it was in 13 to 44 % for
    60 labels and in 14 to 88 % for 200, and log loss on the rest of the corpus then fell in 90 % or more,
    but for one setting with 60 labels. Macro-F1 changed by -1 to +3.5 points: what gets better is
    probabilities, and means of scores. For means alone `validate` needs no such check, and has intervals.

    Parameters
    ----------
    result
        The analysis that the sample was drawn from, by ``method="neural"``.
    labels
        What `read_labels` takes or returns, of mentions.
    confidence
        Coverage of the intervals, between 0 and 1; with 0.95 there is a clear gain by chance in 2.5 %.
    n_resamples, seed
        Size of the bootstrap; seed of it and of the halves.

    Returns
    -------
    Recalibration
        Not better, with fewer than 40 labelled mentions.

    Raises
    ------
    LabelsError
        As `validate`; or the labels are not of mentions.
    ChoiceError
        The analysis is not by ``method="neural"``, the only one with probabilities.
    """
    found = matched(result, labels)
    if found.of != "mentions":
        raise LabelsError(f"the labels are of {found.of}; recalibrating takes labels of mentions")
    _check_method(result.sentiments)
    units = found.units[found.units["value"].notna()]
    places = result.mentions[list(PLACE)].assign(**{name: result.sentiments[name] for name in LABELS})
    own = units[["unit", *PLACE, "weight"]].merge(places, on=list(PLACE))
    shares = pd.crosstab(found.given["unit"], found.given["label"], normalize="index")
    targets = shares.reindex(index=own["unit"], columns=list(LABELS), fill_value=0.0).to_numpy("float64")
    logs = logs_of(own[list(LABELS)].to_numpy("float64"))
    weights = own["weight"].to_numpy("float64") / own["weight"].mean()
    articles = pd.factorize(own["article_id"])[0]
    table = judged(
        logs, targets, weights, articles, confidence=confidence, n_resamples=n_resamples, seed=seed
    )
    slope, negative, positive = fitted(logs, targets, weights)
    is_better = len(own) >= LEAST and is_gain(table)
    return Recalibration(1 / slope, (negative, 0.0, positive), table, is_better, len(own))


def logs_of(probabilities: Floats) -> Floats:
    """Return logarithms of probabilities, none below 1e-6."""
    found: Floats = np.log(np.maximum(probabilities, _LEAST_PROBABILITY))
    return found


def applied(parameters: Floats, logs: Floats) -> Floats:
    """Return probabilities from logarithms, given 1 / temperature and the offsets of the outer labels."""
    logits = logs * parameters[0] + np.array([parameters[1], 0.0, parameters[2]])
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: Floats = powers / powers.sum(axis=1, keepdims=True)
    return found


def fitted(logs: Floats, targets: Floats, weights: Floats) -> Floats:
    """Return the parameters of `applied` with the least weighted log loss, held to (1, 0, 0).

    The loss is convex, so that a few steps of Newton's method find its minimum.
    """
    parameters = np.array([1.0, 0.0, 0.0])
    moves = np.zeros((*logs.shape, 3))
    moves[:, :, 0], moves[:, 0, 1], moves[:, 2, 2] = logs, 1.0, 1.0
    for _ in range(10):
        found = applied(parameters, logs)
        rest = ((found - targets) * weights[:, np.newaxis])[:, :, np.newaxis]
        slope = (rest * moves).sum(axis=(0, 1)) + _HOLD @ (parameters - np.array([1.0, 0.0, 0.0]))
        means = (found[:, :, np.newaxis] * moves).sum(axis=1)
        spread = moves - means[:, np.newaxis]
        heavy = spread * (found * weights[:, np.newaxis])[:, :, np.newaxis]
        bend = np.einsum("nkp,nkq->pq", heavy, spread) + _HOLD
        parameters = parameters - np.clip(np.linalg.solve(bend, slope), -1, 1)
        parameters[0] = np.clip(parameters[0], 0.1, 5.0)
    return parameters


def judged(
    logs: Floats,
    targets: Floats,
    weights: Floats,
    articles: NDArray[np.intp],
    *,
    confidence: float,
    n_resamples: int,
    seed: int,
) -> pd.DataFrame:
    """Return the table of a `Recalibration`, from halves of the articles; intervals are NA with one article.

    Parameters
    ----------
    logs, targets, weights
        Of each labelled mention the logarithms of its probabilities, the shares of its labels, its weight.
    articles
        The number of its article, from 0.
    confidence, n_resamples, seed
        As for `recalibrate`.
    """
    rng = np.random.default_rng(seed)
    n = int(articles.max()) + 1
    before = _sums(applied(np.array([1.0, 0.0, 0.0]), logs), targets, weights)
    after = np.zeros_like(before)
    for _ in range(_N_SPLITS):
        is_one = (rng.permutation(n) % 2 == 0)[articles]
        for own in (is_one, ~is_one):
            parameters = fitted(logs[own], targets[own], weights[own])
            held_out = _sums(applied(parameters, logs[~own]), targets[~own], weights[~own])
            after[~own] += held_out / _N_SPLITS
    sums = np.zeros((n, 2 * before.shape[1]))
    np.add.at(sums, articles, np.hstack([before, after]))
    first, second, gain = (found[0] for found in _measures(sums.sum(axis=0)[np.newaxis]))
    table = pd.DataFrame(
        {"measure": MEASURES, "before": first, "after": second, "gain": gain, "low": np.nan, "high": np.nan}
    )
    if n > 1:
        resampled = np.concatenate([_measures(drawn @ sums)[2] for drawn in draws(n, n_resamples, seed)])
        for place in range(len(MEASURES)):
            low, high = bounds(resampled[:, [place]], confidence)
            table.loc[place, ["low", "high"]] = (low[0], high[0])
    return table


def is_gain(table: pd.DataFrame) -> bool:
    """Return whether log loss is clearly better, and macro-F1 not clearly worse."""
    return bool(table["low"].iloc[0] > 0 and table["high"].iloc[1] >= 0)


def _sums(probabilities: Floats, targets: Floats, weights: Floats) -> Floats:
    """Return what each mention adds to the measures: weight, loss, error of the score, and parts of F1."""
    loss = -(targets * logs_of(probabilities)).sum(axis=1)
    values = np.array(list(VALUES["mentions"].values()))
    error = (probabilities - targets) @ values
    chosen = (labels_of(probabilities)[:, np.newaxis] == np.array(LABELS)).astype("float64")
    parts = np.stack([chosen * targets, chosen + targets], axis=2).reshape(len(loss), 2 * len(LABELS))
    found: Floats = np.column_stack([np.ones_like(loss), loss, error, parts]) * weights[:, np.newaxis]
    return found


def _measures(sums: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the measures before and after, and their gains, for each row of sums."""
    sides = [
        np.column_stack([side[:, 1] / side[:, 0], f1_of_sums(side[:, 3:]), side[:, 2] / side[:, 0]])
        for side in np.split(sums, 2, axis=1)
    ]
    before, after = sides
    gain = np.column_stack(
        [before[:, 0] - after[:, 0], after[:, 1] - before[:, 1], np.abs(before[:, 2]) - np.abs(after[:, 2])]
    )
    return before, after, gain


def _check_method(sentiments: pd.DataFrame) -> None:
    if (sentiments["method"] != "neural").any():
        raise ChoiceError('only method="neural" gives probabilities to recalibrate; analyze with that')
