"""Fits the weights of keyphrases to the choices of readers, into ``resources/keyphrase_weights.csv``.

Run ``python -m analysis.training.keyphrases keywords.kpcrowd_dev.jsonl.gz``. It prints the F1 at 10 of
five-fold cross-validation (whole articles, weights of the other four fifths), which is what to report of
these stories, and then fits to all of them and writes the file that ships. The same file gives the same
weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from analysis.evaluate.keyphrases import score, stemmed, story_table
from analysis.evaluate.labels import read_labels
from analysis.keywords.candidates import FEATURES, candidates

OUTPUT = Path(__file__).parents[1] / "resources" / "keyphrase_weights.csv"


def fit(table: pd.DataFrame) -> dict[str, float]:
    """Fit a logistic regression, and give its weights for features as they are, not scaled."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(table[list(FEATURES)], table["is_chosen"])
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - weights @ scaler.mean_)
    return {"intercept": intercept, **dict(zip(FEATURES, weights.tolist(), strict=True))}


def cross_validated(table: pd.DataFrame, gold: list[list[str]]) -> dict[str, float]:
    """F1, precision and recall at 10 of articles that had no part in the weights."""
    value = np.zeros(len(table))
    for others, own in GroupKFold(5, shuffle=True, random_state=0).split(table, groups=table["article_id"]):
        weights = fit(table.iloc[others])
        features = table.iloc[own][list(FEATURES)].to_numpy(dtype=np.float64)
        value[own] = features @ np.array([weights[name] for name in FEATURES]) + weights["intercept"]
    ordered = table.assign(value=value).sort_values("value", ascending=False, kind="stable")
    found = ordered.groupby("article_id")["term"].agg(list)
    measured = [score(found.get(str(number), []), keywords) for number, keywords in enumerate(gold)]
    names = ("f1_at_10", "precision_at_10", "recall_at_10")
    return dict(zip(names, np.mean(measured, axis=0).round(4).tolist(), strict=True))


def main() -> None:
    """Read the stories, measure by cross-validation, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("labels", type=Path, help="stories with the keyphrases that people chose")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    rows = list(read_labels(arguments.labels, ("text", "keywords")))
    gold = [row["keywords"] for row in rows]
    wanted = [{stemmed(phrase) for phrase in keywords} for keywords in gold]
    table = candidates(story_table(rows))
    table["is_chosen"] = [
        key in wanted[int(article)] for key, article in zip(table["key"], table["article_id"], strict=True)
    ]
    sys.stdout.write(json.dumps({"articles": len(rows), **cross_validated(table, gold)}) + "\n")
    lines = [f"{name},{weight:.6g}" for name, weight in fit(table).items()]
    arguments.output.write_text("\n".join(["feature,weight", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
