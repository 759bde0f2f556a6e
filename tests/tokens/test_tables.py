"""Tests of `analysis.tokens.tables`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.schema import check_table
from analysis.tokens.document import Document
from analysis.tokens.tables import text_tables

# What NLTK's rules and ours treat apart; every text of these is met sooner than by chance.
VISIBLE = """a Z 0 . ... … ? ! , : $ @ % / ( ] - -- — – ' " ’ ‘ “ ” „ ` '' `` é İ ß 😀 Київ 和平
U.S. cannot gonna n’t ’s D'ye"""
BLANK = [" ", "\n", "\n\n", "\t", "\r", "\u00a0", "\u2028"]
MARKS = st.sampled_from([*VISIBLE.split(), *BLANK, "e\u0301"])
TEXTS = st.one_of(st.text(), st.lists(MARKS, max_size=30).map("".join))


def test_tokens_are_numbered_through_an_article() -> None:
    documents = [Document("One two.\n\nThree", article_id="a"), Document("Four", article_id="b")]
    _, table = text_tables(documents)
    assert table[["article_id", "token", "sentence", "surface"]].to_numpy().tolist() == [
        ["a", 0, 0, "One"],
        ["a", 1, 0, "two"],
        ["a", 2, 0, "."],
        ["a", 3, 1, "Three"],
        ["b", 0, 0, "Four"],
    ]


def test_sentences_are_numbered_through_an_article() -> None:
    table, _ = text_tables([Document("One. Two.\n\nThree.")])
    assert table[["sentence", "paragraph", "start", "end"]].to_numpy().tolist() == [
        [0, 0, 0, 4],
        [1, 0, 5, 9],
        [2, 1, 11, 17],
    ]


@pytest.mark.parametrize(
    ("text", "is_stop"),
    [
        ("The war is NOT over", [True, False, True, False, True]),
        ("Kyiv’s don’t", [False, True, True, True]),
        ("against fire", [False, False]),
    ],
)
def test_is_stop(text: str, is_stop: list[bool]) -> None:
    _, table = text_tables([Document(text)])
    assert table["is_stop"].tolist() == is_stop


@pytest.mark.parametrize("documents", [[], [Document("")], [Document(" \n")]])
def test_nothing_gives_empty_tables(documents: list[Document]) -> None:
    for name, table in zip(("sentences", "tokens"), text_tables(documents), strict=True):
        check_table(name, table)
        assert table.empty


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_token_offsets_give_their_surface(text: str) -> None:
    _, table = text_tables([Document(text)])
    found = [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)]
    assert found == table["surface"].tolist()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_tokens_cover_every_character_once(text: str) -> None:
    _, table = text_tables([Document(text)])
    covered = [
        place for start, end in zip(table["start"], table["end"], strict=True) for place in range(start, end)
    ]
    assert covered == sorted(set(covered))
    assert [place for place in covered if not text[place].isspace()] == [
        place for place, char in enumerate(text) if not char.isspace()
    ]


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_sentences_are_in_order_and_stripped(text: str) -> None:
    table, _ = text_tables([Document(text, title=text.split("\n\n")[0])])
    reached = 0
    for start, end in zip(table["start"], table["end"], strict=True):
        assert reached <= start < end
        assert text[start:end].strip() == text[start:end]
        reached = end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_tokens_stand_in_their_sentences(text: str) -> None:
    sentence_table, table = text_tables([Document(text)])
    owners = sentence_table.set_index("sentence").loc[table["sentence"]]
    assert (owners["start"].to_numpy() <= table["start"].to_numpy()).all()
    assert (owners["end"].to_numpy() >= table["end"].to_numpy()).all()


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, max_size=3))
def test_articles_do_not_touch_one_another(texts: list[str]) -> None:
    documents = [Document(text, article_id=str(number)) for number, text in enumerate(texts)]
    together, apart = text_tables(documents), [text_tables([one]) for one in documents]
    for number, table in enumerate(together):
        rows = [row for tables in apart for row in tables[number].to_numpy().tolist()]
        assert table.to_numpy().tolist() == rows
