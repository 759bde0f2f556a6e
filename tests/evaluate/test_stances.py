"""Figures of stances, counted by hand."""

from __future__ import annotations

import dataclasses

import pytest

from analysis.evaluate import stances
from analysis.evaluate.gold import Story
from analysis.evaluate.gold_sections import Held
from analysis.evaluate.stances import Stance, evaluate_stances, figures
from analysis.pipeline import analyze
from analysis.records import AUTHOR, Article, LabelsError
from analysis.schema import Analysis, make_table

TEXT = "Iran blamed Oman.\n\nOman thanked Chad."
BLAMED = Stance("a", 0, "Iran", "Oman", "negative")
BLAMED_BACK = Stance("a", 0, "Oman", "Iran", "negative")
THANKED = Stance("a", 1, "Oman", "Chad", "positive")
AUTHORS = Stance("a", 1, AUTHOR, "Chad", "positive")


def test_gold_against_itself_is_perfect() -> None:
    found = figures(1, {BLAMED, THANKED}, {BLAMED, THANKED})
    assert {found[name]["f1"] for name in ("all", "attributed", "negative", "positive")} == {1.0}
    assert (found["stories"], found["reversed"]) == (1, 0)


def test_figures_by_hand() -> None:
    found = figures(1, {BLAMED, THANKED}, {BLAMED_BACK, THANKED, AUTHORS})
    assert found["all"] == {
        "labelled": 2,
        "predicted": 3,
        "precision": pytest.approx(1 / 3),
        "recall": 0.5,
        "f1": 0.4,
    }
    assert (found["attributed"]["precision"], found["negative"]["f1"], found["positive"]["f1"]) == (0.5, 0, 1)
    assert found["reversed"] == 1


def test_blame_both_ways_is_not_reversed() -> None:
    assert figures(1, {BLAMED, BLAMED_BACK}, {BLAMED, BLAMED_BACK})["reversed"] == 0


def test_nothing_gives_zeros() -> None:
    assert figures(1, set(), set())["all"] == {
        "labelled": 0,
        "predicted": 0,
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
    }


def found_in(*rows: tuple[int, str, str, str]) -> Analysis:
    """The analysis of the text, with stances of (sentence, source, target, label)."""
    n = len(rows)
    columns = {
        "article_id": ["a"] * n,
        "stance": range(n),
        "sentence": [row[0] for row in rows],
        "source": [row[1] for row in rows],
        "source_kind": ["party"] * n,
        "source_entity": [None] * n,
        "target": [row[2] for row in rows],
        "target_entity": [None] * n,
        "mention": [0] * n,
        "basis": ["action"] * n,
        "quote": [None] * n,
        "negative": [0.5] * n,
        "neutral": [0.0] * n,
        "positive": [0.5] * n,
        "score": [0.0] * n,
        "label": [row[3] for row in rows],
    }
    result = analyze([Article("a", TEXT)], method="lexicon")
    return dataclasses.replace(result, stances=make_table("stances", columns))


def test_stances_of_stories_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    result = found_in(
        (0, "Iran", "Oman", "negative"),
        (0, "Iran", "Oman", "negative"),  # the same again
        (0, "Oman", "Oman", "positive"),  # of itself
        (1, "Oman", "Chad", "neutral"),
    )
    monkeypatch.setattr(stances, "analyze_stories", lambda _stories, method: [result])  # noqa: ARG005
    held = (Held(5, 11, "Iran", "Oman", "negative"), Held(24, 31, "Oman", "Chad", "positive"))
    figures_found, predictions = evaluate_stances([Story(Article("a", TEXT), (), "dev", stances=held)])
    assert figures_found["all"] == {
        "labelled": 2,
        "predicted": 1,
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
    }
    assert predictions == [BLAMED._asdict()]


@pytest.mark.parametrize(
    ("held", "message"),
    [
        (None, "a.md: has no section '## Stances' below the text"),
        ((Held(17, 19, "Iran", "Oman", "negative"),), r"a.md: '\n\n' is in no sentence"),
    ],
)
def test_labels_that_cannot_be_used_are_errors(held: tuple[Held, ...] | None, message: str) -> None:
    story = Story(Article("a", TEXT, path="a.md"), (), "dev", stances=held)
    with pytest.raises(LabelsError) as error:
        evaluate_stances([story], method="lexicon")
    assert str(error.value) == message
