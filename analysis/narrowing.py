"""Parts of an analysis: some articles, and in them some mentions or the words of one voice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.records import ABOUT, AUTHOR, UNATTRIBUTED, ChoiceError, check_choices
from analysis.schema import Analysis, Batched, Batches, Columns, Narrowed, joined

Names = str | Sequence[str]
# Names that an error lists.
_LISTED = 20
# What leads to a mention, and what to a quotation.
_OF_MENTION = ("mentions", "sentiments", "evidence", "stances", "labelled")
_OF_QUOTE = ("quotes", "contents")
# Where the names stand that are asked for.
_COLUMNS = {
    "article": ("articles", "article_id"),
    "source": ("articles", "source"),
    "party": ("mentions", "party"),
}
# What keeping some mentions or quotations reads.
KEYS: Columns = {
    "articles": ("article_id",),
    "mentions": ("article_id", "mention", "party"),
    "parties": ("article_id", "party"),
    **dict.fromkeys(("sentiments", "evidence", "stances"), ("article_id", "mention")),
    **dict.fromkeys(_OF_QUOTE, ("article_id", "quote")),
}
_READ: Columns = joined(
    KEYS,
    {
        "articles": ("source", "published"),
        "sentiments": ("about",),
        "stances": ("basis", "source", "source_entity", "quote"),
        "quotes": ("speaker", "speaker_party"),
    },
)


@overload
def where(
    result: Analysis,
    *,
    article: Names | None = None,
    source: Names | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    party: Names | None = None,
    voice: Names | None = None,
    about: Names | None = None,
) -> Analysis: ...
@overload
def where(
    result: Batches,
    *,
    article: Names | None = None,
    source: Names | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    party: Names | None = None,
    voice: Names | None = None,
    about: Names | None = None,
) -> Batched: ...
def where(
    result: Analysis | Batches,
    *,
    article: Names | None = None,
    source: Names | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    party: Names | None = None,
    voice: Names | None = None,
    about: Names | None = None,
) -> Analysis | Batched:
    """Keep some articles, the mentions of some parties, or the words of some voices.

    Every function that takes an analysis then reads that part alone: ``party_sentiment(where(result,
    party="Russia"))`` has the row of Russia, with the same numbers as in the table of all parties.

    Parameters
    ----------
    result
        An analysis of any number of articles, a run, or several analyses.
    article, source
        Ids of articles and outlets, one or several; by default all.
    since, until
        First and last day of publication, both included; articles without a day are left out.
    party
        Parties, one or several: their mentions stay, and the sentiments, evidence and stances toward them.
        Articles without a mention stay too, with their sentences, tokens and quotations.
    voice
        ``author``, a party, a speaker's name or ``unattributed``, one or several, as `sentiment_by_voice`
        tells them: the mentions in their words that act and have a score stay, and their quotations. What a
        party does is no word of it: stances of basis ``action`` go.

    Returns
    -------
    Analysis or Batched
        All tables with what is kept, in the same order. Where nothing fits all that is asked for, they are
        empty. A run or several analyses are narrowed one after the other when a function reads them.

    Raises
    ------
    ChoiceError
        There is no such article, outlet, party or voice (the message lists what there is, or the first 20),
        `about` is none of the three, or a day is not valid. Of a run, such a name is known when all of it is
        read.
    """
    asked = _Asked(
        names={
            name: _listed(values)
            for name, values in (("article", article), ("source", source), ("party", party))
            if values is not None
        }
        | ({} if voice is None else {"voice": _voices(voice)}),
        since=None if since is None else _day("since", since),
        until=None if until is None else _day("until", until),
        about=None if about is None else check_choices("about", about, ABOUT),
    )
    if not isinstance(result, Analysis):
        return Narrowed(result, asked.narrow, _READ)
    asked.check({name: asked.there(name, result) for name in asked.names})
    return asked.keep(result)


@dataclasses.dataclass(frozen=True)
class _Asked:
    """What `where` keeps: names by what they are names of, days, and what sentiments rest on."""

    names: Mapping[str, Sequence[str]]
    since: pd.Timestamp | None
    until: pd.Timestamp | None
    about: Sequence[str] | None

    def narrow(self, parts: Iterator[Analysis]) -> Iterator[Analysis]:
        """Yield what is kept of each part, and verify the names when all are read."""
        there: dict[str, dict[str, None]] = {name: {} for name in self.names}
        for part in parts:
            for name, found in there.items():
                found |= dict.fromkeys(self.there(name, part))
            yield self.keep(part)
        self.check(there)

    def there(self, name: str, result: Analysis) -> list[str]:
        """List the names that there are."""
        if name == "voice":
            return voices_in(result)
        table, column = _COLUMNS[name]
        return list(map(str, getattr(result, table)[column].dropna().unique()))

    def check(self, there: Mapping[str, Iterable[str]]) -> None:
        """Verify that every name is there."""
        for name, values in self.names.items():
            known_names(name, values, there[name])

    def keep(self, result: Analysis) -> Analysis:
        """Keep what is asked for."""
        articles = result.articles
        keep = np.ones(len(articles), dtype=bool)
        for name in ("article", "source"):
            if name in self.names:
                keep &= articles[_COLUMNS[name][1]].isin(self.names[name]).to_numpy()
        if self.since is not None:
            keep &= (articles["published"] >= self.since).to_numpy()
        if self.until is not None:
            keep &= (articles["published"] <= self.until).to_numpy()
        kept = result if keep.all() else result.keep(articles.loc[keep, "article_id"])
        if "party" in self.names:
            kept = of_mentions(kept, kept.mentions["party"].isin(self.names["party"]).to_numpy())
        if self.about is not None:
            found = kept.sentiments["about"]
            other = kept.sentiments[found.notna() & ~found.isin(self.about)]
            kept = of_mentions(kept, ~_keys(kept.mentions, "mention").isin(_keys(other, "mention")))
        return _of_voices(kept, self.names["voice"]) if "voice" in self.names else kept


def voices_in(result: Analysis) -> list[str]:
    """List everybody who speaks: the author, parties and speakers by name, and ``unattributed``, in order."""
    stances = result.stances[_is_said(result.stances)]
    columns = (
        *(stances[name] for name in ("source", "source_entity")),
        *(result.quotes[name] for name in ("speaker_party", "speaker")),
    )
    found = {str(name) for column in columns for name in column.dropna().unique()}
    return [AUTHOR, *sorted(found - {AUTHOR, UNATTRIBUTED}), UNATTRIBUTED]


def of_mentions(result: Analysis, keep: NDArray[np.bool_]) -> Analysis:
    """Keep some rows of `mentions`, what was found for them, and in `parties` those that are left."""
    mentions = result.mentions[keep]
    tables = _with_keys(result, _OF_MENTION, "mention", mentions)
    left = pd.MultiIndex.from_frame(mentions[["article_id", "party"]])
    parties = result.parties
    is_left = pd.MultiIndex.from_frame(parties[["article_id", "party"]]).isin(left)
    return dataclasses.replace(result, **tables, parties=parties[is_left].reset_index(drop=True))


def of_quotes(result: Analysis, keep: NDArray[np.bool_]) -> Analysis:
    """Keep some rows of `quotes`, with their contents."""
    return dataclasses.replace(result, **_with_keys(result, _OF_QUOTE, "quote", result.quotes[keep]))


def _with_keys(
    result: Analysis, names: Sequence[str], number: str, kept: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Keep in some tables the rows of the mentions or quotations that are kept."""
    keys = pd.MultiIndex.from_frame(kept[["article_id", number]])
    tables = {name: getattr(result, name) for name in names}
    return {
        name: table[pd.MultiIndex.from_frame(table[["article_id", number]]).isin(keys)].reset_index(drop=True)
        for name, table in tables.items()
    }


def _voices(voice: Names) -> list[str]:
    return [AUTHOR if name == "author" else name for name in _listed(voice)]


def _listed(names: Names) -> list[str]:
    return list(names) if isinstance(names, Iterable) and not isinstance(names, str) else [names]


def _of_voices(result: Analysis, voices: Sequence[str]) -> Analysis:
    stances, quotes = result.stances, result.quotes
    is_theirs = stances["source"].isin(voices) | stances["source_entity"].isin(voices)
    stances = stances[_is_said(stances) & is_theirs]
    is_speaker = quotes["speaker"].isin(voices) | quotes["speaker_party"].isin(voices)
    if UNATTRIBUTED in voices:
        is_speaker |= quotes["speaker"].isna() & quotes["speaker_party"].isna()
    # Whom a quotation without a name is attributed to is told by its stances alone.
    said_in = _keys(stances.dropna(subset="quote"), "quote")
    kept = of_quotes(result, (is_speaker | _keys(quotes, "quote").isin(said_in)).to_numpy())
    kept = of_mentions(kept, _keys(result.mentions, "mention").isin(_keys(stances, "mention")))
    return dataclasses.replace(kept, stances=stances.reset_index(drop=True))


def _is_said(stances: pd.DataFrame) -> pd.Series:
    return stances["basis"].isin(["author", "quotation"])


def _keys(table: pd.DataFrame, number: str) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([table["article_id"], table[number].astype("int64")])


def known_names(name: str, values: Names, there: Iterable[str]) -> list[str]:
    """Return names as a list, each of which is there.

    Raises
    ------
    ChoiceError
        One is not; the message names it and what there is, cut after 20.
    """
    chosen = _listed(values)
    known = dict.fromkeys(map(str, there))
    for value in chosen:
        if value not in known:
            listed = ", ".join(list(known)[:_LISTED]) or "none"
            more = f" and {len(known) - _LISTED:,} more" if len(known) > _LISTED else ""
            raise ChoiceError(f"{name} is {value!r}; there are: {listed}{more}")
    return chosen


def _day(name: str, value: date | str) -> pd.Timestamp:
    try:
        return pd.Timestamp(value)
    except (TypeError, ValueError) as error:
        raise ChoiceError(f"{name} is {value!r}; expected a day such as 2026-01-31") from error
