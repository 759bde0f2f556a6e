"""Who is quoted in an article, and who holds which opinion of whom, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.aggregate import quoted_words, sentiment_by_voice, stance_matrix
from analysis.aggregate.shown import LEAST_UNITS, between, supported
from analysis.display import Block, escape_markdown
from analysis.limits import is_neural, share_of_right_opinions
from analysis.prose.quoting import check_single, sentence_name
from analysis.schema import Analysis, rows
from analysis.wording import (
    counted,
    in_brackets,
    interval,
    listed,
    number,
    part_of,
    percent,
    score,
    times,
    with_article,
    within,
)

_LABELS = ("negative", "neutral", "positive")
_KINDS = {
    "direct": ("quotation", "quotations"),
    "indirect": ("passage of reported speech", "passages of reported speech"),
    "mixed": (
        "passage of reported speech with quoted words",
        "passages of reported speech with quoted words",
    ),
}
_MOST_SPEAKERS = 6
_MOST_OPINIONS = 6
_MOST_PARTIES = 4


def quoted(result: Analysis) -> Block:
    """Say who is quoted and how often, and how quoted words differ from the author's own."""
    check_single(result)
    return Block("\n\n".join([_quoted(result), *_own_and_quoted(result)]))


def opinions(result: Analysis) -> Block:
    """Say who says what of whom: what holds over several sentences, and the sentences behind the rest."""
    check_single(result)
    return Block("\n\n".join(_opinions(result)))


def _quoted(result: Analysis) -> str:
    """Say how much of the text is quotation or reported speech, and whose."""
    quotes = result.quotes
    if quotes.empty:
        return "Nobody is quoted in this article; all of it is read as the author’s own words."
    words = quoted_words(result)["n"]
    n_words, n_quoted = int(words.sum()), int(words.iloc[1:].sum())
    # Who is quoted jointly has a row each.
    single = quotes.drop_duplicates(["start", "end", "cue_start"])
    kinds = {kind: int((single["kind"] == kind).sum()) for kind in _KINDS}
    parts = [f"{number(n)} {_KINDS[kind][n != 1]}" for kind, n in kinds.items() if n]
    sentences = [
        f"Of {counted(n_words, 'word')}, {n_quoted:,} ({percent(f'{n_quoted / max(n_words, 1):.0%}')}) are "
        f"read as those of other people, in {listed(parts)}."
    ]
    known = quotes[quotes["speaker"].notna()]
    if len(known):
        named = _speakers(known)
        shown, others = named[:_MOST_SPEAKERS], len(named) - _MOST_SPEAKERS
        if others > 0:
            shown.append(f"{number(others)} more")
        sentences.append(f"{'The speaker is' if len(named) == 1 else 'The speakers are'} {listed(shown)}.")
    nobody = int(single["speaker"].isna().sum())
    if nobody:
        sentences.append(f"For {part_of(nobody, len(single), 'passage')} no speaker is found.")
    return " ".join(sentences)


def _speakers(quotes: pd.DataFrame) -> list[str]:
    """Name who speaks with party and number of quotations, the most quoted first."""
    quotes = quotes.assign(speaker=[within(speaker) for speaker in quotes["speaker"]])
    single = quotes.drop_duplicates(["speaker", "start", "end", "cue_start"])
    counts = single["speaker"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    parties = quotes.dropna(subset=["speaker_party"]).groupby("speaker", sort=False)["speaker_party"].unique()
    named = []
    for speaker, n in counts.items():
        own = [escape_markdown(in_brackets(party)) for party in parties.get(speaker, ()) if party != speaker]
        named.append(f"{escape_markdown(with_article(str(speaker)))} ({', '.join([*own, times(n)])})")
    return named


def _own_and_quoted(result: Analysis) -> list[str]:
    """Set the author's own words against the quoted ones: how they are read, and toward whom."""
    stances = result.stances
    # What several say together is one mention.
    own, quoted = (
        stances[stances["basis"] == basis].drop_duplicates("mention") for basis in ("author", "quotation")
    )
    if own.empty or quoted.empty:
        return []
    sentences = [
        f"Of {counted(len(own) + len(quoted), 'mention')} with a score, {number(len(own))} "
        f"{'stands' if len(own) == 1 else 'stand'} in the author’s own words ({_read(own)}) and "
        f"{number(len(quoted))} in quoted or reported words ({_read(quoted)})."
    ]
    means = [
        f"{escape_markdown(party)} {score(ours['score'].mean())} ({len(ours)}) and "
        f"{score(theirs['score'].mean())} ({len(theirs)})"
        for party in sentiment_by_voice(result)["party"].drop_duplicates().head(_MOST_PARTIES)
        if len(ours := own[own["target"] == party]) and len(theirs := quoted[quoted["target"] == party])
    ]
    if means:
        sentences.append(
            "Means of the scores (and mentions), first in the author’s own words, then in those of others: "
            f"{'; '.join(means)}. Quoted words show what the speakers think; no score shows whom the author "
            "chose to quote, or on what."
        )
    return [" ".join(sentences)]


def _read(stances: pd.DataFrame) -> str:
    """Say how many stances are read how: ``two read as negative, 20 as neutral and 11 as positive``."""
    counts = {label: int((stances["label"] == label).sum()) for label in _LABELS}
    shown = [f"{number(n)} as {label}" for label, n in counts.items() if n]
    if len(shown) == 1:
        every = {1: "", 2: "both "}.get(len(stances), "all ")
        return f"{every}read as {stances['label'].iloc[0]}"
    return listed([shown[0].replace(" as ", " read as ", 1), *shown[1:]])


def _opinions(result: Analysis) -> list[str]:
    """Name the pairs whose interval is off zero, and list the strongest sentences of the others."""
    pairs = between(stance_matrix(result))
    if pairs.empty:
        return ["No party or person is read as holding an opinion of another."]
    holds = supported(pairs)
    said = [
        f"{_of(row.source)} on {_of(row.target)} ({score(row.mean)}, 95 % interval "
        f"{interval(row.low, row.high)} over sentences alone, {number(row.n_units)} sentences)"
        for row in rows(holds)
    ]
    least = f"at least {number(LEAST_UNITS)} sentences, with an interval that leaves out zero"
    parts = [
        f"Opinions that rest on {least}: {'; '.join(said)}." if said else f"No opinion rests on {least}."
    ]
    stances = between(result.stances)
    clear = stances[stances["label"] != "neutral"]
    strongest = (
        clear.assign(size=clear["score"].abs())
        .sort_values(["size", "stance"], ascending=[False, True], kind="stable")
        .drop_duplicates(["source", "target", "label"])
        .head(_MOST_OPINIONS)
    )
    if len(strongest):
        finders = "Rules and a model find" if is_neural(result) else "Rules find"
        parts.append(
            "The strongest single sentences, as a guide to the text and no measurement. "
            f"{finders} who speaks, and of whom; on stories that people had labelled, "
            f"{share_of_right_opinions(result)} of such readings were right."
        )
        parts.append("\n".join(f"- {_opinion(result, row)}" for row in rows(strongest)))
    return parts


def _opinion(result: Analysis, row: Any) -> str:
    speaker = _of(row.source if pd.isna(row.source_entity) else row.source_entity)
    party = "" if pd.isna(row.source_entity) else f" ({escape_markdown(in_brackets(row.source))})"
    what = f"says of {_of(row.target)}" if row.basis == "quotation" else f"does to {_of(row.target)}"
    link = f"[{sentence_name(result, row.sentence)}](#s{row.sentence})"
    return f"What {speaker}{party} {what} is read as {row.label}, {score(row.score)}: {link}."


def _of(name: str) -> str:
    return escape_markdown(with_article(within(name)))
