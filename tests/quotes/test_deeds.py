"""Deeds and opinions, told apart."""

from __future__ import annotations

import pytest

from analysis.quotes import find_attributions
from analysis.quotes.deeds import is_bare_passive, is_deed
from analysis.tokens.document import Document


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("banned", "Example for two years", True),
        ("has quickly appointed", "Example", True),
        ("banned", "whatever was sold", False),
        ("banned", "“Example”", False),
        ("praised", "Example", False),
        ("said", "no", False),
        ("criticism of", "Example", False),
        ("dismissed", "the plan as a joke", False),
        ("gave a speech on", "Example", False),
    ],
)
def test_a_lone_verb_with_an_object_is_a_deed(cue: str, content: str, expected: bool) -> None:
    assert is_deed(cue, content) is expected


@pytest.mark.parametrize(
    "text",
    [
        "The federation banned Tomas Wielander for two years.",
        "The tribunal sentenced Oskar Brandvold to four years in prison.",
        "The council awarded Halden Builders a contract for the bridge.",
        "The board appointed Ingrid Sollie chief executive.",
        "The judge adjourned the hearing until Thursday.",
        "Members elected Jonas Brandl in May.",
        "The minister signed the treaty in Oslo.",
    ],
)
def test_nobody_says_anything_by_a_deed(text: str) -> None:
    assert find_attributions([Document(text)]) == [[]]


@pytest.mark.parametrize(
    "text",
    [
        "Sweden applauded the vote.",
        "Togo admires Ghana.",
        "Niger supports the plan.",
        "The minister mocked Kenya.",
        "The king congratulated Bhutan on its birthday.",
        "The chairman rejected the offer.",
    ],
)
def test_an_opinion_is_one(text: str) -> None:
    ((found,),) = find_attributions([Document(text)])
    assert found.source


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("was condemned", True),
        ("Are expected", True),
        ("said", False),
        ("was expected to", False),
        ("", False),
    ],
)
def test_a_passive_of_two_words(cue: str, expected: bool) -> None:
    assert is_bare_passive(cue) is expected
