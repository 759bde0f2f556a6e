"""Documents whose parts have labels (``LENGTH: 801 words``): headline, labels, story, labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from analysis import cleaning

# Paragraphs that one label below the story can have, as a list of captions does.
_LONGEST = 12
# Paragraphs from the first label above the story to the last, and to the one that begins it.
_GAP, _FARTHEST = 8, 20

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


def parts_of(lines: Sequence[str], layout: Layout) -> Parts:
    """Part a document."""
    blocks = _blocks(lines, layout)
    labels = [layout.label_of(block) for block in blocks]
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


def _blocks(lines: Sequence[str], layout: Layout) -> list[str]:
    """Part lines at blank ones and before labels, and join those that are wrapped."""
    known = layout.head | layout.body | layout.tail
    found: list[tuple[bool, list[str]]] = [(False, [])]
    for raw in lines:
        line = cleaning.normalise_space(raw)
        label = layout.label_of(line)
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
    # A label and what follows it on the next lines stay together.
    return [
        block
        for is_label, part in found
        if part
        for block in ([" ".join(part)] if is_label else cleaning.paragraphs(part))
    ]


def _head_end(names: Sequence[str], first: int, layout: Layout) -> int:
    near = range(min(first + _GAP, len(names)) - 1, first - 1, -1)
    end = next((i for i in near if names[i] in layout.last), first)
    while end < len(names) and names[end] in layout.head:
        end += 1
    return end


def _tail_start(names: Sequence[str], story: int, layout: Layout) -> int:
    """Return where the labels below the story begin, looked for from the end, so that none of it is lost."""
    start = len(names)
    while True:
        reach = range(start - 1, max(story, start - _LONGEST) - 1, -1)
        near = next((i for i in reach if names[i] and (i == start - 1 or names[i] in layout.long)), None)
        if near is None:
            break
        start = near
    while start < len(names) and names[start] not in layout.tail:
        start += 1
    return start


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
