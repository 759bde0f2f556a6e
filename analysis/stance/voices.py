"""In whose voice each mention stands: the author's, or that of the innermost speaker."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.pieces import Span, name_in
from analysis.parties.pronouns import RECIPROCAL
from analysis.records import AUTHOR, UNATTRIBUTED
from analysis.resources import first_names, known_words
from analysis.schema import rows
from analysis.stance.denials import denied_quotes


class Voices(NamedTuple):
    """Rows of the table `stances` for mentions with a score, and for every mention whether it is quoted."""

    rows: pd.DataFrame
    is_quoted: NDArray[np.bool_]


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
) -> Voices:
    """Give a row for every mention that acts and has a score, and one more for each further joint speaker.

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
    by_article = {str(name): list(rows(group)) for name, group in contents.groupby("article_id", sort=False)}
    # A mention has a row for every speaker: "both governments said" has two.
    used: list[tuple[int, int | None, _Speaker]] = []
    is_quoted = np.zeros(len(mentions), dtype="bool")
    surfaces, parties = mentions["surface"].tolist(), mentions["party"].tolist()
    for name, places in mentions.groupby("article_id", sort=False).indices.items():
        within = _innermost(mentions.iloc[places], by_article.get(str(name), []))
        for place, opened in zip(places, within, strict=True):
            is_quoted[place] = bool(opened)
            known = {quote: speakers[str(name), quote] for quote in opened}
            used += [
                (int(place), quote, voice)
                for quote, voice in _heard(known, spans.get(str(name), {}))
                # Who accuse each other do not accuse themselves.
                if not (surfaces[place] in RECIPROCAL and voice.source == parties[place])
            ]
    is_used = ((mentions["role"] == "actor") & sentiments["score"].notna()).to_numpy(dtype="bool")
    used = [row for row in used if is_used[row[0]]]
    rows_used = [row[0] for row in used]
    of, scores = mentions.iloc[rows_used], sentiments.iloc[rows_used]
    table = pd.DataFrame(
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
    return Voices(table, is_quoted)


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


def _innermost(mentions: pd.DataFrame, contents: list[object]) -> list[list[int]]:
    """Give for each mention the quotations that it stands in, the innermost last, at most four."""
    found: list[list[int]] = [[] for _ in range(len(mentions))]
    starts, ends = mentions["start"].to_numpy(), mentions["end"].to_numpy()
    ordered = sorted(contents, key=lambda row: (row.start, -row.end))  # type: ignore[attr-defined]
    waiting = iter(ordered)
    following = next(waiting, None)
    opened: list[object] = []
    for place in np.argsort(starts, kind="stable"):
        while following is not None and following.start <= starts[place]:  # type: ignore[attr-defined]
            opened.append(following)
            following = next(waiting, None)
        # What has ended and lies on top never matters again.
        while opened and opened[-1].end <= starts[place]:  # type: ignore[attr-defined]
            opened.pop()
        found[place] = [row.quote for row in opened[-4:] if row.end >= ends[place]]  # type: ignore[attr-defined]
    return found
