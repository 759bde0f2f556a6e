"""Tests of `analysis.tokens.datelines`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tokens.datelines import dateline_end, in_dateline

SENTENCE = "A ferry left the harbour of Skell on Monday with no one on board."


@pytest.mark.parametrize(
    "dateline",
    [
        "DRENN (Harbour Wire) - ",
        "DRENN — ",
        "PORT SKELL, Kestria, March 3 (HW) -- ",
        "Port Skell, Kestria – ",
        "Skell, Jun 30 2022 (HW) - ",
        "Skell- ",
        "Skell: ",
        "SKELL, July 24: ",
        "Skell (November 25, 2021): ",
        "Île-Skell — ",
    ],
)
def test_a_sentence_begins_behind_a_dateline(dateline: str) -> None:
    assert dateline_end(dateline + SENTENCE, 0) == len(dateline)
    text = f"Storm ahead\n\n{dateline}{SENTENCE}\nMore."
    assert dateline_end(text, 13) == 13 + len(dateline)
    assert in_dateline(text, 13)
    assert not in_dateline(text, 13 + len(dateline))


@pytest.mark.parametrize(
    "text",
    [
        "",
        SENTENCE,
        f"skell — {SENTENCE}",
        # Headings and headlines.
        "Skell National Park – Sector North of the Old Harbour",
        "Skell: Minister leaves after a year of protests",
        # An aside, and a name that its sentence goes on with.
        "Jan Example — Kestrian baker and judge of cakes — has been called a fool by his guests.",
        f"Skell: a town that {SENTENCE}",
        # A speaker.
        f"Skell: “{SENTENCE}”",
        "Skell — No.",
    ],
)
def test_there_is_no_dateline(text: str) -> None:
    assert dateline_end(text, 0) == 0
    assert not in_dateline(text, 0)


def test_a_dateline_begins_a_paragraph() -> None:
    assert dateline_end(f"In DRENN — {SENTENCE}", 3) == 3
    assert not in_dateline(f"{'So ' * 80}DRENN — {SENTENCE}", 240)


@given(st.text(alphabet="Aa .,:-—()1\n", max_size=80), st.integers(0, 80))
def test_it_ends_within_its_paragraph(text: str, start: int) -> None:
    end = dateline_end(text, min(start, len(text)))
    assert min(start, len(text)) <= end <= len(text)
    assert "\n" not in text[start:end]
