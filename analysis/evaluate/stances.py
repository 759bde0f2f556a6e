"""How well stances are found: (sentence, source, target, label) against gold stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from analysis.evaluate.gold import Story, analyze_stories
from analysis.evaluate.gold_sections import Held
from analysis.evaluate.metrics import precision_recall
from analysis.records import AUTHOR, LabelsError
from analysis.schema import rows


class Stance(NamedTuple):
    """That a source thinks well or ill of a target, in one sentence of one article."""

    article_id: str
    sentence: int
    source: str
    target: str
    label: str


def evaluate_stances(
    stories: Sequence[Story], *, method: str = "neural"
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Compare the stances that are found in gold stories with their labels.

    Neutral stances and those of a party toward itself count on neither side, and the same stance in the same
    sentence counts once.

    Parameters
    ----------
    stories
        From `gold.read_stories`.
    method
        As for `pipeline.analyze`.

    Returns
    -------
    figures : dict
        `stories`; for `all`, for `attributed` (whose source is not the author), and for each label
        `negative` and `positive` among these: `labelled` and `predicted` (counts), `precision`, `recall` and
        `f1`, 0 to 1, 0 where there is nothing; `reversed`, of the attributed predictions how many are a
        labelled stance with source and target swapped, without being labelled themselves (a count).
    predictions : list of dict
        The stances found: `article_id`, `sentence`, `source`, `target`, `label`.

    Raises
    ------
    LabelsError
        A story's stances are not labelled, or words that show one are in no sentence.
    """
    gold: set[Stance] = set()
    found: set[Stance] = set()
    labels = [_labels(story) for story in stories]
    for story, held, result in zip(stories, labels, analyze_stories(stories, method=method), strict=True):
        sentences = [(row.sentence, row.start, row.end) for row in rows(result.sentences)]
        gold |= {_stance(story, one, sentences) for one in held}
        found |= {
            Stance(story.article.article_id, row.sentence, row.source, row.target, row.label)
            for row in rows(result.stances)
            if row.label != "neutral" and row.source != row.target
        }
    return figures(len(stories), gold, found), [stance._asdict() for stance in sorted(found)]


def _labels(story: Story) -> tuple[Held, ...]:
    if story.stances is None:
        raise LabelsError(f"{story.article.path}: has no section '## Stances' below the text")
    return story.stances


def _stance(story: Story, held: Held, sentences: Sequence[tuple[int, int, int]]) -> Stance:
    within = [number for number, start, end in sentences if start <= held.start < end]
    if not within:
        words = story.article.text[held.start : held.end]
        raise LabelsError(f"{story.article.path}: {words!r} is in no sentence")
    return Stance(story.article.article_id, within[0], held.source, held.target, held.label)


def figures(n: int, gold: set[Stance], found: set[Stance]) -> dict[str, Any]:
    """Figures of `evaluate_stances` from the stances labelled and found in n stories."""
    told, seen = ({stance for stance in side if stance.source != AUTHOR} for side in (gold, found))
    swapped = {stance._replace(source=stance.target, target=stance.source) for stance in told}
    by_label = {
        label: _scores(*({stance for stance in side if stance.label == label} for side in (told, seen)))
        for label in ("negative", "positive")
    }
    return {
        "stories": n,
        "all": _scores(gold, found),
        "attributed": _scores(told, seen),
        **by_label,
        "reversed": len((seen - told) & swapped),
    }


def _scores(gold: set[Stance], found: set[Stance]) -> dict[str, int | float]:
    return precision_recall(len(gold & found), len(found), len(gold))
