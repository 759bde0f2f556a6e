"""The command ``sidelight``.

Exit codes: 0 all is well; 1 something could not be read, found or written (one line on standard error says
what); 2 the command was called wrongly; 130 it was interrupted.
"""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.console import (
    Copies,
    Group,
    Reading,
    duplicates_option,
    finish,
    formatted,
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
from analysis.cli.evaluate import evaluate
from analysis.cli.keywords import keywords, kwic
from analysis.cli.reading import read
from analysis.cli.report import report
from analysis.cli.sample import labels, sample
from analysis.records import SidelightError

if TYPE_CHECKING:
    from tqdm import tqdm


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Examples:\n\n\b\n  sidelight report\n  sidelight analyze corpus/ -o run/\n"
    "  sidelight parties corpus/",
)
@click.version_option(package_name="sidelight", message="sidelight %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an error: sidelight --debug report.")
def main(debug: bool) -> None:
    """Show how news texts treat each side: who is mentioned, in which words, and how.

    PATHS are files of articles, of any kind that sidelight read --help lists, or folders of them.
    """


@main.command(
    epilog="Examples:\n\n\b\n  sidelight analyze corpus/ -o run/\n"
    "  sidelight analyze stories.jsonl -o run/ --format parquet --jobs 4"
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
) -> None:
    """Write the tables of all articles in PATHS to a folder.

    What is done stays done: the same command again analyses only articles that are new or changed, also
    after it was interrupted or killed, and leaves out those that are gone.

    These are articles, sentences, tokens, mentions, entities, references, parties, quotes, contents,
    sentiments, evidence, stances and keywords. Each person and organisation has one name in all of
    them; sidelight parties --merges shows which names were taken for one. The column duplicate_of in
    articles says which article is a near-duplicate of which earlier one.
    """
    from analysis.pipeline import Analyzer, write_run

    problems: list[SidelightError] = []
    articles = read_corpus(paths, problems, reading)
    registry = read_parties(parties_file)
    first = next(articles, None)
    if first is None:
        finish(problems, is_done=False)
        return
    done: tqdm[None] = progress(None, "articles")
    run = write_run(
        itertools.chain((first,), articles),
        output,
        analyzer=Analyzer(registry, min_mentions, method, evidence=evidence, duplicates=duplicates),
        jobs=jobs,
        csv=file_format == "csv",
        on_articles=done.update,
    )
    done.close()
    copies = Copies(duplicates)
    copies.add_all(run.load("articles").articles)
    copies.tell()
    finish(problems, is_done=True)


@main.command(
    epilog="Examples:\n\n\b\n  sidelight parties corpus/\n"
    "  sidelight parties stories.jsonl --format csv > parties.csv\n"
    "  sidelight parties corpus/ --suggest > parties.toml\n"
    "  sidelight parties corpus/ --merges\n"
    "  sidelight parties corpus/ --min-mentions 5"
)
@paths_argument
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="table is for reading, csv and json are for other programs.",
)
@click.option(
    "--suggest",
    is_flag=True,
    help="Print a parties file to edit instead, with everybody found, those of no party included.",
)
@click.option(
    "--merges",
    is_flag=True,
    help="Print which names of people, organisations and others are taken for one instead, and why, and "
    "how to change it.",
)
@parties_option
@reading_options
@min_mentions_option
@duplicates_option
def parties(
    paths: tuple[Path, ...],
    file_format: str,
    suggest: bool,
    merges: bool,
    parties_file: Path | None,
    reading: Reading,
    min_mentions: int,
    duplicates: str,
) -> None:
    """Show which parties the articles in PATHS mention, how often, and under which names."""
    from analysis.aggregate import party_mentions
    from analysis.pipeline import Analyzer, list_merges, suggest_parties
    from analysis.references.over_corpus import one_name
    from analysis.schema import Analysis, empty_table

    if suggest and merges:
        raise click.UsageError("--suggest and --merges each print something else; give one of them.")
    problems: list[SidelightError] = []
    articles = progress(read_corpus(paths, problems, reading), "articles")
    registry = read_parties(parties_file)
    if merges:
        click.echo(list_merges(articles, registry=registry), nl=False)
        finish(problems, is_done=True)
        return
    if suggest:
        click.echo(suggest_parties(articles, registry=registry).rstrip("\n"))
        finish(problems, is_done=True)
        return
    # Tokens are by far the largest table, and not needed here.
    copies = Copies(duplicates)
    analyzer = Analyzer(registry, min_mentions, duplicates=duplicates, until="mentions")
    analyses = analyzer.batches(articles)
    batches = [dataclasses.replace(batch, tokens=empty_table("tokens")) for batch in copies.of(analyses)]
    if batches:
        found = one_name(Analysis.stack(batches), registry=registry)
        click.echo(formatted(party_mentions(found), file_format))
    copies.tell()
    finish(problems, is_done=bool(batches))


main.add_command(evaluate)
main.add_command(keywords)
main.add_command(kwic)
main.add_command(labels)
main.add_command(read)
main.add_command(report)
main.add_command(sample)
