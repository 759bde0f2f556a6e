"""What somebody is said not to hold, told by the cue and the words it governs."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.stance.denials import denied_quotes


def is_denied(cue: str, content: str, kind: str = "indirect") -> bool:
    text = f"Oman {cue} {content}."
    row = {"article_id": "a", "quote": 3, "kind": kind, "surface": content}
    quotes = pd.DataFrame([row | {"cue_start": 5, "cue_end": 5 + len(cue)}])
    found = denied_quotes(pd.DataFrame({"article_id": ["a"], "text": [text]}), quotes)
    assert found <= {("a", 3)}
    return bool(found)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denied", "that Iran was corrupt"),
        ("disputes", "that Iran lied"),
        ("denied", "Iran had lied"),
        ("rejected claims", "that Iran lied"),
        ("dismissed", "accusations that Iran lied"),
        ("did not say", "that Iran lied"),
        ("didn’t say", "Iran had lied"),
        ("has never accused", "Iran of lying"),
        ("declined to say", "whether Iran had lied"),
    ],
)
def test_is_denied(cue: str, content: str) -> None:
    assert is_denied(cue, content)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("said", "Iran did not lie"),
        ("did not deny", "that Iran lied"),
        ("denied", "Iran a loan"),
        ("disputed", "the map of Iran"),
        ("rejected", "the plan of Iran"),
        ("does not think", "that Iran lied"),
        ("refused to comment, saying", "that Iran lied"),
        ("doubted", "that Iran was honest"),
    ],
)
def test_is_held(cue: str, content: str) -> None:
    assert not is_denied(cue, content)


def test_what_stands_in_quotation_marks_is_said() -> None:
    assert not is_denied("denied", "that Iran was corrupt", kind="direct")


def test_without_a_cue_nothing_is_denied() -> None:
    columns = ["article_id", "quote", "kind", "surface", "cue_start", "cue_end"]
    assert denied_quotes(pd.DataFrame({"article_id": [], "text": []}), pd.DataFrame(columns=columns)) == set()
