"""Tests of `analysis.narrowing`."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

import analysis as sl
from analysis.narrowing import voices_in
from analysis.records import ChoiceError
from analysis.schema import check_table
from tests.voices import Quote, articles, quoting

DATED = sl.analyze(
    [
        sl.make_article("Iran met Oman.", article_id="a", source="Herald", published="2022-04-01"),
        sl.make_article("Oman attacked Iran.", article_id="b", source="Gazette", published="2022-04-03"),
        sl.make_article("Peru was praised.", article_id="c"),
    ],
    method="lexicon",
)
TEXT = (
    "Iran praised Oman. Nora Lind said that Oman was cruel. Officials called Iran corrupt. "
    "Peru attacked Oman."
)
VOICES = quoting(
    articles(TEXT),
    [Quote("Nora Lind", "Peru", ("that Oman was cruel",)), Quote(None, None, ("Iran corrupt",))],
)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "abc"),
        ({"article": "b"}, "b"),
        ({"article": ["c", "a"]}, "ac"),
        ({"source": "Herald"}, "a"),
        ({"source": ["Herald", "Gazette"]}, "ab"),
        ({"since": "2022-04-02"}, "b"),
        ({"until": "2022-04-01"}, "a"),
        ({"since": "2022-04-01", "until": "2022-04-03", "source": "Gazette"}, "b"),
        ({"source": "Herald", "since": "2022-04-02"}, ""),
    ],
)
def test_articles(options: dict[str, str], expected: str) -> None:
    kept = sl.where(DATED, **options)
    assert kept.article_ids == list(expected)
    for name, table in kept.tables().items():
        check_table(name, table)
        whole = getattr(DATED, name)
        wanted = whole[whole["article_id"].isin(list(expected))].reset_index(drop=True)
        pd.testing.assert_frame_equal(table, wanted)


def test_what_rests_on_something_else_goes_and_neutral_mentions_stay() -> None:
    table = DATED.sentiments
    assert table["party"].tolist() == ["Iran", "Oman", "Oman", "Iran", "Peru"]
    told = table.assign(about=pd.Series(["event", None, "wording", "deed", None], dtype="str"))
    result = dataclasses.replace(DATED, sentiments=told)

    def parties(*about: str) -> list[str]:
        kept = sl.where(result, about=about)
        assert kept.article_ids == ["a", "b", "c"]
        assert kept.mentions["party"].tolist() == kept.sentiments["party"].tolist()
        return list(kept.sentiments["party"])

    assert parties("wording") == ["Oman", "Oman", "Peru"]
    assert parties("wording", "event") == ["Iran", "Oman", "Oman", "Peru"]
    assert parties("wording", "deed", "event") == table["party"].tolist()
    in_parts = sl.party_sentiment(sl.where([result], about="deed"))
    assert (
        in_parts.set_index("party")["n"].to_dict()
        == sl.party_sentiment(sl.where(result, about="deed")).set_index("party")["n"].to_dict()
    )
    with pytest.raises(ChoiceError, match="about"):
        sl.where(result, about="words")


def test_a_party_is_held_alone() -> None:
    kept = sl.where(DATED, party="Oman")
    assert kept.article_ids == ["a", "b", "c"]
    assert set(kept.mentions["party"]) == set(kept.parties["party"]) == {"Oman"}
    assert set(kept.stances["target"]) == {"Oman"}
    assert len(kept.sentiments) == len(kept.mentions) == 2
    assert kept.tokens.equals(DATED.tokens)
    assert kept.quotes.equals(DATED.quotes)


@pytest.mark.parametrize("parties", ["Oman", ["Iran", "Peru"], []])
def test_a_party_has_the_numbers_that_it_has_among_all(parties: str | list[str]) -> None:
    whole = sl.party_sentiment(DATED)
    wanted = [parties] if isinstance(parties, str) else parties
    expected = whole[whole["party"].isin(wanted)].reset_index(drop=True)
    pd.testing.assert_frame_equal(sl.party_sentiment(sl.where(DATED, party=parties)), expected)


@pytest.mark.parametrize(
    ("voice", "surfaces", "n_quotes"),
    [
        ("author", ["Iran", "Oman", "Peru", "Oman"], 0),
        ("the author", ["Iran", "Oman", "Peru", "Oman"], 0),
        ("Peru", ["Oman"], 1),
        ("Nora Lind", ["Oman"], 1),
        ("unattributed", ["Iran"], 1),
        (["Nora Lind", "unattributed"], ["Oman", "Iran"], 2),
    ],
)
def test_voices(voice: str | list[str], surfaces: list[str], n_quotes: int) -> None:
    kept = sl.where(VOICES, voice=voice)
    scored = VOICES.sentiments.loc[VOICES.sentiments["score"].notna(), "mention"]
    mentions = kept.mentions[kept.mentions["mention"].isin(scored)]
    assert set(mentions["surface"]) <= set(surfaces)
    assert len(kept.quotes) == n_quotes
    assert len(kept.stances) == len(kept.mentions) > 0


@pytest.mark.parametrize("voice", ["author", "Peru", "unattributed"])
def test_a_voice_has_the_numbers_of_the_table_of_voices(voice: str) -> None:
    table = sl.sentiment_by_voice(VOICES)
    by_voice = table[table["voice"].isin([voice, "the " + voice])].sort_values("party")
    own = sl.party_sentiment(sl.where(VOICES, voice=voice)).sort_values("party")
    names = ["party", "n", "mean", "low", "high"]
    pd.testing.assert_frame_equal(own[names].reset_index(drop=True), by_voice[names].reset_index(drop=True))


def test_who_speaks_is_listed() -> None:
    assert voices_in(VOICES) == ["the author", "Nora Lind", "Peru", "unattributed"]


def test_what_is_not_there_is_an_error_that_lists_what_is() -> None:
    for options, expected in (
        ({"source": "herald"}, "source is 'herald'; there are: Herald, Gazette"),
        ({"party": ["Oman", "Chad"]}, "party is 'Chad'; there are: Iran, Oman, Peru"),
        ({"article": "d"}, "article is 'd'; there are: a, b, c"),
        ({"voice": "Ada"}, "voice is 'Ada'; there are: the author, unattributed"),
        ({"since": "soon"}, "since is 'soon'; expected a day such as 2026-01-31"),
    ):
        with pytest.raises(ChoiceError) as caught:
            sl.where(DATED, **options)
        assert str(caught.value) == expected


def test_a_long_list_is_cut() -> None:
    many = articles(*["Iran met Oman."] * 23)
    with pytest.raises(ChoiceError, match=r"^article is 'z'; there are: a, b, .*, s, t and 3 more$"):
        sl.where(many, article="z")


def test_nothing_stays_nothing() -> None:
    nothing = sl.Analysis.stack([])
    assert sl.where(nothing, since="2022-01-01").mentions.empty
    assert sl.where(nothing, voice="author").quotes.empty
    with pytest.raises(ChoiceError, match="there are: none"):
        sl.where(nothing, party="Iran")


def test_joint_speakers_keep_their_own_stances() -> None:
    joint = VOICES.stances.assign(
        source=["Iran", "Oman"] * (len(VOICES.stances) // 2) + ["Iran"] * (len(VOICES.stances) % 2)
    )
    kept = sl.where(dataclasses.replace(VOICES, stances=joint), voice="Iran")
    assert set(kept.stances["source"]) == {"Iran"}
