"""Tests of `analysis.quotes.sources`."""

from __future__ import annotations

import pytest

from tests.quotes.finding import attributions


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("Drenn", "Drenn"),
        ("The United States", "The United States"),
        ("Drenn's mayor", "Drenn's mayor"),
        ("Drenn and Kestria", "Drenn and Kestria"),
        ("Yet Example and the mayor of Drenn", "Example and the mayor of Drenn"),
        ("Example, the mayor of Drenn,", "Example, the mayor of Drenn"),
        ("The mayor, a former nurse,", "The mayor, a former nurse"),
        ("The man who left", "The man"),
        ("The man who the mayor", "the mayor"),
        ("The senator who critics", "critics"),
        ("The suspect who police", "police"),
        ("In Drenn, Example", "Example"),
        ("On Monday, the mayor", "the mayor"),
        ("DRENN (AP) — Example", "Example"),
        ("Kestria has left and Drenn later", "Drenn"),
    ],
)
def test_the_subject_of_a_verb_is_found_before_it(before: str, source: str) -> None:
    ((sources, _, content),) = attributions(f"{before} said that it was fair.")
    assert (sources, content) == ([source], ["that it was fair"])


@pytest.mark.parametrize(
    ("behind", "source"),
    [
        ("he.", "he"),
        ("Jan Example.", "Jan Example"),
        ("Jan Example, the mayor of Drenn.", "Jan Example, the mayor of Drenn"),
        ("Example on Monday.", "Example"),
        ("Example in an interview.", "Example"),
        ("the mayor, who has left.", "the mayor, who has left"),
        ("a kiln operator of twenty years.", "a kiln operator of twenty years"),
    ],
)
def test_the_subject_of_a_verb_is_found_behind_it(behind: str, source: str) -> None:
    ((sources, _, _),) = attributions(f"“It is fair,” said {behind}")
    assert sources == [source]
