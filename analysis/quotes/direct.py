"""Who said a quotation: the cue before, behind or inside it."""

from __future__ import annotations

from typing import NamedTuple

from analysis.quotes.page import Page, Span
from analysis.quotes.sources import (
    NO_VERBS,
    Subject,
    first_phrase,
    following,
    is_between,
    is_phrase,
    subject,
)
from analysis.resources import attribution_cues

_ENDS = frozenset((".", ",", ";", "?", "!", ")"))
_PAUSES = frozenset((",", ":", "—", "–", "--", "-", ";"))
# The last character inside the marks where the sentence goes on outside.
_GOES_ON = (",", "?", "!", "—", "–", "-", "…", "...")
# ``hit back``, and ``came the answer from``.
_PARTICLES = frozenset("back out in up off".split())
_APPEARING = frozenset("was is came comes ran went".split())
_ORIGINS = frozenset("of from by".split())
_WHENCE = frozenset("in on at when as after before while from to with during".split())
# A quotation of one word is a term, with its marks.
_SHORTEST = 3
# A cue stands so close behind a quotation, in tokens.
_REACH = 30


class Found(NamedTuple):
    """An attribution as tokens: its source, the cue's first and last token, and the content as characters."""

    source: Span | None
    cue: Span | None
    content: list[Span]


class Quotations:
    """Attributes the quotations of a page. `used` are those that have been, `cues` the cue verbs."""

    def __init__(self, page: Page) -> None:
        self._page = page
        cues = attribution_cues()
        self._speech = cues.verbs["after"]
        self._leading = self._speech | cues.verbs["bare"] | frozenset().union(*cues.prepositions.values())
        self.used: set[int] = set()
        self.cues: set[int] = set()

    def find(self) -> list[Found]:
        """Give the attributions of the quotations that a cue stands at, in order."""
        found: list[Found] = []
        for number, (first, stop) in enumerate(self._page.quote_tokens):
            if number in self.used or stop - first < _SHORTEST:
                continue
            item = self._behind(number, stop) or self._before(number, first, stop)
            if item is not None:
                found.append(item)
        return found

    def floating(self) -> list[Found]:
        """Give the quotations of whole sentences that nothing attributes."""
        return [
            Found(None, None, [*self._page.quotes[number]])
            for number, (first, stop) in enumerate(self._page.quote_tokens)
            if number not in self.used and stop - first > _SHORTEST + 2 and self._is_whole(first, stop)
        ]

    def _behind(self, number: int, stop: int) -> Found | None:
        """Attribute ``“…,” he said`` and ``“…,” said he``, and what goes on behind it."""
        page = self._page
        high = page.sentence(stop - 1)[1]
        begin = stop
        if begin < high and page.norms[begin] == ",":
            begin += 1
        elif not page.norms[stop - 2].endswith(_GOES_ON):
            return None
        verb = begin
        while verb < high and is_between(page, verb):
            verb += 1
        is_verb = verb < high and page.norms[verb] in self._speech and page.quoted[verb] < 0
        if is_verb and not page.norms[verb].endswith("ing"):
            source = following(page, verb + 1, high)
            return self._found(number, Subject(*source, begin), verb, max(source[1], verb + 1))
        for verb in range(begin, min(begin + _REACH, high)):
            if page.quoted[verb] >= 0:
                return None
            if page.norms[verb] in self._speech:
                found = subject(page, verb, begin)
                if found.is_known:
                    return self._found(number, found, verb, verb + 1)
        return self._answer(number, begin, high)

    def _answer(self, number: int, begin: int, high: int) -> Found | None:
        """Attribute ``“No,” hit back the mayor`` and ``“No,” was the reply of Example`` without a known cue.

        No sentence goes on behind a comma in marks with a verb and somebody, but to tell the speaker.
        """
        page = self._page
        norms = page.norms
        if begin + 1 >= high or page.sentence(begin)[0] != page.quote_tokens[number][0]:
            return None
        is_word = norms[begin].isalpha() and not page.is_capital(begin) and norms[begin] not in NO_VERBS
        verb = begin + (norms[begin + 1] in _PARTICLES)
        source = following(page, verb + 1, high)
        if not is_word or norms[begin].endswith("ing") or not is_phrase(page, *source):
            return None
        if source[1] < high and norms[source[1]] not in _ENDS | _WHENCE:
            return None
        if norms[begin] in _APPEARING:
            place = next((token for token in range(*source) if norms[token] in _ORIGINS), source[1])
            verb, source = place, (place + 1, source[1])
        return (
            self._found(number, Subject(*source, begin), verb, source[1]) if source[0] < source[1] else None
        )

    def _before(self, number: int, first: int, stop: int) -> Found | None:
        """Attribute ``he said: “…”``, ``he called it “…”`` where it says so right before the quotation."""
        page = self._page
        if first == 0 or page.quoted[first - 1] >= 0:
            return None
        if page.sentence_of[first] != page.sentence_of[first - 1] and page.norms[first - 1] != ":":
            return None
        low = page.sentence(first - 1)[0]
        reach = 2
        place = first - 1
        if page.norms[place] in (",", ":"):
            place -= 1
            reach = 12
        while place >= low and first - place <= reach and page.quoted[place] < 0:
            if page.norms[place] in self._leading:
                found = subject(page, place, low)
                if not found.is_noun:
                    if not found.is_known:
                        found = Subject(*first_phrase(page, low, found.cue), found.cue)
                    return self._found(number, found, place, stop, leads=True)
            place -= 1
        return None

    def _found(self, number: int, found: Subject, verb: int, after: int, *, leads: bool = False) -> Found:
        """Give a quotation its cue and source, with the words and quotations that belong to it."""
        page = self._page
        self.used.add(number)
        self.cues.update(range(found.cue, verb + 1))
        content = [*page.quotes[number]]
        first, stop = page.quote_tokens[number]
        low, high = page.sentence(stop - 1)
        if leads:
            if (
                stop < high
                and page.norms[stop] not in _ENDS
                and not page.norms[stop - 2].endswith((",", "."))
            ):
                end = page.clause_end(stop, high)
                if end > stop:
                    content[-1] = (content[-1][0], page.span(stop, end)[1])
        elif (
            first > low
            and page.norms[first - 1] not in _PAUSES
            and not any(page.is_cue(token) for token in range(max(low, first - _REACH), first))
        ):
            # ``The plan, “a joke,” he said``: his words begin with the sentence.
            start = first_phrase(page, low, first)[0]
            content[0] = (page.starts[low if start < 0 else start], content[0][1])
        for follower in self._followers(number, max(after, stop)):
            self.used.add(follower)
            content += page.quotes[follower]
        source = (found.first, found.stop) if found.is_known else None
        return Found(source, (min(found.cue, verb), verb + 1), content)

    def _followers(self, number: int, after: int) -> list[int]:
        """Give the quotations that go on after a cue, in its sentence or in whole sentences behind it."""
        page = self._page
        found: list[int] = []
        here = page.paragraph_of(page.quote_tokens[number][1] - 1)
        for follower in range(number + 1, len(page.quotes)):
            first, stop = page.quote_tokens[follower]
            if stop - first < _SHORTEST or page.paragraph_of(first) != here:
                break
            sentences = page.sentence_of[first] - page.sentence_of[after - 1]
            if sentences == 0:
                if first - after > 12 or (first > after and page.norms[first - 1] not in _PAUSES):
                    break
                if any(page.norms[token] in self._speech for token in range(after, first)):
                    break
            elif sentences > 1 or first != page.sentence(first)[0] or self._is_introduced(stop):
                break
            found.append(follower)
            after = stop
        return found

    def _is_introduced(self, stop: int) -> bool:
        """Tell whether the rest of a quotation's sentence says who said it."""
        page = self._page
        high = page.sentence(stop - 1)[1]
        goes_on = page.norms[stop - 2].endswith(_GOES_ON) and page.final(high) > stop
        return goes_on or any(
            page.norms[token] in self._speech for token in range(stop, min(stop + 12, high))
        )

    def _is_whole(self, first: int, stop: int) -> bool:
        """Tell whether a quotation begins and ends with a sentence."""
        page = self._page
        low, high = page.sentence(first)[0], page.sentence(stop - 1)[1]
        return first == low and all(page.norms[token] in _ENDS for token in range(stop, high))
