"""Tests of `analysis.parties.discourse`."""

from __future__ import annotations

import pytest

from analysis.parties.discourse import Discourse, Referent, is_subject
from analysis.tokens.document import Document

DOCUMENT = Document("Spain sang. Italy sang.\n\nMalta sang. Oman sang.")


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
    assert Discourse(DOCUMENT).index(position) == number


def test_going_back_gives_what_was_before_sentence_by_sentence() -> None:
    discourse = Discourse(DOCUMENT)
    for start, end, party in ((0, 5, "Spain"), (12, 17, "Italy"), (25, 30, "Malta"), (37, 41, "Oman")):
        discourse.add(Referent(start, end, (party,)))
    before = [(back, [r.parties[0] for r in referents]) for back, referents in discourse.before(30, within=1)]
    assert before == [(0, ["Malta"]), (1, ["Italy"])]
    assert [back for back, _ in discourse.before(47, within=9)] == [0, 1, 2, 3]


def test_a_referent_knows_its_quotation() -> None:
    text = "“Spain sang,” Italy said. “Malta did.”"
    discourse = Discourse(Document(text))
    numbers = [
        discourse.add(Referent(text.index(name), 0, (name,))).quotation
        for name in ("Spain", "Italy", "Malta")
    ]
    assert numbers == [1, 0, 2]
