"""What was found in an article, in a few sentences that the tables bear out."""

from __future__ import annotations

import pandas as pd

from analysis.aggregate import compare, party_mentions, party_sentiment, quoted_words
from analysis.aggregate.verdicts import (
    FAVOURABLE,
    LEANS_FAVOURABLE,
    LEANS_UNFAVOURABLE,
    MIXED,
    NO_DIRECTION,
    TOO_FEW,
    UNFAVOURABLE,
)
from analysis.display import Block, escape_markdown
from analysis.prose.quoting import check_single
from analysis.schema import Analysis, rows
from analysis.wording import counted, in_brackets, listed, number, opening, percent, times, with_article

_MOST_PARTIES = 5
# Who is no party is told where they are named so often, and half as often as any party; so many at most.
_OFTEN, _MOST_OTHERS = 3, 3
_SIDES = ("person", "organisation")
_SIGNIFICANT = 0.05
# How a verdict on one party or several is said inside a sentence.
_SAID = {
    FAVOURABLE: ("{} is described favourably", "{} are described favourably"),
    UNFAVOURABLE: ("{} is described unfavourably", "{} are described unfavourably"),
    LEANS_FAVOURABLE: ("wording on {} leans favourable",) * 2,
    LEANS_UNFAVOURABLE: ("wording on {} leans unfavourable",) * 2,
    MIXED: ("wording on {} is mixed",) * 2,
    NO_DIRECTION: ("wording on {} has no clear direction",) * 2,
}


def finding(result: Analysis) -> Block:
    """Say how each of the main parties is treated, whether they can be ranked, and who speaks."""
    check_single(result)
    mentions = party_mentions(result)
    others = _not_counted(result, 0 if mentions.empty else int(mentions["mentions"].max()))
    table = party_sentiment(result)
    if table.empty:
        found = (
            "The parties in this article are named only as places."
            if len(mentions)
            else "The article names no party that Sidelight knows, and nobody often enough to be one."
        )
        hint = "" if others else " A file parties.toml beside the article can name others."
        return Block(" ".join(filter(None, [found + hint, others, _speaking(result)])))
    main = table[table["n"] * _MOST_PARTIES >= table["n"].max()].head(_MOST_PARTIES)
    sentences = [_on_all(table) or said_verdicts(main), _ranking(result, main), others, _speaking(result)]
    return Block(" ".join(sentence for sentence in sentences if sentence))


def _on_all(table: pd.DataFrame) -> str:
    """Say that there is too little on any of many parties, of which none is the main one."""
    if len(table) <= _MOST_PARTIES or (table["verdict"] != TOO_FEW).any():
        return ""
    most = counted(int(table["n_units"].max()), "sentence")
    return f"There are too few sentences on any of {len(table)} parties to judge, at most {most} on each."


def said_verdicts(table: pd.DataFrame, *, unit: str = "sentence") -> str:
    """Say the verdicts on some parties in one sentence, those of one verdict together.

    Parameters
    ----------
    table
        Rows of `party_sentiment`.
    unit
        What its `n_units` counts.
    """
    parts = []
    for verdict, group in table.groupby("verdict", sort=False):
        if verdict == TOO_FEW:
            few = [f"{_name(row.party)} ({counted(row.n_units, unit)})" for row in rows(group) if row.n_units]
            none = [_name(row.party) for row in rows(group) if not row.n_units]
            parts += [f"there are too few {unit}s on {listed(few)} to judge"] if few else []
            parts += [f"there is no judging word on {listed(none)}"] if none else []
            continue
        one, several = _SAID[str(verdict)]
        names = [_name(party) for party in group["party"]]
        parts.append((one if len(names) == 1 else several).format(listed(names)))
    return opening("; ".join(parts)) + "."


def _ranking(result: Analysis, main: pd.DataFrame) -> str:
    """Say which party is treated better than which, or that this cannot be told."""
    judged = main[main["verdict"] != TOO_FEW]["party"].tolist()
    if len(judged) < 2:
        return ""
    pairs = compare(result, None, between="party", party=judged)
    clear = pairs[pairs["p_adjusted"] < _SIGNIFICANT].sort_values("p_adjusted", kind="stable")
    if clear.empty:
        what = "The difference is" if len(judged) == 2 else "The differences are"
        whom = "the two" if len(judged) == 2 else "them"
        return f"{what} too small to rank {whom}."
    row = next(iter(rows(clear)))
    better, worse = (row.party, row.other_party) if row.difference > 0 else (row.other_party, row.party)
    low, high = sorted((abs(row.low), abs(row.high)))
    said = (
        f"The article is more favourable to {_name(better)} than to {_name(worse)} "
        f"(difference {abs(row.difference):.2f}, "
        f"95 % interval {low:.2f} to {high:.2f})."
    )
    more = len(clear) - 1
    if len(judged) == 2:
        return said
    if not more:
        return f"{said} The other differences are too small to tell."
    are = "difference is" if more == 1 else "differences are"
    return f"{said} {opening(number(more))} more {are} as sure."


def _speaking(result: Analysis) -> str:
    """Say whose words the article is made of."""
    table = quoted_words(result)
    if len(table) < 2:
        return ""
    author = float(table["share"].iloc[0])
    named = table.iloc[1:].dropna(subset=["speaker"])
    if named.empty:
        return percent(f"The author’s own words make up {author:.0%} of the text.")
    first = next(iter(rows(named)))
    who = escape_markdown(with_article(str(first.speaker)))
    party = ""
    if pd.notna(first.speaker_party) and first.speaker_party != first.speaker:
        party = f" ({escape_markdown(in_brackets(str(first.speaker_party)))})"
    return percent(
        f"The author’s own words make up {author:.0%} of the text; the speaker quoted or reported most is "
        f"{who}{party}, with {first.share:.0%}."
    )


def _not_counted(result: Analysis, most: int) -> str:
    """Name who is named about as often as the parties are, and is none that is known."""
    others = result.entities[result.entities["party"].isna() & result.entities["type"].isin(_SIDES)]
    named_by = result.references.loc[result.references["kind"] == "name", "entity"].value_counts()
    counts = others["entity"].map(named_by).fillna(0).astype("int64")
    found = sorted(zip(counts, others["name"], strict=True), key=lambda item: -item[0])[:_MOST_OTHERS]
    named = [
        f"{escape_markdown(name)} (named {times(n)})" for n, name in found if n >= _OFTEN and 2 * n >= most
    ]
    if not named:
        return ""
    verb, whom = ("is", "it") if len(named) == 1 else ("are", "them")
    return f"{listed(named)} {verb} not counted as a party unless a file parties.toml names {whom}."


def _name(party: str) -> str:
    """Write a party's name as it stands inside a sentence."""
    return escape_markdown(with_article(party))
