"""Which words a score rests on: the sentence is read again without a word, and with that word alone.

No tables here, as in `network.mentions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.network.mentions import Reading, read
from analysis.network.pieces import Sentence, Span

# By how much a word alone, and a group left out together, has to move a score (-1 to 1) for each word to be
# left out by itself. `contributions` tells what these bounds cost and save.
_ALONE, _TOGETHER = 0.03, 0.15

Scores = NDArray[np.float64]


class _Part(NamedTuple):
    """What was read at once of a sentence, with the words to measure in it.

    `sentence` is the number of the sentence. `text` is what was read of it, with the mentions asked for first
    and then others that stand there, whose names are hidden too. `rows` and `asked` are the numbers that the
    words and the mentions asked for have in the sentence, and `scores` belong to the latter.
    """

    sentence: int
    text: Sentence
    words: list[Span]
    rows: list[int]
    asked: list[int]
    scores: Scores


def contributions(
    sentences: Sequence[Sentence],
    words: Sequence[Sequence[Span]],
    readings: Sequence[Mapping[int, Reading]],
    *,
    together: int = 1,
) -> list[Scores]:
    """Measure what each word adds to the scores, in its sentence and alone.

    Left out of a sentence, one of several words that say the same changes little; alone beside the mentions,
    a word that another one turns round says too much. So the weight is the mean of both, (s(all) − s(all but
    the word) + s(the word) − s(no word)) / 2 for the score s: what the word adds as the last one of all and
    as the first, of the orders over which Shapley (1953, "A value for n-person games") takes the mean.

    Parameters
    ----------
    sentences
        What was read.
    words
        For each sentence the words to measure, none of them in a mention.
    readings
        For each sentence what `mentions.read` gave, by the numbers of the mentions to measure for.
    together
        Neighbouring words are first left out so many at a time, but for those that alone move a score by 0.03
        and by half as much as the third strongest does. The words of a group that moves a score by 0.15 are
        left out one by one; those of another group count as changing nothing where left out. With 1 every
        word is left out by itself.

    Returns
    -------
    list of array
        For each sentence (words, mentions): by how much the word moves the score (positive − negative), -2 to
        2; 0 where it was not read. These do not add up to the score.

    Notes
    -----
    A word costs one short pass and at most one as long as what was read at once, and each group one more.

    Measured with the network before, with 12 together on the words that may be shown (no function words, no
    neutral mentions) of 1,042 sentences of news (NewsMTSC's kept tenth, PolNeAR), on which the bounds were
    chosen as well: 0.7 times the pieces are read that are with 1. Together with the words left aside that is
    3.6 times fewer than for every word, 4.3 on NewsMTSC and 2.8 to 3.4 on PolNeAR. The weights correlate at
    0.996. Of mentions with a score beyond ±0.3, 99.6 % keep their strongest word and 93 % their strongest
    three; of weights above 0.1, 3 % are off by more than 0.05. `resources/network.md` has other bounds.
    """
    found = [
        np.zeros((len(spans), len(sentence.mentions)))
        for sentence, spans in zip(sentences, words, strict=True)
    ]
    parts = [
        part
        for number, of_sentence in enumerate(zip(sentences, words, readings, strict=True))
        for part in _parts(number, *of_sentence)
    ]
    alone = _alone(parts)
    groups = [
        (part, group) for part, moves in zip(parts, alone, strict=True) for group in _groups(moves, together)
    ]
    moved = _left_out(groups)
    opened = [
        (part, [place])
        for (part, group), moves in zip(groups, moved, strict=True)
        if len(group) > 1 and np.abs(moves).max() >= _TOGETHER
        for place in group
    ]
    for part, moves in zip(parts, alone, strict=True):
        found[part.sentence][np.ix_(part.rows, part.asked)] = moves / 2
    for (part, group), moves in zip([*groups, *opened], [*moved, *_left_out(opened)], strict=True):
        if len(group) == 1:
            found[part.sentence][part.rows[group[0]], part.asked] += moves / 2
    return found


def _parts(
    number: int, sentence: Sentence, words: Sequence[Span], readings: Mapping[int, Reading]
) -> Iterator[_Part]:
    """Cut a sentence into what was read at once, so that the cost of a long one grows with its words only."""
    for first, last in dict.fromkeys(reading.read for reading in readings.values()):
        rows = [row for row, (start, end) in enumerate(words) if first <= start and end <= last]
        if not rows:
            continue
        asked = [mention for mention, reading in readings.items() if reading.read == (first, last)]
        spans = [
            (min(max(start, first), last) - first, min(max(end, first), last) - first)
            for start, end in sentence.mentions
        ]
        others = [span for mention, span in enumerate(spans) if mention not in asked and span[0] < span[1]]
        yield _Part(
            number,
            Sentence(sentence.text[first:last], (*(spans[mention] for mention in asked), *others)),
            [(words[row][0] - first, words[row][1] - first) for row in rows],
            rows,
            asked,
            np.array([_score(readings[mention]) for mention in asked]),
        )


def _alone(parts: Sequence[_Part]) -> list[Scores]:
    """Give for each part by how much each word alone moves the scores, (words, mentions asked for)."""
    bare = _scores([(part, _only(part.text)) for part in parts])
    alone = iter(_scores([(part, _only(part.text, word)) for part in parts for word in part.words]))
    return [
        np.array([next(alone) - none for _ in part.words]) for part, none in zip(parts, bare, strict=True)
    ]


def _groups(alone: Scores, together: int) -> list[list[int]]:
    """Group the words to leave out: what moves a score alone by itself, and neighbours of the rest."""
    strength = np.abs(alone)
    third = np.sort(strength, axis=0)[-3:][0]
    is_strong = (strength >= np.maximum(_ALONE, third / 2)).any(axis=1)
    weak = np.flatnonzero(~is_strong)
    groups = np.array_split(weak, -(-len(weak) // together)) if len(weak) else []
    return [[place] for place in np.flatnonzero(is_strong).tolist()] + [group.tolist() for group in groups]


def _left_out(groups: Sequence[tuple[_Part, list[int]]]) -> list[Scores]:
    """Give for each group of words by how much they move the scores of their part together."""
    without = _scores(
        [(part, _without(part.text, *(part.words[place] for place in group))) for part, group in groups]
    )
    return [part.scores - left for (part, _), left in zip(groups, without, strict=True)]


def _scores(texts: Sequence[tuple[_Part, Sentence]]) -> list[Scores]:
    """Read parts of which words are left out, and give the scores of the mentions asked for."""
    return [
        np.array([_score(reading) for reading in found.mentions[: len(part.asked)]])
        for (part, _), found in zip(texts, read([text for _, text in texts]), strict=True)
    ]


def _score(reading: Reading) -> float:
    return reading.positive - reading.negative


def _without(sentence: Sentence, *words: Span) -> Sentence:
    """Leave words out of a sentence, none of them in a mention."""
    text, mentions = sentence
    for start, end in sorted(words, reverse=True):
        text = text[:start] + text[end:]
        mentions = tuple(
            (first, last) if last <= start else (first - (end - start), last - (end - start))
            for first, last in mentions
        )
    return Sentence(text, mentions)


def _only(sentence: Sentence, *words: Span) -> Sentence:
    """Leave of a sentence its mentions and some words, with a space after each."""
    text, end = "", 0
    moved: dict[Span, Span] = {}
    # Where a mention holds another, the other is in the text already.
    for span in sorted({*sentence.mentions, *words}, key=lambda span: (span[0], -span[1])):
        if span[0] >= end and text:
            text += " "
        text += sentence.text[max(span[0], end) : span[1]]
        end = max(end, span[1])
        last = len(text) - (end - span[1])
        moved[span] = (last - (span[1] - span[0]), last)
    return Sentence(text, tuple(moved[mention] for mention in sentence.mentions))
