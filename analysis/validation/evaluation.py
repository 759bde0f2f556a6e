"""Labels as a file that `sidelight evaluate` reads, so that they measure any method."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from analysis.records import LabelsError, ReportError
from analysis.schema import Analysis, rows
from analysis.storage import replacing_file
from analysis.validation.labels import read_labels
from analysis.validation.matching import matched
from analysis.validation.units import kind_of_units, sentence_span

# What `sidelight evaluate` calls the task of each kind of units.
_TASKS = MappingProxyType({"mentions": "target-sentiment", "articles": "document-sentiment"})


def write_evaluation(result: Analysis, labels: Any, path: str | Path) -> pd.DataFrame:
    """Write labels as the file that ``sidelight evaluate`` reads, one JSON object a line.

    With it labels measure any method, also one that finds other mentions. Mentions are for
    ``target-sentiment``: each in its sentences, with `others`, the further mentions of parties in them, whose
    names the network is not shown either. So it scores them as in the analysis. Articles are for
    ``document-sentiment``, which finds the party by its name alone.

    Each label is a row, so a unit that two coders labelled is there twice. Rows also have the `id` of the
    unit, its `article_id`, and the `coder`. Rows count alike there, whatever their probability of being
    drawn: for figures of the whole corpus take `validate`.

    Parameters
    ----------
    result
        The analysis that the sample was drawn from, or a newer one of the same articles.
    labels
        What `read_labels` takes or returns, of mentions or articles.
    path
        The file to write, such as ``labels.jsonl``.

    Returns
    -------
    DataFrame
        The labelled units that are left out, since they are not in the analysis any more: `unit`, `text` and
        `reason`.

    Raises
    ------
    LabelsError
        As `read_labels`; there is no label yet, or none is of a unit of this analysis; or the labels are of
        quotations, since right and wrong do not say what else is said in an article.
    ReportError
        The file cannot be written, or its name ends in ``.gz``.
    """
    if Path(path).suffix == ".gz":
        raise ReportError(f"{path}: is not compressed; give a name that ends in .jsonl")
    table = read_labels(labels)
    is_of_mentions = task_of(table) == _TASKS["mentions"]
    found = matched(result, table)
    given = found.given[["unit", "coder", "label"]].merge(found.units.drop(columns="label"), on="unit")
    written = (_mentions if is_of_mentions else _articles)(result, given)
    with replacing_file(Path(path)) as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in written)
    return found.gone


def task_of(table: pd.DataFrame) -> str:
    """Return the task of ``sidelight evaluate`` that measures by labels, a table by `read_labels`.

    Raises
    ------
    LabelsError
        The labels are of quotations.
    """
    of = (kind_of_units(str(table["unit"].iloc[0])) if len(table) else None) or "mentions"
    if of not in _TASKS:
        raise LabelsError(
            "these labels say which quotations have the right speaker; `sidelight evaluate` needs "
            "all that is said in whole articles: give labels of mentions or articles"
        )
    return _TASKS[of]


def _mentions(result: Analysis, given: pd.DataFrame) -> Iterator[dict[str, Any]]:
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    sentences = dict(iter(result.sentences.groupby("article_id", sort=False)))
    mentions = dict(iter(result.mentions.groupby("article_id", sort=False)))
    for row in rows(given):
        first, last = sentence_span(sentences[row.article_id], row)
        own = mentions[row.article_id]
        inside = own[(own["start"] >= first) & (own["end"] <= last)]
        spans = set(zip(inside["start"].tolist(), inside["end"].tolist(), strict=True))
        yield {
            **_known(row),
            "text": texts[row.article_id][first:last],
            "start": row.start - first,
            "end": row.end - first,
            "party": row.party,
            "others": [[start - first, end - first] for start, end in sorted(spans - {(row.start, row.end)})],
            "label": row.label,
        }


def _articles(result: Analysis, given: pd.DataFrame) -> Iterator[dict[str, Any]]:
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    for row in rows(given):
        yield {
            **_known(row),
            "title": row.title,
            "text": texts[row.article_id].removeprefix(f"{row.title}\n\n"),
            "entity": row.party,
            "label": row.label,
        }


def _known(row: Any) -> dict[str, str]:
    return {"id": row.unit, "article_id": row.article_id, "coder": row.coder}
