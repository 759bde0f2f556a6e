"""What every method of finding attributions gives."""

from __future__ import annotations

from typing import NamedTuple

Span = tuple[int, int]


class Attribution(NamedTuple):
    """Spans of one attribution as characters of the article's text, end exclusive, each in order.

    `content` is never empty; `cue` and `source` are where the text has none (a quotation whose speaker was
    named before).
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
