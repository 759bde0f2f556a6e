"""The command ``sidelight report``."""

from __future__ import annotations

import itertools
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
    progress,
    read_corpus,
    read_parties,
    reading_options,
)
from analysis.records import Article, SidelightError

if TYPE_CHECKING:
    import pandas as pd
    from tqdm import tqdm

    from analysis.schema import Analysis


def _formats(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    from analysis.report.formats import FORMATS

    names = tuple(dict.fromkeys(name.strip() for name in value.split(",")))
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise click.BadParameter(f"{unknown[0]!r} is none of: {', '.join(FORMATS)}.")
    return names


@click.command(
    epilog="Examples:\n\n\b\n  sidelight report\n  sidelight report corpus/2022/ -o reports/2022\n"
    "  sidelight report stories.csv -o reports/stories --format html,pdf\n"
    "  sidelight report stories.csv -o reports/stories --index-only\n"
    "  sidelight report stories.csv -o reports/stories --duplicates drop\n"
    "  sidelight report stories.csv -o reports/stories --labels labels.csv\n"
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
    help="Where to write: one article gets a folder of its own in it, named by day and title; several are "
    "one report, index.html with a folder for each in articles/.",
)
@click.option(
    "--format",
    "formats",
    default="html,md",
    show_default=True,
    callback=_formats,
    metavar="NAMES",
    help="html, md (Markdown), pdf and docx, separated by commas.",
)
@click.option("--index-only", is_flag=True, help="Of several articles only the page that compares them.")
@parties_option
@reading_options
@min_mentions_option
@method_option
@duplicates_option
@jobs_option
@click.option(
    "--labels",
    "labels_files",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Labels of a sample of these articles (see sidelight sample), which correct the means; may be "
    "repeated. All articles are held in memory then.",
)
@click.option(
    "--notebook",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A report notebook of your own, such as a changed copy of notebooks/04_report.ipynb.",
)
def report(
    paths: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    index_only: bool,
    parties_file: Path | None,
    reading: Reading,
    min_mentions: int,
    method: str,
    duplicates: str,
    jobs: int,
    labels_files: tuple[Path, ...],
    notebook: Path | None,
) -> None:
    """Write a report of the articles in PATHS (by default corpus/).

    One article gets a page, several get one page that compares outlets and parties and one for each of them.
    Tables and provenance.json stand beside them. An old report is replaced only when the new one is complete,
    and pages whose articles are as they were are not made again.
    """
    from analysis.pipeline import analyze_batches
    from analysis.report import write_report
    from analysis.report.notebook import read_recipe
    from analysis.validation import read_labels

    problems: list[SidelightError] = []
    recipe = read_recipe(notebook) if notebook else None
    # First, since a label that is none should not cost an analysis.
    labels = read_labels(labels_files) if labels_files else None
    inputs: dict[str, list[str]] = {}

    def noted() -> Iterator[Article]:
        for article in read_corpus(paths or (Path("corpus"),), problems, reading):
            own = (article.path, article.registry.path, str(parties_file) if parties_file else None)
            files = (*own, *map(str, labels_files))
            inputs[article.article_id] = [file for file in files if file]
            yield article

    batches = analyze_batches(
        progress(noted(), "articles"),
        registry=read_parties(parties_file),
        min_mentions=min_mentions,
        method=method,
        evidence=True,
        duplicates=duplicates,
        one_name=True,
        jobs=jobs,
    )
    copies = Copies(duplicates)
    batches = copies.of(batches)
    first = next(batches, None)
    if first is None:
        finish(problems, is_done=False)
        return
    batches = itertools.chain((first,), batches)
    if labels is not None:
        batches = iter([_with_labels(batches, labels)])
    pages: tqdm[str] = progress(None, "pages")
    written = write_report(
        batches,
        output,
        report=recipe,
        formats=formats,
        index_only=index_only,
        inputs=inputs,
        on_page=lambda _: pages.update(),
    )
    pages.close()
    click.echo(written)
    copies.tell()
    finish(problems, is_done=True)


def _with_labels(batches: Iterable[Analysis], labels: pd.DataFrame) -> Analysis:
    """Put all batches together, since labels belong to a sample of all, and attach them."""
    from analysis.schema import Analysis
    from analysis.validation import with_labels

    found = with_labels(Analysis.stack(list(batches)), labels)
    n = labels.loc[labels["label"].notna(), "unit"].nunique()
    gone = n - int(found.labelled["value"].notna().sum())
    if gone:
        click.echo(
            f"sidelight: {gone} of {n} labelled mentions are not found any more, and left out; sl.validate "
            "says why",
            err=True,
        )
    return found
