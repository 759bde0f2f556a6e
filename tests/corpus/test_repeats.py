"""Tests of analysis.corpus.repeats."""

from __future__ import annotations

import pytest

from analysis.corpus.repeats import without_second_body, without_title

ONE = "The talks ended on Monday, and both sides left the port by ship, officials said."
TWO = "Nobody knew where they had gone to after that day."


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Vell’s talks", ["VELL'S TALKS", "They met."], ["They met."]),
        ("Talks resume in Oslo", ["Talks resume in OsloBoth met."], ["Both met."]),
        ("Talks resume in Oslo", ["Talks resume in Oslo. Both met."], ["Both met."]),
        ("Talks resume in Oslo - Vell News", ["Talks resume in Oslo", "Both met."], ["Both met."]),
        ("Talks resume in Oslo", ["Talks resume in Oslo | Vell News", "Both met."], ["Both met."]),
        (
            "Talks resume in Oslo - Vell",
            ["Talks resume in Oslo - Tamm", "No."],
            ["Talks resume in Oslo - Tamm", "No."],
        ),
        ("Talks - a failure", ["Talks", "Both met."], ["Talks", "Both met."]),
        ("Vell and Tamm meet", ["Vell and Tamm meet Monday."], ["Vell and Tamm meet Monday."]),
        ("Talks", ["Talks"], ["Talks"]),
        ("", ["Talks"], ["Talks"]),
    ],
)
def test_headline_stands_once(title: str, body: list[str], expected: list[str]) -> None:
    assert without_title(title, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([ONE, TWO, ONE, TWO], [ONE, TWO]),
        ([ONE, TWO, "Talks", ONE, TWO], [ONE, TWO]),
        ([f"{ONE} {TWO} {ONE} {TWO}"], [f"{ONE} {TWO}"]),
        ([ONE, TWO, ONE], [ONE, TWO, ONE]),
        (["No.", "No."], ["No.", "No."]),
    ],
)
def test_body_stands_once(body: list[str], expected: list[str]) -> None:
    assert without_second_body("Talks", body) == expected
