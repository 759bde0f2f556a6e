"""What a colon attributes."""

from __future__ import annotations

import pytest

from analysis.quotes.colons import with_colons
from analysis.quotes.page import Page
from analysis.tokens.document import Document


def found(text: str) -> list[tuple[str, str]]:
    """Give source and content of each attribution by a colon."""
    page = Page(Document(text))
    return [
        (text[slice(*page.span(*item.source or (0, 1)))], text[slice(*item.content[0])])
        for item in with_colons(page)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Rockets hit hospital: Kyiv", "Kyiv", "Rockets hit hospital"),
        ('Dam "will never open": Cairo', "Cairo", 'Dam "will never open"'),
        ("Talks close to collapse: EU envoy", "EU envoy", "Talks close to collapse"),
        ("Team robbed of title: coach Zoran Pavic", "coach Zoran Pavic", "Team robbed of title"),
        ("Tariffs would be an act of war: China", "China", "Tariffs would be an act of war"),
        ("Gas prices to double by May: report", "report", "Gas prices to double by May"),
        ("Two dead in mine blast: police", "police", "Two dead in mine blast"),
        ("Minister: Tariffs will hurt us all", "Minister", "Tariffs will hurt us all"),
    ],
)
def test_a_headline_tells_its_speaker_first_or_last(text: str, source: str, content: str) -> None:
    assert found(f"{text}\n\nIt rained.") == [(source, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The fire last night: what we know",
        "Six ways to save: a guide",
        "The vote in Ohio: live updates",
        "Score at the break: 2-1",
        "Two dead: police",
        "A new life for old trains: Restoration Begins",
    ],
)
def test_what_stands_behind_a_headlines_colon_is_mostly_no_speaker(text: str) -> None:
    assert found(f"{text}\n\nIt rained.") == []


def test_below_the_headline_nobody_speaks_last() -> None:
    assert found("Rain fell.\n\nThree cities were hit: Kyiv") == []


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (
            ["Globe: How bad is it?", "Tamm: Bad. Very bad."],
            [("Globe", "How bad is it?"), ("Tamm", "Bad. Very bad.")],
        ),
        (["Q: Why?", "A: I was tired."], [("Q", "Why?"), ("A", "I was tired.")]),
        (
            ["HOST: And you, Ruth?", "ASHDOWN: I want the truth."],
            [("HOST", "And you, Ruth?"), ("ASHDOWN", "I want the truth.")],
        ),
        (["Dr. Drossos: I stopped.", "Weekly: When?"], [("Dr. Drossos", "I stopped."), ("Weekly", "When?")]),
        (
            ["The Globe: Who pays?", "Jo de Wit: You do."],
            [("The Globe", "Who pays?"), ("Jo de Wit", "You do.")],
        ),
        (
            ["Eva: We left.", "And then?", "Eva: It rained. Why?"],
            [("Eva", "We left."), ("Eva", "It rained. Why?")],
        ),
        (["Flour: 200 grams.", "Method: Stir and wait."], []),
        (["Eva: Who pays?", "It rained.", "It snowed.", "Jo: You do."], []),
    ],
)
def test_the_paragraphs_of_an_interview_begin_with_who_speaks(
    turns: list[str], expected: list[tuple[str, str]]
) -> None:
    text = "\n\n".join(("The band talks about fame.", *turns))
    assert found(text)[: len(expected) or None] == expected


def test_a_time_of_day_begins_no_turn() -> None:
    assert found("The day.\n\n9:30 Who is here?\n\n10:00 Nobody: it rained.") == []
