"""What stands below the text of a gold story: its attributions and stances, a list item each.

`tests/gold/README.md` describes the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from analysis.quotes import Attribution
from analysis.records import LabelsError

Span = tuple[int, int]
Line = tuple[int, str]  # its number in the file, and what stands there

STANCE_LABELS = ("negative", "positive")
_SECTIONS = ("Attributions", "Stances")
_GAP = " [...] "
_NUMBERED = re.compile(r"(.+) @(\d+)")


class Speaker(NamedTuple):
    """Who speaks: a full name, a party or the words for them, and the party that they speak for, if any."""

    name: str
    party: str | None


class Said(NamedTuple):
    """An attribution as a person labelled it; several speakers where they speak together."""

    attribution: Attribution
    speakers: tuple[Speaker, ...]


class Held(NamedTuple):
    """A stance as a person labelled it, with the words that show it."""

    start: int
    end: int
    source: str
    target: str
    label: str


def split_sections(body: str, first: int) -> tuple[str, dict[str, list[Line]]]:
    """Split a story, of which `first` is the number of the first line, into its text and its sections.

    Returns
    -------
    text : str
        What stands before the first section.
    sections : dict
        The lines of `Attributions` and `Stances`, where the story has them; empty lines are left out.
    """
    lines = body.split("\n")
    headings = {f"## {name}": name for name in _SECTIONS}
    starts = [number for number, line in enumerate(lines) if line.rstrip() in headings]
    sections = {
        headings[lines[start].rstrip()]: [
            (first + number, lines[number]) for number in range(start + 1, end) if lines[number].strip()
        ]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)
    }
    return "\n".join(lines[: starts[0]] if starts else lines), sections


def read_attributions(text: str, lines: Sequence[Line], path: Path) -> tuple[Said, ...]:
    """Read ``- source | cue | content | party: person``, and find the words in the text.

    Raises
    ------
    LabelsError
        An item is not well formed, or its words are not in the text, or more than once; the message names
        file and line.
    """
    return tuple(_said(text, fields, _fail_at(path, number)) for number, fields in _items(lines, 4, path))


def read_stances(text: str, lines: Sequence[Line], path: Path) -> tuple[Held, ...]:
    """Read ``- source | target | label | words of the sentence``; errors are those of `read_attributions`."""
    return tuple(_held(text, fields, _fail_at(path, number)) for number, fields in _items(lines, 4, path))


def _items(lines: Sequence[Line], size: int, path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in lines:
        fields = [field.strip() for field in line.removeprefix("-").split("|")]
        if not line.startswith("-") or len(fields) != size:
            _fail_at(path, number)(f"expected an item '- … | …' of {size} fields")
        yield number, fields


def _said(text: str, fields: Sequence[str], fail: Callable[[str], NoReturn]) -> Said:
    source, cue, content, who = fields
    if not content:
        fail("an attribution has no content")
    contents = _only(text, content, fail)
    cues = _nearest(text, cue, contents, contents, fail) if cue else ()
    sources = _nearest(text, source, cues or contents, contents + cues, fail) if source else ()
    return Said(Attribution(sources, cues, contents), tuple(_speakers(who)))


def _speakers(who: str) -> Iterator[Speaker]:
    for one in who.split(" + ") if who else ():
        # A speaker of no party has nothing before the colon: ": Ada Example".
        party, _, name = one.partition(":")
        yield Speaker(name.strip() or party.strip(), party.strip() or None)


def _held(text: str, fields: Sequence[str], fail: Callable[[str], NoReturn]) -> Held:
    source, target, label, words = fields
    if not (source and target and words):
        fail("a stance is not source | target | label | words")
    if label not in STANCE_LABELS:
        fail(f"the label is {label!r}; expected one of: {', '.join(STANCE_LABELS)}")
    spans = _only(text, words, fail)
    return Held(spans[0][0], spans[-1][1], source, target, label)


def _only(text: str, written: str, fail: Callable[[str], NoReturn]) -> tuple[Span, ...]:
    """Where words stand that are in the text once, or whose number is given."""
    first, rest, wanted = _pieces(written)
    found = _occurrences(text, first)
    if not found:
        fail(f"{first!r} is not in the text")
    if wanted is None and len(found) > 1:
        fail(f"{first!r} is {len(found)} times in the text; add ' @1', ' @2', … for which")
    return _with_rest(text, _numbered(found, wanted, first, fail), rest, fail)


def _nearest(
    text: str, written: str, anchors: Sequence[Span], taken: Sequence[Span], fail: Callable[[str], NoReturn]
) -> tuple[Span, ...]:
    """Where words stand closest to others, and outside of what is taken."""
    first, rest, wanted = _pieces(written)
    found = _occurrences(text, first)
    if wanted is not None:
        return _with_rest(text, _numbered(found, wanted, first, fail), rest, fail)
    free = [span for span in found if all(span[1] <= start or end <= span[0] for start, end in taken)]
    if not free:
        fail(f"{first!r} is not in the text, outside of what it belongs to")
    chosen = min(free, key=lambda span: min(max(start - span[1], span[0] - end) for start, end in anchors))
    return _with_rest(text, chosen, rest, fail)


def _pieces(written: str) -> tuple[str, list[str], int | None]:
    numbered = _NUMBERED.fullmatch(written)
    first, *rest = (numbered.group(1) if numbered else written).split(_GAP)
    return first, rest, int(numbered.group(2)) if numbered else None


def _numbered(found: Sequence[Span], wanted: int | None, words: str, fail: Callable[[str], NoReturn]) -> Span:
    number = 1 if wanted is None else wanted
    if not 1 <= number <= len(found):
        fail(f"{words!r} is {len(found)} times in the text; there is no number {number}")
    return found[number - 1]


def _with_rest(
    text: str, first: Span, rest: Sequence[str], fail: Callable[[str], NoReturn]
) -> tuple[Span, ...]:
    """The pieces that follow a first one, each at its next place in the text."""
    spans = [first]
    for words in rest:
        following = [span for span in _occurrences(text, words) if span[0] >= spans[-1][1]]
        if not following:
            fail(f"{words!r} does not follow in the text")
        spans.append(following[0])
    return tuple(spans)


def _occurrences(text: str, words: str) -> list[Span]:
    """Every place of whole words; a space stands for any white space, a paragraph's end included."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [match.span() for match in re.finditer(f"{before}{pattern}{after}", text)]


def _fail_at(path: Path, line: int) -> Callable[[str], NoReturn]:
    def fail(problem: str) -> NoReturn:
        raise LabelsError(f"{path}: line {line}: {problem}")

    return fail
