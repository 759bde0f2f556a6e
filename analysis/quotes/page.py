"""The tokens of one article, as the rules for attributions read them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
import pandas as pd

from analysis.quotes.marks import quotations

Span = tuple[int, int]


class Page:
    """Tokens, sentences and quotations of one article, by number.

    `norms`, `starts` and `ends` are those of the tokens; `sentences` gives for each sentence its first token
    and the one after its last, `sentence_of` the sentence of each token; `quotes` the stretches of each
    quotation as characters, `quoted` for each token the quotation that it stands in, or -1.
    """

    def __init__(self, text: str, sentences: pd.DataFrame, tokens: pd.DataFrame) -> None:
        self.text = text
        self.norms: list[str] = tokens["norm"].tolist()
        self.starts: list[int] = tokens["start"].tolist()
        self.ends: list[int] = tokens["end"].tolist()
        self.paragraphs: list[int] = sentences["paragraph"].tolist()
        self.titles: list[bool] = sentences["is_title"].tolist()
        self.sentence_of: list[int] = tokens["sentence"].tolist()
        self.sentences = [
            (bisect_left(self.sentence_of, number), bisect_right(self.sentence_of, number))
            for number in range(len(self.paragraphs))
        ]
        self.quotes = quotations(text)
        self.quoted = [-1] * len(self.norms)
        self.quote_tokens: list[Span] = []
        for number, stretches in enumerate(self.quotes):
            for start, end in stretches:
                for token in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
                    self.quoted[token] = number
            last = self.last_token(stretches[-1][1])
            self.quote_tokens.append((bisect_left(self.starts, stretches[0][0]), last + 1))

    def last_token(self, end: int) -> int:
        """Give the number of the last token that begins before a character, -1 where there is none."""
        return bisect_left(self.starts, end) - 1

    def is_capital(self, token: int) -> bool:
        """Tell whether a token begins with a capital letter."""
        return self.text[self.starts[token]].isupper()

    def span(self, first: int, stop: int) -> Span:
        """Give the characters from one token to the one before another."""
        return self.starts[first], self.ends[stop - 1]

    def paragraph_of(self, token: int) -> int:
        """Give the number of the paragraph of a token."""
        return self.paragraphs[self.sentence_of[token]]


