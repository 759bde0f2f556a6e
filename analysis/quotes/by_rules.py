"""Attributions by quotation marks, cue verbs and rules."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.quotes.colons import with_colons
from analysis.quotes.direct import Found, Quotations
from analysis.quotes.indirect import Sentences
from analysis.quotes.page import Page
from analysis.quotes.records import Attribution
from analysis.tokens.document import Document

# People say that others said that others said; nobody does so more often than this in one sentence.
_DEEPEST = 8


def find(documents: Sequence[Document]) -> list[list[Attribution]]:
    """Find attributions; parameters and results are those of `quotes.find_attributions`."""
    return [_attributions(Page(document)) for document in documents]


def _attributions(page: Page) -> list[Attribution]:
    direct = Quotations(page)
    found = direct.find()
    sources = {page.sentence_of[item.cue[0]]: item.source for item in found if item.cue and item.source}
    found += [*with_colons(page), *Sentences(page, direct.cues, sources).find(), *direct.floating()]
    return _bounded(sorted((_spans(page, item) for item in found), key=lambda item: (item.content, item.cue)))


def _bounded(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave out what lies too deep in other contents, so that all contents together stay linear."""
    kept: list[Attribution] = []
    ends: list[int] = []
    for item in found:
        ends = [end for end in ends if end > item.content[0][0]]
        if len(ends) < _DEEPEST:
            kept.append(item)
            ends.append(item.content[-1][1])
    return kept


def _spans(page: Page, item: Found) -> Attribution:
    source = (page.span(*item.source),) if item.source else ()
    cue = (page.span(*item.cue),) if item.cue else ()
    return Attribution(source, cue, tuple(sorted(item.content)))
