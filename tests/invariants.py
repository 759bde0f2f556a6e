"""What holds in the tables of any analysis, whatever the text."""

from __future__ import annotations

import pandas as pd

import analysis as sl
from analysis.schema import check_table, rows


def assert_sound(result: sl.Analysis) -> None:
    """Check types, places in the text, and that every row points at rows that exist."""
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    for name, table in result.tables().items():
        check_table(name, table)
        if "surface" in table:
            for row in rows(table):
                assert 0 <= row.start < row.end <= len(texts[row.article_id]), (name, row)
                assert texts[row.article_id][row.start : row.end] == row.surface, (name, row)
    for name, key in {
        "sentences": ["sentence"],
        "tokens": ["token"],
        "mentions": ["mention"],
        "quotes": ["quote"],
        "stances": ["stance"],
    }.items():
        assert_numbered(getattr(result, name), key[0])
    assert_ordered(result.sentences)
    assert_ordered(result.tokens)
    assert_mentions(result)
    assert_scores(result)
    assert_quotes(result, texts)


def assert_numbered(table: pd.DataFrame, number: str) -> None:
    """Numbers run from 0 in each article, in order of `start` where there is one."""
    assert table[number].tolist() == table.groupby("article_id").cumcount().tolist(), number
    if "start" in table:
        assert (table.groupby("article_id")["start"].diff().dropna() >= 0).all(), number


def assert_ordered(table: pd.DataFrame) -> None:
    """One ends before the next begins."""
    before = table.groupby("article_id")["end"].shift()
    assert (table["start"] >= before)[before.notna()].all()


def assert_mentions(result: sl.Analysis) -> None:
    """Mentions and tokens lie in their sentences; a span means a party once."""
    for table in (result.mentions, result.tokens):
        within = table.merge(
            result.sentences, on=["article_id", "sentence"], suffixes=("", "_sentence"), validate="m:1"
        )
        assert len(within) == len(table)
        assert (within["start_sentence"] <= within["start"]).all()
        assert (within["end"] <= within["end_sentence"]).all()
    assert not result.mentions.duplicated(["article_id", "start", "end", "party"]).any()
    named = result.mentions[["article_id", "party"]].drop_duplicates().reset_index(drop=True)
    pd.testing.assert_frame_equal(result.parties[["article_id", "party"]], named)


def assert_scores(result: sl.Analysis) -> None:
    """Each mention has one sentiment; evidence is of a mention and a token."""
    keys = ["article_id", "mention", "party"]
    pd.testing.assert_frame_equal(result.sentiments[keys], result.mentions[keys])
    assert result.sentiments["score"].dropna().between(-1, 1).all()
    words = result.evidence.merge(
        result.tokens, on=["article_id", "token", "start", "end", "surface"], validate="m:1"
    )
    assert len(words) == len(result.evidence)
    assert not result.evidence.duplicated(["article_id", "mention", "token"]).any()
    assert_points(result.evidence, result.mentions, "mention")


def assert_quotes(result: sl.Analysis, texts: dict[str, str]) -> None:
    """Contents fill their quotation, cue and speaker are in the text, stances point at what is there."""
    spans = result.contents.groupby(["article_id", "quote"]).agg(start=("start", "min"), end=("end", "max"))
    quotes = result.quotes.set_index(["article_id", "quote"])
    assert spans["start"].sort_index().equals(quotes["start"].sort_index())
    assert spans["end"].sort_index().equals(quotes["end"].sort_index())
    for name in ("cue", "speaker"):
        there = result.quotes[result.quotes[f"{name}_start"].notna()]
        assert there[f"{name}_end"].notna().sum() == result.quotes[f"{name}_end"].notna().sum()
        for row in rows(there[["article_id", f"{name}_start", f"{name}_end"]]):
            assert 0 <= row[1] < row[2] <= len(texts[row[0]]), (name, row)
    assert_points(result.stances, result.mentions, "mention")
    assert_points(result.stances[result.stances["quote"].notna()], result.quotes, "quote")


def assert_points(table: pd.DataFrame, target: pd.DataFrame, number: str) -> None:
    """Every row of a table names a row of another by its number."""
    there = set(zip(target["article_id"], target[number], strict=True))
    assert set(zip(table["article_id"], table[number], strict=True)) <= there
