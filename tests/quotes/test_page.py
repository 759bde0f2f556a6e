"""Tests of `analysis.quotes.page`."""

from __future__ import annotations

import pytest

from analysis.quotes.page import Page
from analysis.tokens.document import Document

TEXT = "Example left. “It was, he said, fair,” Drenn wrote; he agreed."


@pytest.fixture
def page() -> Page:
    return Page(Document(TEXT))


def test_tokens_know_their_sentence_and_quotation(page: Page) -> None:
    inside = page.norms.index("fair")
    assert page.surface(inside) == "fair"
    assert page.quoted[inside] == 0
    assert page.quoted[0] == -1
    assert [page.sentence_of[token] for token in (0, inside)] == [0, 1]
    low, high = page.sentence(inside)
    assert TEXT[slice(*page.span(low, high))] == TEXT[TEXT.index("“") :]
    first, stop = page.quote_tokens[0]
    assert TEXT[slice(*page.span(first, stop))] == "“It was, he said, fair,”"


def test_commas_and_ends_inside_quotations_do_not_count(page: Page) -> None:
    low, high = page.sentence(page.norms.index("fair"))
    assert page.next_comma(low, high) == high
    assert page.norms[page.clause_end(low, high)] == ";"
    assert page.norms[page.final(high)] == "."


def test_cues_are_verbs_outside_quotations(page: Page) -> None:
    cues = [page.surface(token) for token in range(len(page.norms)) if page.is_cue(token)]
    assert cues == ["wrote", "agreed"]
