"""A document's sentiment toward its main person, against the labels that people gave."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.documents import LABELS, document_sentiment
from analysis.evaluate.labels import read_labels
from analysis.evaluate.metrics import label_scores
from analysis.pipeline import analyze_article
from analysis.records import Article, LabelsError, Party, Person, Registry
from analysis.schema import Analysis
from analysis.sentiment.labels import label_of

Progress = Callable[[Sequence[Any]], Iterable[Any]]


def read_documents(path: Path) -> list[dict[str, Any]]:
    """Read rows of `title`, `text`, `entity` (a person in it) and `label`.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key or has an unknown label.
    """
    rows = list(read_labels(path, ("title", "text", "entity", "label")))
    for number, row in enumerate(rows, 1):
        if row["label"] not in LABELS:
            raise LabelsError(
                f"{path}: row {number}: label is {row['label']!r}; expected one of: {', '.join(LABELS)}"
            )
    return rows


def analyze_documents(
    rows: Sequence[dict[str, Any]], *, method: str = "neural", progress: Progress = iter
) -> list[Analysis]:
    """Analyse each document for its own entity, which is found by its name and last name."""
    return [_analysis(row, method) for row in progress(rows)]


def _analysis(row: dict[str, Any], method: str) -> Analysis:
    entity = row["entity"]
    registry = Registry(parties=(Party(entity, kind="person", people=(Person(entity),)),))
    text = f"{row['title']}\n\n{row['text']}" if row["title"].strip() else row["text"]
    result = analyze_article(Article("document", text, title=row["title"]), registry=registry, method=method)
    is_meant = result.mentions["party"] == entity
    return dataclasses.replace(
        result,
        mentions=result.mentions[is_meant].reset_index(drop=True),
        sentiments=result.sentiments[is_meant].reset_index(drop=True),
    )


def predict_documents(
    rows: Sequence[dict[str, Any]], *, method: str = "neural", progress: Progress = iter
) -> pd.DataFrame:
    """Predict the label of every document.

    Parameters
    ----------
    rows
        From `read_documents`.
    method
        ``neural``: `documents.document_sentiment`. ``lexicon``: the mean score of the mentions with evidence.
        A document that does not name its entity, or has no evidence, is neutral.
    progress
        Wraps the rows, to show how far the work is.

    Returns
    -------
    DataFrame
        One row for each, in order: `id` (its own, or its number from 0), `label` (predicted), `negative`,
        `neutral` and `positive`.
    """
    found = []
    for number, (row, result) in enumerate(
        zip(rows, analyze_documents(rows, method=method, progress=progress), strict=True)
    ):
        shares = _shares(result, method)
        found.append((row.get("id", number), LABELS[shares.index(max(shares))], *shares))
    return pd.DataFrame(found, columns=["id", "label", *LABELS])


def _shares(result: Analysis, method: str) -> tuple[float, float, float]:
    if method == "neural":
        table = document_sentiment(result)
        if len(table):
            negative, neutral, positive = table.iloc[0][list(LABELS)]
            return float(negative), float(neutral), float(positive)
    score = result.sentiments["score"].mean()
    if method == "neural" or pd.isna(score) or label_of(score) == "neutral":
        return 0.0, 1.0, 0.0
    return (1.0, 0.0, 0.0) if score < 0 else (0.0, 0.0, 1.0)


def vader_labels(results: Sequence[Analysis]) -> list[str]:
    """Label each document by VADER's mean over the sentences that name the entity; without one, neutral."""
    vader = SentimentIntensityAnalyzer()
    labels = []
    for result in results:
        text = result.articles["text"].iloc[0]
        named = result.sentences[result.sentences["sentence"].isin(result.mentions["sentence"])]
        scores = [
            vader.polarity_scores(text[start:end])["compound"]
            for start, end in zip(named["start"], named["end"], strict=True)
        ]
        labels.append(label_of(sum(scores) / len(scores)) if scores else "neutral")
    return labels


def document_scores(rows: Sequence[dict[str, Any]], predicted: Sequence[str]) -> dict[str, Any]:
    """Macro-F1, accuracy and each label's F1 (see `evaluate.metrics`)."""
    return label_scores([row["label"] for row in rows], predicted, LABELS)
