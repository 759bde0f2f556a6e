"""The article's text with its mentions, scores and evidence marked."""

from __future__ import annotations

from html import escape
from typing import Any, NamedTuple

import pandas as pd

from analysis.display import Block, escape_markdown, escape_within
from analysis.resources import read_text
from analysis.schema import Analysis, rows
from analysis.wording import score


class _Mark(NamedTuple):
    """A stretch of text to mark: a mention with its caption, or a word that counted (no caption)."""

    start: int
    end: int
    label: str
    caption: str


def text(result: Analysis) -> Block:
    """Show the whole text of one article, with numbered sentences, which links such as ``#s5`` lead to.

    In HTML every mention carries its score, and the party's name where it is not the text itself, and every
    word that counted is underlined. In Markdown mentions are bold and words that counted are in italics. Of
    mentions inside one another ("the Turkish president") the longest is marked.
    """
    marks = _marks(result)
    body = result.articles["text"].iloc[0] if len(result.articles) else ""
    html, markdown = [], []
    for _, paragraph in result.sentences.groupby("paragraph", sort=True):
        in_order = list(rows(paragraph))
        html.append(f"<p>{' '.join(_html(body, row, marks) for row in in_order)}</p>")
        markdown.append(" ".join(_markdown(body, row, marks) for row in in_order))
    # The style travels with the text, so that a notebook shows it as the report does.
    style = f"<style>\n{read_text('annotate.css')}</style>"
    return Block(
        "\n\n".join(markdown),
        f'{style}<div class="sidelight-text tex2jax_ignore mathjax_ignore">{"".join(html)}</div>',
    )


def _marks(result: Analysis) -> list[_Mark]:
    mentions = result.mentions.merge(
        result.sentiments[["article_id", "mention", "score", "label"]], on=["article_id", "mention"]
    )
    found: dict[tuple[int, int], _Mark] = {}
    for mark in map(_mention_mark, rows(mentions)):
        # "Both sides" are two mentions.
        other = found.get((mark.start, mark.end))
        caption = f"{other.caption}, {mark.caption}" if other else mark.caption
        found[mark.start, mark.end] = mark._replace(caption=caption)
    words = result.evidence.drop_duplicates("token")
    marks = [*found.values(), *(_Mark(row.start, row.end, "word", "") for row in rows(words))]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _mention_mark(row: Any) -> _Mark:
    # The caption says what the text itself does not.
    party = [] if row.surface == row.party else [row.party]
    if row.role == "place":
        return _Mark(row.start, row.end, "place", ", ".join([*party, "place"]))
    if pd.isna(row.score):
        return _Mark(row.start, row.end, "unscored", "".join(party))
    return _Mark(row.start, row.end, row.label, " ".join([*party, score(row.score)]))


def _pieces(body: str, sentence: Any, marks: list[_Mark]) -> list[str | _Mark]:
    """Cut a sentence at its marks."""
    pieces: list[str | _Mark] = []
    reached = sentence.start
    for mark in marks:
        if reached <= mark.start and mark.end <= sentence.end:
            pieces += [body[reached : mark.start], mark]
            reached = mark.end
    return [*pieces, body[reached : sentence.end]]


def _html(body: str, sentence: Any, marks: list[_Mark]) -> str:
    parts = [f'<span id="s{sentence.sentence}"><sup>{sentence.sentence}</sup>']
    for piece in _pieces(body, sentence, marks):
        if isinstance(piece, str):
            parts.append(escape(piece))
        elif piece.label == "word":
            parts.append(f"<u>{escape(body[piece.start : piece.end])}</u>")
        else:
            caption = f"<small>{escape(piece.caption)}</small>"
            parts.append(f'<mark class="{piece.label}">{_underlined(body, piece, marks)}{caption}</mark>')
    return "".join((*parts, "</span>"))


def _underlined(body: str, mention: _Mark, marks: list[_Mark]) -> str:
    """Give the text of a mention, with the words in it that counted underlined: "the corrupt president"."""
    parts, reached = [], mention.start
    for mark in marks:
        if mark.label == "word" and reached <= mark.start and mark.end <= mention.end:
            parts += [
                escape(body[reached : mark.start]),
                f"<u>{escape(body[mark.start : mark.end])}</u>",
            ]
            reached = mark.end
    return "".join((*parts, escape(body[reached : mention.end])))


def _markdown(body: str, sentence: Any, marks: list[_Mark]) -> str:
    parts = [f'<a id="s{sentence.sentence}"></a>[{sentence.sentence}] ']
    for piece in _pieces(body, sentence, marks):
        if isinstance(piece, str):
            parts.append(escape_within(piece))
        else:
            sign = "*" if piece.label == "word" else "**"
            parts.append(f"{sign}{escape_markdown(body[piece.start : piece.end])}{sign}")
    return "".join(parts)
