"""Attributions by the network of `network.session`: cues first, then what is source and content of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.batches import by_length
from analysis.network.session import ask
from analysis.network.windows import Pieces, Window, text_pieces, windows
from analysis.quotes import by_rules
from analysis.quotes.indirect import JUDGED
from analysis.quotes.records import Attribution, Span
from analysis.quotes.sources import SUBJECT_PRONOUNS
from analysis.resources import stop_words

# Chosen on a tenth of PolNeAR's training articles for the F1 of attributions: how probable the first piece
# of a cue has to be, and that times the mean of its content; the pieces of content and source at their surest
# and everywhere; and how sure a second stretch of content has to be in the mean, and how long.
_CUE, _BOTH = 0.3, 0.35
_CONTENT = (0.5, 0.4)
_SOURCE = (0.3, 0.2)
_SECOND, _SHORT = 0.7, 3
# Who judges: ``of “cowardice” by her own party``.
_AGENT = re.compile(
    r"(?<=[\w”\"’]) by ((?:[Tt]he|[Hh]er|[Hh]is|[Ii]ts|[Tt]heir|[A-Z]\w{0,20})(?: [\w’'-]{1,20}){0,5})$"
)
# Words that people labelled as cues with what they belong to, and that say nothing alone.
_NO_CUES = frozenset(("in", "it"))
_OPENING = frozenset('“„«"')
_EDGES = " ,;:–—-\n\t"
_SENTENCE_END = re.compile(r"[.!?][’”\"']? ")
# The cue of ``was accused by Kestria of lying``, by the rules.
_IS_JUDGED = re.compile(r"\b(?:is|are|was|were|be|been|being)\b.*(?:" + "|".join(sorted(JUDGED)) + ")")
# What a source that begins with one of these lacks, in so many characters before it.
_PREPOSITIONS = frozenset("in of for at from on with near under".split())
_NOUN = re.compile(
    r"\b((?:[Tt]he|[Aa]n?|[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Oo]ne)(?: [\w’'-]{1,20}){1,4}) $"
)
_OPENING_NOUN = re.compile(r"(?:^|[.!?”\"\n] ?)((?:[\w’'-]{1,20} ){0,4}[\w’'-]{1,20}), $")
_BEFORE = 100
_CLOSED = re.compile(r"[\"”] (?=[\"“])")
_BEYOND = re.compile(r"[a-z]{4}[.!?][\"”’]?( [\"“]?[A-Z]\w{0,20}\.?)$")
_JOINING = frozenset(("and", "but", "or"))
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


def find(articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> list[list[Attribution]]:
    """Find attributions; parameters and results are those of `quotes.find_attributions`.

    The network starts from cues. What has none, or only a headline's colon, is taken from the rules where the
    network found nothing. A name or pronoun that the rules see right beside a cue as its source goes before
    one that the network saw somewhere else.
    """
    texts = articles["text"].tolist()
    found: list[list[Attribution]] = []
    for first in range(0, len(texts), _CHUNK):
        found += _find(texts[first : first + _CHUNK])
    return [
        _with_bare(text, list(_with_sources(text, own, by_rule)), by_rule)
        for text, own, by_rule in zip(texts, found, by_rules.find(articles, sentences, tokens), strict=True)
    ]


def _with_sources(
    text: str, found: Sequence[Attribution], by_rule: Sequence[Attribution]
) -> Iterator[Attribution]:
    """Take the source beside a cue from the rules, where the network has none or one somewhere else.

    Where the network has that source as content, as it can in ``…, says Norway``, the content is the rules',
    too, and so is what a cue between commas interrupts (``Peru, according to Chile, had …``). On a tenth of
    PolNeAR's training articles sources beside cues changed some 30 of 2,074, and the F1 of attributions from
    67.4 to 68.3.
    """
    with_cue = sorted((item for item in by_rule if item.cue), key=lambda item: item.cue[0])
    starts = [item.cue[0][0] for item in with_cue]
    for item in found:
        (start, end), *_ = item.cue
        place = bisect_left(starts, end) - 1
        rule = with_cue[place] if place >= 0 and with_cue[place].cue[0][1] > start else None
        if rule and rule.content[0][1] <= start and _IS_JUDGED.search(text[slice(*rule.cue[0])]):
            item = _turned(item, rule)
        elif _IS_JUDGED.search(text[start:end]):
            item = _turned_alone(text, item)
        elif rule is None:
            pass
        elif _is_inserted(text, item, rule) or (
            _is_beside(text, rule) and not _meet(rule.source, item.source)
        ):
            is_content = _meet(rule.source, item.content) and _is_name(text, rule.source[0])
            item = rule if is_content else _with_source(item, rule.source)
        elif len(rule.content) == 2 and len(item.content) == 1 and _is_interrupted(text, rule):
            item = item._replace(content=rule.content) if _meet(rule.content, item.content) else item
        yield item


def _turned(item: Attribution, rule: Attribution) -> Attribution:
    """Put who is accused, blamed or praised where it belongs, as the rules do: it is content, no source."""
    judged = rule.content[:1]
    if not item.source or _meet(item.source, judged):
        return item._replace(source=rule.source, content=rule.content)
    # "by both sides" and no less.
    item = item._replace(source=rule.source) if _meet(item.source, rule.source) else item
    if _meet(item.content, judged):
        return item
    return item._replace(content=tuple(sorted((*judged, *item.content))))


def _turned_alone(text: str, item: Attribution) -> Attribution:
    """Do the same where the rules see nothing: who is before the cue is judged, who is behind "by" judges."""
    if not item.source or text[item.source[-1][1] : item.cue[0][0]].strip(" ,"):
        return item
    *content, (start, end) = item.content
    agent = _AGENT.search(text, start, end)
    if agent:
        return Attribution((agent.span(1),), item.cue, (*item.source, *content, (start, agent.start())))
    return item._replace(source=(), content=(*item.source, *item.content))


def _with_source(item: Attribution, source: tuple[Span, ...]) -> Attribution:
    """Put a source in the place of another, but where it is content."""
    return item if _meet(source, item.content) else item._replace(source=source)


def _is_inserted(text: str, item: Attribution, rule: Attribution) -> bool:
    """Tell whether a source is part of what commas insert behind the rules' one.

    As ``part of the dam`` is in ``Example, which financed part of the dam, accused``.
    """
    if not item.source or not rule.source or not item.cue:
        return False
    (_, named), (first, last), (cue, _) = rule.source[-1], item.source[0], item.cue[0]
    return text[named : named + 1] == "," and named <= first and last < cue and text[last : last + 1] == ","


def _is_name(text: str, source: Span) -> bool:
    """Tell whether all words of a source but the small ones have a capital, or it is a pronoun."""
    words = text[slice(*source)].split()
    is_pronoun = len(words) == 1 and words[0].lower() in SUBJECT_PRONOUNS
    return is_pronoun or all(word[0].isupper() or word in stop_words() for word in words)


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Tell whether two lists of stretches share a character."""
    return any(first < end and start < last for first, last in one for start, end in other)


def _is_interrupted(text: str, item: Attribution) -> bool:
    """Tell whether commas or marks part a cue with its source from the two parts of content around."""
    end, first = item.content[0][1], item.content[1][0]
    inside = [*item.cue, *item.source]
    if not (end <= min(span[0] for span in inside) and max(span[1] for span in inside) <= first):
        return False
    is_quoted = all(text[start] in _OPENING for start, _ in item.content)
    return is_quoted or (text[end : end + 1] == "," and text[first - 2 : first] == ", ")


def _is_beside(text: str, item: Attribution) -> bool:
    """Tell whether nothing but space parts a source from its cue, and it is a pronoun or has a capital."""
    if not item.cue or not item.source:
        return False
    (start, end), (first, last) = item.cue[0], item.source[0]
    words = text[first:last]
    between = text[last:start] if last <= start else text[end:first]
    return not between.strip() and (words[0].isupper() or words.lower() in SUBJECT_PRONOUNS)


def _with_bare(text: str, found: list[Attribution], by_rule: Sequence[Attribution]) -> list[Attribution]:
    """Add the quotations and headlines without a verb that share no character with what was found.

    Of a quotation of several paragraphs that share some, the others are added to it.
    """
    kept = list(found)
    taken = sorted((*span, number) for number, item in enumerate(found) for span in item.content)
    reached = [*accumulate((end for _, end, _ in taken), max)]

    def before(end: int) -> int:
        return bisect_left(taken, (end, end, 0))

    for item in by_rule:
        if item.cue and text[slice(*item.cue[0])] != ":":
            continue
        free = [(first, end) for first, end in item.content if not _reaches(reached, before(end), first)]
        if not _reaches(reached, before(item.content[-1][1]), item.content[0][0]):
            kept.append(item)
        elif free and len(item.content) > 1:
            start, end = next(span for span in item.content if span not in free)
            owner = taken[before(end) - 1][2]
            if _meet(kept[owner].content, [(start, end)]):
                kept[owner] = kept[owner]._replace(content=tuple(sorted([*kept[owner].content, *free])))
    return sorted(kept, key=lambda item: item.content)


def _reaches(reached: Sequence[int], before: int, first: int) -> bool:
    """Tell whether one of the stretches that begin before another ends behind its first character."""
    return before > 0 and reached[before - 1] > first


def _find(texts: Sequence[str]) -> list[list[Attribution]]:
    pieces = [text_pieces(text) for text in texts]
    places = [_Place(number, window) for number, own in enumerate(pieces) for window in windows(own)]
    cues: list[list[_Cue]] = [[] for _ in texts]
    for batch in by_length(places, lambda place: len(place.window.ids)):
        for place, found in zip(batch, _read(batch), strict=True):
            cues[place.article] += found
    return [
        _attributions(text, own, sorted(found, key=lambda cue: cue.first))
        for text, own, found in zip(texts, pieces, cues, strict=True)
    ]


def _read(batch: Sequence[_Place]) -> list[list[_Cue]]:
    """Find the cues that each window answers for."""
    ids = np.array([place.window.ids for place in batch], dtype="int64")
    cues, places, roles = ask(["cues", "places", "roles"], ids, least=_CUE)
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
        sources = _stretches(cue.roles[:, 1], is_free, *_SOURCE)
        source = max(sources, key=lambda part: cue.roles[slice(*part), 1].sum(), default=None)
        found.append(
            Attribution(
                ()
                if source is None
                else (_grown(text, _trimmed(text, _span(text, pieces, source, cue.begins))),),
                (_span(text, pieces, (cue.first, cue.end), 0),),
                _joined(text, [_trimmed(text, _span(text, pieces, part, cue.begins)) for part in content]),
            )
        )
    return sorted(_unshared(text, found), key=lambda item: item.content)


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
            nearest[part] = min(nearest.get(part, (len(text) * 2, 0)), (_distance(text, item, part), number))
    whole = sorted(item.content[0] for item in found if len(item.content) == 1)
    starts = [start for start, _ in whole]
    for number, item in enumerate(found):
        kept = []
        for start, end in item.content:
            if nearest[start, end][1] != number:
                continue
            # Contents are some hundred characters long: those that begin a little before will do.
            near = whole[bisect_left(starts, start - _NEAR) : bisect_left(starts, end)]
            shared = max((min(end, last) - max(start, first) for first, last in near), default=0)
            if shared < (end - start) / 2:
                kept.append((start, end))
        yield item._replace(content=tuple(kept)) if kept and len(item.content) > 1 else item


def _distance(text: str, item: Attribution, part: Span) -> int:
    """Count the characters between a cue and a stretch of content; a sentence’s end counts as a text."""
    (start, end), *_ = item.cue
    first, last = (end, part[0]) if end <= part[0] else (part[1], start)
    is_far = _SENTENCE_END.search(text, first, max(first, last)) is not None
    return max(0, last - first) + len(text) * is_far


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
    places = np.flatnonzero((probabilities >= least) & is_free)
    parts = np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(places) else []
    return [(int(part[0]), int(part[-1]) + 1) for part in parts if probabilities[part].max() >= most]


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
    start += 2 if _CLOSED.match(text, start, end) else 0
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
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
    ends_sentence = inner.endswith(".") and inner[-2:-1].islower()
    end -= len(words) - len(inner) + ends_sentence
    return (start, end) if start < end else span


def _span(text: str, pieces: Pieces, part: tuple[int, int], begins: int) -> Span:
    """Give the characters of pieces, words whole."""
    start, end = pieces.spans[begins + part[0]][0], pieces.spans[begins + part[1] - 1][1]
    for _ in range(_LONGEST_WORD):
        if start and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
    return start, end
