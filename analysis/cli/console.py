"""What all commands share: arguments, progress bars, output in several formats, errors in one line."""

from __future__ import annotations

import functools
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import click

from analysis.records import SidelightError

if TYPE_CHECKING:
    import pandas as pd
    from tqdm import tqdm

    from analysis.records import Article, Registry
    from analysis.schema import Analysis

Item = TypeVar("Item")

# A message may quote an article.
_MOST_CAUSES = 20  # an error can be its own
_LONGEST_MESSAGE = 300
_MOST_NAMED = 5
# What becomes of near-duplicates, by the values of --duplicates.
_BECOMES = {"keep": "kept", "mark": "counted once", "drop": "left out"}

paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
parties_option = click.option(
    "--parties",
    "parties_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Parties to look for beside the shipped ones, instead of the parties.toml beside the articles.",
)
min_mentions_option = click.option(
    "--min-mentions",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    metavar="N",
    help="How often an article speaks of somebody of no party for them to be a party of their own: by name, "
    "description or pronoun, and by name twice (once, where N is 1).",
)
method_option = click.option(
    "--method",
    type=click.Choice(["neural", "lexicon"]),
    default="neural",
    show_default=True,
    help="neural is right more often; lexicon is a word list with rules, which reads names but no pronouns, "
    "and shows all its reasons.",
)
duplicates_option = click.option(
    "--duplicates",
    type=click.Choice(list(_BECOMES)),
    default="mark",
    show_default=True,
    help="Of near-duplicates, as an agency's story in several outlets, count one in figures over several "
    "articles (mark), leave out the later ones (drop), or do not look for them (keep).",
)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="In how many processes to analyse, up to one a processor; each takes some 1.3 GB of memory.",
)


class Group(click.Group):
    """Turns every error into one line and exit code 1, and an interruption into 130."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SidelightError as error:
            complain(error)
            ctx.exit(1)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # click's own business
        except (Exception, KeyboardInterrupt) as error:
            if _is_interruption(error):
                click.echo("sidelight: interrupted; what was there before is whole", err=True)
                ctx.exit(130)
            complain_of_unexpected(error)
            ctx.exit(1)


class Reading(NamedTuple):
    """How files are read.

    Which of their columns is what, the longest article, where links may lead, and `en` where all is to be
    read as English.
    """

    columns: dict[str, str]
    max_characters: int
    follow_links: bool
    language: str | None = None


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of every command that reads articles; it gets them as one `reading`."""

    @click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NAME",
        callback=_columns,
        help="The column of a field, where its name does not tell: --column text=Wortlaut. May be repeated.",
    )
    @click.option(
        "--max-characters",
        type=click.IntRange(min=1),
        default=1_000_000,
        show_default=True,
        metavar="N",
        help="The most characters that an article may have; a longer one is reported.",
    )
    @click.option(
        "--follow-links", is_flag=True, help="Follow symbolic links that lead out of a folder in PATHS."
    )
    @click.option(
        "--language",
        type=click.Choice(["en"]),
        help="Read every article as English, also what looks like another language.",
    )
    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        reading = Reading(*(options.pop(name) for name in Reading._fields))
        command(*args, reading=reading, **options)

    return run


def _columns(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    from analysis.corpus.columns import NAMES

    found = {}
    for value in values:
        field, is_there, name = value.partition("=")
        if field not in NAMES or not is_there or not name:
            raise click.BadParameter(f"{value!r} is not FIELD=NAME with a field among: {', '.join(NAMES)}")
        found[field] = name
    return found


def read_corpus(paths: Iterable[Path], problems: list[SidelightError], reading: Reading) -> Iterator[Article]:
    """Read articles one by one, collect what is wrong with others, and say which are cut or repeated."""
    from analysis.corpus import iter_articles

    truncated: list[str] = []
    repeated: list[str] = []
    for article in iter_articles(
        paths, on_error=problems.append, on_repeated=repeated.append, **reading._asdict()
    ):
        if article.is_truncated:
            truncated.append(article.article_id)
        yield article
    if truncated:
        number = "1 article is" if len(truncated) == 1 else f"{len(truncated)} articles are"
        click.echo(f"sidelight: {number} cut short or a page of an error: {_named(truncated)}", err=True)
    if repeated:
        number = "1 article stands" if len(repeated) == 1 else f"{len(repeated)} articles stand"
        click.echo(f"sidelight: {number} there once more, counted once: {_named(repeated)}", err=True)


class Copies:
    """Collects which articles are near-duplicates of earlier ones, to say so when all are read.

    `duplicates` is what is done with them, a value of ``--duplicates``.
    """

    def __init__(self, duplicates: str) -> None:
        self.duplicates = duplicates
        self._found: list[str] = []

    def add(self, article_id: str, duplicate_of: object) -> None:
        """Note an article, if it is one."""
        if isinstance(duplicate_of, str):
            self._found.append(f"{article_id} (of {duplicate_of})")

    def add_all(self, articles: pd.DataFrame) -> None:
        """Note what a table `articles` says."""
        for article_id, first in articles[["article_id", "duplicate_of"]].to_numpy():
            self.add(article_id, first)

    def of(self, batches: Iterable[Analysis]) -> Iterator[Analysis]:
        """Yield batches, and note what their table `articles` says."""
        for batch in batches:
            self.add_all(batch.articles)
            yield batch

    def tell(self) -> None:
        """Say on standard error how many there are, which, and what is done with them."""
        if self._found:
            number = "1 article is a near-duplicate"
            if len(self._found) > 1:
                number = f"{len(self._found)} articles are near-duplicates"
            line = f"sidelight: {number} of earlier ones, {_BECOMES[self.duplicates]}: {_named(self._found)}"
            click.echo("".join(char for char in line if char.isprintable()), err=True)


def _named(articles: list[str]) -> str:
    more = f" and {len(articles) - _MOST_NAMED} more" if len(articles) > _MOST_NAMED else ""
    return ", ".join(articles[:_MOST_NAMED]) + more


def read_parties(path: Path | None) -> Registry | None:
    """Read the file given with ``--parties``, if any."""
    from analysis.registry.reading import read_registry

    return read_registry(path) if path else None


def progress(items: Iterable[Item] | None, unit: str) -> tqdm[Item]:
    """Count items on standard error: in a terminal as a bar, in a log as a line each minute.

    Without items the bar is moved on by its `update`.
    """
    from tqdm import tqdm

    how: dict[str, Any] = {"unit": f" {unit}", "delay": 1, "leave": False}
    if not sys.stderr.isatty():
        line = "sidelight: {n_fmt}{unit} in {elapsed}\n"
        how |= {"delay": 60, "mininterval": 60, "miniters": 1, "bar_format": line}
    return cast("tqdm[Item]", tqdm(items, **how))


def formatted(table: pd.DataFrame, file_format: str) -> str:
    """Give a table as text: aligned for reading (`table`), as `csv`, or as `json`."""
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


def finish(problems: list[SidelightError], *, is_done: bool) -> None:
    """Report what went wrong, and leave with exit code 1 if anything did."""
    for problem in problems:
        complain(problem)
    if problems and is_done:
        what = "this one" if len(problems) == 1 else f"these {len(problems)}"
        click.echo(f"sidelight: the rest is done; not {what}", err=True)
    if problems:
        sys.exit(1)


def complain(error: BaseException, message: str = "") -> None:
    """Print an error as one line on standard error, after its traceback with ``--debug``."""
    if _is_debugged():
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    line = " ".join((message or str(error)).split())
    click.echo(f"sidelight: error: {''.join(char for char in line if char.isprintable())}", err=True)


def _is_interruption(error: BaseException) -> bool:
    """Tell whether an interruption is an error, or what it comes from.

    One that comes while a compiled module is imported is an ImportError with that cause.
    """
    of: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if of is None or isinstance(of, KeyboardInterrupt):
            break
        of = of.__cause__
    return isinstance(of, KeyboardInterrupt)


def complain_of_unexpected(error: BaseException) -> None:
    """Print one line about an error that nobody foresaw, and keep its traceback in a temporary file."""
    what = f"{type(error).__name__}: {error}"[:_LONGEST_MESSAGE]
    if _is_debugged():
        where = "see the traceback above"
    else:
        try:
            handle, path = tempfile.mkstemp(prefix="sidelight-error-", suffix=".log")
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.writelines(traceback.format_exception(error))
            where = f"the traceback is in {path}"
        except OSError:
            where = "`sidelight --debug ...` shows the traceback"
    complain(
        error, f"unexpected {what}; this is a defect of Sidelight, or the system is out of something: {where}"
    )


def _is_debugged() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.find_root().params.get("debug"))
