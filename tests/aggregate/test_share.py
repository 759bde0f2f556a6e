"""Tests of `analysis.aggregate.share`."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from analysis.aggregate import quoted_words, share_of_voice
from analysis.records import ChoiceError
from analysis.schema import Analysis, check_table
from tests.aggregate.scored import FRANCE, SPAIN, STORIES, Story, stories
from tests.voices import Quote, articles, quoting

TEXT = "“We came first”, Iran said. Nora Lind added that all “went well” there. He saw that nobody stayed."
QUOTED = quoting(
    articles(TEXT),
    [
        Quote("Iran", "Iran", ("“We came first”",), "direct"),
        Quote("Nora Lind", None, ("that all “went well” there",), "mixed"),
        Quote(None, None, ("that nobody stayed",), "indirect"),
    ],
)


def test_shares_of_mentions_by_hand() -> None:
    result = stories(Story({SPAIN: [0.5] * 3}, "Herald"), Story({SPAIN: [0.1], FRANCE: [0.2, 0.3]}, "Herald"))
    table = share_of_voice(result)
    check_table("share_of_voice", table)
    assert table[["party", "n", "n_articles", "share"]].to_numpy().tolist() == [
        [SPAIN, 4, 2, 4 / 6],
        [FRANCE, 2, 1, 2 / 6],
    ]
    # Resamples are twice the one, twice the other, or one of each: 1, 1/3 and 4/6.
    assert table[["low", "high"]].to_numpy().tolist() == [
        pytest.approx([1 / 3, 1]),
        pytest.approx([0, 2 / 3]),
    ]


def test_shares_in_groups() -> None:
    result = stories(Story({SPAIN: [0.5]}, "Herald"), Story({SPAIN: [0.1], FRANCE: [0.2]}, "Gazette"))
    table = share_of_voice(result, by="source")
    assert table[["source", "party", "share"]].to_numpy().tolist() == [
        ["Gazette", FRANCE, 0.5],
        ["Gazette", SPAIN, 0.5],
        ["Herald", SPAIN, 1.0],
    ]
    assert table[["low", "high"]].isna().all(axis=None)


def test_quoted_words_by_hand() -> None:
    table = quoted_words(QUOTED)
    check_table("quoted_words", table)
    assert table.drop(columns="share").astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["the author", None, 7, 0, 0],
        ["Nora Lind", None, 5, 2, 3],
        ["Iran", "Iran", 3, 3, 0],
        [None, None, 3, 0, 3],
    ]
    assert table["share"].sum() == pytest.approx(1)


def test_share_of_quoted_words_by_party() -> None:
    table = share_of_voice(QUOTED, of="quoted_words")
    assert table["party"].tolist()[0] == "Iran"
    assert pd.isna(table["party"].iloc[1])
    assert table["n"].tolist() == [3, 8]
    assert table["share"].tolist() == pytest.approx([3 / 11, 8 / 11])


def test_a_word_counts_for_the_innermost_speaker() -> None:
    inside = quoting(
        articles("Iran said Oman thinks that Peru lies."),
        [
            Quote("Iran", "Iran", ("Oman thinks that Peru lies",)),
            Quote("Oman", "Oman", ("that Peru lies",)),
            Quote(None, None, ("lies",)),
        ],
    )
    assert dict(zip(quoted_words(inside)["speaker"], quoted_words(inside)["n"], strict=True)) == {
        "the author": 2,
        "Oman": 3,
        "Iran": 2,
    }


@given(STORIES)
@settings(max_examples=25, deadline=None)
def test_shares_add_up_and_do_not_depend_on_the_order(made: list[Story]) -> None:
    ids = [f"a{number}" for number in range(len(made))]
    one, other = (
        share_of_voice(stories(*order, ids=names), by="source", n_resamples=50)
        for order, names in ((made, ids), (made[::-1], ids[::-1]))
    )
    pd.testing.assert_frame_equal(one, other)
    assert one.groupby("source")["share"].sum().tolist() == pytest.approx([1.0] * one["source"].nunique())
    known = one.dropna()
    assert ((known["low"] >= 0) & (known["low"] <= known["high"]) & (known["high"] <= 1 + 1e-9)).all()


def test_nothing_gives_empty_tables() -> None:
    nothing = Analysis.stack([])
    for of in ("mentions", "quoted_words"):
        assert share_of_voice(nothing, of=of).empty
        assert list(share_of_voice(nothing, of=of, by="source").columns)[:2] == ["source", "party"]
    assert quoted_words(nothing).empty


def test_unknown_measure() -> None:
    with pytest.raises(ChoiceError, match=r"^of is 'words'; expected one of: mentions, quoted_words$"):
        share_of_voice(QUOTED, of="words")
