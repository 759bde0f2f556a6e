"""Pairs and stances as the package offers them."""

from __future__ import annotations

import pytest

import analysis as sl
from analysis.records import AUTHOR, ChoiceError, SpanError
from analysis.schema import check_table, empty_table
from analysis.stance import METHODS, PAIR_LABELS, find_stances, score_pairs

PAIR = ((0, 4), (15, 19))


@pytest.mark.parametrize("method", METHODS)
def test_probabilities_add_up_to_one_and_do_not_depend_on_the_order(method: str) -> None:
    (shares,) = score_pairs([("Oman condemned Iran.", [PAIR, PAIR[::-1]])], method=method)
    assert shares.sum(axis=1) == pytest.approx([1, 1])
    assert shares[0] == pytest.approx(shares[1][[0, 2, 1, 4, 3]], abs=1e-6)


def test_blame_is_read_in_its_direction() -> None:
    sentences = [
        ("Oman accused Iran of sabotaging the talks.", [((0, 4), (13, 17))]),
        ("Oman was accused by Iran of sabotaging the talks.", [((0, 4), (20, 24))]),
    ]
    first, second = score_pairs(sentences)
    assert PAIR_LABELS[first[0].argmax()] == ("negative", "p->q")
    assert PAIR_LABELS[second[0].argmax()] == ("negative", "q->p")


def test_who_accuse_each_other_do_not_accuse_themselves() -> None:
    stances = sl.analyze_article(sl.make_article("Oman and Iran accused each other of lying.")).stances
    quoted = stances[stances["basis"] == "quotation"]
    assert sorted(zip(quoted["source"], quoted["target"], quoted["label"], strict=True)) == [
        ("Iran", "Oman", "negative"),
        ("Oman", "Iran", "negative"),
    ]


def test_a_name_does_not_matter() -> None:
    (one,), (other,) = score_pairs([("Oman condemned Iran.", [PAIR]), ("Peru condemned Cuba.", [PAIR])])
    assert one.tolist() == other.tolist()


@pytest.mark.parametrize("method", METHODS)
def test_no_sentence_and_no_pair_give_nothing(method: str) -> None:
    assert score_pairs([], method=method) == []
    assert [shares.shape for shares in score_pairs([("Oman left.", [])], method=method)] == [(0, 5)]


def test_two_that_stand_too_far_apart_are_neutral() -> None:
    text = f"Oman condemned {'and so on ' * 300} Iran."
    place = text.index("Iran")
    (shares,) = score_pairs([(text, [((0, 4), (place, place + 4))])])
    assert shares.tolist() == [[1.0, 0.0, 0.0, 0.0, 0.0]]


def test_a_mention_outside_of_its_sentence_is_an_error() -> None:
    with pytest.raises(SpanError, match="sentence 0"):
        score_pairs([("Oman left.", [((0, 4), (8, 40))])])


def test_an_unknown_method_is_an_error() -> None:
    with pytest.raises(ChoiceError, match="expected one of: neural, lexicon"):
        score_pairs([], method="magic")
    with pytest.raises(ChoiceError, match="expected one of: neural, lexicon"):
        find_stances(*(empty_table(name) for name in TABLES), method="magic")


TABLES = ("articles", "sentences", "tokens", "mentions", "quotes", "contents", "sentiments")


def test_empty_input_gives_an_empty_table() -> None:
    found = find_stances(*(empty_table(name) for name in TABLES))
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
