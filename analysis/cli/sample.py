"""``sidelight sample`` and ``labels``: what to label by hand, for a spreadsheet, and back for `evaluate`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.console import (
    Copies,
    Reading,
    duplicates_option,
    finish,
    method_option,
    min_mentions_option,
    parties_option,
    paths_argument,
    progress,
    read_corpus,
    read_parties,
    reading_options,
)
from analysis.records import SidelightError

if TYPE_CHECKING:
    from analysis.schema import Analysis


@click.command(
    epilog="Examples:\n\n\b\n  sidelight sample corpus/ -o labels.csv\n"
    "  sidelight sample stories.jsonl -n 100 --party Russia --party Ukraine -o labels.csv\n"
    "  sidelight sample corpus/ --of quotes --by source -o quotes.csv"
)
@paths_argument
@click.option("-n", "n", type=click.IntRange(1), default=60, show_default=True, help="How many to draw.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.csv",
    help="Where to write the table; what a coder has to know is written beside it, as FILE.txt.",
)
@click.option(
    "--of",
    type=click.Choice(["mentions", "quotes", "articles"]),
    default="mentions",
    show_default=True,
    help="mentions in their sentences, quotes with their speakers, or articles as a whole.",
)
@click.option(
    "--by",
    multiple=True,
    metavar="NAME",
    help="What makes a stratum: party, label (the model's answer), source, month, ... May be repeated; by "
    "default party, label and source.",
)
@click.option("--party", "chosen", multiple=True, metavar="P", help="Only of this party; may be repeated.")
@click.option("--seed", type=int, default=0, show_default=True, help="One seed always gives one sample.")
@parties_option
@reading_options
@min_mentions_option
@method_option
@duplicates_option
def sample(
    paths: tuple[Path, ...],
    n: int,
    output: Path,
    of: str,
    by: tuple[str, ...],
    chosen: tuple[str, ...],
    seed: int,
    parties_file: Path | None,
    reading: Reading,
    min_mentions: int,
    method: str,
    duplicates: str,
) -> None:
    """Draw mentions, quotations or articles of PATHS for people to label, at random.

    The table opens in any spreadsheet, in the order in which to label; the model's answers are not in it.
    What to do with the labels: sl.validate(result, sl.read_labels("labels.csv")) in Python, or
    sidelight labels.
    """
    from analysis.narrowing import where
    from analysis.validation import sample as draw
    from analysis.validation import write_sample
    from analysis.validation.sampling import BY

    problems: list[SidelightError] = []
    copies = Copies(duplicates)
    result = _analysis(paths, reading, parties_file, min_mentions, method, copies, problems)
    if result is not None:
        if chosen:
            result = where(result, party=chosen)
        drawn = draw(result, n=n, of=of, by=by or BY, seed=seed)
        told = write_sample(drawn, output)
        click.echo(f"{len(drawn)} {of} in {output}, and what a coder has to know in {told}")
    copies.tell()
    finish(problems, is_done=result is not None)


@click.command(
    epilog="Examples:\n\n\b\n  sidelight labels corpus/ --labels labels.csv -o labels.jsonl\n"
    "  sidelight labels corpus/ --labels ana.csv --labels ben.xlsx -o labels.jsonl"
)
@paths_argument
@click.option(
    "--labels",
    "files",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="What a coder filled in, saved by any spreadsheet; may be repeated.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.jsonl",
    help="Where to write the labels, one JSON object a line.",
)
@parties_option
@reading_options
@min_mentions_option
@method_option
@duplicates_option
def labels(
    paths: tuple[Path, ...],
    files: tuple[Path, ...],
    output: Path,
    parties_file: Path | None,
    reading: Reading,
    min_mentions: int,
    method: str,
    duplicates: str,
) -> None:
    """Write the labels of a sample of PATHS as a file for sidelight evaluate, which measures any method.

    PATHS and the options are those that sidelight sample had.
    """
    from analysis.validation import read_labels, write_evaluation
    from analysis.validation.evaluation import task_of

    # First, since a label that is none should not cost an analysis.
    given = read_labels(files).dropna(subset=["label"])
    task = task_of(given)
    problems: list[SidelightError] = []
    copies = Copies(duplicates)
    result = _analysis(paths, reading, parties_file, min_mentions, method, copies, problems)
    if result is not None:
        gone = write_evaluation(result, given, output)
        n = int((~given["unit"].isin(gone["unit"])).sum())
        click.echo(f"{n} {'label' if n == 1 else 'labels'} in {output}, for sidelight evaluate {task}")
        if len(gone):
            reason = gone["reason"].iloc[0]
            click.echo(f"sidelight: {len(given) - n} of {len(given)} labels left out: {reason}", err=True)
    copies.tell()
    finish(problems, is_done=result is not None)


def _analysis(
    paths: tuple[Path, ...],
    reading: Reading,
    parties_file: Path | None,
    min_mentions: int,
    method: str,
    copies: Copies,
    problems: list[SidelightError],
) -> Analysis | None:
    """Analyse what a sample is drawn from; None where no article can be read."""
    from analysis.pipeline import analyze_batches
    from analysis.schema import Analysis, empty_table

    analyses = analyze_batches(
        progress(read_corpus(paths, problems, reading), "articles"),
        registry=read_parties(parties_file),
        min_mentions=min_mentions,
        method=method,
        duplicates=copies.duplicates,
        one_name=True,
    )
    # Tokens are by far the largest table, and not needed here.
    batches = [dataclasses.replace(batch, tokens=empty_table("tokens")) for batch in copies.of(analyses)]
    return Analysis.stack(batches) if batches else None
