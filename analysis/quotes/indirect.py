"""What somebody is said to say, think or want, without quotation marks or with some."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.quotes.direct import Found
from analysis.quotes.page import Page, Span
from analysis.quotes.sources import BE, DAYS, Subject, first_phrase, following, phrase, subject
from analysis.quotes.views import view
from analysis.resources import attribution_cues

_QUESTIONS = frozenset("whether if how what why who when where".split())
_ENDS = frozenset((".", ",", ";", "?", "!", ")", ""))
_ADJUNCTS = DAYS | frozenset("on in at during late early last this earlier".split())
_HEARERS = frozenset("him her them me us you it reporters journalists".split())
_TAILS = _ADJUNCTS | frozenset("the a statement interview".split())
# Who is judged: accused by somebody, of something.
JUDGED = frozenset(
    "accused blamed criticized criticised condemned denounced praised hailed commended faulted".split()
)
# Whoever is told is no source.
TOLD = frozenset("told asked warned informed advised reminded notified".split())
PASSIVE = (
    JUDGED
    | TOLD
    | frozenset(
        "expected said believed reported known seen described thought considered alleged understood "
        "regarded viewed estimated feared urged supported endorsed announced called opposed "
        "backed thanked attacked rumoured rumored".split()
    )
)
# What somebody is judged for, told or asked comes behind these.
_GROUNDS = frozenset("of for as over to".split())
_CLAUSES = frozenset("that whether if".split())
# A noun phrase behind "by" that is no "by lying" or "by force".
_DETERMINED = frozenset("the a an his her its their both several some many most other".split())
_LONGEST_AGENT = 8
_SUBORDINATORS = frozenset("when as after while although though if since before because once until".split())
# A cue's day, place or hearer has so many words at most before "that".
_LONGEST_ADJUNCT = 9
_SHORTEST_CLAUSE = 6


class Sentences:
    """Finds the attributions in the sentences of a page, outside quotations; `cues` are words used up."""

    def __init__(self, page: Page, cues: set[int], quoted: dict[int, Span]) -> None:
        self._page = page
        self._cues = attribution_cues()
        self._taken = cues
        # The source that a sentence named last, by sentence.
        self._sources = quoted

    def find(self) -> Iterator[Found]:
        """Give the attributions, by the place of their cues."""
        page = self._page
        for number, (low, high) in enumerate(page.sentences):
            for token in range(low, high):
                if page.quoted[token] >= 0 or token in self._taken:
                    continue
                if page.norms[token] in ("according", "in"):
                    found = view(page, low, token, high)
                elif page.norms[token] in page.verbs and not self._is_name(low, token):
                    found = self._verb(low, token, high)
                else:
                    continue
                if found is not None:
                    if found.source is not None:
                        self._sources[number] = found.source
                    if found.cue is not None:
                        self._taken.update(range(*found.cue))
                    yield found

    def _is_name(self, low: int, token: int) -> bool:
        """Tell whether a word is part of a name: ``the United States``."""
        page = self._page
        return page.is_capital(token) and token > low and page.paragraph_of(token) > 0

    def _verb(self, low: int, verb: int, high: int) -> Found | None:
        page = self._page
        found = subject(page, verb, low)
        if found.is_noun:
            return None
        if page.norms[verb + 1 : verb + 2] == ["by"]:
            if self._is_passive(verb, found):
                return self._by(verb, found, high)
            if page.norms[verb] in JUDGED and page.norms[verb - 1] == ",":
                judged = Subject(*phrase(page, verb - 2, low), verb)
                return self._by(verb, judged, page.next_comma(verb, high))
        kind, place = self._complement(page.norms[verb], verb + 1, high)
        if self._is_inverted(verb, found, low, high):
            source = following(page, verb + 1, high)
            return self._trailing(low, verb, high, source, found.cue)
        is_speech = page.norms[verb] in self._cues.verbs["after"] or page.norms[verb] in self._cues.hearers
        if kind == "after" or (is_speech and found.is_known and self._is_tail(found.first, place, high)):
            if not found.is_known:
                return None
            return self._trailing(low, found.first, high, (found.first, found.stop), found.cue, verb)
        if not kind:
            return None
        # "called for" is the cue, but "as positive" is said.
        begin = place + (kind == "preposition" and page.norms[place] != "as")
        end = page.clause_end(begin, high)
        if end <= begin:
            return None
        last = begin if begin > place else verb + 1
        end = self._cut(low, verb, found.first, begin, end)
        content = [page.span(begin, end)]
        if self._is_passive(verb, found):
            agent = self._agent(begin, end) if page.norms[verb] in JUDGED else None
            if agent is not None:
                content = [page.span(begin, agent[0] - 1)]
            if found.is_known and page.norms[verb] not in TOLD:
                content.insert(0, page.span(found.first, found.stop))
            return Found(agent, (found.cue, last), content)
        if not found.is_known and not self._may_inherit(found.cue, verb, low):
            return None
        if found.is_known and page.norms[found.first - 1 : found.first] in (["which"], ["whom"], ["what"]):
            content.insert(0, page.span(found.first - 1, found.first))
        origin = self._source(found, verb, low)
        if origin is None and page.norms[verb] != "asked":
            return None
        return Found(origin, (found.cue, last), content)

    def _by(self, verb: int, found: Subject, high: int) -> Found | None:
        """Attribute ``Example was accused by Kestria of lying``: the subject and what follows the agent."""
        page = self._page
        first, stop = following(page, verb + 2, high)
        place = next((token for token in range(first + 1, stop) if self._is_ground(token, high)), stop)
        is_content = found.is_known and page.norms[verb] not in TOLD
        content = [page.span(found.first, found.stop)] if is_content else []
        end = page.clause_end(place, high) if place < stop else place
        if end > place:
            content.append(page.span(place, end))
        return Found((first, place), (found.cue, verb + 1), content) if content and first < place else None

    def _is_ground(self, token: int, high: int) -> bool:
        """Tell ``by Kestria of theft`` from ``by the president of Kestria``."""
        norms = self._page.norms
        after = token + 1
        if norms[token] in _CLAUSES:
            return True
        if norms[token] not in _GROUNDS or after >= high or self._page.is_capital(after):
            return False
        return norms[token] != "of" or norms[after].endswith("ing") or self._page.is_capital(token - 1)

    def _agent(self, begin: int, end: int) -> Span | None:
        """Find who is named at the end of what somebody is accused of: ``of lying by Kestria``."""
        page = self._page
        for token in range(end - 2, max(begin, end - _LONGEST_AGENT - 1), -1):
            if page.norms[token] == "by":
                is_named = page.is_capital(token + 1) or page.norms[token + 1] in _DETERMINED
                return (token + 1, end) if is_named else None
        return None

    def _may_inherit(self, cue: int, verb: int, low: int) -> bool:
        """Tell whether a verb may have its source further off: ``, saying``, ``and said``, ``to say``."""
        norms = self._page.norms
        return (
            cue == low
            or norms[verb].endswith("ing")
            or norms[cue] == "to"
            or norms[cue - 1] in ("and", "but", "or", ",", "then")
        )

    def _cut(self, low: int, verb: int, first: int, begin: int, end: int) -> int:
        """End what is wanted, or said in a clause that opens the sentence, at its comma."""
        page = self._page
        is_opening = page.norms[low] in _SUBORDINATORS and "," not in page.norms[low:verb]
        is_opening |= page.norms[first : first + 1] == ["who"] and page.norms[first - 1 : first] == [","]
        is_opening |= first == low + 1 and page.norms[low] == "with"
        is_object = page.norms[begin] == "to" or (
            page.norms[verb] not in self._cues.verbs["that"] and page.norms[begin] != "that"
        )
        if is_opening or is_object:
            return page.next_comma(begin + 1, end) if begin + 1 < end else end
        return end

    def _is_tail(self, first: int, place: int, high: int) -> bool:
        """Tell whether a source stands behind a comma and nothing but a day or hearer behind its cue."""
        page = self._page
        if page.norms[first - 1 : first] != [","] or page.quoted[first - 1] >= 0:
            return False
        return all(
            page.norms[token] in _TAILS or page.is_capital(token) for token in range(place, page.final(high))
        )

    def _is_passive(self, verb: int, found: Subject) -> bool:
        norms = self._page.norms
        return norms[verb] in PASSIVE and any(norms[token] in BE for token in range(found.cue, verb))

    def _source(self, found: Subject, verb: int, low: int) -> Span | None:
        """Give a source; a participle or infinitive has that which the sentence named last or first."""
        if found.is_known:
            return found.first, found.stop
        page = self._page
        known = self._sources.get(page.sentence_of[verb])
        if known is not None and known[0] < verb:
            return known
        first, stop = first_phrase(page, low, found.cue)
        return (first, stop) if 0 <= first < stop else None

    def _complement(self, norm: str, place: int, high: int) -> tuple[str, int]:
        """Tell what follows a cue, and where it begins: that, bare, preposition, after, or nothing known."""
        page = self._page
        verbs = self._cues.verbs
        after = page.norms[place] if place < high else ""
        is_hearer = norm in self._cues.hearers or norm == "asked"
        if after == "that":
            return ("that" if norm in verbs["that"] else ""), place
        if after in _QUESTIONS:
            return ("bare" if norm in verbs["question"] else ""), place
        if is_hearer or after in _ADJUNCTS or after == ",":
            that = self._later(place, high)
            if that >= 0 and (is_hearer or (page.norms[that] == "that" and norm in verbs["that"])):
                return "that", that
        if norm in self._cues.prepositions.get(after, ()):
            return "preposition", place
        if after == "to":
            return ("bare" if norm in verbs["to"] else ""), place
        if after == ":":
            return ("bare" if norm in verbs["after"] else ""), place + 1
        if after == "by":
            return "", place
        if after in _ADJUNCTS and norm in verbs["after"] and norm in verbs["bare"]:
            # "said on Monday it would", "said in the long run it would".
            begin = place
            while begin < high and page.norms[begin] in DAYS | {"on", "late", "early", "last", "earlier"}:
                begin += 1
            if page.final(high) - begin > _SHORTEST_CLAUSE and (
                begin > place or page.norms[begin] in ("in", "at")
            ):
                return "bare", begin
        if after in _ENDS or after in _ADJUNCTS:
            return ("after" if norm in verbs["after"] else ""), place
        if is_hearer and norm != "asked":
            return "bare", self._hearer(place, high)
        if norm in verbs["bare"] or (page.quoted[place] >= 0 and norm in verbs["after"]):
            return "bare", place
        return "", place

    def _later(self, place: int, high: int) -> int:
        """Find the "that" or question behind a cue's day, place or hearer, -1 where there is none."""
        page = self._page
        for token in range(place, min(place + _LONGEST_ADJUNCT, high)):
            if page.quoted[token] >= 0 or page.norms[token] in (".", ";"):
                return -1
            if page.norms[token] == "that" or page.norms[token] in _QUESTIONS:
                is_parted = page.norms[place] == "," and page.norms[token - 1] != ","
                return -1 if is_parted else token
            if token > place and page.is_finite(token):
                return -1
        return -1

    def _hearer(self, place: int, high: int) -> int:
        """Give the token behind the one who is told something."""
        page = self._page
        if page.norms[place] in _HEARERS:
            return place + 1
        stop = place
        while stop < high and page.is_capital(stop):
            stop += 1
        return stop

    def _is_inverted(self, verb: int, found: Subject, low: int, high: int) -> bool:
        """Tell ``…, said Jan Example.`` from ``Jan Example, the mayor, said …``."""
        page = self._page
        if found.is_known or found.cue != verb or page.norms[verb] not in self._cues.verbs["after"]:
            return False
        if verb - 1 <= low or page.norms[verb - 1] != "," or page.norms[verb].endswith("ing"):
            return False
        stop = following(page, verb + 1, high)[1]
        return verb + 1 < stop and (
            stop == high or page.norms[stop] in _ENDS or page.norms[stop] in _ADJUNCTS
        )

    def _trailing(
        self, low: int, begin: int, high: int, source: Span, cue: int, verb: int | None = None
    ) -> Found | None:
        """Attribute ``…, he said`` and ``…, he said, …``; `begin`: behind its comma."""
        page = self._page
        comma = begin - 1
        if comma < low or page.norms[comma] != ",":
            return None
        last = begin if verb is None else verb
        start = page.clause_start(low, comma)
        if start >= comma:
            return None
        content = [page.span(start, comma)]
        place = last + 1
        if verb is not None and page.norms[place : place + 1] == [","]:
            end = page.clause_end(place + 1, high)
            if end > place + 1 and page.norms[place + 1] not in _ADJUNCTS:
                content.append(page.span(place + 1, end))
        return Found(source, (cue, last + 1), content)
