"""What charts and their alternative texts show of a matrix, on tables made by hand."""

from __future__ import annotations

import dataclasses

import pandas as pd

from analysis import prose
from analysis.aggregate import sentiment_by_voice, stance_matrix
from analysis.aggregate.shown import (
    between,
    shown_cells,
    shown_pairs,
    shown_sources,
    shown_targets,
    shown_voices,
)
from analysis.records import UNATTRIBUTED
from tests.voices import Said, articles, own, with_stances

NAMES = "ABCDEFGHIJ"
CROWD = [Said(one, other, 0.5) for one in NAMES for other in NAMES if one < other]
NOBODY = articles("Nobody spoke.")


def matrix(*said: Said) -> pd.DataFrame:
    return stance_matrix(with_stances(NOBODY, said))


def test_author_first_then_by_number_and_whoever_is_not_known_last() -> None:
    said = [Said(UNATTRIBUTED, "B", 0.5, UNATTRIBUTED)] * 3 + [Said("A", "B", 0.5)] * 2 + [own("B", 0.5)]
    found = shown_sources(matrix(*said, Said("C", "B", 0.5)), 3)
    assert found == [(("the author", "author"), 1), (("A", "party"), 2), ((UNATTRIBUTED, UNATTRIBUTED), 3)]


def test_cells_are_of_shown_sources_and_targets_alone() -> None:
    table = matrix(*CROWD)
    cells = shown_cells(table, 3)
    assert set(cells["source"]) <= {"A", "B", "C"}
    assert shown_targets(table, 3) == ["J", "I", "H"]
    assert len(cells) == 9


def test_who_says_nothing_of_the_targets_shown_has_no_row() -> None:
    said = [Said("A", "X", 0.5)] * 3 + [Said("B", "Y", 0.5)] * 2 + [Said("C", "X", 0.5)]
    table = matrix(*said)
    assert [name for (name, _), _ in shown_sources(table, 1)] == ["A"]
    assert [name for (name, _), _ in shown_sources(table[table["target"] != "X"], 1)] == ["B"]
    assert {name for (name, _), _ in shown_sources(table, 8)} == {"A", "B", "C"}


def test_between_is_neither_of_oneself_nor_of_nobody() -> None:
    said = [
        own("B", 0.5),
        Said("A", "A", 0.5),
        Said(UNATTRIBUTED, "B", 0.5, UNATTRIBUTED),
        Said("A", "B", 0.5),
    ]
    assert between(matrix(*said))[["source", "target"]].to_numpy().tolist() == [["A", "B"]]


def test_pairs_are_sixteen_with_a_side_first() -> None:
    found = shown_pairs(matrix(*CROWD, *[Said("B", "A", 0.0)] * 9))
    assert len(found) == 16
    assert set(found["side"]) == {"positive"}
    assert shown_pairs(matrix(Said("A", "B", 0.0), Said("B", "A", -0.5)))["side"].tolist() == [
        "negative",
        "neutral",
    ]


def test_neutral_stances_alone_have_no_side_however_far_their_mean() -> None:
    result = with_stances(NOBODY, [Said("A", "B", 0.25)] * 2 + [Said("B", "A", 0.25)] * 2)
    stances = result.stances.assign(label=["neutral", "neutral", "neutral", "positive"])
    table = stance_matrix(dataclasses.replace(result, stances=stances))
    assert dict(zip(shown_pairs(table)["source"], shown_pairs(table)["side"], strict=True)) == {
        "A": "neutral",
        "B": "positive",
    }


def test_voices_are_the_author_and_four_more_of_each_party() -> None:
    said = [Said(name, target, 0.5) for target in "XY" for name in NAMES] + [own("X", 0.5)]
    found = shown_voices(sentiment_by_voice(with_stances(NOBODY, said)), 1)
    assert found["voice"].tolist() == ["the author", "A", "B", "C", "D"]
    assert set(found["party"]) == {"X"}


def test_alternative_texts_name_what_is_drawn_and_no_more() -> None:
    result = with_stances(NOBODY, CROWD)
    assert prose.stance_network_alt(result).count(" to ") == 16
    cells = len(shown_cells(stance_matrix(result)))
    assert prose.stance_matrix_alt(result).endswith(f"; and {cells - 24} more.")
    assert prose.stance_matrix_alt(result).count(" on ") == 24


def test_nothing_gives_nothing() -> None:
    empty = matrix()
    assert shown_sources(empty, 8) == []
    assert shown_targets(empty, 8) == []
    assert all(found.empty for found in (shown_cells(empty), shown_pairs(empty), between(empty)))
    assert shown_voices(sentiment_by_voice(with_stances(NOBODY, []))).empty
