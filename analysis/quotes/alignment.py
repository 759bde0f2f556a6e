"""Contents and sources made to agree with quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.quotes.corrections import SENTENCE_END
from analysis.quotes.records import Attribution, Span

# Where a stretch of content is looked for that others have, in characters before it.
_NEAR = 500
_MARKS = frozenset("“”„\"'‘’«»`")
# ``Criticism of``, and ``from Example`` behind what it is of.
_OF = re.compile(r"\b(?:of|for|at|against|towards?)$")
_ORIGIN = re.compile(
    r"[^.,;:!?“”\"\n]{1,120}? from ((?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*){0,4}(?:['’]s [a-z]+)?)"
)
_FURTHEST = 160
# What ends the sentence before.
_OPENS = re.compile(r"(?:^|\n|[.!?][”\"’']?) ?$")
# What stands before a closing mark where a sentence ends in it, or its speaker is told behind it.
_COMPLETE = (",", ".", "?", "!", "…")


def aligned(
    text: str, found: Sequence[Attribution], quotations: Sequence[tuple[Span, ...]]
) -> list[Attribution]:
    """Let contents begin and end with the quotations they touch, and sources before those.

    A quotation belongs whole to whoever has a part of it, but for what the cue stands in, with the
    paragraphs that nobody has. A complete sentence in marks ends at the closing one; where more is content,
    that beside the cue stays.
    """
    marks = _Marks(text, quotations)
    return sorted(
        marks.with_paragraphs([marks.aligned(item) for item in found]), key=lambda item: item.content
    )


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
        # Nor is an answer its speaker: ``was the answer of Example``.
        named = rule.source[-1][1]
        for number in own:
            if all(end <= first or ends <= start or end == named for start, end in kept[number].source):
                kept[number] = kept[number]._replace(source=rule.source)
        near = parts[bisect_left(parts, (first - _NEAR, 0, 0)) : bisect_left(parts, (last, 0, 0))]
        for number in {number for _, end, number in near if end > first} - own:
            others = tuple(span for span in kept[number].content if span[1] <= first or last <= span[0])
            if others:
                kept[number] = kept[number]._replace(content=others)
        if not own:
            kept.append(rule)
    return kept


def with_turns(text: str, found: Sequence[Attribution], by_rule: Sequence[Attribution]) -> list[Attribution]:
    """Take from the rules what a colon behind the first words of a paragraph attributes, all of it.

    But for the headline, in which the network knows topics.
    """
    turns = [
        rule
        for rule in by_rule
        if rule.cue
        and rule.source
        and text[slice(*rule.cue[0])] == ":"
        and text.endswith("\n", 0, rule.source[0][0])
    ]
    colons = {rule.cue[0][0] for rule in turns}
    return [*(item for item in found if not any(end - 1 in colons for _, end in item.cue)), *turns]


def with_origins(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Find the source of a noun that has none: ``criticism of Peru came from Chile``."""
    return [_from(text, item) if item.cue and not item.source else item for item in found]


def _from(text: str, item: Attribution) -> Attribution:
    (first, last), *others = item.content
    is_noun = _OF.search(text, item.cue[-1][0], item.cue[-1][1]) and item.cue[-1][1] <= first
    origin = _ORIGIN.match(text, first, first + _FURTHEST) if is_noun and not others else None
    if origin is None:
        return item
    start, end = origin.span(1)
    return item._replace(source=((start, end),), content=((first, min(last, start - len(" from "))),))


class _Marks:
    """The quotations of a text, to look up in."""

    def __init__(self, text: str, quotations: Sequence[tuple[Span, ...]]) -> None:
        self._text = text
        self._wholes = quotations
        self._parts = sorted((*span, number) for number, own in enumerate(quotations) for span in own)

    def aligned(self, item: Attribution) -> Attribution:
        """Align one attribution."""
        spoken_in = {number for span in item.cue for *_, number in self._around(span)}
        content: set[Span] = set()
        for start, end in item.content:
            for first, last, number in self._around((start, end)):
                if number in spoken_in:
                    continue
                start = min(start, first) if first <= start else start
                if end > last and start == first and self._is_complete(first, last):
                    is_behind = bool(item.cue) and item.cue[0][0] >= end and self._text[last - 2] != ","
                    start, end = (last + 1, end) if is_behind and last + 1 < end else (start, last)
                end = last if first < end < last else end
            content.add((start, end))
        apart = {span for span in content if self._is_apart(span, item.cue)}
        kept = _merged(content - apart or content)
        return item._replace(content=tuple(kept), source=self._sources(item.source, content))

    def _is_apart(self, span: Span, cue: Sequence[Span]) -> bool:
        """Tell words of an earlier sentence than the cue's, in no marks: they are the writer's."""
        _, end = span
        if not cue or cue[0][0] <= end or self._around(span):
            return False
        return SENTENCE_END.search(self._text, end, cue[0][0]) is not None

    def with_paragraphs(self, found: Sequence[Attribution]) -> list[Attribution]:
        """Add the further paragraphs of a quotation, where nobody has them, to the first who has one."""
        taken = {span: number for number in reversed(range(len(found))) for span in found[number].content}
        added: dict[int, set[Span]] = {}
        for spans in self._wholes:
            owners = [taken[span] for span in spans if span in taken]
            if owners and len(owners) < len(spans):
                added.setdefault(owners[0], set()).update(span for span in spans if span not in taken)
        return [
            item._replace(content=tuple(_merged({*item.content, *added.get(number, ())})))
            for number, item in enumerate(found)
        ]

    def _sources(self, source: Sequence[Span], content: set[Span]) -> tuple[Span, ...]:
        """End a source before a quotation that is content, or that goes on behind it."""
        kept = []
        for start, end in source:
            for first, last, _ in self._around((start, end)):
                is_content = any(begin < last and first < stop for begin, stop in content)
                if start < first and (last > end or is_content):
                    end = start + len(self._text[start:first].rstrip(" ,:–—-"))
            kept.append((start, end))
        return tuple(span for span in kept if span[0] < span[1])

    def _around(self, span: Span) -> list[tuple[int, int, int]]:
        """Give the stretches of quotations that share a character with a stretch."""
        start, end = span
        first = bisect_left(self._parts, (start, 0, 0))
        first -= first > 0 and self._parts[first - 1][1] > start
        return self._parts[first : bisect_left(self._parts, (end, 0, 0))]

    def _is_complete(self, first: int, last: int) -> bool:
        inner = self._text[first + 1 : last - 1]
        return inner[:1].isupper() and inner.endswith(_COMPLETE)


def _merged(spans: set[Span]) -> list[Span]:
    """Put stretches in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
