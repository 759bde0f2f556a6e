"""In whose voice each mention stands: the author's, or that of the innermost speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis.network.pieces import Span, name_in
from analysis.parties.pronouns import RECIPROCAL
from analysis.records import AUTHOR, UNATTRIBUTED
from analysis.resources import first_names, known_words
from analysis.schema import rows
from analysis.stance.denials import denied_quotes


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
) -> pd.DataFrame:
    """Give rows of the table `stances` for mentions that act and have a score, one more for joint speakers.

    Of quotations in one another the innermost that has a speaker counts; where none has, the opinion is
    unattributed. So is what a speaker denies: somebody holds it, who is not said.
    """
    denied = denied_quotes(articles, quotes)
    speakers = {
        key: _NOBODY if key in denied else _speaker(row)
        for row in rows(quotes)
        for key in [(row.article_id, row.quote)]
    }
    spans: dict[str, dict[int, Span]] = {}
    for row in rows(quotes):
        spans.setdefault(row.article_id, {})[row.quote] = (row.start, row.end)
    # A mention has a row for every speaker: "both governments said" has two.
    used: list[tuple[int, int | None, _Speaker]] = []
    is_used = ((mentions["role"] == "actor") & sentiments["score"].notna()).tolist()
    names, surfaces, parties = (mentions[name].tolist() for name in ("article_id", "surface", "party"))
    for place, opened in enumerate(within(mentions, contents)):
        if not is_used[place]:
            continue
        name = names[place]
        known = {quote: speakers[name, quote] for quote in opened}
        used += [
            (place, quote, voice)
            for quote, voice in _heard(known, spans.get(name, {}))
            # Who accuse each other do not accuse themselves.
            if not (surfaces[place] in RECIPROCAL and voice.source == parties[place])
        ]
    rows_used = [row[0] for row in used]
    of, scores = mentions.iloc[rows_used], sentiments.iloc[rows_used]
    return pd.DataFrame(
        {
            "article_id": of["article_id"].to_numpy(),
            "sentence": of["sentence"].to_numpy(),
            "source": [voice.source for _, _, voice in used],
            "source_kind": [voice.kind for _, _, voice in used],
            "source_entity": pd.Series([voice.entity for _, _, voice in used], dtype="str"),
            "target": of["party"].to_numpy(),
            "target_entity": of["entity"].to_numpy(),
            "mention": of["mention"].to_numpy(),
            "basis": ["author" if quote is None else "quotation" for _, quote, _ in used],
            "quote": pd.Series([quote for _, quote, _ in used], dtype="Int64"),
            **{name: scores[name].to_numpy() for name in ("negative", "neutral", "positive", "label")},
        }
    )


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
    for name, start, end, quote in _columns(contents, "article_id", "start", "end", "quote"):
        by_article.setdefault(name, []).append((start, -end, quote))
    places: dict[str, list[tuple[int, int, int]]] = {}
    for row, (name, start, end) in enumerate(_columns(mentions, "article_id", "start", "end")):
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


def _columns(table: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name].tolist() for name in names), strict=True)
