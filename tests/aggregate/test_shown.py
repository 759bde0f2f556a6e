"""What is between two, on a table made by hand."""

from __future__ import annotations

from analysis.aggregate import stance_matrix
from analysis.aggregate.shown import between
from analysis.records import UNATTRIBUTED
from tests.voices import Said, articles, own, with_stances


def test_between_is_neither_of_oneself_nor_of_nobody() -> None:
    said = [
        own("B", 0.5),
        Said("A", "A", 0.5),
        Said(UNATTRIBUTED, "B", 0.5, UNATTRIBUTED),
        Said("A", "B", 0.5),
    ]
    table = stance_matrix(with_stances(articles("Nobody spoke."), said))
    assert between(table)[["source", "target"]].to_numpy().tolist() == [["A", "B"]]


def test_nothing_is_between_nobody() -> None:
    assert between(stance_matrix(with_stances(articles("Nobody spoke."), []))).empty
