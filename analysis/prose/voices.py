"""Who is quoted in an article, and who holds which opinion of whom, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.aggregate import sentiment_by_voice, stance_matrix
from analysis.aggregate.shown import MOST_PARTIES, between, shown_cells, shown_pairs, shown_voices
from analysis.display import Block, escape_markdown
from analysis.limits import is_neural
from analysis.prose.quoting import check_single, marked, sentence_name
from analysis.schema import Analysis, rows
from analysis.wording import counted, in_brackets, listed, number, part_of, score, times, with_article, within

_LABELS = ("negative", "neutral", "positive")
_KINDS = {"direct": "in quotation marks", "indirect": "in reported words", "mixed": "in both"}
_MOST_SPEAKERS = 6
_MOST_OPINIONS = 6
# As many cells as can be listened to.
_MOST_CELLS = 24


def voices(result: Analysis) -> Block:
    """Who is quoted and how often, how their words differ from the author's, and who says what of whom."""
    check_single(result)
    return Block("\n\n".join([_quoted(result), *_own_and_quoted(result), *_opinions(result)]))


def stance_matrix_alt(result: Analysis) -> str:
    """Describe the chart of the stance matrix for whom cannot see it."""
    cells = shown_cells(stance_matrix(result)).sort_values("n", ascending=False, kind="stable")
    said = [f"{row.source} on {row.target} {score(row.mean)} ({row.n})" for row in rows(cells)]
    return f"Who says what of whom, mean scores and stances. {_some(said)}."


def stance_network_alt(result: Analysis) -> str:
    """Describe the network for whom cannot see it."""
    said = [
        f"{row.source} to {row.target} {row.side}, {score(row.mean)} ({row.n})"
        for row in rows(shown_pairs(stance_matrix(result)))
    ]
    return f"Who is for or against whom, mean scores and stances. {_some(said)}."


def sentiment_by_voice_alt(result: Analysis) -> str:
    """Describe the chart of sentiment by voice for whom cannot see it."""
    voices = shown_voices(sentiment_by_voice(result))
    said = [f"{row.party} by {row.voice} {score(row.mean)} ({row.n})" for row in rows(voices)]
    return f"Mean sentiment toward each party by who speaks. {_some(said)}."


def _some(said: list[str]) -> str:
    """List what an alternative text has room for, and say how much it leaves out."""
    rest = len(said) - _MOST_CELLS
    return "; ".join([*said[:_MOST_CELLS], *([f"and {rest} more"] if rest > 0 else [])]) or "Nothing found"


def _quoted(result: Analysis) -> str:
    """Say how much of the text is quotation, of which kinds, and whose."""
    quotes = result.quotes
    if quotes.empty:
        return "Sidelight finds no quotation in this article; all of it is read as the author’s own words."
    n_words, n_quoted = int(result.tokens["is_word"].sum()), _quoted_words(result)
    # Who is quoted jointly has a row each.
    single = quotes.drop_duplicates(["start", "end", "cue_start"])
    kinds = {kind: int((single["kind"] == kind).sum()) for kind in _KINDS}
    parts = [f"{number(n)} {_KINDS[kind]}" for kind, n in kinds.items() if n]
    alone = next((_KINDS[kind] for kind, n in kinds.items() if n == len(single)), "")
    how = f": {listed(parts)}" if not alone else f", {alone}" if len(single) == 1 else f", all {alone}"
    sentences = [
        f"Of {counted(n_words, 'word')}, {n_quoted:,} ({100 * n_quoted / max(n_words, 1):.0f} %) are read as "
        f"quoted or reported, in {counted(len(single), 'quotation')}{how}."
    ]
    known = quotes[quotes["speaker"].notna()]
    if len(known):
        named = _speakers(known)
        others = len(named) - _MOST_SPEAKERS
        rest = f"; {counted(others, 'other speaker')} at most as often" if others > 0 else ""
        sentences.append(f"Quoted are {listed(named[:_MOST_SPEAKERS])}{rest}.")
    nobody = int(single["speaker"].isna().sum())
    if nobody:
        sentences.append(f"For {part_of(nobody, len(single), 'quotation')} the speaker is not found.")
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


def _quoted_words(result: Analysis) -> int:
    """Count the words in quotations, those in several once."""
    words = result.tokens[result.tokens["is_word"]]
    is_quoted = pd.Series(data=False, index=words.index)
    for row in rows(result.contents):
        is_quoted |= (words["start"] >= row.start) & (words["end"] <= row.end)
    return int(is_quoted.sum())


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
        f"{number(len(quoted))} in quotations ({_read(quoted)})."
    ]
    means = [
        f"{escape_markdown(party)} {score(ours['score'].mean())} ({len(ours)}) and "
        f"{score(theirs['score'].mean())} ({len(theirs)})"
        for party in sentiment_by_voice(result)["party"].drop_duplicates().head(MOST_PARTIES)
        if len(ours := own[own["target"] == party]) and len(theirs := quoted[quoted["target"] == party])
    ]
    if means:
        sentences.append(
            f"Mean scores, in the author’s words first and then in quotations, with the mentions: "
            f"{listed(means)}. Quoted words show what the speakers think; whom the author chose to "
            "quote, and on what, shows in no score."
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
    """Quote the strongest opinions of one party of another, and say what they rest on."""
    pairs = between(stance_matrix(result))
    if pairs.empty:
        return ["No party or person in it is read as holding an opinion of another."]
    stances = between(result.stances)
    clear = stances[stances["label"] != "neutral"]
    strongest = (
        clear.assign(size=clear["score"].abs())
        .sort_values(["size", "stance"], ascending=[False, True], kind="stable")
        .drop_duplicates(["source", "target", "label"])
        .head(_MOST_OPINIONS)
    )
    single = int((pairs["n_units"] == 1).sum())
    if len(pairs) == 1:
        what = "The one pair of one party and another rests"
    elif single == len(pairs):
        every = "Both" if single == 2 else f"All {number(single)}"
        what = f"{every} pairs of one party and another rest"
    else:
        what = (
            f"Of {number(len(pairs))} pairs of one party and another, {number(single)} "
            f"{'rests' if single == 1 else 'rest'}"
        )
    doubt = f"{what} on one sentence: a pointer to that sentence, no measurement." if single else ""
    if strongest.empty:
        return [f"What they say and do is read as neutral toward one another. {doubt}".strip()]
    finders = "rules and a model" if is_neural(result) else "rules"
    who = "one party or person" if (strongest["source_kind"] == "person").any() else "one party"
    opening = "The strongest opinion" if len(strongest) == 1 else "The strongest opinions"
    return [
        f"{opening} of {who} of another, by what is said or done in single sentences:",
        *(_opinion(result, row) for row in rows(strongest)),
        f"{doubt} Who speaks, and of whom, is found by {finders} that err.".strip(),
    ]


def _opinion(result: Analysis, row: Any) -> str:
    sentence = result.sentences[result.sentences["sentence"] == row.sentence].iloc[0]
    mentions = result.mentions[result.mentions["mention"] == row.mention]
    marks = [(mention.start, mention.end, "**") for mention in rows(mentions)]
    quoted = marked(result.articles["text"].iloc[0], int(sentence["start"]), int(sentence["end"]), marks)
    source, target = escape_markdown(row.source), escape_markdown(row.target)
    speaker = source if pd.isna(row.source_entity) else escape_markdown(row.source_entity)
    words = "in quoted words" if speaker == source else f"in words of {within(speaker)}"
    basis = words if row.basis == "quotation" else f"from what {speaker} does"
    link = f"[{sentence_name(result, row.sentence)}](#s{row.sentence})"
    reading = f"{source} on {target}: read as {row.label}, {score(row.score)}, {basis}."
    return f"> {quoted}\n>\n> {reading} See {link}."
