"""Tests of analysis.tokens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.records import Article
from analysis.schema import check_table
from analysis.tokens import normalise, paragraph_spans, segment, sentence_spans, token_spans

# What NLTK's rules and ours treat apart; every text of these is met sooner than by chance.
VISIBLE = """a Z 0 . ... … ? ! , : $ @ % / ( ] - -- — – ' " ’ ‘ “ ” „ ` '' `` é İ ß 😀 Київ 和平
U.S. cannot gonna n’t ’s D'ye"""
BLANK = [" ", "\n", "\n\n", "\t", "\r", "\u00a0", "\u2028"]
MARKS = st.sampled_from([*VISIBLE.split(), *BLANK, "e\u0301"])
TEXTS = st.one_of(st.text(), st.lists(MARKS, max_size=30).map("".join))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in token_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. said no.|It left.",
        "Talks in the U.S.|The minister left.",
        "The U.S. Senate met.",
        "Mr. Example met Sen. Sample.|Both left.",
        "Mr. A. B. Example spoke.|He left.",
        "Gen. I. Example spoke.|He left.",
        "J. F. Example won.|Nobody else ran.",
        "They met on Jan. 5 at 3 a.m. Monday.|It rained.",
        "They met at 3 a.m.|The talks were short.",
        "It chose plan B.|The rest failed.",
        "Growth was 3.5 percent.|Prices rose.",
        "No!|Yes?|Maybe.",
        "“We want peace.”|He left.",
        "He said “yes.”|Then he left.",
        'He said "yes."|Then he left.',
        "“Is it over?” he asked.|Nobody answered.",
        "“Why?” the minister asked.",
        "‘We want peace.’|He left.",
        "(He left.)|She stayed.",
        "Wait… what?|Nothing.",
        "The firm example.com grew.|Others did not.",
    ],
)
def test_sentences(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize("text", ["", " ", "\n \t"])
def test_white_space_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine |’s army",
        "Ukraine |'s army",
        "the soldiers |’ homes",
        "It does |n’t and ca |n't",
        "We |’ll go",
        "a face-to-face talk",
        "U.S.-led forces",
        "talks |— |long ones |— end",
        "talks|—|long",
        "1990 – 1995",
        "“ |Yes |, |” he said |.",
        '" |Yes |. |"',
        "‘ |Yes |, |’ he said",
        "in the U.S.",
        "at 5 a.m.",
        "He met Mr. Example |.",
        "$ |3.5 million",
        "1,000 men",
        "Wait |… what |?",
        "Wait |... what |?",
        "( |a |)",
        "Erdoğan and 和平",
    ],
)
def test_tokens(text: str) -> None:
    # A bar parts what no space does; "x |y" is written "xy".
    assert words(text.replace(" |", "").replace("|", "")) == text.replace("|", " ").split()


@pytest.mark.parametrize(
    ("surface", "norm"),
    [("Kyiv", "kyiv"), ("’s", "'s"), ("n‘t", "n't"), ("U.S.", "u.s."), ("Straße", "strasse")],
)
def test_normalise(surface: str, norm: str) -> None:
    assert normalise(surface) == norm


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One\nline.\n\n\n\nTwo.", ["One\nline.", "Two."]),
        ("One.\n \t\nTwo.", ["One.", "Two."]),
        ("\n\nOne.", ["One."]),
        ("One. \n\n  Two. \n", ["One.", "Two."]),
        ("", []),
        (" \n", []),
    ],
)
def test_paragraphs(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in paragraph_spans(text)] == found


def test_segment_numbers_sentences_and_paragraphs() -> None:
    table, _ = segment([Article("a", "One. Two.\n\nThree.")])
    assert table[["sentence", "paragraph", "start", "end"]].to_numpy().tolist() == [
        [0, 0, 0, 4],
        [1, 0, 5, 9],
        [2, 1, 11, 17],
    ]


def test_segment_numbers_tokens_through_an_article() -> None:
    _, table = segment([Article("a", "One two.\n\nThree"), Article("b", "Four")])
    assert table[["article_id", "token", "sentence", "surface"]].to_numpy().tolist() == [
        ["a", 0, 0, "One"],
        ["a", 1, 0, "two"],
        ["a", 2, 0, "."],
        ["a", 3, 1, "Three"],
        ["b", 0, 0, "Four"],
    ]


def test_title_is_one_sentence() -> None:
    title = "Talks fail. What now? Mr. Example leaves"
    table, _ = segment([Article("a", f"{title}\n\nHe left. It rained.", title=title)])
    assert table["is_title"].tolist() == [True, False, False]


def test_first_paragraph_is_no_title_without_one() -> None:
    table, _ = segment([Article("a", "He left. It rained.")])
    assert table["is_title"].tolist() == [False, False]


@pytest.mark.parametrize(
    ("text", "is_word"),
    [
        ("Ukraine’s 5 men", [True, False, True, True]),
        ("don’t!", [True, True, False]),
        ("“—”", [False, False, False]),
        ("U.S.", [True]),
    ],
)
def test_is_word(text: str, is_word: list[bool]) -> None:
    _, table = segment([Article("a", text)])
    assert table["is_word"].tolist() == is_word


@pytest.mark.parametrize(
    ("text", "is_stop"),
    [
        ("The war is NOT over", [True, False, True, False, True]),
        ("Kyiv’s don’t", [False, True, True, True]),
        ("against fire", [False, False]),
    ],
)
def test_is_stop(text: str, is_stop: list[bool]) -> None:
    _, table = segment([Article("a", text)])
    assert table["is_stop"].tolist() == is_stop


@pytest.mark.parametrize("articles", [[], [Article("a", "")], [Article("a", " \n")]])
def test_segment_of_nothing_is_empty(articles: list[Article]) -> None:
    for name, table in zip(("sentences", "tokens"), segment(articles), strict=True):
        check_table(name, table)
        assert table.empty


@pytest.mark.parametrize("piece", ["a", "peace ", "“’", "."])
def test_no_character_of_a_paragraph_of_a_megabyte_is_lost(piece: str) -> None:
    text = (piece * 1_000_000)[:1_000_000]
    found = sentences(text)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert max(len(sentence) for sentence in found) <= 10_000


@pytest.mark.parametrize("n", [10_000, 25_000])
def test_white_space_of_any_length_is_in_no_sentence(n: int) -> None:
    assert sentences("One." + " " * n + "Two." + " " * n) == ["One.", "Two."]


def test_tokens_of_a_megabyte_without_a_space_are_all_there() -> None:
    text = "b" * 1_000_000
    _, table = segment([Article("a", text)])
    assert "".join(table["surface"]) == text


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_token_offsets_give_their_surface(text: str) -> None:
    _, table = segment([Article("a", text)])
    found = [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)]
    assert found == table["surface"].tolist()


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_tokens_cover_every_character_once(text: str) -> None:
    _, table = segment([Article("a", text)])
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
    table, _ = segment([Article("a", text, title=text.split("\n\n")[0])])
    reached = 0
    for start, end in zip(table["start"], table["end"], strict=True):
        assert reached <= start < end
        assert text[start:end].strip() == text[start:end]
        reached = end


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_tokens_stand_in_their_sentences(text: str) -> None:
    sentence_table, table = segment([Article("a", text)])
    owners = sentence_table.set_index("sentence").loc[table["sentence"]]
    assert (owners["start"].to_numpy() <= table["start"].to_numpy()).all()
    assert (owners["end"].to_numpy() >= table["end"].to_numpy()).all()


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, max_size=3))
def test_articles_do_not_touch_one_another(texts: list[str]) -> None:
    articles = [Article(str(number), text) for number, text in enumerate(texts)]
    together, apart = segment(articles), [segment([article]) for article in articles]
    for number, table in enumerate(together):
        rows = [row for tables in apart for row in tables[number].to_numpy().tolist()]
        assert table.to_numpy().tolist() == rows


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("He was ill. Doctors said so.", 2),
        ("She went to mass. It rained.", 2),
        ("They live in Springfield, Ill. Doctors said so.", 1),
        ("The ill. man left.", 1),
    ],
)
def test_an_abbreviation_that_is_a_word_has_a_capital(text: str, n: int) -> None:
    sentences, _ = segment([Article("a", text)])
    assert len(sentences) == n
