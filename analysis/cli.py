"""The command ``sidelight``.

Exit codes: 0 all is well; 1 something could not be read, found or written (one line on standard error says
what); 2 the command was called wrongly.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from analysis.schema import SidelightError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.schema import Article, Registry

Item = TypeVar("Item")
Command = TypeVar("Command", bound=Callable[..., Any])

_paths = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
_parties = click.option(
    "--parties",
    "parties_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Parties to look for beside the shipped countries, instead of the parties.toml beside the articles.",
)


class _Group(click.Group):
    """Turns our errors into one line and exit code 1, and an interruption into 130."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except SidelightError as error:
            _complain(error)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("sidelight: interrupted; what was there before is unchanged", err=True)
            ctx.exit(130)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Examples:\n\n\b\n  sidelight report\n  sidelight analyze corpus/ -o tables/\n"
    "  sidelight parties corpus/",
)
@click.version_option(package_name="sidelight", message="sidelight %(version)s")
def main() -> None:
    """Show how news texts treat each side: who is mentioned, in which words, and how.

    PATHS are files (.txt with the title in the first line, .md with a front matter, .jsonl) or
    folders of them.
    """


@main.command(
    epilog="Examples:\n\n\b\n  sidelight report\n  sidelight report corpus/2022/ -o reports/2022\n"
    "  sidelight report story.txt --parties parties.toml --notebook my_report.ipynb"
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    default="reports",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where each article gets a folder of its own.",
)
@_parties
@click.option(
    "--notebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A report notebook of your own, such as a changed copy of notebooks/04_report.ipynb.",
)
def report(paths: tuple[Path, ...], output: Path, parties_file: Path | None, notebook: Path | None) -> None:
    """Write a report of each article in PATHS (by default corpus/).

    A report is a folder with report.html, report.md, figures/, tables/ and provenance.json. An old one is
    replaced only when the new one is complete; where nothing has changed, nothing is touched.
    """
    from analysis.pipeline import analyze_article
    from analysis.report import write_report

    problems: list[SidelightError] = []
    articles = _read(paths or (Path("corpus"),), problems)
    registry = _registry(parties_file)
    written = 0
    for article in _progress(articles, "reports"):
        try:
            click.echo(
                write_report(analyze_article(article, registry=registry), article, output, notebook=notebook)
            )
            written += 1
        except SidelightError as error:
            problems.append(error)
    _finish(problems, is_done=written > 0)


@main.command(
    epilog="Examples:\n\n\b\n  sidelight analyze corpus/ -o tables/\n"
    "  sidelight analyze stories.jsonl -o tables/ --format parquet"
)
@_paths
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to write one file a table: mentions.csv, sentiments.csv, ...",
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="csv opens in any spreadsheet; parquet keeps types exactly and loads fast.",
)
@_parties
def analyze(paths: tuple[Path, ...], output: Path, file_format: str, parties_file: Path | None) -> None:
    """Write the tables of all articles in PATHS.

    These are articles, sentences, tokens, mentions, sentiments, evidence and keywords.
    """
    from analysis.keywords import term_frequencies
    from analysis.pipeline import analyze_batches
    from analysis.storage import TableWriter

    problems: list[SidelightError] = []
    articles = _progress(_read(paths, problems), "articles")
    registry = _registry(parties_file)
    batches = analyze_batches(articles, registry=registry)
    first = next(batches, None)
    if first is not None:
        with TableWriter(output, format=file_format) as writer:
            for batch in itertools.chain((first,), batches):
                keywords = term_frequencies(batch, n=(1, 2, 3), by="article_id")
                writer.write({**batch.tables(), "keywords": keywords})
    _finish(problems, is_done=first is not None)


@main.command(
    epilog="Examples:\n\n\b\n  sidelight parties corpus/\n"
    "  sidelight parties stories.jsonl --format csv > parties.csv"
)
@_paths
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="table is for reading, csv and json are for other programs.",
)
@_parties
def parties(paths: tuple[Path, ...], file_format: str, parties_file: Path | None) -> None:
    """Show which parties the articles in PATHS mention, how often, and under which names."""
    from analysis.aggregate import party_mentions
    from analysis.pipeline import analyze_batches
    from analysis.schema import Analysis, empty_table

    problems: list[SidelightError] = []
    articles = _progress(_read(paths, problems), "articles")
    # Tokens are by far the largest table, and not needed here.
    batches = [
        dataclasses.replace(batch, tokens=empty_table("tokens"))
        for batch in analyze_batches(articles, registry=_registry(parties_file))
    ]
    if batches:
        click.echo(_formatted(party_mentions(Analysis.stack(batches)), file_format))
    _finish(problems, is_done=bool(batches))


def _read(paths: Iterable[Path], problems: list[SidelightError]) -> Iterator[Article]:
    from analysis.corpus import iter_articles

    return iter_articles(paths, on_error=problems.append)


def _registry(path: Path | None) -> Registry | None:
    from analysis.registry import read_registry

    return read_registry(path) if path else None


def _progress(items: Iterable[Item], unit: str) -> Iterable[Item]:
    """Show a progress bar on standard error, after a second and in a terminal only."""
    from tqdm import tqdm

    return tqdm(items, unit=f" {unit}", delay=1, disable=None, leave=False)


def _formatted(table: pd.DataFrame, file_format: str) -> str:
    from analysis.storage import guard_formulas

    if file_format == "csv":
        return guard_formulas(table).to_csv(index=False, lineterminator="\n").rstrip("\n")
    if file_format == "json":
        return json.dumps(table.to_dict(orient="records"), ensure_ascii=False, indent=2)
    if table.empty:
        return "No party is mentioned."
    # Text from articles must not reach the terminal as a control sequence.
    printable = table.map(lambda value: "".join(char for char in str(value) if char.isprintable()))
    widths = [max(len(name), int(printable[name].str.len().max())) for name in printable.columns]
    rows = [list(printable.columns), *printable.to_numpy().tolist()]
    aligned = [
        "  ".join(
            cell.rjust(width) if name != "party" else cell.ljust(width)
            for name, cell, width in zip(printable.columns[:-1], row, widths, strict=False)
        )
        for row in rows
    ]
    return "\n".join(f"{line}  {row[-1]}" for line, row in zip(aligned, rows, strict=True))


def _finish(problems: list[SidelightError], *, is_done: bool) -> None:
    """Report what went wrong, and leave with exit code 1 if anything did."""
    for problem in problems:
        _complain(problem)
    if problems and is_done:
        click.echo(f"sidelight: the rest is done; not these {len(problems)}", err=True)
    if problems:
        sys.exit(1)


def _complain(error: SidelightError) -> None:
    line = " ".join(str(error).split())
    click.echo(f"sidelight: error: {''.join(char for char in line if char.isprintable())}", err=True)
