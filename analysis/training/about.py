"""What a sentiment is about, told from what the network for opinions has learned of a mention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from analysis.evaluate.metrics import label_scores
from analysis.records import ABOUT
from analysis.training.data import Labelled
from analysis.training.model import OpinionModel
from analysis.training.opinions import seen_of

# How free weights are (C of scikit-learn): of 0.0003 to 0.1 the best on the fifth that is kept.
_FREEDOM = 0.003


def fit_about(model: OpinionModel, items: Sequence[Labelled], kept: Sequence[Labelled]) -> dict[str, Any]:
    """Fit the head that tells what a sentiment is about, by a logistic regression, and measure it.

    Targets of the items have shares of `ABOUT`.

    Returns
    -------
    dict
        Macro-F1 and accuracy on the items that are kept.
    """
    seen, truth = seen_of(model, items)
    scaler = StandardScaler().fit(seen)
    fitted = LogisticRegression(C=_FREEDOM, max_iter=1000).fit(scaler.transform(seen), truth)
    weight = fitted.coef_ / scaler.scale_
    bias = fitted.intercept_ - weight @ scaler.mean_
    model.about.weight.data = torch.tensor(weight, dtype=torch.float32)
    model.about.bias.data = torch.tensor(bias, dtype=torch.float32)
    known, gold = seen_of(model, kept)
    found = (known @ weight.T + bias).argmax(1)
    return label_scores([ABOUT[n] for n in gold], [ABOUT[n] for n in found], ABOUT)
