"""What words contribute, measured by reading a sentence without them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest

from analysis.network import evidence, mentions
from analysis.network.evidence import contributions
from analysis.network.mentions import Reading, SentenceReading
from analysis.network.pieces import Sentence, Span, passages

TEXT = "Oman praised Iran, which robbed the bank."
BOTH = Sentence(TEXT, ((0, 4), (13, 17)))
# Words of the sentence below, and by how much each moves the score where it stands.
MOVES = {"one": 0.02, "two": -0.01, "bad": -0.5, "three": 0.024, "four": 0.0}
COUNTED = Sentence("Oman one two bad three four", ((0, 4),))


def read(*sentences: Sentence) -> list[dict[int, Reading]]:
    return [dict(enumerate(reading.mentions)) for reading in mentions.read(sentences)]


def score(reading: Reading) -> float:
    return reading.positive - reading.negative


def spans(text: str, *, after: int = 0) -> list[Span]:
    return [match.span() for match in re.finditer(r"\w+", text) if match.start() >= after]


def counted_network(monkeypatch: pytest.MonkeyPatch, moves: dict[str, float]) -> list[str]:
    """Let the score be the sum of words' own scores; give the texts that are read from now on."""
    texts: list[str] = []

    def answer(sentences: Sequence[Sentence]) -> list[SentenceReading]:
        texts.extend(" ".join(sentence.text.split()) for sentence in sentences)
        return [SentenceReading([reading(sentence.text, moves)], np.zeros((0, 5))) for sentence in sentences]

    monkeypatch.setattr(evidence, "read", answer)
    return texts


def reading(text: str, moves: dict[str, float]) -> Reading:
    total = sum(moves.get(word, 0.0) for word in text.split())
    return Reading(max(0.0, -total), 1 - abs(total), max(0.0, total), (0, len(text)), (1.0, 0.0, 0.0))


def test_no_sentence_no_word_and_no_mention_give_nothing() -> None:
    assert contributions([], [], []) == []
    none, nobody = contributions([BOTH, BOTH], [[], [(5, 12)]], [*read(BOTH), {}])
    assert none.shape == (0, 2)
    assert nobody.tolist() == [[0.0, 0.0]]


def test_a_word_contributes_what_it_moves_in_its_sentence_and_alone() -> None:
    full, without, alone, bare = read(
        BOTH,
        Sentence("Oman  Iran, which robbed the bank.", ((0, 4), (6, 10))),
        Sentence("Oman praised Iran", ((0, 4), (13, 17))),
        Sentence("Oman Iran", ((0, 4), (5, 9))),
    )
    (found,) = contributions([BOTH], [[(5, 12)]], [full])
    expected = [(score(full[n]) - score(without[n]) + score(alone[n]) - score(bare[n])) / 2 for n in range(2)]
    assert found.shape == (1, 2)
    assert found[0].tolist() == pytest.approx(expected, abs=1e-6)


def test_only_the_mentions_with_a_reading_are_measured() -> None:
    (full,) = read(BOTH)
    words = spans(TEXT, after=19)
    both, second = contributions([BOTH, BOTH], [words, words], [full, {1: full[1]}])
    assert second[:, 0].tolist() == [0.0] * 4
    assert second[:, 1].tolist() == both[:, 1].tolist()


def test_a_name_counts_for_nothing_also_where_nothing_is_asked_about_it() -> None:
    other = Sentence(TEXT.replace("Oman", "Peru"), BOTH.mentions)
    words = spans(TEXT, after=19)
    one, two = contributions(
        [BOTH, other], [words, words], [{1: found[1]} for found in read(BOTH, other)], together=2
    )
    assert one.tolist() == two.tolist()
    assert np.abs(one).max() > 0.1


def test_one_of_many_words_that_say_the_same_counts_too() -> None:
    sentence = Sentence("Norway is corrupt, brutal, cruel, dishonest and lawless.", ((0, 6),))
    (found,) = contributions([sentence], [[(10, 17), (19, 25)]], read(sentence))
    assert found.max() < -0.2


def test_weak_words_are_left_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = counted_network(monkeypatch, MOVES)
    words = spans(COUNTED.text, after=5)
    (found,) = contributions([COUNTED], [words], [{0: reading(COUNTED.text, MOVES)}], together=2)
    assert texts[6:] == ["Oman one two three four", "Oman bad three four", "Oman one two bad"]
    # Of what is left out together half counts, what the word moves alone.
    assert found[:, 0].tolist() == pytest.approx([0.01, -0.005, -0.5, 0.012, 0.0])


def test_words_that_move_a_score_together_are_left_out_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = {"so": 0.028}
    texts = counted_network(monkeypatch, moves)
    sentence = Sentence("Oman" + 8 * " so", ((0, 4),))
    words, readings = spans(sentence.text, after=4), [{0: reading(sentence.text, moves)}]
    (apart,) = contributions([sentence], [words], readings, together=4)
    assert texts[9:] == ["Oman so so so so"] * 2
    assert apart[:, 0].tolist() == pytest.approx([0.014] * 8)
    texts.clear()
    (found,) = contributions([sentence], [words], readings, together=8)
    assert texts[9:] == ["Oman", *["Oman so so so so so so so"] * 8]
    assert found[:, 0].tolist() == pytest.approx([0.028] * 8)


def test_a_word_far_weaker_than_three_others_is_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = {"one": -0.3, "two": -0.2, "bad": -0.2, "three": -0.09, "four": 0.0}
    texts = counted_network(monkeypatch, moves)
    words = spans(COUNTED.text, after=5)
    (found,) = contributions([COUNTED], [words], [{0: reading(COUNTED.text, moves)}], together=2)
    assert texts[-1] == "Oman one two bad"
    assert found[:, 0].tolist() == pytest.approx([-0.3, -0.2, -0.2, -0.045, 0.0])


def test_one_word_at_a_time_is_measured_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = counted_network(monkeypatch, MOVES)
    words = spans(COUNTED.text, after=5)
    (found,) = contributions([COUNTED], [words], [{0: reading(COUNTED.text, MOVES)}])
    assert len(texts) == 1 + 5 + 5
    assert found[:, 0].tolist() == pytest.approx(list(MOVES.values()))


def test_other_sentences_change_nothing() -> None:
    sentences = [BOTH, Sentence("Norway is corrupt and left on Monday.", ((0, 6),)), BOTH]
    words = [spans(TEXT, after=19), spans(sentences[1].text, after=7), spans(TEXT, after=19)]
    readings = read(*sentences)
    found = contributions(sentences, words, readings, together=3)
    for number, values in enumerate(found):
        own = slice(number, number + 1)
        (alone,) = contributions(sentences[own], words[own], readings[own], together=3)
        assert values.tolist() == alone.tolist()


@pytest.mark.parametrize(
    ("mentioned", "word", "text", "moved"),
    [
        (((0, 4), (13, 17)), (5, 12), "Oman praised Iran", ((0, 4), (13, 17))),
        (((13, 17), (0, 4)), (26, 32), "Oman Iran robbed", ((5, 9), (0, 4))),
        (((0, 17), (13, 17)), (26, 32), "Oman praised Iran robbed", ((0, 17), (13, 17))),
        (((0, 12), (5, 17)), (26, 32), "Oman praised Iran robbed", ((0, 12), (5, 17))),
    ],
)
def test_a_word_alone_stands_with_the_mentions(
    mentioned: tuple[Span, ...], word: Span, text: str, moved: tuple[Span, ...]
) -> None:
    raw = "Oman praised Iran, which  robbed the bank."
    assert evidence._only(Sentence(raw, mentioned), word) == Sentence(text, moved)


def test_several_words_are_left_out_and_mentions_move() -> None:
    raw = Sentence("Brave Oman praised Iran.", ((6, 10), (19, 23)))
    assert evidence._without(raw, (0, 5), (11, 18)) == Sentence(" Oman  Iran.", ((1, 5), (7, 11)))


def test_a_word_that_was_not_read_contributes_nothing() -> None:
    text = "Oman praised us. " + "word " * 400 + "end"
    sentence = Sentence(text, ((0, 4),))
    (found,) = contributions([sentence], [[(5, 12), (len(text) - 3, len(text))]], read(sentence))
    assert found[0, 0] != 0.0
    assert found[1, 0] == 0.0


def test_the_cost_of_a_long_sentence_grows_with_its_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def pieces(times: int) -> int:
        """Count the pieces that are read for a word each in "Oman is corrupt and so on, " said many times."""
        said = "Oman is corrupt and so on, "
        starts = range(0, times * len(said), len(said))
        sentence = Sentence(said * times, tuple((start, start + 4) for start in starts))
        (full,) = read(sentence)
        asked: list[Sentence] = []

        def answer(sentences: Sequence[Sentence]) -> list[SentenceReading]:
            asked.extend(sentences)
            none = Reading(0.0, 1.0, 0.0, (0, 0), (1.0, 0.0, 0.0))
            return [SentenceReading([none] * len(one.mentions), np.zeros((0, 5))) for one in sentences]

        monkeypatch.setattr(evidence, "read", answer)
        contributions([sentence], [[(start + 8, start + 15) for start in starts]], [full])
        return sum(len(passage.ids) for every in passages(asked) for passage in every)

    assert pieces(400) < 2.5 * pieces(200)
