"""``sidelight analyze``: articles to the folder of a run, and what that will take."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.console import (
    Copies,
    Reading,
    duplicates_option,
    finish,
    jobs_option,
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
    from tqdm import tqdm

    from analysis.pipeline import Analyzer
    from analysis.records import Article


@click.command(
    epilog="Examples:\n\n\b\n  sidelight analyze corpus/ -o run/\n"
    "  sidelight analyze stories.jsonl -o run/ --format parquet --jobs 4\n"
    "  sidelight analyze stories.jsonl -o run/ --jobs 4 --dry-run"
)
@paths_argument
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder of the run: tables/ has mentions.csv, sentiments.csv, ..., a hidden folder what a run "
    "that goes on needs.",
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="csv opens in any spreadsheet, and stands beside Parquet files; parquet is these alone.",
)
@parties_option
@reading_options
@min_mentions_option
@method_option
@duplicates_option
@click.option(
    "--evidence", is_flag=True, help="Find the words that the scores rest on, too (slow for neural)."
)
@jobs_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Analyse on the workers of a Dask cluster instead: the address of its scheduler, such as "
    "tcp://10.0.0.1:8786. Files are read and written here alone.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Tell how long it will take, with how much memory and disk, by a sample; write nothing to DIR.",
)
def analyze(
    paths: tuple[Path, ...],
    output: Path,
    file_format: str,
    parties_file: Path | None,
    reading: Reading,
    min_mentions: int,
    method: str,
    duplicates: str,
    evidence: bool,
    jobs: int,
    scheduler: str | None,
    dry_run: bool,
) -> None:
    """Write the tables of all articles in PATHS to a folder.

    What is done stays done: the same command again analyses only articles that are new or changed, also
    after it was interrupted or killed, and leaves out those that are gone.

    These are articles, sentences, tokens, mentions, entities, references, parties, quotes, contents,
    sentiments, evidence, stances and keywords. Each person and organisation has one name in all of
    them; sidelight parties --merges shows which names were taken for one. The column duplicate_of in
    articles says which article is a near-duplicate of which earlier one.
    """
    if dry_run and scheduler is not None:
        raise click.UsageError("--dry-run measures on this machine: give --jobs instead of --scheduler.")
    from analysis.pipeline import Analyzer

    problems: list[SidelightError] = []
    articles = read_corpus(paths, problems, reading)
    analyzer = Analyzer(
        read_parties(parties_file), min_mentions, method, evidence=evidence, duplicates=duplicates
    )
    first = next(articles, None)
    if first is None:
        finish(problems, is_done=False)
        return
    whole = itertools.chain((first,), articles)
    csv = file_format == "csv"
    if dry_run:
        _estimate(whole, output, analyzer, jobs, csv=csv)
    else:
        _write(whole, output, analyzer, jobs, scheduler, csv=csv)
    finish(problems, is_done=True)


def _write(
    articles: Iterator[Article],
    output: Path,
    analyzer: Analyzer,
    jobs: int,
    scheduler: str | None,
    *,
    csv: bool,
) -> None:
    from analysis.pipeline import write_run

    done: tqdm[None] = progress(None, "articles")
    run = write_run(
        articles,
        output,
        analyzer=analyzer,
        jobs=jobs,
        scheduler=scheduler,
        csv=csv,
        on_articles=done.update,
    )
    done.close()
    copies = Copies(analyzer.duplicates)
    copies.add_all(run.load("articles").articles)
    copies.tell()


def _estimate(articles: Iterator[Article], output: Path, analyzer: Analyzer, jobs: int, *, csv: bool) -> None:
    from analysis.pipeline.estimate import estimate_run

    start = time.process_time()  # what it takes to load the program
    files: dict[str, None] = {}

    def noted() -> Iterator[Article]:
        for article in articles:
            files[article.path or ""] = None
            yield article

    done: tqdm[None] = progress(None, "articles")
    found = estimate_run(noted(), output, analyzer=analyzer, jobs=jobs, csv=csv, on_articles=done.update)
    done.close()
    memory = "not known on this system" if found.memory is None else f"about {_bytes(found.memory)} in all"
    click.echo(
        f"articles  {found.n_articles:,} in {_kinds(files)}\n"
        f"to do     {found.n_articles - found.n_done:,}; {found.n_done:,} are in the folder already\n"
        f"time      about {_duration(start + found.seconds)} with --jobs {jobs}\n"
        f"memory    {memory}\n"
        f"disk      about {_bytes(found.disk)} for the folder"
    )


def _kinds(files: Iterable[str]) -> str:
    """Count files and their kinds: ``3 files (JSON lines 2, plain text 1)``."""
    from analysis.corpus.inspection import file_kind

    kinds = Counter(file_kind(Path(path)) or "kind not known" for path in files)
    number = sum(kinds.values())
    told = ", ".join(f"{kind} {n:,}" for kind, n in kinds.most_common())
    return f"{number:,} {'file' if number == 1 else 'files'} ({told})"


def _duration(seconds: float) -> str:
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{max(2, round(seconds))} seconds"


def _bytes(size: float) -> str:
    for unit, step in (("TB", 1e12), ("GB", 1e9)):
        if size >= step:
            return f"{size / step:.3g} {unit}"
    return f"{size / 1e6:.3g} MB"
