"""What a text has spoken of so far: who and what a pronoun or a description can refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.parties.cast import Person
from analysis.resources import roles
from analysis.tokens.document import Document

# What a subject can follow; behind any other word in lower case stands an object.
OPENERS = frozenset(
    """and but or that while when where who which whom because as if after before since until than although
    though whereas so yet then said says how why whether what""".split()
)
_WORDS_BEFORE = 60
_ARTICLES = frozenset("the a an former deputy prime foreign then both".split())
_CAPITAL = re.compile(r"(?:[^\W\d_]*['’]s|[A-Z][\w.’'-]*),?")


@dataclass(slots=True)
class Referent:
    """A mention of parties or a person, as what comes after may refer to it.

    What a person belongs to is known by `person`, once the text has tied it. `is_plural`: "they" can mean it,
    also where it has no party (some drivers). `is_attribute`: it only says whose something is ("Turkish").
    `is_name`: it is no description or pronoun.
    """

    start: int
    end: int
    parties: tuple[str, ...]
    person: Person | None = None
    members: tuple[Referent, ...] = ()
    is_plural: bool = False
    is_location: bool = False
    is_attribute: bool = False
    is_name: bool = False
    quotation: int = 0
    _text: str = ""
    _is_subject: bool | None = None

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of its clause, as far as the word before it says so."""
        if self._is_subject is None:
            self._is_subject = is_subject(self._text, self.start)
        return self._is_subject


@dataclass(slots=True)
class Sentence:
    """A sentence and what it refers to, in order."""

    start: int
    end: int
    referents: list[Referent] = field(default_factory=list)


def is_subject(text: str, start: int) -> bool:
    """Tell whether a name is the subject of its clause: nothing, a mark or "that" stands before it, no verb.

    Titles and the like ("Turkish Foreign Minister") count as part of the name.
    """
    known = roles()
    before = text[max(0, start - _WORDS_BEFORE) : start]
    words = before[before.rfind("\n") + 1 :].split()
    while words:
        word = words[-1].rstrip(",")
        norm = word.casefold()
        if words[-1][-1] in ',;:.”"' and len(words[-1]) > 1 and not norm.endswith(("’s", "'s")):
            return True
        if norm in ("and", "but"):
            return True
        if not (
            _CAPITAL.fullmatch(word)
            or norm in _ARTICLES
            or norm in known.offices
            or norm in known.occupations
        ):
            break
        words.pop()
    return not words or not words[-1][-1].isalnum() or words[-1].casefold() in OPENERS


class Discourse:
    """The sentences of an article with their referents; filled from left to right."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.sentences = [Sentence(one.start, one.end) for one in document.sentences]
        self.index = document.sentence_at
        self._document = document

    def quotation(self, position: int) -> int:
        """Give the number of the stretch in quotation marks at a position, from 1; 0 outside."""
        return self._document.quoted_at(position) + 1

    def quotation_start(self, position: int) -> int:
        """Give where the quotation at a position begins; the position itself outside of one."""
        number = self.quotation(position)
        return self._document.quoted[number - 1][0] if number else position

    def quotation_end(self, position: int) -> int:
        """Give where the quotation at a position ends; the position itself outside of one."""
        number = self.quotation(position)
        return self._document.quoted[number - 1][1] if number else position

    def add(self, referent: Referent) -> Referent:
        """Add what the text now refers to."""
        self.known(referent)
        self.sentences[self.index(referent.start)].referents.append(referent)
        return referent

    def known(self, referent: Referent) -> Referent:
        """Let a referent know where it stands."""
        referent.quotation = self.quotation(referent.start)
        referent._text = self.text
        return referent

    def before(self, position: int, *, within: int) -> Iterator[tuple[int, list[Referent]]]:
        """Go back from a position, sentence by sentence: how far back, and what was referred to there."""
        here = self.index(position)
        for back in range(min(within, here) + 1):
            referents = self.sentences[here - back].referents
            yield back, [referent for referent in referents if referent.end <= position]
