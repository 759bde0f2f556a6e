"""Whose voice a mention stands in, with quotations laid out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analysis.records import AUTHOR, UNATTRIBUTED
from analysis.schema import make_table
from analysis.stance.voices import voice_rows, within

TEXT = "Oman met Iran. Iran praised Oman."
ARTICLES = pd.DataFrame({"article_id": ["a"], "text": [TEXT]})


def mentions_at(*places: tuple[int, int, str, str]) -> pd.DataFrame:
    rows = [
        {
            "article_id": "a",
            "mention": number,
            "sentence": 0,
            "start": start,
            "end": end,
            "surface": TEXT[start:end],
            "party": party,
            "entity": None,
            "kind": "name",
            "role": role,
            "confidence": 1.0,
        }
        for number, (start, end, party, role) in enumerate(places)
    ]
    return make_table("mentions", {name: [row[name] for row in rows] for name in rows[0]})


def sentiments_of(mentions: pd.DataFrame, *, score: float | None = 0.5) -> pd.DataFrame:
    n = len(mentions)
    label = None if score is None else "positive"
    return make_table(
        "sentiments",
        {
            "article_id": mentions["article_id"],
            "mention": mentions["mention"],
            "party": mentions["party"],
            "negative": [None if score is None else 0.1] * n,
            "neutral": [None if score is None else 0.3] * n,
            "positive": [None if score is None else 0.6] * n,
            "score": [score] * n,
            "label": [label] * n,
            "about": pd.Series([None] * n, dtype="str"),
            "method": ["neural"] * n,
            "is_whole": [True] * n,
        },
    )


def quotes_at(*places: tuple[int, int, str | None, str | None]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows: list[dict[str, Any]] = [
        {
            "article_id": "a",
            "quote": number,
            "start": start,
            "end": end,
            "surface": TEXT[start:end],
            "kind": "indirect",
            "cue_start": None,
            "cue_end": None,
            "speaker_start": None,
            "speaker_end": None,
            "speaker": speaker,
            "speaker_party": party,
        }
        for number, (start, end, speaker, party) in enumerate(places)
    ]
    quotes = make_table("quotes", {name: [row[name] for row in rows] for name in rows[0]})
    contents = {name: quotes[name] for name in ("article_id", "quote", "start", "end", "surface")}
    return quotes, make_table("contents", contents)


OMAN, IRAN = (0, 4, "Oman", "actor"), (9, 13, "Iran", "actor")


def voices(mentions: pd.DataFrame, *places: tuple[int, int, str | None, str | None]) -> list[tuple[Any, ...]]:
    quotes, contents = quotes_at(*places)
    rows = voice_rows(ARTICLES, mentions, quotes, contents, sentiments_of(mentions))
    return [(row.target, row.source, row.source_kind, row.basis) for row in rows]


def test_outside_of_quotations_the_author_speaks() -> None:
    assert voices(mentions_at(OMAN, IRAN), (15, 33, "Oman", "Oman")) == [
        ("Oman", AUTHOR, "author", "author"),
        ("Iran", AUTHOR, "author", "author"),
    ]


def test_inside_one_its_speaker_speaks_for_a_party() -> None:
    quotes, contents = quotes_at((5, 14, "Jan Wzor", "Poland"))
    mentions = mentions_at(OMAN, IRAN)
    found = voice_rows(ARTICLES, mentions, quotes, contents, sentiments_of(mentions))
    assert within(mentions, contents) == [[], [0]]
    row = found[1]
    assert (row.source, row.source_kind, row.source_entity, row.quote) == ("Poland", "party", "Jan Wzor", 0)


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Jan Wzor", ("Jan Wzor", "person")),
        ("Kowalski", ("Kowalski", "person")),
        ("Peters", ("Peters", "person")),
        ("a bystander", (UNATTRIBUTED, "unattributed")),
        ("Officials", (UNATTRIBUTED, "unattributed")),
        (None, (UNATTRIBUTED, "unattributed")),
    ],
)
def test_a_speaker_of_no_party_counts_by_name_only(speaker: str | None, expected: tuple[str, str]) -> None:
    ((_, source, kind, _),) = voices(mentions_at(IRAN), (0, 14, speaker, None))
    assert (source, kind) == expected


def test_what_a_speaker_denies_is_nobodys_that_is_named() -> None:
    text = "Oman denied that Iran lies."
    quotes, contents = quotes_at((12, 26, "Oman", "Oman"))
    quotes = quotes.assign(
        surface=text[12:26], cue_start=pd.array([5], "Int64"), cue_end=pd.array([11], "Int64")
    )
    articles = ARTICLES.assign(text=text)
    mentions = mentions_at((17, 21, "Iran", "actor"))
    found = voice_rows(articles, mentions, quotes, contents, sentiments_of(mentions))
    assert [row.source for row in found] == [UNATTRIBUTED]
    assert within(mentions, contents) == [[0]]


def test_of_quotations_in_one_another_the_innermost_counts() -> None:
    places = [(0, 33, "Oman", "Oman"), (15, 33, "Peru", "Peru"), (20, 26, "Chile", "Chile")]
    mentions = mentions_at(OMAN, (15, 19, "Iran", "actor"), (28, 32, "Oman", "actor"))
    assert [source for _, source, _, _ in voices(mentions, *places)] == ["Oman", "Peru", "Peru"]


def test_an_inner_one_without_a_speaker_is_of_the_outer() -> None:
    places = [(0, 33, "Peru", "Peru"), (5, 14, None, None)]
    assert [source for _, source, _, _ in voices(mentions_at(IRAN), *places)] == ["Peru"]


def test_places_and_mentions_without_a_score_have_no_row() -> None:
    quotes, contents = quotes_at((15, 33, "Oman", "Oman"))
    mentions = mentions_at((0, 4, "Oman", "place"))
    assert voice_rows(ARTICLES, mentions, quotes, contents, sentiments_of(mentions)) == []
    mentions = mentions_at(OMAN)
    assert voice_rows(ARTICLES, mentions, quotes, contents, sentiments_of(mentions, score=None)) == []


def test_who_is_quoted_jointly_has_a_row_each() -> None:
    places = [
        (0, 14, "both governments", "Peru"),
        (0, 14, "both governments", "Chile"),
        (0, 33, "Cuba", "Cuba"),
    ]
    assert [source for _, source, _, _ in voices(mentions_at(IRAN), *places)] == ["Peru", "Chile"]
