"""``sidelight evaluate``: scores against human labels, each as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from analysis.cli.console import method_option, paths_argument, progress

file_argument = click.argument("file", type=click.Path(path_type=Path))
predictions_option = click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.jsonl",
    help="Also write what was predicted, one JSON object a line.",
)


@click.group(
    epilog="Examples:\n\n\b\n  sidelight evaluate mentions tests/gold --split test\n"
    "  sidelight evaluate target-sentiment labels.jsonl.gz\n"
    "  sidelight evaluate even-handedness --method lexicon"
)
def evaluate() -> None:
    """Measure Sidelight against human labels; prints one JSON object."""


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate mentions tests/gold --split test\n"
    "  sidelight evaluate mentions my_story.md --predictions found.jsonl"
)
@paths_argument
@click.option(
    "--split",
    type=click.Choice(["dev", "test"]),
    help="Only the stories of this split; by default all.",
)
@predictions_option
def mentions(paths: tuple[Path, ...], split: str | None, predictions: Path | None) -> None:
    """Score the mentions found in gold stories (PATHS) against their labels.

    Precision, recall and F1 of (span, party), over all mentions, over names and references, over each kind,
    and over those that are places. tests/gold/README.md describes the format.
    """
    from analysis.evaluate.gold import read_stories
    from analysis.evaluate.mentions import evaluate_mentions

    stories = [story for story in read_stories(paths) if split in (None, story.split)]
    figures, found = evaluate_mentions(progress(stories, "stories"))
    show(figures, found, predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate keywords stories.jsonl.gz\n"
    "  sidelight evaluate keywords stories.jsonl --predictions found.jsonl"
)
@file_argument
@predictions_option
def keywords(file: Path, predictions: Path | None) -> None:
    """Measure the keyphrases of the stories in FILE against those that people chose."""
    from analysis.evaluate.keyphrases import evaluate_keyphrases

    show(*evaluate_keyphrases(file), predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate target-sentiment labels.jsonl\n"
    "  sidelight evaluate target-sentiment labels.jsonl.gz --method lexicon --predictions out.jsonl"
)
@file_argument
@method_option
@predictions_option
def target_sentiment(file: Path, method: str, predictions: Path | None) -> None:
    """Measure the sentiment toward targets in single sentences.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with text, start
    and end of the target in it, and label: negative, neutral or positive.
    """
    from analysis.evaluate.targets import predict_targets, read_targets, target_scores
    from analysis.schema import rows as table_rows

    rows = read_targets(file)
    found = predict_targets(rows, method=method, progress=_steps)
    scores = {"task": "target-sentiment", "method": method, **target_scores(rows, found)}
    show(scores, (row._asdict() for row in table_rows(found)), predictions)


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate document-sentiment labels.jsonl.gz --predictions out.jsonl"
)
@file_argument
@method_option
@predictions_option
def document_sentiment(file: Path, method: str, predictions: Path | None) -> None:
    """Measure the sentiment of whole articles toward a person in them.

    FILE has one JSON object a line (compressed by gzip where its name ends in .gz) with title, text,
    entity (the person's name) and label: negative, neutral or positive.
    """
    from analysis.evaluate.documents import document_scores, predict_documents, read_documents
    from analysis.schema import rows as table_rows

    rows = read_documents(file)
    found = predict_documents(rows, method=method, progress=_steps)
    scores = document_scores(rows, found["label"].tolist())
    figures = {"task": "document-sentiment", "method": method, **scores}
    show(figures, (row._asdict() for row in table_rows(found)), predictions)


@evaluate.command(epilog="Examples:\n\n\b\n  sidelight evaluate even-handedness")
@method_option
def even_handedness(method: str) -> None:
    """Measure whether the same words give the same score whoever they are said of.

    Pairs of countries and of people are put into 208 sentences with two slots, both ways round.
    """
    from analysis.evaluate.even_handedness import even_handedness as measure

    show({"task": "even-handedness", "method": method, **measure(method=method, progress=_steps)})


def _steps(items: Sequence[Any]) -> Iterable[Any]:
    return progress(items, "steps")


def show(
    figures: Mapping[str, Any], found: Iterable[Mapping[str, Any]] = (), predictions: Path | None = None
) -> None:
    """Write predictions where they are asked for, and print the figures, to four digits."""
    from analysis.evaluate.labels import write_predictions

    if predictions is not None:
        write_predictions(predictions, found)
    click.echo(json.dumps(_rounded(dict(figures)), ensure_ascii=False))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return round(value, 4) if isinstance(value, float) else value
