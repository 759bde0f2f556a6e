"""Files to `Article` records.

Every error names the file, what is wrong and what is expected.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from analysis.corpus.article import MAX_CHARACTERS, article_of, check_language, check_limit, make_article
from analysis.corpus.columns import check_columns, known_values
from analysis.corpus.dates import Ambiguous, is_ambiguous, order_of
from analysis.corpus.files import PARTIES_FILE, Found, check_inside, find_files
from analysis.corpus.ids import FileIds
from analysis.corpus.readers import Options, items_of
from analysis.corpus.readers.markdown import split_front_matter
from analysis.corpus.rows import Row
from analysis.records import Article, CorpusError, Registry, SidelightError, printable
from analysis.registry.reading import read_registry

__all__ = [
    "MAX_CHARACTERS",
    "PARTIES_FILE",
    "iter_articles",
    "make_article",
    "read_articles",
    "split_front_matter",
]

PathLike = str | Path
ErrorHandler = Callable[[SidelightError], None]


def read_articles(
    paths: PathLike | Iterable[PathLike],
    *,
    columns: Mapping[str, str] | None = None,
    on_error: ErrorHandler | None = None,
    max_characters: int = MAX_CHARACTERS,
    follow_links: bool = False,
    language: str | None = None,
    on_repeated: Callable[[str], None] | None = None,
) -> list[Article]:
    """Read files and folders of articles into a list; see `iter_articles`, which reads them one by one."""
    return list(
        iter_articles(
            paths,
            columns=columns,
            on_error=on_error,
            max_characters=max_characters,
            follow_links=follow_links,
            language=language,
            on_repeated=on_repeated,
        )
    )


def iter_articles(
    paths: PathLike | Iterable[PathLike],
    *,
    columns: Mapping[str, str] | None = None,
    on_error: ErrorHandler | None = None,
    max_characters: int = MAX_CHARACTERS,
    follow_links: bool = False,
    language: str | None = None,
    on_repeated: Callable[[str], None] | None = None,
) -> Iterator[Article]:
    r"""Read files and folders of articles, one article at a time.

    Parameters
    ----------
    paths
        A file of a kind in `readers.READERS`, or folder, or several. Folders are read with their
        subfolders, in alphabetical order, without hidden files, `README` and `parties.toml`.
    columns
        Where a file's own names do not tell which of its columns is what: the column of some fields, as
        ``{"text": "Wortlaut", "published": "Datum"}``.
    on_error
        Called with each error, whereupon reading goes on with the next file or line. By default the first
        error is raised.
    max_characters
        The most characters that an article may have, 1 at least. A longer one is an error; a file or line
        that has to hold one is not loaded.
    follow_links
        Whether symbolic links are followed that lead out of the folder named in `paths`. By default they are
        errors. What is named in `paths` may itself be a link.
    language
        ``en`` to take every text for English. By default what is clearly in another language is an error;
        texts of fewer than 60 letters never are.
    on_repeated
        Called with the id of each article that stands once more, with the same id and the same text, as in
        two exports of a database; it is yielded once.

    Yields
    ------
    Article
        Cleaned; its `registry` comes from the `parties.toml` in the file's folder, or in the nearest folder
        above it that was named in `paths`. The id is the path below the named folder, without the suffix,
        and inside an archive, or the `id` in the file; with the suffix, where a file beside it has the same
        name and another suffix and was read before. What cannot be printed in a path is an escape such as
        ``\xff``. In dates such as 03/04/2024 the day stands where the other dates of the file say, which is
        then read once more; where they say nothing, or not the same, they are left out.

    Warns
    -----
    UserWarning
        Dates were left out since nothing tells the day from the month.

    Raises
    ------
    CorpusError
        A path is missing, empty, binary, too long, no file, of an unknown format, without text, not in
        English, leads out of its folder, or has a broken front matter or JSON line; or two different articles
        have one id.
    PartiesError
        A `parties.toml` cannot be used.
    ChoiceError
        `max_characters` is less than 1, `columns` is no mapping, or `language` is another one.
    """
    check_limit(max_characters)
    check_language(language)
    check_columns(columns)
    report = on_error or _raise
    ids = FileIds()
    registries: dict[Path, Registry] = {}
    ambiguous = Ambiguous()
    options = Options(max_characters, columns=columns)
    for found in find_files(paths, report, follow_links=follow_links):
        try:
            registry = _registry_for(found, registries, follow_links=follow_links)
        except SidelightError as error:
            report(error)
            registry = Registry()
        below = found.path.relative_to(found.root)
        order: bool | None = None
        is_order_known = False
        for item in items_of(found.path, options):
            try:
                if isinstance(item, CorpusError):
                    raise item
                default = _default_id(below.with_suffix(""), item)
                make = partial(
                    article_of,
                    item,
                    default,
                    columns=columns,
                    registry=registry,
                    path=found.path,
                    max_characters=max_characters,
                    language=language,
                )
                article = make(is_day_first=order)
                if not is_order_known and _is_day_open(article):
                    order, is_order_known = _order_in(found.path, options), True
                    article = make(is_day_first=order)
                ambiguous.add(article.published, article.extra.get("published"))
                own = ids.give(article, item.where, found.path, default, _default_id(below, item))
            except CorpusError as error:
                report(error)
                continue
            if own is not None:
                yield own
            elif on_repeated is not None:
                on_repeated(article.article_id)
    ambiguous.tell()


def _is_day_open(article: Article) -> bool:
    return article.published is None and is_ambiguous(article.extra.get("published"))


def _order_in(path: Path, options: Options) -> bool | None:
    """Tell whether days stand before months in the dates of a file, read again for it (see `order_of`)."""
    rows = (item for item in items_of(path, options) if isinstance(item, Row))
    return order_of(_published(row, options.columns) for row in rows)


def _published(row: Row, columns: Mapping[str, str] | None) -> object:
    try:
        return known_values(row.values, row.where, columns, is_file=True).fields.get("published")
    except CorpusError:
        return None


def _default_id(path: Path, row: Row) -> str:
    file_id = printable(path.as_posix())
    name = f"{file_id}/{printable(row.part)}" if row.part else file_id
    return name if row.number is None else f"{name}-{row.number}"


def _raise(error: SidelightError) -> None:
    raise error


def _registry_for(found: Found, registries: dict[Path, Registry], *, follow_links: bool) -> Registry:
    for folder in (found.path.parent, *found.path.parent.parents):
        file = folder / PARTIES_FILE
        if os.path.lexists(file):
            if folder not in registries:
                registries[folder] = Registry()  # a broken file is reported once, not once an article
                if not follow_links and file.is_symlink():
                    check_inside(file, found.root)
                registries[folder] = read_registry(file)
            return registries[folder]
        if folder == found.root:
            break
    return Registry()
