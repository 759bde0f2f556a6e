"""Attributions by the network of `network.session`: cues first, then what is source and content of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.network.batches import in_batches
from analysis.network.session import read_attributions
from analysis.network.windows import Pieces, Window, text_pieces, windows
from analysis.quotes import by_rules
from analysis.quotes.corrections import SENTENCE_END, distance, with_bare, with_judged, with_sources
from analysis.quotes.records import Attribution, Span
from analysis.quotes.sources import DAYS
from analysis.tokens.document import Document

# Chosen on a tenth of PolNeAR's training articles for the F1 of attributions: how probable the first piece
# of a cue has to be times the mean of its content; the pieces of content and source at their surest and
# everywhere; and how sure a second stretch of content has to be in the mean, and how long.
_BOTH = 0.38
_CONTENT = (0.5, 0.4)
_SOURCE = (0.3, 0.15)
_SECOND, _SHORT = 0.5, 2
# Words that people labelled as cues with what they belong to, and that say nothing alone.
_NO_CUES = frozenset(("in", "it"))
_EDGES = " ,;:–—-\n\t"
# What a source that begins with one of these lacks, in so many characters before it.
_PREPOSITIONS = frozenset("in of for at from on with near under".split())
_NOUN = re.compile(
    r"\b((?:[Tt]he|[Aa]n?|[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Oo]ne)(?: [\w’'-]{1,20}){1,4}) $"
)
_OPENING_NOUN = re.compile(r"(?:^|[.!?”\"\n] ?)((?:[\w’'-]{1,20} ){0,4}[\w’'-]{1,20}), $")
_BEFORE = 100
_CLOSED = re.compile(r"[\"”] (?=[\"“])")
_BEYOND = re.compile(r"[a-z]{4}[.!?][\"”’]?( [\"“]?[A-Z]\w{0,20}\.?)$")
_JOINING = frozenset("and but or when while after before as".split())
_NAME_GOES_ON = re.compile(
    rf"(?: (?!(?:{'|'.join(day.title() for day in sorted(DAYS))})\b)[A-Z][\w’'-]{{1,30}}){{1,3}}"
)
_DANGLING = frozenset("had has have is are was were will would she he they the a an of which who".split())
# Whose it is that a source begins with: ``India`` before ``’s delegation``.
_OWNER = re.compile(r"(?:[A-Z][\w-]{1,30} ){0,2}[\w-]{0,30}$")
_OPENING = frozenset("“„«\"'‘")
# A cut word is made whole over so many characters: scripts without spaces have no such words.
_LONGEST_WORD = 40
# Where a stretch of content is looked for among those of other cues, in characters before it.
_NEAR = 500
# Articles at a time, so that memory does not grow with the corpus.
_CHUNK = 64


class _Place(NamedTuple):
    """A window and the number of its article."""

    article: int
    window: Window


class _Cue(NamedTuple):
    """A cue that was found: its pieces in the article, and the probabilities of the window's pieces."""

    first: int
    end: int
    probability: float
    begins: int  # the first piece of the window
    roles: NDArray[np.float32]


def find(documents: Sequence[Document]) -> list[list[Attribution]]:
    """Find attributions; parameters and results are those of `quotes.find_attributions`.

    The network starts from cues. What has none, or only a headline's colon, is taken from the rules where the
    network found nothing. A name or pronoun that the rules see right beside a cue as its source goes before
    one that the network saw somewhere else.
    """
    found: list[list[Attribution]] = []
    for first in range(0, len(documents), _CHUNK):
        found += _find(documents[first : first + _CHUNK])
    return [
        _corrected(document.text, own, by_rule)
        for document, own, by_rule in zip(documents, found, by_rules.find(documents), strict=True)
    ]


def _corrected(text: str, found: list[Attribution], by_rule: list[Attribution]) -> list[Attribution]:
    return with_bare(text, with_judged(text, list(with_sources(text, found, by_rule)), by_rule), by_rule)


def _find(documents: Sequence[Document]) -> list[list[Attribution]]:
    pieces = text_pieces(documents)
    places = [_Place(number, window) for number, own in enumerate(pieces) for window in windows(own)]
    cues: list[list[_Cue]] = [[] for _ in documents]
    for batch, read in in_batches(places, lambda place: len(place.window.ids), _read):
        for place, found in zip(batch, read, strict=True):
            cues[place.article] += found
    return [
        _attributions(document.text, own, sorted(found, key=lambda cue: cue.first))
        for document, own, found in zip(documents, pieces, cues, strict=True)
    ]


def _read(batch: Sequence[_Place]) -> list[list[_Cue]]:
    """Find the cues that each window answers for."""
    ids = np.array([place.window.ids for place in batch], dtype="int64")
    cues, places, roles = read_attributions(ids, _BOTH)
    found: list[list[_Cue]] = [[] for _ in batch]
    for (row, place), own in zip(places.tolist(), roles, strict=True):
        window = batch[row].window
        first = window.first + place - 1  # the start mark shifts all by one
        if first not in window.core:
            continue
        size = len(window.ids) - 2
        end = place + 1
        while end <= size and cues[row, end].argmax() == 2:
            end += 1
        found[row].append(
            _Cue(
                first, first + end - place, float(cues[row, place, 1]), window.first, own[1 : size + 1].copy()
            )
        )
    return found


def _attributions(text: str, pieces: Pieces, cues: Sequence[_Cue]) -> list[Attribution]:
    is_mark = np.array([start == end for start, end in pieces.spans], dtype="bool")
    found: list[Attribution] = []
    reached = 0
    for cue in cues:
        words = text[pieces.spans[cue.first][0] : pieces.spans[cue.end - 1][1]]
        if cue.first < reached or words.casefold() in _NO_CUES:
            continue
        own = slice(cue.begins, cue.begins + len(cue.roles))
        is_free = ~is_mark[own]
        is_free[cue.first - cue.begins : cue.end - cue.begins] = False
        content = _contents(cue.roles[:, 2], is_free, cue.probability)
        if not content:
            continue
        reached = cue.end
        parts = [_without_opening(text, _span(text, pieces, part, cue.begins)) for part in content]
        sources = _stretches(cue.roles[:, 1], is_free, *_SOURCE)
        source = max(sources, key=lambda part: cue.roles[slice(*part), 1].sum(), default=None)
        found.append(
            Attribution(
                ()
                if source is None
                else (_grown(text, _in_sentence(text, _span(text, pieces, source, cue.begins))),),
                (_span(text, pieces, (cue.first, cue.end), 0),),
                _joined(text, _near(text, pieces.spans[cue.end - 1][1], parts)),
            )
        )
    return sorted(_unshared(text, found), key=lambda item: item.content)


def _in_sentence(text: str, source: Span) -> Span:
    """End a source with its sentence, not within a name: ``Minister Jan`` before ``Example``. And trim it."""
    start, end = source
    if text.startswith(("'s ", "’s "), start):
        owner = _OWNER.search(text, max(0, start - _BEFORE), start)
        start = owner.start() if owner else start
    beyond = SENTENCE_END.search(text, start, end)
    start, end = _trimmed(text, (start, beyond.start() if beyond else end))
    last = max(start, text.rfind(" ", start, end) + 1)
    is_name = text[last].isupper() and text[last:end].isalpha()
    further = _NAME_GOES_ON.match(text, end) if is_name else None
    return start, further.end() if further else end


def _grown(text: str, source: Span) -> Span:
    """Put the noun to a source that begins with what belongs to one: ``My colleague`` to ``in Kyiv``.

    A participle alone is behind a comma: ``The complaint, filed on Friday, says``.
    """
    start, end = source
    first, *others = text[start:end].split(" ", 1)
    before = None
    if first in _PREPOSITIONS:
        before = _NOUN.search(text, max(0, start - _BEFORE), start)
    elif not others and first.endswith("ed") and text.endswith(", ", 0, start):
        before = _OPENING_NOUN.search(text, max(0, start - _BEFORE), start)
        end = before.end(1) if before else end
    return (before.start(1), end) if before else source


def _unshared(text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Leave out one of several stretches of content that another cue has: all of it, or being nearer.

    Of two cues that share a stretch, one that a sentence's end parts from it is the farther.
    """
    nearest: dict[Span, tuple[int, int]] = {}
    for number, item in enumerate(found):
        for part in item.content:
            nearest[part] = min(nearest.get(part, (len(text) * 2, 0)), (distance(text, item, part), number))
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
    probabilities: NDArray[np.float32], is_free: NDArray[np.bool_], of_cue: float
) -> list[tuple[int, int]]:
    """Give the stretches of a cue's content, none where cue and content together are too unsure."""
    parts = _stretches(probabilities, is_free, *_CONTENT)
    sums = [float(probabilities[slice(*part)].sum()) for part in parts]
    if not parts:
        return []
    main = int(np.argmax(sums))
    means = [total / (end - start) for total, (start, end) in zip(sums, parts, strict=True)]
    if of_cue * means[main] < _BOTH:
        return []
    return [
        part
        for number, part in enumerate(parts)
        if number == main or (part[1] - part[0] >= _SHORT and means[number] >= _SECOND)
    ]


def _stretches(
    probabilities: NDArray[np.float32], is_free: NDArray[np.bool_], most: float, least: float
) -> list[tuple[int, int]]:
    """Give where pieces of at least `least` begin and end, one of them of at least `most`."""
    is_in = np.zeros(len(probabilities) + 2, dtype="bool")
    is_in[1:-1] = (probabilities >= least) & is_free
    edges = np.flatnonzero(is_in[1:] != is_in[:-1]).tolist()
    parts = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in parts if probabilities[start:end].max() >= most]


def _near(text: str, cue: int, parts: Sequence[Span]) -> list[Span]:
    """Leave out what stands in a later sentence than the cue, which ends at `cue`, and in no quotation marks.

    It is the writer's: ``“We won,” she said. It was close.``, or below a headline. What has nothing beside it
    stays.
    """

    def is_beyond(start: int) -> bool:
        between = text[cue:start]
        is_open = between.count("“") > between.count("”") or between.count('"') % 2 or text[start] in _OPENING
        return not is_open and ("\n" in between or SENTENCE_END.search(between) is not None)

    return [part for part in parts if not is_beyond(part[0])] or list(parts)


def _joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Put together what only white space parts: a quotation of several paragraphs is one stretch."""
    found: list[Span] = []
    for start, end in spans:
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _trimmed(text: str, span: Span) -> Span:
    """Leave out marks and spaces at the edges of a source or content, and "and", "but" or "or" at its end.

    Marks of quotations stay.
    """
    start, end = span
    # The end of the quotation before: ``" "Nobody …``.
    start += 2 if _CLOSED.match(text, start, end) or text.startswith(". ", start, end) else 0
    words = text[start:end]
    # What ends a dateline begins nothing: ``) — Talks``.
    start += len(words) - len(words.lstrip(_EDGES + ")"))
    inner = words.rstrip(_EDGES)
    # One word of the sentence behind.
    beyond = _BEYOND.search(inner, max(0, len(inner) - _LONGEST_WORD))
    inner = inner[: beyond.start(1)] if beyond else inner
    # A mark that opens what comes next.
    if inner.endswith(("“", "«")) or (inner.endswith(' "') and inner.count('"') % 2):
        inner = inner[:-1].rstrip(_EDGES)
    # A full stop may belong to an abbreviation.
    last = inner.rsplit(maxsplit=1)
    if len(last) == 2 and last[1] in _JOINING:
        inner = last[0].rstrip(_EDGES)
    for whole in ("each other", "one another"):
        first, second = whole.split()
        start -= (
            len(first) + 1 if text.startswith(second, start) and text.endswith(f"{first} ", 0, start) else 0
        )
    ends_sentence = inner.endswith(".") and inner[-2:-1].islower()
    end -= len(words) - len(inner) + ends_sentence
    return (start, end) if start < end else span


def _without_opening(text: str, content: Span) -> Span:
    """Leave out of a content what needs words behind it: ``which had`` before ``promised``. And trim it."""
    start, end = _trimmed(text, content)
    goes_on = text.startswith(" ", end)
    while goes_on and len(last := text[start:end].rsplit(maxsplit=1)) == 2 and last[1] in _DANGLING:
        end = start + len(last[0].rstrip(_EDGES))
    return start, end


def _span(text: str, pieces: Pieces, part: tuple[int, int], begins: int) -> Span:
    """Give the characters of pieces, words whole."""
    start, end = pieces.spans[begins + part[0]][0], pieces.spans[begins + part[1] - 1][1]
    for place in range(start, max(start - _LONGEST_WORD, 0), -1):
        if not (text[place - 1].isalnum() and text[place].isalnum()):
            break
        start = place - 1
    for place in range(end, min(end + _LONGEST_WORD, len(text))):
        if not (text[place - 1].isalnum() and text[place].isalnum()):
            break
        end = place + 1
    return start, end
