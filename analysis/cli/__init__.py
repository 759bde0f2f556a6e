"""The command ``sidelight``.

Exit codes: 0 all is well; 1 something could not be read, found or written (one line on standard error says
what); 2 the command was called wrongly; 130 it was interrupted.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from analysis.cli.analyze import analyze
from analysis.cli.console import (
    Copies,
    Group,
    Reading,
    duplicates_option,
    finish,
    formatted,
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


main.add_command(analyze)
main.add_command(evaluate)
main.add_command(keywords)
main.add_command(kwic)
main.add_command(labels)
main.add_command(read)
main.add_command(report)
main.add_command(sample)
