"""Quotation marks and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_DOUBLE = re.compile(r"``|''|[“”„‟\"«»]")
_SINGLE = re.compile(r"[‘’‛']")
_OPENS = frozenset(("“", "„", "‟", "«", "``"))
_CLOSES = frozenset(("”", "»"))
_AFTER_MARK = frozenset("([{-–—―/“„‟«\"'‘")
# A letter is left out, nothing is quoted: ’em, ’til, ’90s.
_ELISION = re.compile(r"[‘’‛'](?:\d|(?:em|til|tis|twas|cause|n)\b)", re.IGNORECASE)


def quotations(text: str, paragraphs: Sequence[Span]) -> list[tuple[Span, ...]]:
    """Find the outermost quotations of a text.

    Parameters
    ----------
    text
        A whole article; straight, typographic, single, double and angled marks may be mixed.
    paragraphs
        Where its paragraphs stand.

    Returns
    -------
    list of tuple of Span
        For each quotation, in order, its stretches with their marks: one, or one a paragraph where each
        paragraph opens with a mark and only the last closes. A mark that nothing closes in its paragraph
        opens no quotation, and takes nothing from the marks around it. Empty for a text without marks.
    """
    found: list[tuple[Span, ...]] = []
    running: list[Span] = []
    for index, (start, end) in enumerate(paragraphs):
        closed, unclosed = _doubles(text, start, end)
        if running:
            first = next(iter(closed), None)
            if first is not None and first[0] == start:
                found.append((*running, first))
                closed = closed[1:]
                running = []
            elif unclosed != start:
                running = []
        found += [(span,) for span in _with_singles(text, (start, end), closed)]
        goes_on = (
            unclosed is not None
            and index + 1 < len(paragraphs)
            and _may_run_on(text, start, unclosed, end)
            and _opens_with_mark(text, *paragraphs[index + 1])
        )
        if goes_on and unclosed is not None:
            running.append((unclosed, end))
        else:
            running = []
    return sorted(found)


def _doubles(text: str, start: int, end: int) -> tuple[list[Span], int | None]:
    """Pair the double marks of one paragraph; also give the mark that may be closed in a later one."""
    stack: list[int] = []
    outer: list[Span] = []
    for match in _DOUBLE.finditer(text, start, end):
        here, after = match.span()
        if _is_opening(text, match.group(), (here, after), (start, end), is_open=bool(stack)):
            stack.append(here)
        elif stack:
            opened = stack.pop()
            while outer and outer[-1][0] > opened:
                outer.pop()
            outer.append((opened, after))
    # What holds a whole quotation in marks of its own kind was left open by mistake.
    is_last = bool(stack) and not (outer and outer[-1][0] > stack[-1])
    return outer, stack[-1] if is_last else None


def _is_opening(text: str, mark: str, place: Span, bounds: Span, *, is_open: bool) -> bool:
    if mark in _OPENS:
        return True
    if mark in _CLOSES:
        return False
    before = text[place[0] - 1] if place[0] > bounds[0] else " "
    after = text[place[1]] if place[1] < bounds[1] else " "
    may_open = (before.isspace() or before in _AFTER_MARK) and not after.isspace()
    may_close = not before.isspace() and not after.isalnum()
    return may_open if may_open != may_close else not is_open


def _may_run_on(text: str, start: int, mark: int, end: int) -> bool:
    """Tell whether a mark begins a quotation that may go on in the next paragraph, not a few quoted words."""
    before = text[start:mark].rstrip()
    return (not before or before[-1] in ',:.?!”"') and any(char.isalnum() for char in text[mark:end])


def _opens_with_mark(text: str, start: int, end: int) -> bool:
    match = _DOUBLE.match(text, start, end)
    return match is not None and match.group() not in _CLOSES


def _with_singles(text: str, bounds: Span, doubles: Sequence[Span]) -> Iterator[Span]:
    """Add what stands between single marks, outside double ones or around them."""
    place = 0
    for span in _singles(text, *bounds):
        while place < len(doubles) and doubles[place][1] <= span[0]:
            yield doubles[place]
            place += 1
        last = place
        while last < len(doubles) and doubles[last][1] <= span[1] and doubles[last][0] >= span[0]:
            last += 1
        if last == len(doubles) or doubles[last][0] >= span[1]:
            yield span
            place = last
    yield from doubles[place:]


def _singles(text: str, start: int, end: int) -> Iterator[Span]:
    opened = doubtful = None
    for match in _SINGLE.finditer(text, start, end):
        here, after = match.span()
        before_char = text[here - 1] if here > start else " "
        after_char = text[after] if after < end else " "
        if "'" in (before_char, after_char):
            continue
        if (before_char.isspace() or before_char in _AFTER_MARK) and not after_char.isspace():
            if not _ELISION.match(text, here):
                if opened is not None and doubtful is not None:
                    yield opened, doubtful
                opened, doubtful = here, None
        elif opened is None or match.group() == "‘" or before_char.isspace() or after_char.isalnum():
            continue
        elif before_char == "s" and text[after + 1 : after + 2].islower():
            # "the leaders’ talks": closes only if nothing else does.
            doubtful = after
        else:
            yield opened, after
            opened = doubtful = None
    if opened is not None and doubtful is not None:
        yield opened, doubtful
