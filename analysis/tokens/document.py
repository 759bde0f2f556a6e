"""The text of one article and what it is made of: every later step looks up here and cuts nothing itself."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from analysis.records import Article
from analysis.tokens import Span, is_word, normalise, paragraph_spans, sentence_spans, token_spans
from analysis.tokens.marks import quotations


class Sentence(NamedTuple):
    """Where a sentence stands, the number of its paragraph, and whether it is the headline."""

    start: int
    end: int
    paragraph: int
    is_title: bool


class Tokens(NamedTuple):
    """The tokens of a text as columns: number of the sentence, where each stands, `norm` and `is_word`."""

    sentences: list[int]
    starts: list[int]
    ends: list[int]
    norms: list[str]
    are_words: list[bool]


class Document:
    """An article's text with its paragraphs, sentences, tokens and quotations.

    Each is found when it is first asked for, and once. Places are characters of the text, ends exclusive. A
    text of white space has none of them.
    """

    def __init__(self, text: str, *, title: str = "", article_id: str = "") -> None:
        self.text = text
        self.article_id = article_id
        self._title = title

    @classmethod
    def of(cls, article: Article) -> Document:
        """Return the document of an article."""
        return cls(article.text, title=article.title, article_id=article.article_id)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """The paragraphs, which blank lines separate."""
        return paragraph_spans(self.text)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences; a headline is one, whatever stops are in it."""
        found = []
        for number, (first, last) in enumerate(self.paragraphs):
            body = self.text[first:last]
            is_title = number == 0 and body == self._title
            for start, end in [(0, len(body))] if is_title else sentence_spans(body):
                found.append(Sentence(first + start, first + end, number, is_title))
        return found

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens."""
        found = Tokens([], [], [], [], [])
        known: dict[str, tuple[str, bool]] = {}
        for number, sentence in enumerate(self.sentences):
            words = self.text[sentence.start : sentence.end]
            for start, end in token_spans(words):
                surface = words[start:end]
                if surface not in known:
                    norm = normalise(surface)
                    known[surface] = norm, is_word(norm)
                norm, counts = known[surface]
                found.sentences.append(number)
                found.starts.append(sentence.start + start)
                found.ends.append(sentence.start + end)
                found.norms.append(norm)
                found.are_words.append(counts)
        return found

    @cached_property
    def quotations(self) -> list[tuple[Span, ...]]:
        """The stretches of each of the outermost quotations, with their marks."""
        return quotations(self.text, self.paragraphs)

    @cached_property
    def quoted(self) -> list[Span]:
        """All stretches in quotation marks, in order and apart."""
        return [span for stretches in self.quotations for span in stretches]

    @property
    def title_end(self) -> int:
        """Where the headline ends; 0 without one."""
        return next((one.end for one in self.sentences[:1] if one.is_title), 0)

    def sentence_at(self, char: int) -> int:
        """Return the number of the sentence at a character, or of the last one before it, 0 at least."""
        return max(0, bisect_right(self._sentence_starts, char) - 1)

    def paragraph_at(self, char: int) -> int:
        """Return the number of the paragraph at a character, or of the last one before it, 0 at least."""
        return max(0, bisect_right(self._paragraph_starts, char) - 1)

    def quoted_at(self, char: int) -> int:
        """Return the number of the stretch in quotation marks at a character, or -1."""
        number = bisect_right(self._quoted_starts, char) - 1
        return number if number >= 0 and char < self.quoted[number][1] else -1

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @cached_property
    def _quoted_starts(self) -> list[int]:
        return [start for start, _ in self.quoted]
