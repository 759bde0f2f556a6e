"""How an article names and treats each of its parties, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.aggregate import party_mentions, party_sentiment
from analysis.aggregate.verdicts import TOO_FEW
from analysis.display import Block, escape_markdown
from analysis.limits import is_neural
from analysis.parties import NAMED
from analysis.prose.quoting import check_single, sentence_name
from analysis.schema import Analysis, rows
from analysis.wording import (
    interval,
    listed,
    number,
    opening,
    part_of,
    score,
    times,
)

_LABELS = ("negative", "neutral", "positive")
_MOST_SENTENCES = 3
_MOST_PARTIES = 8
# The words that descriptions and pronouns begin with.
_OPENING = r"^(?:The|Both|He|Him|His|She|Hers?|It|Its|They|Them|Their)\b"


def portraits(result: Analysis) -> Block:
    """Say how each party is named and treated: its numbers in words, with links to the sentences."""
    check_single(result)
    mentions = {row.party: row for row in rows(party_mentions(result))}
    parts: list[str] = []
    for row in rows(party_sentiment(result).head(_MOST_PARTIES)):
        parts.append(f"### {escape_markdown(row.party)}")
        parts.append(_party_paragraph(result, mentions[row.party], row))
        reasons = _reasons(result, row.party)
        if reasons:
            parts.append("\n".join(f"- {reason}" for reason in reasons))
    return Block("\n\n".join(parts) or "The parties in this article are named only as places.")


def _party_paragraph(result: Analysis, row: Any, scores: Any) -> str:
    own = result.mentions[result.mentions["party"] == row.party]
    is_named = own["kind"].isin(NAMED)
    how = [f"by name as {_surfaces(own[is_named])}"] if is_named.any() else []
    if not is_named.all():
        # "He" and "he" are one word, but "Ukraine’s president" keeps its capital.
        surfaces = own["surface"].str.replace(_OPENING, lambda word: word.group().lower(), regex=True)
        referring = own[~is_named].assign(surface=surfaces)
        how.append(f"by pronouns or descriptions, which can be mistaken, as {_surfaces(referring)}")
    sentences = [f"Mentioned {times(row.mentions)}: {'; '.join(how)}."]
    if row.places:
        whole = opening(number(row.places))
        verb = "names" if row.places == 1 else "name"
        sentences.append(
            f"{whole} of these only {verb} a place; as an actor it is mentioned {times(scores.n)}."
        )
    if not scores.n_scored:
        sentences.append("No judging word stands in a clause with it, so it has no score.")
        return " ".join(sentences)
    sentences.append(
        _readings(scores)
        if is_neural(result)
        else f"Judging words stand with {part_of(scores.n_scored, scores.n, 'mention')}, {_labels(scores)}."
    )
    where = f"{number(scores.n_units)} {'sentence' if scores.n_units == 1 else 'sentences'}"
    if scores.verdict == TOO_FEW:
        sentences.append(f"That is {where}, too few to judge.")
    else:
        by_labels = f", corrected by {scores.n_labels} labels" if scores.n_labels else ""
        sentences.append(
            f"Over {where} the mean is {score(scores.mean)}{by_labels} (95 % interval "
            f"{interval(scores.low, scores.high)}): {scores.verdict}."
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
    """Say how the mentions are read: ``The model reads one as negative and two as positive``."""
    counts = {label: round(getattr(scores, label) * scores.n_scored) for label in _LABELS}
    present = [label for label in _LABELS if counts[label]]
    if len(present) == 1:
        every = {1: "it", 2: "both"}.get(scores.n, "all of them")
        return f"The model reads {every} as {present[0]}."
    kinds = listed([f"{number(counts[label])} as {label}" for label in present])
    return f"The model reads {kinds}."


def _reasons(result: Analysis, party: str) -> list[str]:
    """Name the sentences that show most, each with its score and the words that count."""
    found = result.sentiments.assign(sentence=result.mentions["sentence"], role=result.mentions["role"])
    found = found[(found["party"] == party) & (found["role"] == "actor") & found["score"].notna()]
    strongest = (
        found.assign(size=found["score"].abs())
        .sort_values(["size", "mention"], ascending=[False, True])
        .drop_duplicates("sentence")
    )
    # A neutral reading has nothing to show; what the lexicon calls neutral are words that cancel out.
    shown = ("negative", "positive") if is_neural(result) else _LABELS
    chosen = pd.concat([strongest[strongest["label"] == label].head(_MOST_SENTENCES) for label in shown])
    return [_reason(result, row) for row in rows(chosen)]


def _reason(result: Analysis, row: Any) -> str:
    evidence = result.evidence[result.evidence["mention"] == row.mention]
    digits = 2 if row.method == "neural" else 1
    words = listed(
        [f"*{escape_markdown(word.surface)}* ({score(word.weight, digits)})" for word in rows(evidence)]
    )
    name = opening(sentence_name(result, row.sentence))
    because = ""
    if len(evidence):
        because = f", most because of {words}" if row.method == "neural" else f": {words}"
    elif len(result.evidence):  # which nobody asked for, where there is none at all
        because = ", because of no single word"
    return f"[{name}](#s{row.sentence}) is read as {row.label}, {score(row.score)}{because}."
