"""Attributions by the network of `network.articles`: cues first, then what is source and content of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from analysis.network.articles import ArticleReading, Cue
from analysis.network.windows import Pieces
from analysis.quotes import by_rules
from analysis.quotes.alignment import aligned, with_answers
from analysis.quotes.deeds import is_bare_passive, is_deed
from analysis.quotes.edges import (
    LONGEST_WORD,
    SENTENCE_END,
    in_sentence,
    is_one_sentence,
    near,
    whole,
    without_opening,
)
from analysis.quotes.judged import with_judged
from analysis.quotes.records import Attribution, Span
from analysis.tokens.document import Document

# Chosen on a tenth of PolNeAR's training articles, and on its development ones, for the F1 of attributions:
# how probable the first piece of a cue has to be times the mean of its content; the pieces of content and
# source at their surest and everywhere; and how sure a second stretch of content has to be, and how long.
_BOTH = 0.4
# The same of what may be a deed.
_OF_DEED = 0.7
_CONTENT = (0.4, 0.2)
_SOURCE = (0.2, 0.15)
_SECOND, _SHORT = 0.65, 2
# What a source in another sentence than its cue weighs.
_ELSEWHERE = 0.5
# Words that people labelled as cues with what they belong to, and that say nothing alone.
_NO_CUES = frozenset(("in", "it"))
# Where a stretch of content is looked for among those of other cues, in characters before it.
_NEAR = 500


def find(documents: Sequence[Document], readings: Sequence[ArticleReading]) -> list[list[Attribution]]:
    """Find attributions in articles that were read; results are those of `quotes.find_attributions`.

    The network starts from cues. What has none, or only a headline's colon, is taken from the rules
    where the network found nothing.
    """
    return [
        _attributions_in(document, reading, by_rule)
        for document, reading, by_rule in zip(documents, readings, by_rules.find(documents), strict=True)
    ]


def _attributions_in(
    document: Document, reading: ArticleReading, by_rule: Sequence[Attribution]
) -> list[Attribution]:
    text = document.text
    judged = with_judged(text, _attributions(text, reading), by_rule)
    found = with_answers(text, list(judged), by_rule)
    return _with_bare(text, aligned(text, found, document.quotations), by_rule)


def _attributions(text: str, reading: ArticleReading) -> list[Attribution]:
    pieces = reading.pieces
    mentions = [(one.start, one.end) for one in reading.references.mentions]
    is_mark = np.array([start == end for start, end in pieces.spans], dtype="bool")
    found: list[Attribution] = []
    reached = 0
    for cue in reading.cues:
        item = _attribution(text, pieces, cue, is_mark) if cue.first >= reached else None
        if item is not None:
            found.append(
                item._replace(source=tuple(whole(source, item.cue, mentions) for source in item.source))
            )
            reached = cue.end
    return sorted(_unshared(text, found), key=lambda item: item.content)


def _attribution(text: str, pieces: Pieces, cue: Cue, is_mark: NDArray[np.bool_]) -> Attribution | None:
    """Give what a cue attributes; None where that is too unsure, or a deed."""
    start, end = _span(text, pieces, (cue.first, cue.end), 0)
    words = text[start:end]
    if not words or words.casefold() in _NO_CUES:
        return None
    is_free = ~is_mark[cue.begins : cue.begins + len(cue.roles)]
    is_free[cue.first - cue.begins : cue.end - cue.begins] = False
    content, probability = _contents(cue.roles[:, 2], is_free)
    probability *= cue.probability
    if probability < _BOTH:
        return None
    parts = [without_opening(text, _span(text, pieces, part, cue.begins)) for part in content]
    if probability < _OF_DEED and is_deed(words, " ".join(text[slice(*part)] for part in parts)):
        return None
    sources = _stretches(cue.roles[:, 1], is_free, *_SOURCE)
    found: tuple[Span, ...] = ()
    if sources:
        spans = [_span(text, pieces, part, cue.begins) for part in sources]
        surest = [cue.roles[slice(*part), 1].max() for part in sources]
        weights = [
            share * (1.0 if is_one_sentence(text, span, (start, end)) else _ELSEWHERE)
            for share, span in zip(surest, spans, strict=True)
        ]
        found = (in_sentence(text, spans[int(np.argmax(weights))]),)
    if not found and is_bare_passive(words):
        return None
    return Attribution(found, ((start, end),), tuple(near(text, end, parts)))


def _unshared(text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Leave out one of several stretches of content that another cue has: all of it, or being nearer.

    Of two cues that share a stretch, one that a sentence's end parts from it is the farther.
    """
    nearest: dict[Span, tuple[int, int]] = {}
    for number, item in enumerate(found):
        for part in item.content:
            nearest[part] = min(nearest.get(part, (len(text) * 2, 0)), (_distance(text, item, part), number))
    parts = sorted(nearest)
    single = {item.content[0] for item in found if len(item.content) == 1}
    starts = [start for start, _ in parts]

    def is_anothers(part: Span) -> bool:
        """Tell whether half of a stretch is in what another cue has alone, or is nearer to."""
        start, end = part
        # Contents are some hundred characters long: those that begin a little before will do.
        near = parts[bisect_left(starts, start - _NEAR) : bisect_left(starts, end)]
        return any(
            min(end, other[1]) - max(start, other[0]) >= (end - start) / 2
            and (other in single or nearest[other][0] < nearest[part][0])
            for other in near
            if other != part
        )

    for number, item in enumerate(found):
        kept = [part for part in item.content if nearest[part][1] == number and not is_anothers(part)]
        yield item._replace(content=tuple(kept)) if kept and len(item.content) > 1 else item


def _contents(
    probabilities: NDArray[np.float32], is_free: NDArray[np.bool_]
) -> tuple[list[tuple[int, int]], float]:
    """Give the stretches of a cue's content, and how probable the longest is in the mean, 0 without any."""
    parts = _stretches(probabilities, is_free, *_CONTENT)
    sums = [float(probabilities[slice(*part)].sum()) for part in parts]
    if not parts:
        return [], 0.0
    main = int(np.argmax(sums))
    means = [total / (end - start) for total, (start, end) in zip(sums, parts, strict=True)]
    kept = [
        part
        for number, part in enumerate(parts)
        if number == main or (part[1] - part[0] >= _SHORT and means[number] >= _SECOND)
    ]
    return kept, means[main]


def _stretches(
    probabilities: NDArray[np.float32], is_free: NDArray[np.bool_], most: float, least: float
) -> list[tuple[int, int]]:
    """Give where pieces of at least `least` begin and end, one of them of at least `most`."""
    is_in = np.zeros(len(probabilities) + 2, dtype="bool")
    is_in[1:-1] = (probabilities >= least) & is_free
    edges = np.flatnonzero(is_in[1:] != is_in[:-1]).tolist()
    parts = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in parts if probabilities[start:end].max() >= most]


def _span(text: str, pieces: Pieces, part: tuple[int, int], begins: int) -> Span:
    """Give the characters of pieces, words whole."""
    start, end = pieces.spans[begins + part[0]][0], pieces.spans[begins + part[1] - 1][1]
    for place in range(start, max(start - LONGEST_WORD, 0), -1):
        if not (text[place - 1].isalnum() and text[place].isalnum()):
            break
        start = place - 1
    for place in range(end, min(end + LONGEST_WORD, len(text))):
        if not (text[place - 1].isalnum() and text[place].isalnum()):
            break
        end = place + 1
    return start, end


def _with_bare(text: str, found: list[Attribution], by_rule: Sequence[Attribution]) -> list[Attribution]:
    """Add what has no cue, or only a colon, and shares no character with what was found."""
    taken = sorted(span for item in found for span in item.content)
    reached = [*accumulate((end for _, end in taken), max)]

    def is_free(item: Attribution) -> bool:
        before = bisect_left(taken, (item.content[-1][1],) * 2)
        return not before or reached[before - 1] <= item.content[0][0]

    bare = (item for item in by_rule if not item.cue or text[slice(*item.cue[0])] == ":")
    return sorted([*found, *filter(is_free, bare)], key=lambda item: item.content)


def _distance(text: str, item: Attribution, part: Span) -> int:
    """Count the characters between a cue and a stretch of content; a sentence’s end counts as a text."""
    (start, end), *_ = item.cue
    first, last = (end, part[0]) if end <= part[0] else (part[1], start)
    is_far = SENTENCE_END.search(text, first, max(first, last)) is not None
    return max(0, last - first) + len(text) * is_far
