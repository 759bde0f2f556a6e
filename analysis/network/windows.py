"""Whole texts to the windows of word pieces in which attributions are found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.network.pieces import END, START, Span, tokenizer
from analysis.tokens.document import Document

# Of 19,868 attributions in news, 99.5 % have cue and content within 511 characters, about 110 pieces.
WINDOW_PIECES = 256
OVERLAP = 96


class Pieces(NamedTuple):
    """The word pieces of a text, with an end mark (an empty span) after each paragraph.

    `ids` are their numbers and `spans` the characters of each, in order.
    """

    ids: list[int]
    spans: list[Span]

    def within(self, start: int, end: int) -> range:
        """Give the pieces that share a character with a stretch of text."""
        first = bisect_right(self.spans, start, key=lambda span: span[1])
        return range(first, bisect_left(self.spans, end, lo=first, key=lambda span: span[0]))


class Window(NamedTuple):
    """Pieces that are read at once: numbers with start and end mark, and the place of the first in the text.

    `core` are the pieces of the text that this window answers for; those of all windows together are each
    piece once.
    """

    ids: list[int]
    first: int
    core: range


def text_pieces(documents: Sequence[Document]) -> list[Pieces]:
    """Cut each text into word pieces; an empty text has none."""
    places = [(number, *span) for number, own in enumerate(documents) for span in own.paragraphs]
    # All at once, so that every processor has its share.
    encodings = tokenizer().encode_batch(
        [documents[number].text[start:end] for number, start, end in places], add_special_tokens=False
    )
    found = [Pieces([], []) for _ in documents]
    for (number, start, end), encoding in zip(places, encodings, strict=True):
        own = found[number]
        own.ids.extend(encoding.ids)
        own.spans.extend((start + first, start + last) for first, last in encoding.offsets)
        own.ids.append(END)
        own.spans.append((end, end))
    return found


def windows(pieces: Pieces, *, shift: int = 0) -> Iterator[Window]:
    """Yield windows of up to 256 pieces that begin and end where paragraphs do.

    Each answers for the paragraphs after those of the one before. A longer paragraph is cut: its windows
    share 96 pieces, and each answers up to the middle of those. With a `shift`, at most 158, the first window
    is so much shorter.
    """
    room, total = WINDOW_PIECES - 2, len(pieces.ids)
    ends = [place for place, piece in enumerate(pieces.ids, start=1) if piece == END]
    done, first, limit = 0, 0, room - shift
    while done < total:
        last = bisect_right(ends, limit)
        if last and ends[last - 1] > done:
            end = answered = following = ends[last - 1]
        else:
            end = limit
            answered, following = end - OVERLAP // 2, end - OVERLAP
        yield Window([START, *pieces.ids[first:end], END], first, range(done, answered))
        first, limit = following, following + room
        done = answered
