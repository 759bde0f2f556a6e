"""The tokens of one article, as the rules for attributions read them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from analysis.resources import attribution_cues
from analysis.tokens.document import Document

Span = tuple[int, int]

FINITE = frozenset(
    "has have had is are was were am will would can could may might must should shall do does did".split()
)
# A semicolon is looked for so many tokens back, to keep sentences without an end linear.
_FURTHEST = 100
_FINAL = frozenset((".", ";", ":"))


class Page:
    """Tokens, sentences and quotations of one article, by number.

    `norms`, `starts` and `ends` are those of the tokens; `sentences` gives for each sentence its first token
    and the one after its last, `sentence_of` the sentence of each token; `quotes` the stretches of each
    quotation as characters, `quote_tokens` its first token and the one after its last, and `quoted` for each
    token the quotation that it stands in, or -1.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.norms = document.tokens.norms
        self.starts = document.tokens.starts
        self.ends = document.tokens.ends
        self.paragraphs = [sentence.paragraph for sentence in document.sentences]
        self.sentence_of = document.tokens.sentences
        self.sentences = [
            (bisect_left(self.sentence_of, number), bisect_right(self.sentence_of, number))
            for number in range(len(self.paragraphs))
        ]
        self.quotes = document.quotations
        self.quoted = [-1] * len(self.norms)
        self.quote_tokens: list[Span] = []
        for number, stretches in enumerate(self.quotes):
            for start, end in stretches:
                for token in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                    self.quoted[token] = number
            first, last = stretches[0][0], stretches[-1][1]
            self.quote_tokens.append((bisect_left(self.starts, first), bisect_left(self.starts, last)))
        cues = attribution_cues()
        self.verbs = frozenset().union(*cues.verbs.values(), *cues.prepositions.values())
        self._clause_ends = self._next(self._ends_clause)
        self._commas = self._next(lambda token, _: self.norms[token] == "," and self.quoted[token] < 0)

    def surface(self, token: int) -> str:
        """Give a token as it is written."""
        return self.text[self.starts[token] : self.ends[token]]

    def is_capital(self, token: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text[self.starts[token]].isupper()

    def is_finite(self, token: int) -> bool:
        """Tell whether a token looks like a verb that a subject stands before."""
        norm = self.norms[token]
        if norm in FINITE or norm in self.verbs:
            return not self.is_capital(token)
        is_past = norm.endswith("ed") and not self.is_capital(token)
        return is_past and token > 0 and self.is_capital(token - 1)

    def is_cue(self, token: int) -> bool:
        """Tell whether a token is a word that may attribute, outside quotations."""
        return self.norms[token] in self.verbs and self.quoted[token] < 0

    def span(self, first: int, stop: int) -> Span:
        """Give the characters from one token to the one before another."""
        return self.starts[first], self.ends[stop - 1]

    def sentence(self, token: int) -> Span:
        """Give the first token of a token's sentence and the one after its last."""
        return self.sentences[self.sentence_of[token]]

    def paragraph_of(self, token: int) -> int:
        """Give the number of the paragraph of a token."""
        return self.paragraphs[self.sentence_of[token]]

    def token_at(self, char: int) -> int:
        """Give the first token that begins at a character or behind it."""
        return bisect_left(self.starts, char)

    def final(self, high: int) -> int:
        """Give the token of the stop that ends a sentence, which ends before the token `high`."""
        while high > 0 and self.norms[high - 1] in _FINAL and self.quoted[high - 1] < 0:
            high -= 1
        return high

    def clause_end(self, place: int, high: int) -> int:
        """Give the token before which a content that begins at `place` ends, `high` at the latest."""
        return max(place, min(self._clause_ends[place], self.final(high))) if place < high else place

    def clause_start(self, low: int, stop: int) -> int:
        """Give where a content that ends before `stop` begins: behind a semicolon, "but" or "and"."""
        for token in range(stop - 1, max(low, stop - _FURTHEST), -1):
            if self.norms[token] == ";":
                return token + 1
        while low < stop and self.norms[low] in ("but", "and", "however", ","):
            low += 1
        return low

    def next_comma(self, place: int, high: int) -> int:
        """Give the first comma outside quotations from `place` on, `high` where there is none before."""
        return min(self._commas[place], high)

    def _next(self, is_meant: Callable[[int, int], bool]) -> list[int]:
        """Give for each token the next one of a kind in its sentence, else the end of that."""
        places = [0] * (len(self.norms) + 1)
        for low, high in self.sentences:
            stop = places[high] = high
            for token in range(high - 1, low - 1, -1):
                if is_meant(token, high):
                    stop = token
                places[token] = stop
        return places

    def _ends_clause(self, token: int, high: int) -> bool:
        norms = self.norms
        norm = norms[token]
        if self.quoted[token] >= 0:
            return False
        if norm == ";":
            return True
        after = norms[token + 1] if token + 1 < high else ""
        last = norms[token + 2] if token + 2 < high else ""
        if norm == ",":
            return (
                after in ("but", "while", "although", "according", "though", "which")
                or (after.endswith("ing") and after in self.verbs)
                or after in ("said", "says", "told")
                or (after in ("and", "or") and last in ("he", "she", "they", "when"))
                or (last == "that" and after not in ("and", "or"))
                or (after in ("a", "an") and norms[token + 3 : token + 4] == ["that"])
            )
        if norm.endswith("ing") and norm in self.verbs:
            return token > 0 and self.quoted[token - 1] >= 0 and norms[token - 2] == ","
        if norm in ("and", "but"):
            verb = last if after in ("also", "has", "have", "then", "later") else after
            return verb in self.verbs and verb.endswith(("d", "s"))
        return False
