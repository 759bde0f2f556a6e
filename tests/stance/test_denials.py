"""What somebody is said not to hold, told by the cue and the words it governs."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.stance.denials import denied_quotes


def is_denied(
    cue: str, content: str, kind: str = "indirect", *, source: str = "Oman", gap: str = " "
) -> bool:
    text = f"{source} {cue}{gap}{content}."
    first = len(source) + 1
    row = {"article_id": "a", "quote": 3, "kind": kind, "surface": content}
    row |= {"start": first + len(cue + gap), "cue_start": first, "cue_end": first + len(cue)}
    quotes = pd.DataFrame([row])
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
        ("did not criticise", "Iran"),
        ("refused to condemn", "Iran"),
        ("declined", "to condemn Iran"),
        ("refused to", "condemn Iran"),
        ("avoided", "blaming Iran"),
        ("stopped short of blaming", "Iran"),
        ("never praised", "Iran"),
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
        ("condemned", "Iran"),
        ("declined", "to meet Iran"),
        ("was short of money and blamed", "Iran"),
    ],
)
def test_is_held(cue: str, content: str) -> None:
    assert not is_denied(cue, content)


def test_a_claim_may_stand_between_cue_and_content() -> None:
    assert is_denied("denied", "Oman that it lied", gap=" an accusation by ")
    assert is_denied("rejected", "Oman that it lied", gap=" allegations by ")
    assert not is_denied("rejected", "Oman that it pays", gap=" a request by ")
    assert is_denied("declined to", "Iran", gap=" blame ")
    assert not is_denied("declined to", "Iran", gap=" meet ")


@pytest.mark.parametrize("source", ["Neither Oman nor Peru", "No country", "Oman left. Nobody"])
def test_what_nobody_does_is_not_held(source: str) -> None:
    assert is_denied("condemned", "Iran", source=source)
    assert is_denied("said", "that Iran lied", source=source)


@pytest.mark.parametrize("source", ["Oman", "Nobody left, but Oman", "No problem. Oman"])
def test_what_somebody_else_does_is_held(source: str) -> None:
    assert not is_denied("condemned", "Iran", source=source)


def test_what_stands_in_quotation_marks_is_said() -> None:
    assert not is_denied("denied", "that Iran was corrupt", kind="direct")


def test_without_a_cue_nothing_is_denied() -> None:
    columns = ["article_id", "quote", "kind", "start", "surface", "cue_start", "cue_end"]
    assert denied_quotes(pd.DataFrame({"article_id": [], "text": []}), pd.DataFrame(columns=columns)) == set()
