"""Where contents and sources of the network begin and end: with sentences, names and words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.quotes.records import Span

# A cut word is made whole over so many characters: scripts without spaces have no such words.
LONGEST_WORD = 40
_EDGES = " ,;:–—-\n\t"
_BEFORE = 100
# What goes on behind the end: ``they met Friday, but``.
_DANGLING = frozenset(
    """and but or when while after before as had has have is are was were will would he she they the a an of
    which who""".split()
)
# Not behind "Mr", "Sen" or an initial.
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][’”\"']?\s")
_OPENING = frozenset("“„«\"'‘")


def in_sentence(text: str, source: Span) -> Span:
    """End a source with its sentence, and trim it."""
    start, end = source
    beyond = SENTENCE_END.search(text, start, end)
    return trimmed(text, (start, beyond.start() if beyond else end))


def is_one_sentence(text: str, one: Span, other: Span) -> bool:
    """Tell whether no sentence and no paragraph ends between two spans."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return "\n" not in between and SENTENCE_END.search(between) is None


def whole(source: Span, cue: Sequence[Span], mentions: Sequence[Span]) -> Span:
    """Begin and end a source with the mentions that it cuts: names, descriptions and pronouns, in order.

    One that shares a character with the cue is left alone.
    """
    start, end = source
    first = bisect_left(mentions, (start - _BEFORE, 0))
    for low, high in mentions[first : bisect_left(mentions, (end, 0))]:
        if high > start and all(high <= begin or stop <= low for begin, stop in cue):
            start, end = min(start, low), max(end, high)
    return start, end


def trimmed(text: str, span: Span) -> Span:
    """Leave out marks and spaces at the edges of a source or content; marks of quotations stay.

    A full stop ends the sentence behind a word in lower case; else it may be an abbreviation's.
    """
    start, end = span
    # What ends a dateline begins nothing: ``) — Talks``.
    start += len(text[start:end]) - len(text[start:end].lstrip(_EDGES + ")."))
    inner = text[start:end].rstrip(_EDGES)
    end = start + len(inner) - (inner.endswith(".") and inner[-2:-1].islower())
    return (start, end) if start < end else span


def without_opening(text: str, content: Span) -> Span:
    """Leave out of a content what needs words behind it: ``which had`` before ``promised``. And trim it."""
    start, end = trimmed(text, content)
    goes_on = text.startswith(" ", end)
    while goes_on and len(last := text[start:end].rsplit(maxsplit=1)) == 2 and last[1] in _DANGLING:
        end = start + len(last[0].rstrip(_EDGES))
    return start, end


def near(text: str, cue: int, parts: Sequence[Span]) -> list[Span]:
    """Leave out what stands in a later sentence than the cue, which ends at `cue`, and in no quotation marks.

    It is the writer's: ``“We won,” she said. It was close.``, or below a headline. What has nothing beside it
    stays.
    """

    def is_beyond(start: int) -> bool:
        between = text[cue:start]
        is_open = between.count("“") > between.count("”") or between.count('"') % 2 or text[start] in _OPENING
        return not is_open and ("\n" in between or SENTENCE_END.search(between) is not None)

    return [part for part in parts if not is_beyond(part[0])] or list(parts)
