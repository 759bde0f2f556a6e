"""Views that no verb attributes: ``according to Example``, ``in the view of Example``."""

from __future__ import annotations

from analysis.quotes.direct import Found
from analysis.quotes.page import Page, Span
from analysis.quotes.sources import following

VIEWS = frozenset("view opinion words eyes judgment judgement estimation".split())
# Whose view it is has fewer words.
_LONGEST_OWNER = 7
_LONGEST_NAME = 4


def view(page: Page, low: int, token: int, high: int) -> Found | None:
    """Attribute ``according to Example``, ``in the view of Example`` and ``in Example's view``."""
    norms = page.norms
    # At the start of a sentence a comma ends the source: what follows may be a name as well.
    limit = _apposition_end(page, page.next_comma(token, high), high) if token == low else high
    if norms[token : token + 2] == ["according", "to"]:
        return _around(page, low, token, high, following(page, token + 2, limit), (token, token + 2))
    if token > low and norms[token - 1] != ",":
        return None
    if norms[token + 1 : token + 4 : 2] == ["the", "of"] and norms[token + 2] in VIEWS:
        return _around(page, low, token, high, following(page, token + 4, limit), (token, token + 4))
    owners = range(token + 2, min(token + _LONGEST_OWNER, limit - 1))
    own = next((place for place in owners if norms[place] == "'s"), 0)
    if not own or norms[own + 1] not in VIEWS:
        return None
    return _around(page, low, token, high, (token + 1, own), (own + 1, own + 2))


def _apposition_end(page: Page, comma: int, high: int) -> int:
    """Give the comma behind a name that a comma begins, ``the mayor, Jan Example,``; else that one."""
    end = page.next_comma(comma + 1, high) if comma + 1 < high else high
    is_name = end - comma - 1 <= _LONGEST_NAME and all(
        page.is_capital(token) for token in range(comma + 1, end)
    )
    return end if comma + 1 < end < high and is_name else comma


def _around(page: Page, low: int, token: int, high: int, source: Span, cue: Span) -> Found | None:
    """Attribute what stands before `token`, where a view begins, or behind the comma at its end."""
    if source[0] >= source[1]:
        return None
    behind = max(source[1], cue[1])
    content: list[Span] = []
    before = token - 1 if token > low and page.norms[token - 1] == "," else token
    start = page.clause_start(low, before)
    if start < before:
        content.append(page.span(start, before))
    if (token == low or before - start < 8) and page.norms[behind : behind + 1] == [","]:
        end = page.clause_end(behind + 1, high)
        if end > behind + 1:
            content.append(page.span(behind + 1, end))
    return Found(source, cue, content) if content else None
