"""Macro-F1 of the lexicon method against VADER on the whole sentence, on sentences not looked at.

The overlay lexicon was made with a look at the labels of NewsMTSC's training sentences, but for those whose
SHA-1 begins with 0: about a sixteenth, which both methods are measured on here. It is part of the tenth that
the neural method is chosen on, which they are measured on too.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
from sklearn.metrics import accuracy_score, f1_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.sentiment import score_sentences
from analysis.sentiment.labels import label_of
from analysis.training.data import is_kept
from analysis.training.errors import is_unseen

DATA = Path(__file__).parents[3] / "shared" / "eval" / "target_sentiment.newsmtsc_train.jsonl.gz"


def all_rows() -> list[dict[str, Any]]:
    """Rows of the file."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def ours(rows: list[dict[str, Any]]) -> list[str]:
    """Labels by the lexicon method; without evidence, neutral."""
    sentences = [(row["text"], [(row["start"], row["end"])]) for row in rows]
    sentiments = score_sentences(sentences, method="lexicon")
    labels: pd.Series = sentiments["label"].fillna("neutral")
    return labels.tolist()


def main() -> None:
    """Print macro-F1 and accuracy of both."""
    if not DATA.is_file():
        sys.stdout.write(f"skipped: {DATA} is not here\n")
        return
    vader = SentimentIntensityAnalyzer()
    result: dict[str, Any] = {"benchmark": "lexicon method and VADER"}
    for part, belongs in (("unseen", is_unseen), ("kept_tenth", is_kept)):
        rows = [row for row in all_rows() if belongs(row["text"])]
        gold = [row["label"] for row in rows]
        predictions = {
            "lexicon": ours(rows),
            "vader_whole_sentence": [
                label_of(vader.polarity_scores(row["text"])["compound"]) for row in rows
            ],
        }
        result[part] = {"rows": len(rows)} | {
            name: {
                "macro_f1": round(float(f1_score(gold, labels, average="macro")), 4),
                "accuracy": round(float(accuracy_score(gold, labels)), 4),
            }
            for name, labels in predictions.items()
        }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
