"""Sentences to the word pieces that the model reads, with the names of whom it is asked about hidden.

A name is replaced by one placeholder, in training and in use, so that the same words give the same score
whoever they are said of.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tokenizers import Tokenizer

from analysis.resources import read_text, stop_words

Span = tuple[int, int]

# The longest of 7,739 sentences of news has 250 words and the 99th percentile 70; time grows with the square.
MOST_PIECES = 256
START, END, PLACEHOLDER = 101, 102, 103  # [CLS], [SEP] and [MASK] of BERT's vocabulary
_WORD = re.compile(r"\w[\w.\-]*")


class Sentence(NamedTuple):
    """A sentence and the mentions in it that are asked for, as offsets into it, end exclusive."""

    text: str
    mentions: tuple[Span, ...]


class Passage(NamedTuple):
    """What the model reads at once: numbers of word pieces, with start and end marks.

    `mentions` are the numbers of the sentence's mentions that are answered for, `spans` their pieces, and
    `read` the characters of the sentence.
    """

    ids: tuple[int, ...]
    mentions: tuple[int, ...]
    spans: tuple[Span, ...]
    read: Span


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer that the model was trained with."""
    return Tokenizer.from_str(read_text("network_tokenizer.json"))


def passages(sentences: Sequence[Sentence], *, hide_names: bool = True) -> Iterator[list[Passage]]:
    """Cut sentences into word pieces.

    Parameters
    ----------
    sentences
        Their mentions lie inside them.
    hide_names
        Whether the names in the mentions are replaced by a placeholder.

    Yields
    ------
    list of Passage
        For every sentence one passage that holds all its mentions; for one of more than 254 pieces, as many
        windows of 254 as it takes to read each mention in the middle of what is around it.
    """
    encodings = tokenizer().encode_batch([sentence.text for sentence in sentences], add_special_tokens=False)
    for sentence, encoding in zip(sentences, encodings, strict=True):
        hidden = _hidden(sentence) if hide_names else []
        yield list(_windows(sentence, encoding.ids, encoding.offsets, hidden))


def name_in(surface: str) -> Span | None:
    """Find the name in a mention: from its first to its last word with a capital, but for function words.

    >>> name_in("the former President Obama’s")
    (11, 26)
    """
    words = [
        match.span()
        for match in _WORD.finditer(surface)
        if match[0] != match[0].lower() and match[0].lower() not in stop_words()
    ]
    return (words[0][0], words[-1][1]) if words else None


def _hidden(sentence: Sentence) -> list[Span]:
    """Give the stretches to replace, in order; those that overlap are one."""
    found: list[Span] = []
    for start, end in sorted(sentence.mentions):
        name = name_in(sentence.text[start:end])
        if name is None:
            continue
        first, last = start + name[0], start + name[1]
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _windows(
    sentence: Sentence, ids: Sequence[int], offsets: Sequence[Span], hidden: Sequence[Span]
) -> Iterator[Passage]:
    kept, places, characters = _replaced(ids, offsets, hidden)
    starts, ends = [start for start, _ in offsets], [end for _, end in offsets]
    spans = []
    for start, end in sentence.mentions:
        first = min(bisect_right(ends, start), max(0, len(ids) - 1))
        last = max(first, bisect_left(starts, end) - 1)
        spans.append((places[first], places[last] + 1) if ids else (-1, 0))
    room = MOST_PIECES - 2
    remaining = sorted(range(len(spans)), key=lambda number: spans[number])
    while remaining:
        # What is left of a mention that is itself longer than the window is its beginning.
        first, end = spans[remaining[0]]
        middle = (first + min(end, first + room)) // 2
        begin = 0 if len(kept) <= room else max(0, min(middle - room // 2, len(kept) - room))
        inside = [
            number
            for number in remaining
            if len(kept) <= room or (begin <= spans[number][0] and spans[number][1] <= begin + room)
        ] or remaining[:1]
        read = characters[begin : begin + room]
        yield Passage(
            (START, *kept[begin : begin + room], END),
            tuple(inside),
            # The start mark shifts all by one.
            tuple((spans[n][0] - begin + 1, min(spans[n][1] - begin, room) + 1) for n in inside),
            (read[0][0], read[-1][1]) if read else (0, 0),
        )
        remaining = [number for number in remaining if number not in inside]


def _replaced(
    ids: Sequence[int], offsets: Sequence[Span], hidden: Sequence[Span]
) -> tuple[list[int], list[int], list[Span]]:
    """Put one placeholder for each hidden stretch; tell where each old piece went, and the new offsets."""
    kept: list[int] = []
    places: list[int] = []
    characters: list[Span] = []
    remaining = list(reversed(hidden))
    opened: Span | None = None
    for piece, (start, end) in zip(ids, offsets, strict=True):
        while remaining and remaining[-1][1] <= start:
            remaining.pop()
        if not remaining or end <= remaining[-1][0]:
            kept.append(piece)
            characters.append((start, end))
        elif opened != remaining[-1]:
            opened = remaining[-1]
            kept.append(PLACEHOLDER)
            characters.append(opened)
        places.append(len(kept) - 1)
    return kept, places, characters
