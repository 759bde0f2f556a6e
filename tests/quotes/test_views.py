"""Views that no verb attributes."""

from __future__ import annotations

import pytest

from analysis.quotes import find_attributions
from analysis.tokens.document import Document
from tests.quotes.finding import attributions


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "In the view of economist Clara Voss, the boom was a mirage.",
            "economist Clara Voss",
            "In the view of",
            ["the boom was a mirage"],
        ),
        (
            "In the opinion of the court, the tax was illegal.",
            "the court",
            "In the opinion of",
            ["the tax was illegal"],
        ),
        (
            "The dam, in the words of engineer Rita Sole, will break.",
            "engineer Rita Sole",
            "in the words of",
            ["The dam", "will break"],
        ),
        ("In Malta's view, the treaty is dead.", "Malta", "view", ["the treaty is dead"]),
        ("The war, in Niger's eyes, is lost.", "Niger", "eyes", ["The war", "is lost"]),
        (
            "In the view of the mediator, Luc Ferrand, a deal is near.",
            "the mediator, Luc Ferrand",
            "In the view of",
            ["a deal is near"],
        ),
        (
            "According to Clara Voss, the boom was a mirage.",
            "Clara Voss",
            "According to",
            ["the boom was a mirage"],
        ),
    ],
)
def test_a_view_has_a_source(text: str, source: str, cue: str, content: list[str]) -> None:
    assert attributions(text) == [([source], [cue], content)]


@pytest.mark.parametrize(
    "text",
    [
        "She lives in the eyes of the storm.",
        "He came in the words of his friend.",
        "In Malta's harbour, the ships wait.",
        "In the view, the sea is green.",
        "In",
    ],
)
def test_other_words_are_no_view(text: str) -> None:
    assert attributions(text) == []


def test_a_view_is_added_to_what_the_network_finds() -> None:
    text = "In the view of historian Paul Okeke, the war was lost in May."
    ((found,),) = find_attributions([Document(text)])
    assert text[slice(*found.source[0])] == "historian Paul Okeke"
