"""Tests of `analysis.parties.discourse`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parties.discourse import Discourse, Referent, is_subject, quotations

TEXT = "Spain sang. Italy sang.\n\nMalta sang. Oman sang."
SPANS = [(0, 11, 0), (12, 23, 0), (25, 36, 1), (37, 47, 1)]


def quoted(text: str, paragraphs: tuple[int, ...] = (0,)) -> list[str]:
    starts, ends = quotations(text, paragraphs)
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” he said.", ["“Yes,”"]),
        ('"Yes," he said.', ['"Yes,"']),
        ("«Yes», he said.", ["«Yes»"]),
        ("“Yes,” he said. “No.”", ["“Yes,”", "“No.”"]),
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("“Yes, “yes” and no", ["“Yes, “yes”"]),
        ("“Yes, he said.", ["“Yes, he said."]),
        ("Yes,” he said.", []),
        ("He said.", []),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“Yes.\n\nNo. “So.”"
    assert quoted(text, (0, 7)) == ["“Yes.\n\n", "“So.”"]


@given(st.text(alphabet='“”"«» a\n', max_size=40), st.lists(st.integers(1, 40), max_size=3, unique=True))
@settings(max_examples=100, deadline=None)
def test_quotations_are_in_order_and_apart(text: str, breaks: list[int]) -> None:
    paragraphs = [0, *sorted(place for place in breaks if place < len(text))]
    starts, ends = quotations(text, paragraphs)
    flat = [place for span in zip(starts, ends, strict=True) for place in span]
    assert flat == sorted(flat)
    assert not flat or flat[-1] <= len(text)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", True),
        ("Nobody sang. ", True),
        ("He said that ", True),
        ("He said ", True),
        ("Nobody sang, but ", True),
        ("On Monday, ", True),
        ("Turkish Foreign Minister ", True),
        ("The former prime minister ", True),
        ("Malta and ", True),
        ("“", True),
        ("Nobody sang.\n\n", True),
        ("He met ", False),
        ("He met the ", False),
        ("He met Turkish Foreign Minister ", False),
        ("a visit by ", False),
        ("tea of ", False),
    ],
)
def test_a_subject_follows_no_verb_and_no_preposition(before: str, *, expected: bool) -> None:
    assert is_subject(f"{before}Spain sang.", len(before)) is expected


@pytest.mark.parametrize(
    ("position", "number"), [(0, 0), (10, 0), (11, 0), (12, 1), (24, 1), (25, 2), (46, 3), (99, 3)]
)
def test_the_sentence_at_a_position(position: int, number: int) -> None:
    assert Discourse(TEXT, SPANS).index(position) == number


def test_going_back_gives_what_was_before_sentence_by_sentence() -> None:
    discourse = Discourse(TEXT, SPANS)
    for start, end, party in ((0, 5, "Spain"), (12, 17, "Italy"), (25, 30, "Malta"), (37, 41, "Oman")):
        discourse.add(Referent(start, end, (party,)))
    before = [(back, [r.parties[0] for r in referents]) for back, referents in discourse.before(30, within=1)]
    assert before == [(0, ["Malta"]), (1, ["Italy"])]
    assert [back for back, _ in discourse.before(47, within=9)] == [0, 1, 2, 3]


def test_a_referent_knows_its_quotation() -> None:
    text = "“Spain sang,” Italy said. “Malta did.”"
    discourse = Discourse(text, [(0, len(text), 0)])
    numbers = [
        discourse.add(Referent(text.index(name), 0, (name,))).quotation
        for name in ("Spain", "Italy", "Malta")
    ]
    assert numbers == [1, 0, 2]
