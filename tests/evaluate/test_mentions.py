"""Figures for mentions: by hand, and that the committed gold stories reach what the README says."""

from __future__ import annotations

import pytest

from analysis.evaluate.gold import Label, Story
from analysis.evaluate.mentions import evaluate_mentions
from analysis.records import Article


def story(text: str, *labels: Label) -> Story:
    return Story(Article("a", text), labels, "dev")


def label(text: str, surface: str, party: str, kind: str = "name", role: str = "actor") -> Label:
    start = text.index(surface)
    return Label(start, start + len(surface), party, "", kind, role)


def test_figures_by_hand() -> None:
    text = "Talks in Iran pleased Oman. Madrid slept."
    found = evaluate_mentions(
        [
            story(
                text,
                label(text, "Iran", "Iran", role="place"),  # found
                label(text, "Oman", "Yemen"),  # found as Oman
                label(text, "Talks", "Iran", "nominal"),  # not found
                label(text, "Madrid", "Spain", "metonym", "place"),  # found as an actor
            )
        ]
    )[0]
    assert (found["stories"], found["mentions"]) == (1, 4)
    assert found["all"] == {"precision": 0.6667, "recall": 0.5, "f1": 0.5714}
    assert found["named"] == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}
    assert found["referring"] == {"precision": None, "recall": 0.0, "f1": None}
    assert found["name"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert found["metonym"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert found["person"] == {"precision": None, "recall": None, "f1": None}
    assert found["place"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert found["role_accuracy"] == 0.5


def test_nothing_right_is_zero() -> None:
    text = "Iran met nobody."
    assert evaluate_mentions([story(text, label(text, "Iran", "Oman"))])[0]["all"] == {
        "precision": 0.0,
        "recall": 0.0,
        "f1": 0.0,
    }


def test_predictions_hold_what_the_figures_can_be_made_of() -> None:
    predictions = evaluate_mentions([story("Talks in Iran.")])[1]
    assert predictions == [
        {
            "article_id": "a",
            "start": 9,
            "end": 13,
            "surface": "Iran",
            "party": "Iran",
            "entity": None,
            "kind": "name",
            "role": "place",
            "confidence": 1.0,
        }
    ]


# Floors of what was measured; the README has the figures. A change that falls below one has to say why:
# "referring" of the test stories was 0.80 before a ninth story joined them, full of unnamed "they" in what is
# quoted. Both of theirs were 0.97 and 0.79 before names were learned. That of the development stories was
# 0.94 with rules for descriptions and pronouns, which had been written on them; it is 0.87 without.
@pytest.mark.parametrize(
    ("split", "figure", "floor"),
    [
        ("test", "named", 0.95),
        ("test", "referring", 0.83),
        ("test", "place", 0.90),
        ("dev", "named", 0.97),
        ("dev", "referring", 0.85),
        ("dev", "place", 0.95),
    ],
)
def test_gold_stories_reach_the_floor(
    state_stories: list[Story], split: str, figure: str, floor: float
) -> None:
    stories = [story for story in state_stories if story.split == split]
    assert len(stories) >= 4
    assert evaluate_mentions(stories)[0][figure]["f1"] >= floor
