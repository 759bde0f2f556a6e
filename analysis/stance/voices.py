"""In whose voice each mention stands: the author's, or that of the innermost speaker."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.network.pieces import name_in
from analysis.schema import AUTHOR, UNATTRIBUTED, rows


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
    mentions: pd.DataFrame, quotes: pd.DataFrame, contents: pd.DataFrame, sentiments: pd.DataFrame
) -> Voices:
    """Give a row for every mention that acts and has a score.

    Of quotations in one another the innermost that has a speaker counts; where none has, the opinion is
    unattributed.
    """
    speakers = {(row.article_id, row.quote): _speaker(row) for row in rows(quotes)}
    by_article = {str(name): list(rows(group)) for name, group in contents.groupby("article_id", sort=False)}
    voices: list[_Speaker] = [_THE_AUTHOR] * len(mentions)
    numbers: list[int | None] = [None] * len(mentions)
    for name, places in mentions.groupby("article_id", sort=False).indices.items():
        within = _innermost(mentions.iloc[places], by_article.get(str(name), []))
        for place, opened in zip(places, within, strict=True):
            if opened:
                numbers[place] = opened[-1]
                known = [speakers[str(name), quote] for quote in opened]
                voices[place] = next((one for one in reversed(known) if one != _NOBODY), _NOBODY)
    is_used = ((mentions["role"] == "actor") & sentiments["score"].notna()).to_numpy(dtype="bool")
    is_quoted = np.array([number is not None for number in numbers], dtype="bool")
    table = pd.DataFrame(
        {
            "article_id": mentions["article_id"],
            "sentence": mentions["sentence"],
            "source": pd.Series([voice.source for voice in voices], dtype="str"),
            "source_kind": pd.Series([voice.kind for voice in voices], dtype="str"),
            "source_entity": pd.Series([voice.entity for voice in voices], dtype="str"),
            "target": mentions["party"],
            "target_entity": mentions["entity"],
            "mention": mentions["mention"],
            "basis": pd.Series(np.where(is_quoted, "quotation", "author"), dtype="str"),
            "quote": pd.Series(numbers, dtype="Int64"),
            **{name: sentiments[name] for name in ("negative", "neutral", "positive", "label")},
        }
    )
    return Voices(table[is_used], is_quoted)


def _speaker(quote: object) -> _Speaker:
    row: pd.Series = quote  # type: ignore[assignment]  # a row as a named tuple
    if not pd.isna(row.speaker_party):
        party = str(row.speaker_party)
        return _Speaker(party, "party", None if row.speaker == party else str(row.speaker))
    # Somebody without a name ("a bystander") is nobody whom a reader could compare from text to text.
    if not pd.isna(row.speaker) and name_in(row.speaker) == (0, len(row.speaker)):
        return _Speaker(str(row.speaker), "person", None)
    return _NOBODY


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
