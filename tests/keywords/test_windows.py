"""Tests of `analysis.keywords.nodes` and `analysis.keywords.windows`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as sl
from analysis.keywords import around, term_frequencies, within, without
from analysis.keywords import nodes as nodes_module
from analysis.keywords.nodes import find_nodes
from analysis.records import ChoiceError, PatternError, UnknownPartyError
from analysis.schema import Analysis, rows
from tests.keywords.corpora import corpus

TEXT = "One two three. Iran met four, five. Six seven"


def found(result: Analysis, node: str | None = None, **options: object) -> list[str]:
    table = find_nodes(result, node, **options)  # type: ignore[arg-type]
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    return [str(texts[row.article_id][row.start : row.end]) for row in rows(table)]


def words(result: Analysis) -> list[str]:
    return [str(norm) for norm in result.tokens.loc[result.tokens["is_word"], "norm"]]


@pytest.mark.parametrize(
    ("text", "node", "expected"),
    [
        ("Peace talks; peace Talks, peace", "peace talks", ["Peace talks", "peace Talks"]),
        ("Talks talk talking", "talk*", ["Talks", "talk", "talking"]),
        ("Talks talk talking", "talk?", ["Talks"]),
        ("peace talks; peace summit", "peace *", ["peace talks", "peace summit"]),
        ("They met. Talks", "met talks", []),
        ("Ukraine’s port", "ukraine's", ["Ukraine’s"]),
        ("It isn't so. It is", "isn't", ["isn't"]),
        ("a [b] c", "[b]", ["[b]"]),
    ],
)
def test_words_and_phrases(text: str, node: str, expected: list[str]) -> None:
    assert found(corpus(text), node) == expected


def test_capitals_can_matter() -> None:
    assert found(corpus("US and us"), "US", ignore_case=False) == ["US"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bnegotiat\w+", ["Negotiators", "negotiated"]),
        (r"peace (?:talks|summit)", ["peace talks"]),
        ("x*", []),
    ],
)
def test_regular_expressions(pattern: str, expected: list[str]) -> None:
    assert found(corpus("Negotiators negotiated at peace talks"), pattern, is_regex=True) == expected


def test_regular_expressions_know_letters_with_accents() -> None:
    assert found(corpus("Erdoğan spoke"), r"\bErdo\w+", is_regex=True) == ["Erdoğan"]


def test_a_pattern_that_is_not_valid_is_an_error() -> None:
    with pytest.raises(PatternError) as error:
        find_nodes(corpus("a"), "(", is_regex=True)
    assert str(error.value) == "pattern '(' is not a valid regular expression: missing ) at position 1"


def test_a_pattern_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes_module, "SECONDS", 0.2)
    with pytest.raises(PatternError) as error:
        find_nodes(corpus("a" * 5000 + "!"), "(a|aa)+$", is_regex=True)
    assert str(error.value) == (
        "pattern '(a|aa)+$' was stopped after 0.2 seconds; make its repetitions less ambiguous"
    )


def test_parties() -> None:
    result = corpus("Tehran met France. Iranian ships", "Oman")
    assert found(result, party="Iran") == ["Tehran", "Iranian"]
    with pytest.raises(UnknownPartyError) as error:
        find_nodes(result, party="Peru")
    assert str(error.value) == "no text mentions 'Peru'; parties that are mentioned: France, Iran, Oman"


@pytest.mark.parametrize(("node", "party"), [(None, None), ("a", "Iran"), ("  ", None)])
def test_one_node_is_wanted(node: str | None, party: str | None) -> None:
    with pytest.raises(ChoiceError):
        find_nodes(corpus("Iran"), node, party=party)


@pytest.mark.parametrize(
    ("unit", "size", "side", "expected"),
    [
        ("word", 1, "both", "three met"),
        ("word", 2, "left", "two three"),
        ("word", 3, "right", "met four five"),
        ("word", 99, "both", "one two three met four five six seven"),
        ("word", 0, "both", ""),
        ("sentence", 0, "both", "met four five"),
        ("sentence", 0, "left", ""),
        ("sentence", 1, "both", "one two three met four five six seven"),
        ("sentence", 1, "left", "one two three"),
    ],
)
def test_windows_by_hand(unit: str, size: int, side: str, expected: str) -> None:
    result = corpus("Before Iran", TEXT, "After")
    own = around(result.select("a1"), party="Iran", unit=unit, size=size, side=side)
    assert words(own) == expected.split()


def test_windows_do_not_leave_their_article() -> None:
    assert words(around(corpus("One", "Iran", "Two"), party="Iran", unit="word", size=9)) == []


def test_overlapping_windows_count_once_and_hold_no_node() -> None:
    result = corpus("a b iran c iran d e")
    assert words(around(result, "iran", unit="word", size=2)) == ["a", "b", "c", "d", "e"]


def test_phrases_do_not_reach_over_a_node_that_is_left_out() -> None:
    near = around(corpus("black Iran grain"), party="Iran")
    assert term_frequencies(near, n=2).empty


def test_within_keeps_stretches() -> None:
    result = corpus("one two three", "four five")
    spans = pd.DataFrame({"article_id": ["a0", "a1"], "start": [4, 0], "end": [7, 4], "kind": "direct"})
    assert words(within(result, spans)) == ["two", "four"]
    assert words(within(result, spans.iloc[:0])) == []


PLACES = "Iran met Oman. Oman left France. Peru “praised Oman”, Spain said."


THREE = corpus(PLACES)


@pytest.mark.parametrize(
    ("unit", "size", "side", "expected"),
    [
        ("sentence", 0, "both", "Iran Oman"),
        ("sentence", 1, "both", "Iran Oman Oman France"),
        ("word", 2, "right", "Iran Oman"),
        ("word", 2, "left", "Iran"),
        ("word", 0, "both", "Iran"),
    ],
)
def test_windows_hold_the_mentions_in_them_and_the_node(
    unit: str, size: int, side: str, expected: str
) -> None:
    result = corpus("Peru", PLACES)
    own = around(result, party="Iran", unit=unit, size=size, side=side)
    assert own.mentions["surface"].tolist() == expected.split()
    for name in ("sentiments", "mentions"):
        table = getattr(own, name)
        assert table[["article_id", "mention"]].equals(own.mentions[["article_id", "mention"]])
    assert set(own.parties["party"]) == set(expected.split())


def test_the_mean_around_a_party_is_not_that_of_the_whole() -> None:
    result = corpus("Iran praised Oman. Oman attacked Peru.")
    table = sl.party_sentiment(around(result, party="Iran"))
    assert dict(zip(table["party"], table["n"], strict=True)) == {"Iran": 1, "Oman": 1}


def test_within_and_without_part_the_mentions() -> None:
    result = corpus(PLACES)
    spans = pd.DataFrame({"article_id": ["a0"], "start": [9], "end": [30]})
    assert within(result, spans).mentions["surface"].tolist() == ["Oman", "Oman", "France"]
    assert without(result, spans).mentions["surface"].tolist() == ["Iran", "Peru", "Oman", "Spain"]
    assert without(result, result.mentions).mentions.empty


def test_windows_keep_the_quotations_with_a_word_in_them() -> None:
    result = corpus("“We met”, Iran said. “All left”, Oman said.")
    assert len(result.quotes) == 2
    own = around(result, party="Iran")
    assert own.quotes["speaker"].tolist() == ["Iran"]
    assert own.contents["quote"].tolist() == own.quotes["quote"].tolist()
    # Without the names alone every quotation keeps its words.
    assert len(without(result, result.mentions).quotes) == 2
    assert len(without(result, result.contents).quotes) == 0


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=5))
def test_within_and_without_leave_nothing_out(stretches: list[tuple[int, int]]) -> None:
    starts, lengths = zip(*stretches, strict=True) if stretches else ((), ())
    spans = pd.DataFrame({"article_id": "a0", "start": starts, "end": np.add(starts, lengths)}).astype(
        {"article_id": "str", "start": "int64", "end": "int64"}
    )
    inside, outside = within(THREE, spans), without(THREE, spans)
    for table in ("mentions", "sentiments", "tokens"):
        parts = pd.concat([getattr(inside, table), getattr(outside, table)])
        assert len(parts) == len(getattr(THREE, table))
        assert not parts.duplicated().any()


@pytest.mark.parametrize("node", ["a", "a b"])
def test_empty_input(node: str) -> None:
    nothing = Analysis.stack([])
    assert find_nodes(nothing, node).empty
    assert find_nodes(nothing, node, is_regex=True).empty
    assert around(nothing, node).tokens.empty
    assert around(corpus("The of"), node).tokens.empty
