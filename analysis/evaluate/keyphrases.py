"""Keyphrases against those that people chose."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.evaluate.labels import read_labels
from analysis.keywords import keyphrases
from analysis.keywords.terms import stemmer
from analysis.schema import Analysis
from analysis.tokens.document import Document
from analysis.tokens.tables import text_tables

MOST = 10
_BATCH = 64


def evaluate_keyphrases(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Measure the keyphrases of news stories.

    Parameters
    ----------
    path
        A file of rows with `text` and `keywords`, the phrases that people chose.

    Returns
    -------
    figures : dict
        `articles`, and over the first ten distinct phrases, lower-cased and Porter-stemmed word by word,
        means over articles of `f1_at_10`, `precision_at_10` and `recall_at_10`, 0 to 1. An article without
        phrases on either side counts 0.
    predictions : list of dict
        Each row's `id` (by default its number) and its `keyphrases`, the best first.

    Raises
    ------
    LabelsError
        The file cannot be read, or a row lacks a key.
    """
    rows = list(read_labels(path, ("text", "keywords")))
    batches = [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]
    found = [phrases for batch in batches for phrases in _predict(batch)]
    measured = pd.DataFrame(
        [score(phrases, row["keywords"]) for phrases, row in zip(found, rows, strict=True)],
        columns=["f1_at_10", "precision_at_10", "recall_at_10"],
    )
    predictions = [
        {"id": row.get("id", number), "keyphrases": phrases}
        for number, (row, phrases) in enumerate(zip(rows, found, strict=True))
    ]
    means = {str(name): round(float(value), 4) for name, value in measured.mean().items()}
    return {"articles": len(rows), **means}, predictions


def score(found: Sequence[str], gold: Iterable[str]) -> tuple[float, float, float]:
    """F1, precision and recall of the first ten distinct phrases, compared by their stems."""
    chosen = list(dict.fromkeys(stemmed(phrase) for phrase in found))[:MOST]
    wanted = {stemmed(phrase) for phrase in gold}
    hits = len(wanted.intersection(chosen))
    if not hits:
        return 0.0, 0.0, 0.0
    precision, recall = hits / len(chosen), hits / len(wanted)
    return 2 * precision * recall / (precision + recall), precision, recall


def stemmed(phrase: str) -> str:
    """Lower-case a phrase and stem its words by Porter's rules."""
    stem = stemmer()
    return " ".join(stem(word) for word in phrase.lower().split())


def story_table(rows: Sequence[dict[str, Any]]) -> Analysis:
    """Analyse the texts of rows as far as keyphrases need: articles, sentences and tokens."""
    documents = [Document(row["text"], article_id=str(number)) for number, row in enumerate(rows)]
    ids = pd.DataFrame({"article_id": pd.Series([one.article_id for one in documents], dtype="str")})
    sentences, tokens = text_tables(documents)
    return dataclasses.replace(Analysis.stack([]), articles=ids, sentences=sentences, tokens=tokens)


def _predict(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    table = keyphrases(story_table(rows), most=MOST)
    by_article = table.groupby("article_id")["term"].agg(list)
    return [by_article.get(str(number), []) for number in range(len(rows))]
