"""Tests of `analysis.sentiment.clauses`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sentiment.clauses import clause_ids
from analysis.tokens import normalise, token_spans

WORDS = (
    *(
        "spain",
        "france",
        "lied",
        "and",
        "but",
        "while",
        "if",
        "which",
        "where",
        "with",
        "because",
        "according",
    ),
    *(
        "said",
        "says",
        "told",
        ",",
        ".",
        ";",
        ":",
        "?",
        "!",
        "(",
        ")",
        "—",
        "–",
        "--",
        "-",
        "“",
        "”",
        '"',
        "''",
        "",
    ),
)
TOKENS = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=3)), max_size=30)


def clauses(sentence: str) -> list[str]:
    """Give each clause's words, without marks, in the order in which the clauses begin."""
    norms = [normalise(sentence[start:end]) for start, end in token_spans(sentence)]
    words: dict[int, list[str]] = {}
    for norm, number in zip(norms, clause_ids(norms), strict=True):
        if any(char.isalnum() for char in norm):
            words.setdefault(number, []).append(norm)
    return [" ".join(found) for found in words.values()]


@pytest.mark.parametrize(
    "sentence",
    [
        "Spain lied.",
        "Spain, France and Italy lied.",
        "Spain left the talks which France led.",
        "Spain lied",
        "Spain",
    ],
)
def test_a_plain_sentence_is_one_clause(sentence: str) -> None:
    assert len(clauses(sentence)) == 1


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("France praised it while Spain lied.", ["france praised it", "while spain lied"]),
        ("France won although Spain lied.", ["france won", "although spain lied"]),
        ("France left because Spain lied.", ["france left", "because spain lied"]),
        ("France won after Spain lied.", ["france won", "after spain lied"]),
        ("France agreed but Spain lied.", ["france agreed", "but spain lied"]),
        ("France won, which hurt Spain.", ["france won", "which hurt spain"]),
        ("France won, with Spain second.", ["france won", "with spain second"]),
        ("If Spain lied, France won.", ["if spain lied", "france won"]),
        ("While Spain lied, France won.", ["while spain lied", "france won"]),
    ],
)
def test_a_subordinate_clause_is_apart(sentence: str, expected: list[str]) -> None:
    assert clauses(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Spain, while at war, praised France.", ["spain praised france", "while at war"]),
        ("Spain, which lied, praised France.", ["spain praised france", "which lied"]),
        ("Spain, where France won, praised Italy.", ["spain praised italy", "where france won"]),
        ("Spain (an old enemy) praised France.", ["spain praised france", "an old enemy"]),
        ("Spain — once an enemy — praised France.", ["spain praised france", "once an enemy"]),
        ("Spain – once an enemy – praised France.", ["spain praised france", "once an enemy"]),
        ("Spain -- once an enemy -- praised France.", ["spain praised france", "once an enemy"]),
        ("Spain praised France (and Italy lied).", ["spain praised france", "and italy lied"]),
    ],
)
def test_the_main_clause_goes_on_after_an_inserted_one(sentence: str, expected: list[str]) -> None:
    assert clauses(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "main"),
    [
        ("Spain (small but proud) praised France.", "spain praised france"),
        ("Spain – small but proud – praised France.", "spain praised france"),
        ("Spain – small (and poor) but proud – praised France.", "spain praised france"),
        ("Spain, according to Italy, praised France.", "spain praised france"),
        ("Spain did not, Italy said, praise France.", "spain did not praise france"),
    ],
)
def test_the_main_clause_goes_on_whatever_is_inserted(sentence: str, main: str) -> None:
    assert clauses(sentence)[0] == main


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Spain lied; France won.", ["spain lied", "france won"]),
        ("One thing is clear: Spain lied.", ["one thing is clear", "spain lied"]),
        ("Spain lied – France won.", ["spain lied", "france won"]),
        ("Spain lied; France won; Italy left.", ["spain lied", "france won", "italy left"]),
    ],
)
def test_marks_part_clauses(sentence: str, expected: list[str]) -> None:
    assert clauses(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("France said Spain lied.", ["france said", "spain lied"]),
        ("France said that Spain lied.", ["france said", "that spain lied"]),
        ("France denies Spain lied.", ["france denies", "spain lied"]),
        ("Italy said France believed Spain lied.", ["italy said", "france believed", "spain lied"]),
    ],
)
def test_what_is_said_is_a_clause_of_its_own(sentence: str, expected: list[str]) -> None:
    assert clauses(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "quoted", "speaker"),
    [
        ("“Spain lied,” France said.", "spain lied", "france said"),
        ("“Spain lied”, France said.", "spain lied", "france said"),
        ('"Spain lied," France said.', "spain lied", "france said"),
        ("“Did Spain lie?” France asked.", "did spain lie", "france asked"),
        ("“Spain lied!” France said.", "spain lied", "france said"),
    ],
)
def test_a_quotation_and_who_said_it_are_apart(sentence: str, quoted: str, speaker: str) -> None:
    assert clauses(sentence) == [quoted, speaker]


def test_the_speaker_after_the_verb_is_outside_the_quotation() -> None:
    assert clauses("“Spain lied,” said France.") == ["spain lied", "said", "france"]


def test_a_quotation_that_goes_on_is_apart_from_the_speaker() -> None:
    assert clauses("“We lost,” France said, “and Italy lied.”") == [
        "we lost",
        "france said",
        "and italy lied",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Spain lied, France said.", ["spain lied", "france said"]),
        ("Spain lied, the French minister said.", ["spain lied", "the french minister said"]),
        ("Spain lied, according to France.", ["spain lied", "according to france"]),
        ("Spain lied, France said, and Italy won.", ["spain lied", "france said", "and italy won"]),
    ],
)
def test_a_tail_that_names_the_speaker_is_apart(sentence: str, expected: list[str]) -> None:
    assert clauses(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "According to France, Spain lied.",
        "Spain lied, France said on Monday.",
        "Spain lied, said France on Monday.",
        "Spain lied, according to France.",
    ],
)
def test_the_speaker_is_in_no_clause_with_what_was_said(sentence: str) -> None:
    assert [words for words in clauses(sentence) if "france" in words and "lied" in words] == []


def test_a_bracket_that_was_not_opened_joins_nothing() -> None:
    found = clauses("Spain lied; b) France won.")
    assert [words for words in found if "spain" in words and "france" in words] == []


def test_a_name_opens_no_clause() -> None:
    norms = "the while which but party praised spain".split()
    protected = [word in ("while", "which", "but") for word in norms]
    assert clause_ids(norms, protected) == [0] * len(norms)


def test_without_tokens_there_are_no_clauses() -> None:
    assert clause_ids([]) == []


@given(TOKENS)
@settings(max_examples=100, deadline=None)
def test_every_token_has_one_number(norms: list[str]) -> None:
    ids = clause_ids(norms)
    assert len(ids) == len(norms)
    assert all(number >= 0 for number in ids)


@given(TOKENS)
@settings(max_examples=100, deadline=None)
def test_protecting_every_token_leaves_one_clause(norms: list[str]) -> None:
    assert clause_ids(norms, [True] * len(norms)) == [0] * len(norms)
