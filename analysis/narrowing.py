"""Parts of an analysis: some articles, and in them some mentions or the words of one voice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.records import AUTHOR, UNATTRIBUTED, ChoiceError
from analysis.schema import Analysis

Names = str | Sequence[str]
# Names that an error lists.
_LISTED = 20
# What leads to a mention, and what to a quotation.
_OF_MENTION = ("mentions", "sentiments", "evidence", "stances", "labelled")
_OF_QUOTE = ("quotes", "contents")


def where(
    result: Analysis,
    *,
    article: Names | None = None,
    source: Names | None = None,
    since: date | str | None = None,
    until: date | str | None = None,
    party: Names | None = None,
    voice: Names | None = None,
) -> Analysis:
    """Keep some articles, the mentions of some parties, or the words of some voices.

    Every function that takes an analysis then reads that part alone: ``party_sentiment(where(result,
    party="Russia"))`` has the row of Russia, with the same numbers as in the table of all parties.

    Parameters
    ----------
    result
        An analysis of any number of articles.
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
    Analysis
        All tables with what is kept, in the same order. Where nothing fits all that is asked for, they are
        empty.

    Raises
    ------
    ChoiceError
        There is no such article, outlet, party or voice (the message lists what there is, or the first 20),
        or a day is not valid.
    """
    articles = result.articles
    keep = np.ones(len(articles), dtype=bool)
    for name, column, values in (("article", "article_id", article), ("source", "source", source)):
        if values is not None:
            keep &= articles[column].isin(known_names(name, values, articles[column].dropna())).to_numpy()
    if since is not None:
        keep &= (articles["published"] >= _day("since", since)).to_numpy()
    if until is not None:
        keep &= (articles["published"] <= _day("until", until)).to_numpy()
    kept = result if keep.all() else result.keep(articles.loc[keep, "article_id"])
    if party is not None:
        parties = known_names("party", party, result.mentions["party"])
        kept = of_mentions(kept, kept.mentions["party"].isin(parties).to_numpy())
    return (
        kept if voice is None else _of_voices(kept, known_names("voice", _voices(voice), voices_in(result)))
    )


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
    names = [voice] if isinstance(voice, str) else list(voice)
    return [AUTHOR if name == "author" else name for name in names]


def _of_voices(result: Analysis, voices: list[str]) -> Analysis:
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
    chosen = [values] if isinstance(values, str) else list(values)
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
