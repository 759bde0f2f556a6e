"""Pairs of mentions: what one party thinks of another."""

from __future__ import annotations

import pytest

from analysis.records import ChoiceError, SpanError
from analysis.sentiment import METHODS, PAIR_LABELS, score_pairs

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


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Oman condemned Iran.", ("negative", "p->q")),
        ("Oman praised Iran.", ("positive", "p->q")),
        ("Oman was condemned by Iran.", ("negative", "q->p")),
        ("Oman attacked Iran.", ("negative", "p->q")),
        ("Oman was attacked by Iran.", ("negative", "q->p")),
        ("Oman met Iran.", ("neutral", None)),
    ],
)
def test_words_between_two_tell(sentence: str, label: tuple[str, str | None]) -> None:
    place = sentence.index("Iran")
    (shares,) = score_pairs([(sentence, [((0, 4), (place, place + 4))])], method="lexicon")
    assert PAIR_LABELS[shares[0].argmax()] == label
    assert shares.sum() == pytest.approx(1)


def test_the_order_of_the_pair_turns_the_direction() -> None:
    pairs = [((0, 4), (15, 19)), ((15, 19), (0, 4))]
    (shares,) = score_pairs([("Oman condemned Iran.", pairs)], method="lexicon")
    assert shares[0].tolist() == shares[1][[0, 2, 1, 4, 3]].tolist()
