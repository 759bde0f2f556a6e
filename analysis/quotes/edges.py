"""Where contents and sources of the network begin and end: with sentences, names and words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.quotes.corrections import SENTENCE_END
from analysis.quotes.descriptions import opening_end
from analysis.quotes.records import Span
from analysis.quotes.sources import DAYS

# A cut word is made whole over so many characters: scripts without spaces have no such words.
LONGEST_WORD = 40
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


def in_sentence(text: str, source: Span, cue: int) -> Span:
    """End a source with its sentence, not within a name: ``Minister Jan`` before ``Example``. And trim it.

    A name ends before the cue, which begins at `cue`: in headlines verbs have capitals, too.
    """
    start, end = source
    if text.startswith(("'s ", "’s "), start):
        owner = _OWNER.search(text, max(0, start - _BEFORE), start)
        start = owner.start() if owner else start
    beyond = SENTENCE_END.search(text, start, end)
    start, end = trimmed(text, (start, beyond.start() if beyond else end))
    last = max(start, text.rfind(" ", start, end) + 1)
    is_name = text[last].isupper() and text[last:end].isalpha()
    further = _NAME_GOES_ON.match(text, end, cue if cue >= end else len(text)) if is_name else None
    return start, further.end() if further else end


def is_one_sentence(text: str, one: Span, other: Span) -> bool:
    """Tell whether no sentence and no paragraph ends between two spans."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return "\n" not in between and SENTENCE_END.search(between) is None


def grown(text: str, source: Span) -> Span:
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


def without_opening(text: str, content: Span) -> Span:
    """Leave out of a content what needs words behind it: ``which had`` before ``promised``. And trim it.

    A dateline is no content.
    """
    start, end = trimmed(text, content)
    start = opening_end(text, start, end) if start == 0 or text[start - 1] == "\n" else start
    goes_on = text.startswith(" ", end)
    while goes_on and len(last := text[start:end].rsplit(maxsplit=1)) == 2 and last[1] in _DANGLING:
        end = start + len(last[0].rstrip(_EDGES))
    return start, end


def trimmed(text: str, span: Span) -> Span:
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
    beyond = _BEYOND.search(inner, max(0, len(inner) - LONGEST_WORD))
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
