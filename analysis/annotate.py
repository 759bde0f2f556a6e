"""The article's text with its mentions, scores, evidence and quotations marked."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from analysis.display import Block, escape_markdown, escape_within
from analysis.resources import read_text
from analysis.schema import Analysis, rows
from analysis.wording import score

# What a reading rests on, behind "read as negative".
_RESTS_ON = {"wording": ", by the wording", "deed": ", by what it does", "event": ", by what befalls it"}


class _Mark(NamedTuple):
    """A stretch of text to mark: a mention with its caption, or a word that counted (no caption)."""

    start: int
    end: int
    label: str
    caption: str
    parties: str = ""
    about: str = ""


class _Stretch(NamedTuple):
    """A stretch of a quotation, with whom it is attributed to; stretches do not overlap.

    `is_end` is whether the quotation ends with it: there the speaker is named.
    """

    start: int
    end: int
    speaker: str
    is_end: bool


def text(result: Analysis, *, scores: bool = False) -> Block:
    """Show the whole text of one article, with numbered sentences, which links such as ``#s5`` lead to.

    In HTML mentions are tinted by how they are read; each has its score, and the party's name where it is not
    the text itself, which shows when it is pointed at, or at once with `scores`. Every word that counted is
    underlined; quotations have a ground of their own and end with their speaker. In Markdown mentions are
    bold and words that counted are in italics. Of mentions inside one another ("the Turkish president") the
    longest is marked, of quotations inside one another the innermost.
    """
    marks = _marks(result)
    stretches = _stretches(result)
    body = result.articles["text"].iloc[0] if len(result.articles) else ""
    html, markdown = [], []
    for _, paragraph in result.sentences.groupby("paragraph", sort=True):
        in_order = list(rows(paragraph))
        html.append(f"<p>{' '.join(_html(body, row, marks, stretches) for row in in_order)}</p>")
        markdown.append(" ".join(_markdown(body, row, marks) for row in in_order))
    # The style travels with the text, so that a notebook shows it as the report does.
    style = f"<style>\n{read_text('annotate.css')}</style>"
    classes = f"sidelight-text{' scores' if scores else ''} tex2jax_ignore mathjax_ignore"
    return Block(
        "\n\n".join(markdown),
        f'{style}<div id="sidelight-text" class="{classes}">{"".join(html)}</div>',
    )


def _marks(result: Analysis) -> list[_Mark]:
    mentions = result.mentions.merge(
        result.sentiments[["article_id", "mention", "score", "label", "about"]], on=["article_id", "mention"]
    )
    found: dict[tuple[int, int], _Mark] = {}
    for mark in map(_mention_mark, rows(mentions)):
        # "Both sides" are two mentions.
        other = found.get((mark.start, mark.end))
        if other:
            both = f"{other.caption}, {mark.caption}"
            about = mark.about if mark.about == other.about else ""
            mark = mark._replace(caption=both, parties=f"{other.parties}|{mark.parties}", about=about)
        found[mark.start, mark.end] = mark
    words = result.evidence.drop_duplicates("token")
    marks = [*found.values(), *(_Mark(row.start, row.end, "word", "") for row in rows(words))]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _mention_mark(row: Any) -> _Mark:
    # The caption says what the text itself does not.
    party = [] if row.surface == row.party else [row.party]
    if row.role == "place":
        return _Mark(row.start, row.end, "place", ", ".join([*party, "place"]), row.party)
    if pd.isna(row.score):
        return _Mark(row.start, row.end, "unscored", "".join(party), row.party)
    about = "" if pd.isna(row.about) else row.about
    return _Mark(row.start, row.end, row.label, " ".join([*party, score(row.score)]), row.party, about)


def _pieces(body: str, sentence: Any, marks: list[_Mark]) -> list[str | _Mark]:
    """Cut a sentence at its marks."""
    pieces: list[str | _Mark] = []
    reached = sentence.start
    for mark in marks:
        if reached <= mark.start and mark.end <= sentence.end:
            pieces += [body[reached : mark.start], mark]
            reached = mark.end
    return [*pieces, body[reached : sentence.end]]


def _stretches(result: Analysis) -> list[_Stretch]:
    """Cut quotations where others begin or end inside them, so that each stretch has one speaker."""
    spans = result.contents.merge(
        result.quotes[["article_id", "quote", "speaker", "speaker_party"]], on=["article_id", "quote"]
    )
    spans["is_last"] = spans["end"] == spans.groupby("quote")["end"].transform("max")
    # The shortest first: it is the innermost.
    found = sorted(rows(spans), key=lambda row: (row.end - row.start, row.start, row.quote))
    edges = sorted({edge for row in found for edge in (row.start, row.end)})
    stretches = []
    for start, end in itertools.pairwise(edges):
        inner = next((row for row in found if row.start <= start and end <= row.end), None)
        if inner is not None:
            stretches.append(_Stretch(start, end, _speaker(inner), inner.is_last and inner.end == end))
    return stretches


def _speaker(row: Any) -> str:
    if pd.isna(row.speaker):
        return "speaker not found" if pd.isna(row.speaker_party) else row.speaker_party
    if pd.isna(row.speaker_party) or row.speaker_party == row.speaker:
        return str(row.speaker)
    return f"{row.speaker} ({row.speaker_party})"


def _html(body: str, sentence: Any, marks: list[_Mark], stretches: list[_Stretch]) -> str:
    own = [row for row in stretches if row.start < sentence.end and sentence.start < row.end]
    parts = [f'<span id="s{sentence.sentence}"><sup>{sentence.sentence}</sup>']
    for stretch, group in itertools.groupby(_placed(body, sentence, marks, own), key=lambda piece: piece[1]):
        inner = "".join(html for html, _ in group)
        if stretch is None:
            parts.append(inner)
            continue
        speaker = escape(stretch.speaker)
        is_end = stretch.is_end and stretch.end <= sentence.end
        caption = f"<small>{speaker}</small>" if is_end else ""
        parts.append(f'<span class="quote" title="{speaker}">{inner}{caption}</span>')
    return "".join((*parts, "</span>"))


def _placed(
    body: str, sentence: Any, marks: list[_Mark], stretches: list[_Stretch]
) -> Iterator[tuple[str, _Stretch | None]]:
    """Yield the pieces of a sentence as HTML, each with the stretch of a quotation that it begins in."""
    edges = sorted({edge for stretch in stretches for edge in (stretch.start, stretch.end)})
    reached = sentence.start
    for piece in _pieces(body, sentence, marks):
        if isinstance(piece, _Mark):
            yield _marked(body, piece, marks), _at(stretches, piece.start)
            reached = piece.end
            continue
        end = reached + len(piece)
        cuts = [reached, *(edge for edge in edges if reached < edge < end), end]
        for first, last in itertools.pairwise(cuts):
            yield escape(body[first:last]), _at(stretches, first)
        reached = end


def _at(stretches: list[_Stretch], place: int) -> _Stretch | None:
    return next((stretch for stretch in stretches if stretch.start <= place < stretch.end), None)


def _marked(body: str, mark: _Mark, marks: list[_Mark]) -> str:
    if mark.label == "word":
        return f"<u>{escape(body[mark.start : mark.end])}</u>"
    caption = f"<small>{escape(mark.caption)}</small>"
    return (
        f'<mark class="{mark.label}" data-parties="{escape(mark.parties)}" title="{escape(_spoken(mark))}">'
        f"{_underlined(body, mark, marks)}{caption}</mark>"
    )


def _spoken(mark: _Mark) -> str:
    """Say in a tooltip who is meant, how it is read, and what that rests on."""
    parties = " and ".join(mark.parties.split("|"))
    how = {"place": "only as a place", "unscored": "no judging word"}.get(mark.label, f"read as {mark.label}")
    return f"{parties}: {how}{_RESTS_ON.get(mark.about, '')}"


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
