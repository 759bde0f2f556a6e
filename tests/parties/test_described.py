"""What the words of a description tell."""

from __future__ import annotations

import pytest

from analysis.parties.described import how_many
from analysis.parties.linked import ANY
from tests.parties.readings import marked


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("He:he", 1),
        ("it:it", 1),
        ("They:they", ANY),
        ("each other:they", 2),
        ("both sides:nominal", 2),
        ("The two women:nominal", 2),
        ("Neither side:nominal", 2),
        ("the three states:nominal", 3),
        ("the neighbours:nominal", ANY),
        ("these people:nominal", ANY),
        ("the boss:nominal", 1),
        ("The virus:nominal", 1),
        ("the minister:nominal", 1),
        ("rivals:nominal", ANY),
    ],
)
def test_words_tell_how_many_are_meant(mention: str, expected: int) -> None:
    text, reading = marked(f"{{{mention}}} left.")
    assert how_many(text, reading.mentions[0]) == expected
