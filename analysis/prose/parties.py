"""How an article treats each party, in words: in short, one by one, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.aggregate import party_mentions, party_sentiment
from analysis.aggregate.shown import FEW_UNITS
from analysis.display import Block, escape_markdown
from analysis.limits import is_neural
from analysis.parties import NAMED
from analysis.prose.quoting import check_single, marked, sentence_name
from analysis.schema import Analysis, rows
from analysis.wording import (
    counted,
    day,
    direction,
    interval,
    listed,
    number,
    part_of,
    score,
    times,
    with_article,
)

_LABELS = ("negative", "neutral", "positive")
_MOST_QUOTES = 3
# Who is no party is told where they are named so often, and half as often as any party; so many at most.
_OFTEN, _MOST_OTHERS = 3, 3
_SIDES = ("person", "organisation")
_MOST_PARTIES = 8
# The words that descriptions and pronouns begin with.
_OPENING = r"^(?:The|Both|He|Him|His|She|Hers?|It|Its|They|Them|Their)\b"


def summary(result: Analysis) -> Block:
    """Give the answer in one paragraph: who is named most, and how the wording treats them."""
    check_single(result)
    parties = party_mentions(result)
    others = _not_counted(result, 0 if parties.empty else parties["mentions"].max())
    if parties.empty:
        return Block(
            "The article names no party that Sidelight knows, and nobody often enough to be one. "
            + (others or "Others can be given in a file parties.toml beside the article.")
        )
    named = [f"{_name(row.party)} ({counted(row.mentions, 'mention')})" for row in _head(parties)]
    most = "speaks most of" if not others else "speaks, of the parties that Sidelight knows, most of"
    sentences = [f"{_article_name(result)} {most} {listed(named)}."]
    if others:
        sentences.append(others)
    table = party_sentiment(result)
    if len(table):
        sentences += [_scored(table, is_neural=is_neural(result)), "Scores run from −1 to +1."]
    clear = [_lean(row) for row in rows(table) if row.n_scored]
    sentences += clear[:_MOST_PARTIES]
    silent = [_name(row.party) for row in rows(table.head(_MOST_PARTIES)) if not row.n_scored]
    if silent:
        sentences.append(f"On {listed(silent)} there is none.")
    return Block(" ".join(sentences))


def treatment(result: Analysis) -> Block:
    """How each party is treated: its numbers in words, and the sentences that they rest on."""
    check_single(result)
    mentions = {row.party: row for row in rows(party_mentions(result))}
    scored = list(rows(party_sentiment(result)))
    parts: list[str] = []
    for row in scored[:_MOST_PARTIES]:
        parts.append(f"### {escape_markdown(row.party)}")
        parts.append(_party_paragraph(result, mentions[row.party], row))
        parts += _quotes(result, row.party)
    rest = [f"{escape_markdown(row.party)} ({row.n})" for row in scored[_MOST_PARTIES:]]
    if rest:
        parts.append(f"Also mentioned, less often: {listed(rest)}.")
    acting = {row.party for row in scored}
    places = [escape_markdown(party) for party in mentions if party not in acting]
    if places:
        parts.append(f"Only as a place, and so not judged: {listed(places)}.")
    return Block("\n\n".join(parts) or "No party is mentioned.")


def certainty(result: Analysis) -> Block:
    """How sure the numbers are, and which of them should not be compared."""
    check_single(result)
    table = party_sentiment(result)
    judged = table[table["n_scored"] > 0]
    if judged.empty:
        why = "no party acts" if is_neural(result) else "no judging word stands with any party"
        return Block(f"There is no score to be sure or unsure of: {why}.")
    sentences = []
    clear = judged[(judged["low"].round(2) > 0) | (judged["high"].round(2) < 0)]
    clear = clear[clear["n_units"] >= FEW_UNITS]
    if len(clear):
        names = listed([_name(party) for party in clear["party"]])
        sentences.append(
            f"The interval stays on one side of zero for {names}; there the direction is likely "
            "to hold if the article had been told in other sentences of the same kind."
        )
    else:
        sentences.append("For no party do enough sentences point one way to call the direction settled.")
    few = judged[judged["n_units"] < FEW_UNITS]
    if len(few):
        counts = [f"{_name(row.party)} ({row.n_units})" for row in rows(few)]
        sentences.append(
            f"The scores of {listed(counts)} rest on fewer than {number(FEW_UNITS)} sentences "
            "(their number in brackets): read them as pointers to those sentences, not as measurements."
        )
    sentences.append(_comparison(judged))
    example = "a sentence misread" if is_neural(result) else "a word taken in the wrong sense"
    sentences.append(
        "The interval says how much the mean would vary with the choice of sentences. It does not cover "
        f"errors of the method, such as {example}."
    )
    return Block(" ".join(sentence for sentence in sentences if sentence))


def party_sentiment_alt(result: Analysis) -> str:
    """Describe the chart of sentiment for whom cannot see it."""
    table = party_sentiment(result)
    scores = [
        f"{row.party}: {score(row.mean)} from {counted(row.n_scored, 'mention')}"
        if row.n_scored
        else f"{row.party}: no judging word"
        for row in rows(table.head(12))
    ]
    return f"Mean sentiment toward each party. {'; '.join(scores) or 'No party is mentioned'}."


def _scored(table: pd.DataFrame, *, is_neural: bool) -> str:
    """Say how many of the mentions that act have a score, and of which kind."""
    scored, n = int(table["n_scored"].sum()), int(table["n"].sum())
    some = "one mention that does" if n == 1 else f"{counted(n, 'mention')} that do"
    of_all = f"Of the {some} more than name a place,"
    if is_neural:
        counts = [round(float((table[label] * table["n_scored"]).sum())) for label in _LABELS]
        kinds = [f"{number(count)} as {label}" for label, count in zip(_LABELS, counts, strict=True) if count]
        return f"{of_all} Sidelight’s model reads {listed(kinds)}."
    having = f"{number(scored)} {'stands' if scored == 1 else 'stand'}" if scored else "none stands"
    return f"{of_all} {having} in a clause with a judging word; the others are told plainly."


def _not_counted(result: Analysis, most: int) -> str:
    """Name who is named about as often as the parties are, and is none that is known."""
    others = result.entities[result.entities["party"].isna() & result.entities["type"].isin(_SIDES)]
    named_by = result.references.loc[result.references["kind"] == "name", "entity"].value_counts()
    counts = others["entity"].map(named_by).fillna(0).astype("int64")
    found = sorted(zip(counts, others["name"], strict=True), key=lambda item: -item[0])[:_MOST_OTHERS]
    named = [f"{escape_markdown(name)} ({n})" for n, name in found if n >= _OFTEN and 2 * n >= most]
    if not named:
        return ""
    verb, whom = (
        ("is no party that it knows and does", "it") if len(named) == 1 else ("are none and do", "them")
    )
    return f"{listed(named)} {verb} not count, unless a file parties.toml beside the article names {whom}."


def _head(parties: pd.DataFrame) -> Iterator[Any]:
    """Give the parties that the article speaks most of: up to four, each at least a quarter of the first."""
    enough = parties[parties["mentions"] * 4 >= parties["mentions"].max()]
    return rows(enough.head(4))


def _article_name(result: Analysis) -> str:
    article = result.articles.iloc[0]
    source = (
        f"This {escape_markdown(article['source'].removeprefix('The '))} story"
        if pd.notna(article["source"])
        else "This article"
    )
    return f"{source} of {day(article['published'])}" if pd.notna(article["published"]) else source


def _lean(row: Any) -> str:
    """Say in one sentence where a party's score lies."""
    party = _name(row.party)
    mean = f"mean {score(row.mean)}"
    present = [label for label in _LABELS if getattr(row, label) > 0]
    if row.n_units < 2:
        how = f"read as {present[0]}" if len(present) == 1 else "read in more than one way"
        return f"On {party} there is one sentence, {how}, too little to judge by."
    if row.n_units < FEW_UNITS:
        how = "mixed" if {"negative", "positive"} <= set(present) else " or ".join(present)
        every = "both" if row.n_units == 2 else "all"
        how = f"{every} {how}" if len(present) == 1 else how
        return f"On {party} they are few, {how} ({mean}, {number(row.n_units)} sentences)."
    if _holds_zero(row):
        return f"On {party} they lean neither way clearly ({mean}, interval {interval(row.low, row.high)})."
    return f"On {party} they are {direction(row.mean)} ({mean}, interval {interval(row.low, row.high)})."


def _holds_zero(row: Any) -> bool:
    """Tell whether an interval holds zero, as far as the digits show that a reader sees."""
    return bool(round(row.low, 2) <= 0 <= round(row.high, 2))


def _party_paragraph(result: Analysis, row: Any, scores: Any) -> str:
    own = result.mentions[result.mentions["party"] == row.party]
    is_named = own["kind"].isin(NAMED)
    how = [f"by name as {_surfaces(own[is_named])}"] if is_named.any() else []
    if not is_named.all():
        # "He" and "he" are one word, but "Ukraine’s president" keeps its capital.
        surfaces = own["surface"].str.replace(_OPENING, lambda word: word.group().lower(), regex=True)
        referring = own[~is_named].assign(surface=surfaces)
        how.append(f"without a name, which can be wrong, as {_surfaces(referring)}")
    sentences = [f"Mentioned {times(row.mentions)}: {'; '.join(how)}."]
    if row.places:
        verbs = ("names", "is") if row.places == 1 else ("name", "are")
        sentences.append(
            f"{number(row.places).capitalize()} of these only {verbs[0]} a place and {verbs[1]} not judged."
        )
    if not scores.n_scored:
        sentences.append(
            "No judging word stands in a clause with it: by this method the wording takes no side."
        )
        return " ".join(sentences)
    sentences.append(
        _readings(scores)
        if is_neural(result)
        else f"Judging words stand with {part_of(scores.n_scored, scores.n, 'mention')} that "
        f"{'acts' if scores.n == 1 else 'act'}, {_labels(scores)}."
    )
    where = f"{number(scores.n_units)} {'sentence' if scores.n_units == 1 else 'sentences'}"
    if pd.isna(scores.low):
        sentences.append(f"The mean is {score(scores.mean)}, from {where} alone, so there is no interval.")
    else:
        few = ", too few for more than a pointer" if scores.n_units < FEW_UNITS else ""
        sentences.append(
            f"The mean is {score(scores.mean)}, from {where}{few} (95 % interval "
            f"{interval(scores.low, scores.high)})."
        )
    return " ".join(sentences)


def _surfaces(mentions: pd.DataFrame) -> str:
    """List the ways of writing with their counts: ``Ukraine (7) and Kyiv (3)``."""
    surfaces = mentions["surface"].value_counts(sort=False)
    ordered = sorted(surfaces.items(), key=lambda item: (-item[1], str(item[0])))
    return listed([f"{escape_markdown(str(surface))} ({n})" for surface, n in ordered])


def _labels(scores: Any) -> str:
    """Say how the scored mentions divide: ``two negative and one positive``, ``both positive``."""
    counts = {label: round(getattr(scores, label) * scores.n_scored) for label in _LABELS}
    present = [label for label in _LABELS if counts[label]]
    if len(present) == 1:
        return {1: "", 2: "both "}.get(scores.n_scored, "all ") + present[0]
    return listed([f"{number(counts[label])} {label}" for label in present])


def _readings(scores: Any) -> str:
    """Say how the mentions that act are read: ``Of 3 mentions that act, one is read as negative …``."""
    counts = {label: round(getattr(scores, label) * scores.n_scored) for label in _LABELS}
    present = [label for label in _LABELS if counts[label]]
    if len(present) == 1:
        some = {1: "The one mention that acts is", 2: "Both mentions that act are"}
        every = some.get(scores.n, f"All {counted(scores.n, 'mention')} that act are")
        return f"{every} read as {present[0]}."
    kinds = listed([f"{number(counts[label])} as {label}" for label in present])
    return f"Of {counted(scores.n, 'mention')} that act, the model reads {kinds}."


def _quotes(result: Analysis, party: str) -> list[str]:
    """Quote the sentences that show most, each with its words, weights and place in the text."""
    found = result.sentiments.assign(
        sentence=result.mentions["sentence"], role=result.mentions["role"], surface=result.mentions["surface"]
    )
    found = found[(found["party"] == party) & (found["role"] == "actor") & found["score"].notna()]
    strongest = (
        found.assign(size=found["score"].abs())
        .sort_values(["size", "mention"], ascending=[False, True])
        .drop_duplicates("sentence")
    )
    # A neutral reading has nothing to show; what the lexicon calls neutral are words that cancel out.
    shown = ("negative", "positive") if is_neural(result) else _LABELS
    chosen = pd.concat([strongest[strongest["label"] == label].head(_MOST_QUOTES) for label in shown])
    return [_quote(result, row) for row in rows(chosen)]


def _quote(result: Analysis, row: Any) -> str:
    sentence = result.sentences[result.sentences["sentence"] == row.sentence].iloc[0]
    mention = result.mentions[result.mentions["mention"] == row.mention].iloc[0]
    evidence = result.evidence[result.evidence["mention"] == row.mention]
    text = result.articles["text"].iloc[0]
    marks = [
        (mention["start"], mention["end"], "**"),
        *((w.start, w.end, "*") for w in rows(evidence)),
    ]
    quoted = marked(text, int(sentence["start"]), int(sentence["end"]), sorted(marks))
    digits = 2 if row.method == "neural" else 1
    words = listed(
        [f"{escape_markdown(word.surface)} ({score(word.weight, digits)})" for word in rows(evidence)]
    )
    link = f"[{sentence_name(result, row.sentence)}](#s{row.sentence})"
    reason = ""
    if len(evidence):
        reason = f"; most because of {words}" if row.method == "neural" else f": {words}"
    elif len(result.evidence):  # which nobody asked for, where there is none at all
        reason = ", because of no single word"
    return f"> {quoted}\n>\n> {row.label.capitalize()}, {score(row.score)}{reason}. See {link}."


def _comparison(judged: pd.DataFrame) -> str:
    """Say of which parties the intervals lie apart."""
    known = judged[judged["low"].notna() & (judged["n_units"] >= FEW_UNITS)]
    if len(known) < 2:
        return ""
    highest = known.sort_values("low").iloc[-1]
    lowest = known.sort_values("high").iloc[0]
    if lowest["high"] < highest["low"]:
        names = f"{_name(highest['party'])} and {_name(lowest['party'])}"
        return f"The intervals of {names} lie apart: by this measure, the wording treats them differently."
    which = "both parties" if len(known) == 2 else f"all {number(len(known))} parties"
    nobody = "neither" if len(known) == 2 else "none"
    return (
        f"The intervals of {which} with {number(FEW_UNITS)} sentences or more overlap: {nobody} clearly "
        "fares better."
    )


def _name(party: str) -> str:
    """Write a party's name as it stands inside a sentence."""
    return escape_markdown(with_article(party))
