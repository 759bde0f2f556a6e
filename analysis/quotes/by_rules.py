"""Attributions by quotation marks, cue verbs and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.quotes.page import Page, Span
from analysis.quotes.sources import Subject, following, is_between, subject
from analysis.resources import attribution_cues

if TYPE_CHECKING:
    from analysis.quotes import Attribution

_QUESTIONS = frozenset("whether if how what why who when where".split())
_ENDS = frozenset((".", ",", ";", "?", "!", ")"))
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today".split()
)
_OPENINGS = frozenset(("“", '"', "``", "''", "«", "‘", "'", "„"))


class _Reader:
    """Finds the attributions of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cues = attribution_cues()
        self.verbs = frozenset().union(*self.cues.verbs.values(), *self.cues.prepositions.values())
        self.speech = self.cues.verbs["after"]
        self.used: set[int] = set()  # quotations that have been attributed
        self.used_cues: set[int] = set()
        self.found: list[Attribution] = []
        self._stops = self._clause_ends()

    def read(self) -> list[Attribution]:
        for number in range(len(self.page.quotes)):
            self._quotation(number)
        for index, (low, high) in enumerate(self.page.sentences):
            self._sentence(low, high, self.page.titles[index])
        self._floating()
        return sorted(self.found, key=lambda item: (item.content, item.cue))

    # --- quotations -------------------------------------------------------------------------------------

    def _quotation(self, number: int) -> None:
        if number in self.used:
            return
        page = self.page
        first, stop = page.quote_tokens[number]
        if stop - first < 3:
            return
        if not self._after(number, first, stop):
            self._before(number, first)

    def _after(self, number: int, first: int, stop: int) -> bool:
        """Attribute ``“…,” he said`` and ``“…,” said he``, and what goes on behind it."""
        page = self.page
        high = page.sentences[page.sentence_of[stop - 1]][1]
        inner = page.norms[stop - 2] if stop - 2 > first else ""
        begin = stop
        if begin < high and page.norms[begin] == ",":
            begin += 1
        elif inner not in (",", "?", "!", "—", "–", "-", "--", "...", "…") and not inner.endswith((",", "?", "!")):
            return False
        if begin >= high:
            return False
        verb = begin
        while verb < high and is_between(page.norms[verb]):
            verb += 1
        if verb < high and page.norms[verb] in self.speech and page.quoted[verb] < 0:
            source = following(page, verb + 1, high)
            self._attribute(number, Subject(*source, begin), verb, source[1])
            return True
        for verb in range(begin, min(begin + 30, high)):
            if page.quoted[verb] >= 0:
                return False
            if page.norms[verb] in self.speech:
                found = subject(page, verb, begin)
                if found.is_noun:
                    continue
                if found.first >= 0:
                    self._attribute(number, found, verb, verb + 1)
                    return True
        return False

    def _before(self, number: int, first: int) -> bool:
        """Attribute ``he said: “…”``, ``he called it “…”`` where it says so right before the quotation."""
        page = self.page
        if first == 0 or page.quoted[first - 1] >= 0:
            return False
        low, high = page.sentences[page.sentence_of[first - 1]]
        if page.sentence_of[first] != page.sentence_of[first - 1] and page.norms[first - 1] != ":":
            return False
        place = first - 1
        gap = 0
        if page.norms[place] in (",", ":"):
            place -= 1
            gap = 10
        while place >= low and first - place <= gap + 2:
            if page.quoted[place] >= 0:
                return False
            if page.norms[place] in self.verbs:
                found = subject(page, place, low)
                if not found.is_noun:
                    if found.first < 0:
                        found = self._inherited(found, low)
                    last = page.quote_tokens[number][1]
                    self._attribute(number, found, place, last, begin=first)
                    return True
            place -= 1
        return False

    def _attribute(self, number: int, found: Subject, verb: int, after: int, begin: int = -1) -> None:
        """Give a quotation its cue and source, with the quotations that go on behind the cue."""
        page = self.page
        self.used.add(number)
        self.used_cues.add(verb)
        content = [*page.quotes[number]]
        tail = page.quote_tokens[number][1]
        if begin >= 0:
            high = page.sentences[page.sentence_of[tail - 1]][1]
            if tail < high and page.norms[tail] not in _ENDS and not page.norms[tail - 2].endswith((",", ".")):
                stop = self._clause_end(tail, high)
                if stop > tail:
                    content[-1] = (content[-1][0], page.span(tail, stop)[1])
        for follower in self._followers(number, max(after, tail)):
            self.used.add(follower)
            content += page.quotes[follower]
        self._add(found, verb, content)

    def _followers(self, number: int, after: int) -> list[int]:
        """Give the quotations that go on after a cue, in its sentence or in whole sentences behind it."""
        page = self.page
        found: list[int] = []
        here = page.paragraph_of(page.quote_tokens[number][1] - 1)
        place = after
        for follower in range(number + 1, len(page.quotes)):
            first, stop = page.quote_tokens[follower]
            if stop - first < 3 or page.paragraph_of(first) != here:
                break
            is_same = page.sentence_of[first] == page.sentence_of[place - 1]
            if is_same:
                if first - place > 12 or page.norms[first - 1] not in (",", ":", "—", "–", "--", "-", ";") and first > place:
                    break
                if any(page.norms[token] in self.speech for token in range(place, first)):
                    break
            elif not self._fills_sentences(first, stop) or page.sentence_of[first] > page.sentence_of[place - 1] + 1:
                break
            found.append(follower)
            place = stop
        return found

    def _fills_sentences(self, first: int, stop: int) -> bool:
        """Tell whether a quotation begins and ends with a sentence."""
        page = self.page
        low = page.sentences[page.sentence_of[first]][0]
        high = page.sentences[page.sentence_of[stop - 1]][1]
        return first == low and all(page.norms[token] in _ENDS for token in range(stop, high))

    def _floating(self) -> None:
        """Keep quotations of whole sentences that nothing attributes."""
        from analysis.quotes import Attribution

        page = self.page
        for number, (first, stop) in enumerate(page.quote_tokens):
            if number not in self.used and stop - first > 5 and self._fills_sentences(first, stop):
                self.found.append(Attribution((), (), page.quotes[number]))

    # --- sentences --------------------------------------------------------------------------------------

    def _sentence(self, low: int, high: int, is_title: bool) -> None:
        page = self.page
        if is_title:
            self._headline(low, high)
        open_until: list[int] = []
        for token in range(low, high):
            if page.quoted[token] >= 0 or token in self.used_cues:
                continue
            norm = page.norms[token]
            if norm == "according" and token + 1 < high and page.norms[token + 1] == "to":
                self._according(low, token, high)
            elif norm in self.verbs:
                self._verb(low, token, high)

    def _headline(self, low: int, high: int) -> None:
        page = self.page
        for token in range(low + 1, min(low + 7, high - 2)):
            if page.norms[token] == ":":
                self._add(Subject(low, token, token), token, [page.span(token + 1, self._final(high))])
                return
            if page.norms[token] in self.verbs or page.quoted[token] >= 0:
                return

    def _according(self, low: int, token: int, high: int) -> None:
        page = self.page
        first, stop = following(page, token + 2, high)
        if first == stop:
            return
        begin = token
        if begin > low and page.norms[begin - 1] == ",":
            begin -= 1
        if token == low:
            if stop < high and page.norms[stop] == ",":
                end = self._clause_end(stop + 1, high)
                content = [(stop + 1, end)]
            else:
                return
        else:
            start = self._clause_start(low, begin)
            content = [(start, begin)]
        spans = [page.span(a, b) for a, b in content if a < b]
        if spans:
            self._add(Subject(first, stop, token), token + 1, spans)

    def _verb(self, low: int, verb: int, high: int) -> None:
        page = self.page
        norm = page.norms[verb]
        found = subject(page, verb, self._clause_low(low, verb))
        if found.is_noun:
            return
        last = verb
        place = verb + 1
        follows = page.norms[place] if place < high else "."
        kind = self._complement(norm, place, high)
        if kind == "hearer":
            place = self._hearer(place, high)
            kind = "bare"
        elif kind == "preposition":
            last, place = place, place + 1
        if kind == "after":
            self._trailing(low, verb, high, found)
            return
        if kind == "":
            return
        if found.first < 0:
            found = self._inherited(found, low)
            if found.first < 0:
                return
        end = self._clause_end(place, high)
        if end > place:
            self._add(found, last, [page.span(place, end)])

    def _complement(self, norm: str, place: int, high: int) -> str:
        page = self.page
        follows = page.norms[place] if place < high else "."
        verbs = self.cues.verbs
        if place < high and (follows in _DAYS or follows in ("in", "on", "late", "early", "last", "this", "at")):
            that = next(
                (token for token in range(place, min(place + 7, high)) if page.norms[token] in ("that", ",", ".")), -1
            )
            if that >= 0 and page.norms[that] == "that" and norm in verbs["that"]:
                return "bare"
        if follows == "that":
            return "that" if norm in verbs["that"] else ""
        if follows in _QUESTIONS:
            return "bare" if norm in verbs["question"] else ""
        if norm in self.cues.prepositions.get(follows, ()):
            return "preposition"
        if follows == "to":
            return "bare" if norm in verbs["to"] else ""
        if follows in _ENDS or follows in _DAYS or follows in ("on", "in", "at", "during", "late", "early", "last"):
            return "after" if norm in verbs["after"] else ""
        if norm in self.cues.hearers:
            return "hearer"
        if norm in verbs["bare"] or (place < high and page.quoted[place] >= 0):
            return "bare"
        return ""

    def _hearer(self, place: int, high: int) -> int:
        page = self.page
        for token in range(place, min(place + 10, high)):
            if page.norms[token] in ("that", *_QUESTIONS) or page.quoted[token] >= 0:
                return token
            if page.norms[token] in _ENDS:
                break
        if page.norms[place] in ("him", "her", "them", "me", "us", "you", "reporters", "it"):
            return place + 1
        token = place
        while token < high and page.is_capital(token):
            token += 1
        return token if token > place else place

    def _trailing(self, low: int, verb: int, high: int, found: Subject) -> None:
        """Attribute ``…, he said`` and ``…, he said, …``."""
        page = self.page
        if found.first < 0:
            return
        comma = found.first - 1
        if comma < low or page.norms[comma] != ",":
            return
        start = self._clause_start(low, comma)
        content = [page.span(start, comma)] if start < comma else []
        if not content:
            return
        place = verb + 1
        if place < high and page.norms[place] == ",":
            end = self._clause_end(place + 1, high)
            if end > place + 1:
                content.append(page.span(place + 1, end))
        self._add(found, verb, content)

    # --- spans ------------------------------------------------------------------------------------------

    def _inherited(self, found: Subject, low: int) -> Subject:
        """Give a participle or infinitive the source that the sentence named last."""
        if self.found and self.found[-1].source:
            start = self.found[-1].source[0][0]
            page = self.page
            if start >= page.starts[low]:
                first = page.last_token(start + 1)
                stop = page.last_token(self.found[-1].source[-1][1]) + 1
                if page.starts[first] == start:
                    return Subject(first, stop, found.cue)
        return found

    def _clause_low(self, low: int, verb: int) -> int:
        return low

    def _clause_start(self, low: int, stop: int) -> int:
        page = self.page
        start = low
        while start < stop and page.norms[start] in ("but", "and", "however", ","):
            start += 1
        for token in range(stop - 1, low, -1):
            if page.norms[token] == ";":
                return token + 1
        return start

    def _final(self, high: int) -> int:
        while high > 0 and self.page.norms[high - 1] in (".", ";", ":"):
            high -= 1
        return high

    def _clause_end(self, place: int, high: int) -> int:
        return min(self._stops[place], self._final(high)) if place < high else place

    def _clause_ends(self) -> list[int]:
        page = self.page
        stops = [0] * (len(page.norms) + 1)
        for low, high in page.sentences:
            stop = high
            stops[high] = high
            for token in range(high - 1, low - 1, -1):
                if self._ends_clause(token, high):
                    stop = token
                stops[token] = stop
        return stops

    def _ends_clause(self, token: int, high: int) -> bool:
        page = self.page
        norm = page.norms[token]
        if page.quoted[token] >= 0:
            return False
        if norm == ";":
            return True
        following = page.norms[token + 1] if token + 1 < high else ""
        if norm == ",":
            return following in ("but", "while", "although", "according", "though") or (
                following.endswith("ing") and following in self.verbs
            )
        if norm == "and":
            return following in self.verbs and following.endswith("ed")
        return False

    def _add(self, found: Subject, last: int, content: list[Span]) -> None:
        from analysis.quotes import Attribution

        page = self.page
        source = (page.span(found.first, found.stop),) if 0 <= found.first < found.stop else ()
        cue_first = found.cue if 0 <= found.cue <= last else last
        self.used_cues.update(range(cue_first, last + 1))
        self.found.append(Attribution(source, (page.span(cue_first, last + 1),), tuple(content)))


def find(
    articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame
) -> list[list[Attribution]]:
    """Find attributions; parameters and results are those of `quotes.find_attributions`."""
    own_sentences = dict(tuple(sentences.groupby("article_id", sort=False)))
    own_tokens = dict(tuple(tokens.groupby("article_id", sort=False)))
    return [
        _Reader(Page(text, own_sentences[name], own_tokens[name])).read() if name in own_tokens else []
        for name, text in zip(articles["article_id"], articles["text"], strict=True)
    ]
