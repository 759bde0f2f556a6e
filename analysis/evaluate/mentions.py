"""How well mentions are found: precision, recall and F1 of (span, party) against gold stories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from analysis.evaluate.gold import Story
from analysis.parties import KINDS, NAMED
from analysis.pipeline import analyze_article
from analysis.schema import rows

Key = tuple[str, int, int, str]


class Found(NamedTuple):
    """A mention, labelled or predicted."""

    key: Key
    kind: str
    role: str


def evaluate_mentions(stories: Iterable[Story]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Compare the mentions that are found in gold stories with their labels.

    Returns
    -------
    figures : dict
        `stories`, `mentions` (labelled), `all`, `named` (names, demonyms, metonyms, people), `referring`
        (nominals and pronouns) and each kind: `precision`, `recall` and `f1` of (article, start, end, party),
        0 to 1. A mention's kind is not part of what has to agree: precision counts what was predicted as the
        kind, recall what was labelled so. `place`: the same for the mentions with the role place;
        `role_accuracy`: the share of the mentions found whose role is right. Figures without anything to
        count are None.
    predictions : list of dict
        Every mention found: `article_id`, `start`, `end`, `surface`, `party`, `entity`, `kind`, `role`,
        `confidence`.
    """
    gold: list[Found] = []
    found: list[Found] = []
    predictions: list[dict[str, Any]] = []
    n = 0
    for story in stories:
        n += 1
        article_id = story.article.article_id
        gold += [
            Found((article_id, label.start, label.end, label.party), label.kind, label.role)
            for label in story.labels
        ]
        for row in rows(analyze_article(story.article).mentions):
            found.append(Found((article_id, row.start, row.end, row.party), row.kind, row.role))
            predictions.append(
                {
                    "article_id": article_id,
                    "start": row.start,
                    "end": row.end,
                    "surface": row.surface,
                    "party": row.party,
                    "entity": row.entity if isinstance(row.entity, str) else None,
                    "kind": row.kind,
                    "role": row.role,
                    "confidence": row.confidence,
                }
            )
    figures: dict[str, Any] = {"stories": n, "mentions": len(gold), "all": _scores(gold, found, KINDS)}
    figures["named"] = _scores(gold, found, NAMED)
    figures["referring"] = _scores(gold, found, ("nominal", "pronoun"))
    figures |= {kind: _scores(gold, found, (kind,)) for kind in KINDS}
    places = [mention for mention in gold if mention.role == "place"]
    figures["place"] = _scores(places, [mention for mention in found if mention.role == "place"], KINDS)
    roles = {mention.key: mention.role for mention in gold}
    common = [mention for mention in found if mention.key in roles]
    figures["role_accuracy"] = _share(sum(roles[m.key] == m.role for m in common), len(common))
    return figures, predictions


def _scores(gold: Sequence[Found], found: Sequence[Found], kinds: Collection[str]) -> dict[str, float | None]:
    """Precision over what was found as one of the kinds, recall over what was labelled so."""
    known = {mention.key for mention in gold}
    seen = {mention.key for mention in found}
    predicted = [mention.key in known for mention in found if mention.kind in kinds]
    labelled = [mention.key in seen for mention in gold if mention.kind in kinds]
    precision, recall = _share(sum(predicted), len(predicted)), _share(sum(labelled), len(labelled))
    f1 = None
    if precision is not None and recall is not None:
        f1 = round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
