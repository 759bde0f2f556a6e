"""``sidelight read``: files of any kind to JSON lines, and what would be read of them."""

from __future__ import annotations

import itertools
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.cli.console import (
    Copies,
    Reading,
    finish,
    formatted,
    paths_argument,
    progress,
    read_corpus,
    reading_options,
)
from analysis.corpus.readers import READERS
from analysis.records import SidelightError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.records import Article

_FIELDS = ("title", "text", "source", "author", "published", "url", "language")


def _kinds() -> str:
    """Return the table of kinds for the help text."""
    width = max(len(reader.kind) for reader in READERS)
    return "\n".join(f"  {reader.kind:{width}}  {' '.join(reader.suffixes)}".rstrip() for reader in READERS)


@click.command(
    epilog="Kinds of files, told by content first, then by suffix:\n\n\b\n"
    f"{_kinds()}\n\n"
    "Examples:\n\n\b\n  sidelight read downloads/ --dry-run\n"
    "  sidelight read downloads/ -o corpus.jsonl\n"
    "  sidelight read media.csv --column text=Wortlaut --column published=Datum -o corpus.jsonl"
)
@paths_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write one JSON object an article.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be read of each file, and write nothing.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How --dry-run prints: table is for reading, csv and json are for other programs.",
)
@reading_options
def read(
    paths: tuple[Path, ...], output: Path | None, dry_run: bool, file_format: str, reading: Reading
) -> None:
    """Read articles from files of any kind, and write them as JSON lines.

    That is for files that are slow to read or that you want to look at first; every other command reads
    the same files, too.
    """
    if (output is None) != dry_run:
        raise click.UsageError("give either -o FILE or --dry-run.")
    if output is None:
        _dry_run(paths, file_format, reading)
        return
    from analysis.corpus.duplicates import mark_duplicates
    from analysis.storage import replacing_file

    problems: list[SidelightError] = []
    copies = Copies("keep")
    articles = mark_duplicates(progress(read_corpus(paths, problems, reading), "articles"))
    first = next(articles, None)
    if first is not None:
        n = 0
        with replacing_file(output) as file:
            for article in itertools.chain((first,), articles):
                copies.add(article.article_id, article.duplicate_of)
                file.write(json.dumps(_row(article), ensure_ascii=False) + "\n")
                n += 1
        click.echo(f"{n} {'article' if n == 1 else 'articles'} in {output}")
    copies.tell()
    finish(problems, is_done=first is not None)


def _dry_run(paths: tuple[Path, ...], file_format: str, reading: Reading) -> None:
    from analysis.corpus.inspection import inspect_files

    table = inspect_files(paths, **reading._asdict())
    click.echo(formatted(table, file_format) if file_format != "table" else _told(table))
    if not table["n_articles"].sum() or not all(map(os.path.lexists, paths)):
        sys.exit(1)


def _told(files: pd.DataFrame) -> str:
    """Return some lines on each file."""
    lines = []
    for file in files.to_dict("records"):
        if not isinstance(file["kind"], str):
            lines.append(f"{file['file']}: {file['left_out']}")
            continue
        n = file["n_articles"]
        lines.append(f"{file['file']}: {file['kind']}, {n} {'article' if n == 1 else 'articles'}")
        for words, name in (("columns", "columns"), ("missing", "missing"), ("kept beside", "extra")):
            if file[name]:
                lines.append(f"  {words}: {file[name]}")
        if file["n_duplicates"]:
            lines.append(f"  near-duplicates of earlier articles: {file['n_duplicates']}")
        if file["n_left_out"]:
            lines.append(f"  left out: {file['n_left_out']} ({file['left_out']})")
    printable = ("".join(char for char in line if char.isprintable()) for line in lines)
    return "\n".join(printable)


def _row(article: Article) -> dict[str, Any]:
    """Return an article as a JSON object that is read as the same article."""
    fields = {name: getattr(article, name) for name in _FIELDS}
    title = article.title
    if title and article.text.startswith(f"{title}\n\n"):
        fields["text"] = article.text[len(title) + 2 :]
    known = {name: str(value) for name, value in fields.items() if value}
    return {"id": article.article_id, **known, **article.extra}
