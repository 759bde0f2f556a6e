"""Who is judged, and who is asked: what the network that finds attributions often has the wrong way round."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from analysis.quotes.indirect import JUDGED, PASSIVE
from analysis.quotes.records import Attribution, Span

_IS_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b.*\b(?:" + "|".join(sorted(PASSIVE)) + r")\b")
# All forms, and some that are no words.
_JUDGING = JUDGED | {word[:-cut] + end for word in JUDGED for cut, end in ((1, "s"), (2, "s"), (2, "ing"))}
# What stands between a cue that judges and what people call its content: ``accused Peru on Friday of lying``.
_JUDGED_FIRST = re.compile(r" [^,;:.!?“”„«»\"\n]{1,60}")
# ``Asked whether Peru had lied, Chile said no``.
_ASKED_FIRST = re.compile(r"(?:(?:[Ww]hen|[Ii]f) (?:asked|pressed)|Asked|Pressed|Questioned)\b")
_WHEN = len("when ")
# The headline ``Peru lied, court told``.
_TOLD_LAST = re.compile(r"told\.?(?=\n|$)")


def with_judged(
    text: str, found: Sequence[Attribution], by_rule: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Put who is judged into the content, and who judges before or behind the verb into the source.

    In ``Peru accused Chile of lying`` the content is ``Chile of lying``; in ``Chile was accused by Peru of
    lying`` it is ``Chile`` and ``of lying``, and the source ``Peru``. Whoever is asked or told is the
    source of nothing. In PolNeAR's labels and in our stories this changes no figure; without it, whom a
    passive praises is taken for who praises.
    """
    passive = sorted(
        (item.cue[0], item) for item in by_rule if item.cue and _IS_PASSIVE.search(text[slice(*item.cue[0])])
    )
    starts = [start for (start, _), _ in passive]
    for item in found:
        (start, end), *_ = item.cue
        place = bisect_left(starts, end) - 1
        if place >= 0 and passive[place][0][1] > start:
            yield _turned(item, passive[place][1])
        elif any(
            pattern.match(text, place)
            for pattern, place in (
                (_ASKED_FIRST, start),
                (_ASKED_FIRST, max(0, start - _WHEN)),
                (_TOLD_LAST, start),
            )
        ):
            yield item._replace(source=())
        else:
            yield _with_judged_first(text, item)


def _turned(item: Attribution, rule: Attribution) -> Attribution:
    taken = [*rule.source, *rule.content]
    further = [span for span in item.content if not any(_meet(span, other) for other in taken)]
    return item._replace(source=rule.source, content=tuple(sorted((*rule.content, *further))))


def _with_judged_first(text: str, item: Attribution) -> Attribution:
    (first, end), *others = item.content
    _, last = item.cue[-1]
    is_judging = text[slice(*item.cue[-1])].rpartition(" ")[2].lower() in _JUDGING
    if not is_judging or not _JUDGED_FIRST.fullmatch(text, last, first):
        return item
    if any(_meet((last, first), span) for span in item.source):
        return item
    return item._replace(content=((last + 1, end), *others))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
