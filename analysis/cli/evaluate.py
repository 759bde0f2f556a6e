"""``sidelight evaluate``: scores against human labels, each as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from analysis.cli.console import paths_argument, progress

predictions_option = click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.jsonl",
    help="Also write what was predicted, one JSON object a line.",
)


@click.group(epilog="Examples:\n\n\b\n  sidelight evaluate mentions tests/gold --split test")
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
@click.argument("file", type=click.Path(path_type=Path))
@predictions_option
def keywords(file: Path, predictions: Path | None) -> None:
    """Measure the keyphrases of the stories in FILE against those that people chose."""
    from analysis.evaluate.keyphrases import evaluate_keyphrases

    click.echo(json.dumps(evaluate_keyphrases(file, predictions)))


def show(figures: Mapping[str, Any], found: Iterable[Mapping[str, Any]], predictions: Path | None) -> None:
    """Write predictions where they are asked for, and print the figures."""
    from analysis.evaluate.labels import write_predictions

    if predictions is not None:
        write_predictions(predictions, found)
    click.echo(json.dumps(figures, ensure_ascii=False))
