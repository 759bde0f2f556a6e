"""Attributions, speakers and stances in the gold stories about states reach what was measured.

The stories of the split `test` were labelled before any system ran on them. Nothing is tuned on them, but for
the rules of `quotes.speakers`, which were chosen with the shares of right speakers in sight.
"""

from __future__ import annotations

from typing import Any

import pytest

from analysis.evaluate.attributions import evaluate_story_attributions
from analysis.evaluate.gold import Story
from analysis.evaluate.stances import evaluate_stances

# ---- FLOORS: what was measured, less a little; the README has the figures. One that has to be lowered needs
# a reason in the commit. (split, method, figure, floor); a dot leads into a figure's parts.
ATTRIBUTION_FLOORS: list[tuple[str, str, str, float]] = [
    ("dev", "neural", "content_f1", 0.84),
    ("dev", "neural", "attribution_f1", 0.77),
    ("dev", "neural", "cue_f1", 0.9),
    ("dev", "neural", "speaker_accuracy", 0.86),
    ("test", "neural", "content_f1", 0.81),
    ("test", "neural", "attribution_f1", 0.75),
    ("test", "neural", "cue_f1", 0.89),
    ("test", "neural", "speaker_accuracy", 0.8),
    ("dev", "lexicon", "attribution_f1", 0.82),
    ("test", "lexicon", "attribution_f1", 0.87),
]
STANCE_FLOORS: list[tuple[str, str, str, float]] = [
    ("dev", "neural", "attributed.f1", 0.45),
    ("test", "neural", "attributed.f1", 0.3),
    ("dev", "lexicon", "attributed.f1", 0.3),
    ("test", "lexicon", "attributed.f1", 0.12),
]
# At most so many stances may be found with source and target swapped.
REVERSED_CEILINGS: list[tuple[str, str, int]] = [
    ("dev", "neural", 0),
    ("test", "neural", 0),
]
# ---- end of FLOORS

Figures = dict[tuple[str, str], dict[str, Any]]


def value(figures: dict[str, Any], name: str) -> float:
    """A figure by its name; None, where nothing was matched, is nothing."""
    found: Any = figures
    for part in name.split("."):
        found = found[part]
    return float(found or 0.0)


@pytest.fixture(scope="module")
def stories(state_stories: list[Story]) -> dict[str, list[Story]]:
    return {split: [story for story in state_stories if story.split == split] for split in ("dev", "test")}


@pytest.fixture(scope="module")
def attribution_figures(stories: dict[str, list[Story]]) -> Figures:
    return {
        (split, method): evaluate_story_attributions(stories[split], method=method)[0]
        for split, method in sorted({(split, method) for split, method, *_ in ATTRIBUTION_FLOORS})
    }


@pytest.fixture(scope="module")
def stance_figures(stories: dict[str, list[Story]]) -> Figures:
    wanted = [floor[:2] for floor in STANCE_FLOORS] + [ceiling[:2] for ceiling in REVERSED_CEILINGS]
    return {
        (split, method): evaluate_stances(stories[split], method=method)[0]
        for split, method in sorted(set(wanted))
    }


@pytest.mark.parametrize(("split", "method", "figure", "floor"), ATTRIBUTION_FLOORS)
def test_attributions_reach_the_floor(
    attribution_figures: Figures, split: str, method: str, figure: str, floor: float
) -> None:
    assert value(attribution_figures[split, method], figure) >= floor


@pytest.mark.parametrize(("split", "method", "figure", "floor"), STANCE_FLOORS)
def test_stances_reach_the_floor(
    stance_figures: Figures, split: str, method: str, figure: str, floor: float
) -> None:
    assert value(stance_figures[split, method], figure) >= floor


@pytest.mark.parametrize(("split", "method", "most"), REVERSED_CEILINGS)
def test_hardly_a_stance_is_turned_round(stance_figures: Figures, split: str, method: str, most: int) -> None:
    assert stance_figures[split, method]["reversed"] <= most
