"""Macro-F1 of the lexicon method against VADER on the whole sentence, on sentences not looked at.

The overlay lexicon was made with a look at the labels of NewsMTSC's training sentences, but for those whose
SHA-1 begins with 0: about a sixteenth, which both methods are measured on here.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, f1_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.schema import Article, make_table
from analysis.sentiment import score_mentions
from analysis.sentiment.lexicon import label_of
from analysis.tokens import segment

DATA = Path(__file__).parents[3] / "shared" / "eval" / "target_sentiment.newsmtsc_train.jsonl.gz"


def unseen_rows() -> list[dict[str, Any]]:
    """Rows whose sentence was kept out of the making of the lexicon."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [row for row in rows if hashlib.sha1(row["text"].encode()).hexdigest()[0] == "0"]  # noqa: S324


def ours(rows: list[dict[str, Any]]) -> list[str]:
    """Labels by the lexicon method; without evidence, neutral."""
    articles = [Article(str(number), row["text"]) for number, row in enumerate(rows)]
    sentences, tokens = segment(articles)
    starts = sentences.groupby("article_id", sort=False)["start"].agg(list)
    places = [
        int(np.searchsorted(starts[article.article_id], row["start"], side="right")) - 1
        for article, row in zip(articles, rows, strict=True)
    ]
    mentions = make_table(
        "mentions",
        {
            "article_id": [article.article_id for article in articles],
            "mention": [0] * len(rows),
            "sentence": places,
            "start": [row["start"] for row in rows],
            "end": [row["end"] for row in rows],
            "surface": [row["text"][row["start"] : row["end"]] for row in rows],
            "party": ["target"] * len(rows),
            "entity": [None] * len(rows),
            "kind": ["name"] * len(rows),
            "role": ["actor"] * len(rows),
            "confidence": [1.0] * len(rows),
        },
    )
    sentiments, _ = score_mentions(tokens, mentions)
    labels: pd.Series = sentiments["label"].fillna("neutral")
    return labels.tolist()


def main() -> None:
    """Print macro-F1 and accuracy of both."""
    if not DATA.is_file():
        sys.stdout.write(f"skipped: {DATA} is not here\n")
        return
    rows = unseen_rows()
    gold = [row["label"] for row in rows]
    vader = SentimentIntensityAnalyzer()
    predictions = {
        "lexicon": ours(rows),
        "vader_whole_sentence": [label_of(vader.polarity_scores(row["text"])["compound"]) for row in rows],
    }
    result: dict[str, Any] = {"benchmark": "lexicon method and VADER", "rows": len(rows)}
    for name, labels in predictions.items():
        result[name] = {
            "macro_f1": round(float(f1_score(gold, labels, average="macro")), 4),
            "accuracy": round(float(accuracy_score(gold, labels)), 4),
        }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
