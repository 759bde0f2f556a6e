"""Documents whose parts have labels (``LENGTH: 801 words``): headline, labels, story, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis import cleaning

# Paragraphs that one label below the story can have, as a list of captions does.
_LONGEST = 12
# Paragraphs from the first label above the story to the last, and to the one that begins it.
_GAP, _FARTHEST = 8, 20
# Blocks that may follow the labels below the story, and the labels in a row that tell them from a story.
_FOOT, _RUN = 3, 4

Label = tuple[str, str]


class Layout(NamedTuple):
    """How the documents of one product are laid out.

    `label_of` parts a paragraph's label, in lower case, from what follows it, or returns None. `head` are the
    labels above the story, `last` those of them that stand close to its beginning, `body` those that begin
    it. `tail` are the labels below it, and `long` those of them that may have several paragraphs; others that
    stand between them are taken for some, too.
    """

    label_of: Callable[[str], Label | None]
    head: frozenset[str]
    last: frozenset[str]
    body: frozenset[str]
    tail: frozenset[str]
    long: frozenset[str]


class Parts(NamedTuple):
    """The parts of a document: paragraphs above all labels, the story, and values by label."""

    top: list[str]
    story: list[str]
    values: dict[str, str]


def parts_of(lines: Sequence[str], layout: Layout, *, headline: str = "") -> Parts:
    """Part a document; a line that is its headline has no label, whatever it begins with."""
    label = layout.label_of(headline)
    headline = headline if label and label[1] else ""
    blocks = _blocks(lines, layout, headline)
    labels = [None if headline and block.startswith(headline) else layout.label_of(block) for block in blocks]
    names = ["" if label is None else label[0] for label in labels]
    first = next((i for i, name in enumerate(names) if name in layout.head | layout.body), len(names))
    near = range(first, min(first + _FARTHEST, len(names)))
    begin = next((i for i in near if names[i] in layout.body), None)
    if begin is None:
        start = _head_end(names, first, layout)
        story = start
    else:
        start, story = begin, begin + 1
    end = _tail_start(names, story, layout)
    return Parts(
        blocks[:first],
        blocks[story:end],
        _values(blocks[first:start], labels[first:start]) | _values(blocks[end:], labels[end:]),
    )


def _blocks(lines: Sequence[str], layout: Layout, headline: str) -> list[str]:
    """Part lines at blank ones and before labels, and join those that are wrapped."""
    known = layout.head | layout.body | layout.tail
    found: list[tuple[bool, list[str]]] = [(False, [])]
    for raw in lines:
        line = cleaning.normalise_space(raw)
        label = layout.label_of(line) if line != headline else None
        is_label = label is not None and label[0] in known
        if not line or is_label:
            found.append((is_label, []))
        if label is not None and label[0] in layout.body:
            # The story begins on the line of its label.
            found[-1][1].append(line.removesuffix(label[1]).rstrip())
            found.append((False, []))
            line = label[1]
        if line:
            found[-1][1].append(line)
    filled = [(is_label, part) for is_label, part in found if part]
    is_parted = _is_parted(filled)
    # A label and what follows it on the next lines stay together.
    return [
        block
        for is_label, part in filled
        for block in ([" ".join(part)] if is_label else cleaning.paragraphs(part, is_parted=is_parted))
    ]


def _is_parted(blocks: Sequence[tuple[bool, list[str]]]) -> bool:
    """Tell whether blank lines part the paragraphs below the first label, and lines are wrapped."""
    first = next((number for number, (is_label, _) in enumerate(blocks) if is_label), len(blocks))
    below = blocks[first:]
    return any(not one[0] and not other[0] for one, other in pairwise(below)) and all(
        cleaning.is_wrapped(lines) for is_label, lines in below if not is_label
    )


def _head_end(names: Sequence[str], first: int, layout: Layout) -> int:
    near = range(min(first + _GAP, len(names)) - 1, first - 1, -1)
    end = next((i for i in near if names[i] in layout.last), first)
    while end < len(names) and names[end] in layout.head:
        end += 1
    return end


def _tail_start(names: Sequence[str], story: int, layout: Layout) -> int:
    """Return where the labels below the story begin, looked for from the end, so that none of it is lost."""
    start = _run_end(names, story, layout)
    while True:
        reach = range(start - 1, max(story, start - _LONGEST) - 1, -1)
        near = next((i for i in reach if names[i] and (i == start - 1 or names[i] in layout.long)), None)
        if near is None:
            break
        start = near
    while start < len(names) and names[start] not in layout.tail:
        start += 1
    return start


def _run_end(names: Sequence[str], story: int, layout: Layout) -> int:
    """Return where the labels end that close a document; some blocks without one may follow a run of them."""
    for end in range(len(names), max(story, len(names) - _FOOT) - 1, -1):
        run = names[max(story, end - _RUN) : end]
        if len(layout.tail.intersection(run)) == _RUN:
            return end
    return len(names)


def _values(blocks: Sequence[str], labels: Sequence[Label | None]) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    name = ""
    for block, label in zip(blocks, labels, strict=True):
        if label is None:
            values.setdefault(name, []).append(block)
        else:
            name = label[0]
            values.setdefault(name, []).append(label[1])
    values.pop("", None)
    return {name: "\n".join(filter(None, texts)) for name, texts in values.items()}
