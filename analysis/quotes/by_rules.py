"""Attributions by quotation marks, cue verbs and rules."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.quotes.direct import Found, Quotations
from analysis.quotes.indirect import Sentences
from analysis.quotes.page import Page
from analysis.quotes.records import Attribution

# People say that others said that others said; nobody does so more often than this in one sentence.
_DEEPEST = 8


def find(articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> list[list[Attribution]]:
    """Find attributions; parameters and results are those of `quotes.find_attributions`."""
    own_sentences = dict(tuple(sentences.groupby("article_id", sort=False)))
    own_tokens = dict(tuple(tokens.groupby("article_id", sort=False)))
    return [
        _attributions(Page(text, own_sentences[name], own_tokens[name])) if name in own_tokens else []
        for name, text in zip(articles["article_id"], articles["text"], strict=True)
    ]


def _attributions(page: Page) -> list[Attribution]:
    direct = Quotations(page)
    found = direct.find()
    sources = {page.sentence_of[item.cue[0]]: item.source for item in found if item.cue and item.source}
    found += [*Sentences(page, direct.cues, sources).find(), *direct.floating()]
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
