"""Stances as the package offers them."""

from __future__ import annotations

import numpy as np
import pytest

import analysis as sl
from analysis.records import AUTHOR
from analysis.schema import check_table, empty_table
from analysis.sentiment import METHODS
from analysis.stance import find_stances, pair_mentions


def test_who_accuse_each_other_do_not_accuse_themselves() -> None:
    stances = sl.analyze_article(sl.make_article("Oman and Iran accused each other of lying.")).stances
    quoted = stances[stances["basis"] == "quotation"]
    assert sorted(zip(quoted["source"], quoted["target"], quoted["label"], strict=True)) == [
        ("Iran", "Oman", "negative"),
        ("Oman", "Iran", "negative"),
    ]


def test_empty_input_gives_an_empty_table() -> None:
    mentions, contents = empty_table("mentions"), empty_table("contents")
    assert pair_mentions(mentions, contents) == []
    found = find_stances(
        empty_table("articles"),
        mentions,
        empty_table("quotes"),
        contents,
        empty_table("sentiments"),
        [],
        np.zeros((0, 5)),
    )
    check_table("stances", found)
    assert found.empty


@pytest.mark.parametrize("method", METHODS)
def test_every_mention_that_acts_and_has_a_score_is_somebodys_opinion(method: str) -> None:
    text = "Oman is corrupt. “Peru is a great friend,” said the president of Iran. Talks were held in Cuba."
    result = sl.analyze_article(sl.make_article(text), method=method)
    check_table("stances", result.stances)
    voices = result.stances[result.stances["basis"] != "action"]
    is_used = (result.mentions["role"] == "actor") & result.sentiments["score"].notna()
    assert voices["mention"].tolist() == result.mentions.loc[is_used, "mention"].tolist()
    assert result.stances["stance"].tolist() == list(range(len(result.stances)))
    assert AUTHOR in voices["source"].tolist()
