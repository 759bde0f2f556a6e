"""In whose voice each mention stands: the author's, or that of the innermost speaker."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.network.links import RECIPROCAL
from analysis.network.pieces import Span, name_in
from analysis.records import AUTHOR, UNATTRIBUTED
from analysis.resources import first_names, known_words
from analysis.schema import rows
from analysis.stance.denials import denied_quotes
from analysis.stance.rows import Row


class _Speaker(NamedTuple):
    """Who holds what is said, as in the table `stances`."""

    source: str
    kind: str
    entity: str | None


_THE_AUTHOR = _Speaker(AUTHOR, "author", None)
_NOBODY = _Speaker(UNATTRIBUTED, "unattributed", None)


def voice_rows(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    contents: pd.DataFrame,
    sentiments: pd.DataFrame,
) -> list[Row]:
    """Give rows of the table `stances` for mentions that act and have a score, one more for joint speakers.

    Of quotations in one another the innermost that has a speaker counts; where none has, the opinion is
    unattributed. So is what a speaker denies: somebody holds it, who is not said.
    """
    denied = denied_quotes(articles, quotes)
    speakers: dict[tuple[str, int], _Speaker] = {}
    spans: dict[str, dict[int, Span]] = {}
    for row in rows(quotes):
        key = row.article_id, row.quote
        speakers[key] = _NOBODY if key in denied else _speaker(row)
        spans.setdefault(row.article_id, {})[row.quote] = (row.start, row.end)
    found: list[Row] = []
    for mention, score, is_used, opened in zip(
        rows(mentions),
        rows(sentiments),
        (mentions["role"] == "actor") & sentiments["score"].notna(),
        within(mentions, contents),
        strict=True,
    ):
        if not is_used:
            continue
        name = mention.article_id
        known = {quote: speakers[name, quote] for quote in opened}
        # A mention has a row for every speaker: "both governments said" has two.
        for quote, voice in _heard(known, spans.get(name, {})):
            # Who accuse each other do not accuse themselves.
            if mention.surface in RECIPROCAL and voice.source == mention.party:
                continue
            found.append(
                Row(
                    article_id=name,
                    sentence=mention.sentence,
                    source=voice.source,
                    source_kind=voice.kind,
                    source_entity=voice.entity,
                    target=mention.party,
                    target_entity=mention.entity,
                    mention=mention.mention,
                    basis="author" if quote is None else "quotation",
                    quote=quote,
                    negative=score.negative,
                    neutral=score.neutral,
                    positive=score.positive,
                    label=score.label,
                )
            )
    return found


def _heard(known: dict[int, _Speaker], spans: dict[int, Span]) -> list[tuple[int | None, _Speaker]]:
    """Tell who says it: of the quotations around, the innermost with a speaker, and those of its extent."""
    if not known:
        return [(None, _THE_AUTHOR)]
    inner = next((quote for quote in reversed(known) if known[quote] != _NOBODY), None)
    if inner is None:
        return [(next(reversed(known)), _NOBODY)]
    # Two cues of one quotation, as in "said … added", are one voice.
    heard: dict[_Speaker, int] = {}
    for quote, speaker in known.items():
        if spans[quote] == spans[inner] and speaker != _NOBODY:
            heard.setdefault(speaker, quote)
    return [(quote, speaker) for speaker, quote in heard.items()]


def _speaker(quote: object) -> _Speaker:
    row: pd.Series = quote  # type: ignore[assignment]  # a row as a named tuple
    if not pd.isna(row.speaker_party):
        party = str(row.speaker_party)
        return _Speaker(party, "party", None if row.speaker == party else str(row.speaker))
    # Somebody without a name ("a bystander") is nobody whom a reader could compare from text to text.
    if not pd.isna(row.speaker) and _is_name(row.speaker):
        return _Speaker(str(row.speaker), "person", None)
    return _NOBODY


def _is_name(speaker: str) -> bool:
    """Tell a name from words for somebody, also where they open a sentence: ``Officials``."""
    lower = speaker.lower()
    is_plural = lower.endswith("s") and {lower, lower[:-1]} <= known_words()
    return name_in(speaker) == (0, len(speaker)) and not (is_plural and speaker[:-1] not in first_names())


def within(mentions: pd.DataFrame, contents: pd.DataFrame) -> list[list[int]]:
    """Give for each mention the quotations that it stands in, the innermost last, at most four."""
    by_article: dict[str, list[tuple[int, int, int]]] = {}
    for name, start, end, quote in rows(contents, "article_id", "start", "end", "quote"):
        by_article.setdefault(name, []).append((start, -end, quote))
    places: dict[str, list[tuple[int, int, int]]] = {}
    for row, (name, start, end) in enumerate(rows(mentions, "article_id", "start", "end")):
        places.setdefault(name, []).append((start, row, end))
    found: list[list[int]] = [[] for _ in range(len(mentions))]
    for name, own in places.items():
        waiting = sorted(by_article.get(name, []), reverse=True)
        opened: list[tuple[int, int]] = []
        for start, row, end in sorted(own):
            while waiting and waiting[-1][0] <= start:
                _, turned, quote = waiting.pop()
                opened.append((-turned, quote))
            # What has ended and lies on top never matters again.
            while opened and opened[-1][0] <= start:
                opened.pop()
            found[row] = [quote for last, quote in opened[-4:] if last >= end]
    return found
