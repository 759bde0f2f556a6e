"""``sidelight keywords`` and ``sidelight kwic``: term statistics from the shell."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.cli.console import (
    Copies,
    Reading,
    duplicates_option,
    finish,
    parties_option,
    paths_argument,
    progress,
    read_corpus,
    read_parties,
    reading_options,
)
from analysis.records import SidelightError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.schema import Analysis

_SHOWN = ["surface", "count", "count_reference", "g2", "p_adjusted", "log_ratio"]

format_option = click.option(
    "--format",
    "file_format",
    type=click.Choice(["table", "csv", "tsv", "json"]),
    help="By default table in a terminal, which is for reading, and csv in a pipe.",
)


@click.command(
    epilog="Examples:\n\n\b\n  sidelight keywords corpus/\n"
    "  sidelight keywords corpus/ --party Russia --versus Ukraine\n"
    "  sidelight keywords stories.jsonl --party Iran --format csv > iran.csv"
)
@paths_argument
@click.option("--party", metavar="P", help="Only the sentences that mention this party.")
@click.option("--versus", metavar="Q", help="Compare with the sentences that mention this one.")
@click.option(
    "-n", "n", type=click.IntRange(1, 5), default=1, show_default=True, help="Words in a term, with --party."
)
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, help="Rows of a table to read."
)
@format_option
@parties_option
@reading_options
@duplicates_option
def keywords(
    paths: tuple[Path, ...],
    party: str | None,
    versus: str | None,
    n: int,
    most: int,
    file_format: str | None,
    parties_file: Path | None,
    reading: Reading,
    duplicates: str,
) -> None:
    """Show which words are typical of the articles in PATHS.

    They are compared with general news English; with --party, the sentences that mention that party with all
    other sentences of PATHS, or with those that mention the party given with --versus; mentions of parties
    then count on neither side, since the names of each would be most typical of the other.

    A table has the words that are more frequent, with the measures read most; the other formats have every
    word and every measure.
    """
    from analysis.keywords import around, keyness, without

    if versus is not None and party is None:
        raise click.UsageError("--versus needs --party")
    if n > 1 and party is None:
        raise click.UsageError(
            "-n above 1 needs --party, since general news English is a list of single words"
        )
    problems: list[SidelightError] = []
    until = "tokens" if party is None else "mentions"
    result = _analyzed(paths, parties_file, problems, reading, duplicates=duplicates, until=until)
    if result is not None:
        if party is None:
            table = keyness(result)
        elif versus is None:
            table = keyness(around(result, party=party), _rest(result, party), n=n)
        else:
            sides = (without(around(result, party=name), result.mentions) for name in (party, versus))
            table = keyness(*sides, n=n)
        file_format = file_format or ("table" if sys.stdout.isatty() else "csv")
        if file_format == "table":
            table = table.loc[table["g2"] > 0, _SHOWN].head(most)
        click.echo(_formatted(table, file_format, "No word is more frequent than elsewhere."))
    finish(problems, is_done=result is not None)


@click.command(
    epilog='Examples:\n\n\b\n  sidelight kwic "peace talks" corpus/\n'
    "  sidelight kwic 'negotiat*' corpus/ --sort right\n"
    "  sidelight kwic Ukraine corpus/ --as party --sentence --format json"
)
@click.argument("node")
@paths_argument
@click.option(
    "--as",
    "kind",
    type=click.Choice(["phrase", "regex", "party"]),
    default="phrase",
    show_default=True,
    help="phrase: words, * for any letters, ? for one; party: all mentions of it.",
)
@click.option(
    "--sort", type=click.Choice(["text", "left", "right", "node"]), default="text", show_default=True
)
@click.option("--window", type=click.IntRange(0), default=8, show_default=True, help="Words to each side.")
@click.option("--sentence", is_flag=True, help="Show the whole sentence instead of a window.")
@format_option
@parties_option
@reading_options
def kwic(
    node: str,
    paths: tuple[Path, ...],
    kind: str,
    sort: str,
    window: int,
    sentence: bool,
    file_format: str | None,
    parties_file: Path | None,
    reading: Reading,
) -> None:
    """Show NODE in its contexts in the articles in PATHS (keyword in context)."""
    from analysis.keywords import concordance
    from analysis.keywords import kwic as contexts

    problems: list[SidelightError] = []
    until = "mentions" if kind == "party" else "tokens"
    result = _analyzed(paths, parties_file, problems, reading, duplicates="keep", until=until)
    if result is not None:
        table = contexts(
            result,
            None if kind == "party" else node,
            party=node if kind == "party" else None,
            is_regex=kind == "regex",
            unit="sentence" if sentence else "word",
            size=None if sentence else window,
            sort=sort,
        )
        file_format = file_format or ("table" if sys.stdout.isatty() else "csv")
        if file_format == "table":
            width = max((shutil.get_terminal_size().columns - 24) // 2, 20)
            click.echo(concordance(table, width=width).markdown)
        else:
            click.echo(_formatted(table, file_format, ""))
    finish(problems, is_done=result is not None)


def _analyzed(
    paths: Iterable[Path],
    parties_file: Path | None,
    problems: list[SidelightError],
    reading: Reading,
    *,
    duplicates: str,
    until: str,
) -> Analysis | None:
    """Analyse all articles as far as asked for, or give None where there is none."""
    from analysis.pipeline import Analyzer
    from analysis.schema import Analysis

    articles = progress(read_corpus(paths, problems, reading), "articles")
    copies = Copies(duplicates)
    analyzer = Analyzer(read_parties(parties_file), duplicates=duplicates, until=until)
    batches = list(copies.of(analyzer.batches(articles)))
    copies.tell()
    return Analysis.stack(batches) if batches else None


def _rest(result: Analysis, party: str) -> Analysis:
    """Give the sentences that do not mention a party."""
    mentioned = result.mentions.loc[result.mentions["party"] == party, ["article_id", "sentence"]]
    tokens = result.tokens.merge(mentioned.drop_duplicates(), how="left", indicator=True)
    rest = tokens[tokens["_merge"] == "left_only"].drop(columns="_merge").reset_index(drop=True)
    return dataclasses.replace(result, tokens=rest)


def _formatted(table: pd.DataFrame, file_format: str, nothing: str) -> str:
    from analysis.storage import guard_formulas

    if file_format == "json":
        # NA is null: NaN is no JSON.
        rows = table.astype(object).where(table.notna(), None).to_dict(orient="records")
        return json.dumps(rows, ensure_ascii=False, indent=2)
    if file_format in ("csv", "tsv"):
        separator = "," if file_format == "csv" else "\t"
        return guard_formulas(table).to_csv(index=False, sep=separator, lineterminator="\n").rstrip("\n")
    if table.empty:
        return nothing
    printable = table.assign(
        surface=["".join(char for char in text if char.isprintable()) for text in table["surface"]]
    )
    shown = printable.to_string(
        index=False,
        formatters={"g2": "{:.1f}".format, "p_adjusted": "{:.2g}".format, "log_ratio": "{:.2f}".format},
        na_rep="",
    )
    return str(shown)
