"""``sidelight evaluate``: scores against human labels, each as one JSON object."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group(epilog="Examples:\n\n\b\n  sidelight evaluate mentions tests/gold")
def evaluate() -> None:
    """Measure Sidelight against human labels; prints one JSON object."""


@evaluate.command(
    epilog="Examples:\n\n\b\n  sidelight evaluate keywords stories.jsonl.gz\n"
    "  sidelight evaluate keywords stories.jsonl --predictions found.jsonl"
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    metavar="OUT.jsonl",
    help="Where to write the phrases found, one JSON object a story.",
)
def keywords(file: Path, predictions: Path | None) -> None:
    """Measure the keyphrases of the stories in FILE against those that people chose."""
    from analysis.evaluate.keyphrases import evaluate_keyphrases

    click.echo(json.dumps(evaluate_keyphrases(file, predictions)))
