"""What people's labels say of the model on these articles, and what they change, in plain sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pandas as pd

from analysis.aggregate import party_sentiment
from analysis.limits import FEW_LABELS, has_labels, these
from analysis.schema import LABELLED, Analysis, empty_table, rows
from analysis.validation import accuracy_of_labels
from analysis.wording import counted, listed, number, percent, score, with_article

_MOST = 6


def measured_accuracy(result: Analysis) -> str:
    """Say how often the model gives the labels of these articles; empty where there are too few labels."""
    if not has_labels(result):
        return ""
    found = accuracy_of_labels(result)
    coders = f"{number(len(found.coders))} {'coder' if len(found.coders) == 1 else 'coders'}"
    share, low, high = (percent(f"{one:.0%}") for one in (found.share, found.low, found.high))
    return (
        f"On {counted(found.n, 'mention')} of {these(result)} that {coders} labelled, the method gave "
        f"people’s own label in {share} of cases (95 % interval {low} to {high})."
    )


def corrections(result: Analysis) -> list[str]:
    """Say whose means the labels correct, then in a line each which verdicts that changes.

    With too few labels there is nothing to say.
    """
    if not has_labels(result):
        return []
    table = party_sentiment(result)
    corrected = table[table["n_labels"] > 0]
    if corrected.empty:
        return [f"No party has {FEW_LABELS} labels of its own that differ, so they correct no mean."]
    named = [f"{with_article(row.party)} ({counted(row.n_labels, 'label')})" for row in rows(corrected)]
    more = len(named) - _MOST
    shown = [*named[:_MOST], *([f"{number(more)} more"] if more > 0 else [])]
    means = "The mean" if len(named) == 1 else "The means"
    are = "is" if len(named) == 1 else "are"
    changed = list(_changed(result, corrected))
    rest = "" if changed else " That changes no verdict."
    return [f"{means} of {listed(shown)} {are} corrected by these labels.{rest}", *changed]


def _changed(result: Analysis, corrected: pd.DataFrame) -> Iterator[str]:
    without = party_sentiment(dataclasses.replace(result, labelled=empty_table(LABELLED)))
    before = {row.party: row for row in rows(without)}
    for row in rows(corrected):
        old = before[row.party]
        if old.verdict != row.verdict:
            yield (
                f"With the labels, {with_article(row.party)} goes from “{old.verdict}” ({score(old.mean)}) "
                f"to “{row.verdict}” ({score(row.mean)})."
            )
