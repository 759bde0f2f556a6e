"""Pairs by the words between them."""

from __future__ import annotations

import pytest

from analysis.stance import PAIR_LABELS, score_pairs


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
