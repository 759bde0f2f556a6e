"""Contents made to agree with quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.quotes.records import Attribution, Span

# Where a stretch of content is looked for that others have, in characters before it.
_NEAR = 500
_MARKS = frozenset("“”„\"'‘’«»`")
# What ends the sentence before.
_OPENS = re.compile(r"(?:^|\n|[.!?][”\"’']?) ?$")
# What stands before a closing mark where a sentence ends in it, or its speaker is told behind it.
_COMPLETE = (",", ".", "?", "!", "…")


def aligned(
    text: str, found: Sequence[Attribution], quotations: Sequence[tuple[Span, ...]]
) -> list[Attribution]:
    """Let contents begin and end with the quotations that they touch.

    A quotation belongs whole to whoever has a part of it, but for what the cue stands in, with the
    paragraphs that nobody has. Content that begins with a complete sentence in marks ends at the closing one.
    """
    parts = sorted((*span, number) for number, own in enumerate(quotations) for span in own)
    made = [item._replace(content=_with_quotations(text, item, parts)) for item in found]
    return sorted(_with_paragraphs(made, quotations), key=lambda item: item.content)


def with_answers(
    text: str, found: Sequence[Attribution], by_rule: Sequence[Attribution]
) -> list[Attribution]:
    """Give a sentence that opens with a quotation, and tells its speaker behind it, that speaker alone.

    As in ``“It is lost,” Example said. “Rubbish,” hit back his neighbour.``
    """
    kept = list(found)
    cues = sorted((start, number) for number, item in enumerate(kept) for start, _ in item.cue)
    parts = sorted((*span, number) for number, item in enumerate(kept) for span in item.content)
    for rule in by_rule:
        if not rule.cue or not rule.source or len(rule.content) > 1:
            continue
        (first, last), *_ = rule.content
        begins, ends = min(rule.cue[0][0], rule.source[0][0]), max(rule.cue[-1][1], rule.source[-1][1])
        is_quoted = (
            text[first] in _MARKS
            and text[last - 1] in _MARKS
            and _OPENS.search(text, max(0, first - 3), first) is not None
        )
        if not is_quoted or begins < last or text[last:begins].strip(" ,"):
            continue
        own = {number for _, number in cues[bisect_left(cues, (last, 0)) : bisect_left(cues, (ends, 0))]}
        for number in own:
            if all(end <= first or ends <= start for start, end in kept[number].source):
                kept[number] = kept[number]._replace(source=rule.source)
        near = parts[bisect_left(parts, (first - _NEAR, 0, 0)) : bisect_left(parts, (last, 0, 0))]
        for number in {number for _, end, number in near if end > first} - own:
            others = tuple(span for span in kept[number].content if span[1] <= first or last <= span[0])
            if others:
                kept[number] = kept[number]._replace(content=others)
        if not own:
            kept.append(rule)
    return kept


def _with_quotations(text: str, item: Attribution, parts: Sequence[tuple[int, int, int]]) -> tuple[Span, ...]:
    spoken_in = {number for span in item.cue for *_, number in _around(parts, span)}
    content: set[Span] = set()
    for start, end in item.content:
        for first, last, number in _around(parts, (start, end)):
            if number in spoken_in:
                continue
            start = min(start, first)
            inner = text[first + 1 : last - 1]
            is_complete = start == first and inner[:1].isupper() and inner.endswith(_COMPLETE)
            end = last if first < end < last or is_complete else end
        content.add((start, end))
    return tuple(_merged(content))


def _with_paragraphs(
    found: Sequence[Attribution], quotations: Sequence[tuple[Span, ...]]
) -> list[Attribution]:
    """Add the further paragraphs of a quotation, where nobody has them, to the first who has one."""
    taken = {span: number for number in reversed(range(len(found))) for span in found[number].content}
    added: dict[int, set[Span]] = {}
    for spans in quotations:
        owners = [taken[span] for span in spans if span in taken]
        if owners and len(owners) < len(spans):
            added.setdefault(owners[0], set()).update(span for span in spans if span not in taken)
    return [
        item._replace(content=tuple(_merged({*item.content, *added.get(number, ())})))
        for number, item in enumerate(found)
    ]


def _around(parts: Sequence[tuple[int, int, int]], span: Span) -> Sequence[tuple[int, int, int]]:
    """Give the stretches of quotations, in order, that share a character with a stretch."""
    start, end = span
    first = bisect_left(parts, (start, 0, 0))
    first -= first > 0 and parts[first - 1][1] > start
    return parts[first : bisect_left(parts, (end, 0, 0))]


def _merged(spans: set[Span]) -> list[Span]:
    """Put stretches in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
