"""What is read of each file, before anything is analysed: its kind, its columns, what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.corpus.article import MAX_CHARACTERS, article_of, check_limit
from analysis.corpus.columns import NAMES, known_values
from analysis.corpus.files import find_files
from analysis.corpus.readers import Options, items_of, reader_of, source_of
from analysis.records import CorpusError, SidelightError

if TYPE_CHECKING:
    import pandas as pd

    from analysis.corpus.duplicates import Versions

COLUMNS = (
    "file",
    "kind",
    "n_articles",
    "columns",
    "missing",
    "extra",
    "n_duplicates",
    "n_left_out",
    "left_out",
)
_SHOWN = 3  # reasons of one file


def inspect_files(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    max_characters: int = MAX_CHARACTERS,
    follow_links: bool = False,
    language: str | None = None,
) -> pd.DataFrame:
    """Return what is read of each file, without analysing it.

    Parameters
    ----------
    paths, columns, max_characters, follow_links, language
        As for `read_articles`.

    Returns
    -------
    DataFrame
        One row a file: `file`; its `kind`, or NA where it is of none that is read; `n_articles` that it
        gives; `columns`, which field comes from which of its columns where their names differ
        (``text from body``); the fields that are `missing` in every article; the `extra` columns that are
        kept beside; `n_duplicates`, how many are near-duplicates of earlier articles, in this file or
        another (see `duplicate_groups`); `n_left_out`, and the first reasons in `left_out`. A path that is
        not there has a row without a kind. Without files there are no rows.

    Raises
    ------
    ChoiceError
        `max_characters` is less than 1.
    """
    import pandas as pd

    from analysis.corpus.duplicates import Versions

    check_limit(max_characters)
    versions = Versions()
    rows: list[tuple[object, ...]] = []

    def unread(error: SidelightError) -> None:
        path, _, reason = str(error).partition(": ")
        rows.append((path, None, 0, "", "", "", 0, 1, reason))

    for found in find_files(paths, unread, follow_links=follow_links):
        rows.append(_row(found.path, Options(max_characters, columns=columns), language, versions))  # noqa: PERF401 - unread adds, too
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        dict.fromkeys(("n_articles", "n_duplicates", "n_left_out"), "int64")
    )


def _row(path: Path, options: Options, language: str | None, versions: Versions) -> tuple[object, ...]:
    reasons: Counter[str] = Counter()
    used: Counter[tuple[str, str]] = Counter()
    extra: Counter[str] = Counter()
    n_articles = n_duplicates = 0
    for item in items_of(path, options):
        try:
            if isinstance(item, CorpusError):
                raise item
            article = article_of(
                item,
                "x",
                columns=options.columns,
                path=path,
                max_characters=options.max_characters,
                language=language,
            )
        except CorpusError as error:
            reasons[str(error).removeprefix(f"{path}: ")] += 1
            continue
        n_articles += 1
        n_duplicates += versions.find(article) is not None
        known = known_values(item.values, item.where, options.columns, is_file=True)
        used.update(known.columns.items())
        extra.update(known.extra.keys())
    fields = {field for field, _ in used}
    told = ", ".join(f"{field} from {column}" for field, column in used if field != column)
    missing = (
        ", ".join(field for field in NAMES if field not in fields and field != "id") if n_articles else ""
    )
    left_out = "; ".join(reason for reason, _ in reasons.most_common(_SHOWN))
    return (
        str(path),
        file_kind(path),
        n_articles,
        told,
        missing,
        ", ".join(extra),
        n_duplicates,
        sum(reasons.values()),
        left_out,
    )


def file_kind(path: Path) -> str | None:
    """Return the kind of a file, as `inspect_files` tells it; None where it is of none that is read."""
    try:
        return reader_of(source_of(path)).kind
    except (CorpusError, OSError):
        return None
