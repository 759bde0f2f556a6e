"""Whatever people have in hand to `Article` records: texts, paths, frames, mappings and lists of these."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from analysis.corpus import iter_articles
from analysis.corpus.article import article_of, title_id
from analysis.corpus.columns import is_missing, keys_of, known_values, without_text
from analysis.corpus.readers import READERS
from analysis.corpus.readers.json_files import list_in
from analysis.corpus.rows import Row
from analysis.paths import kind_of
from analysis.records import Article, CorpusError, Registry

if TYPE_CHECKING:
    import pandas as pd

_EXPECTED = (
    "expected an Article, a text, a path, a DataFrame, a Series of texts, a mapping (an article's fields, "
    "or ids and texts), or several of these"
)
# Text is longer than the longest path, and the longest file name.
_LONGEST_PATH, _LONGEST_NAME = 4096, 255
_SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)
_ROWS = 1000  # of a frame, at a time
_UNNAMED = "\0"


def articles_from(
    things: object, *, columns: Mapping[str, str] | None = None, registry: Registry | None = None
) -> Iterator[Article]:
    r"""Make articles of whatever holds them, one at a time.

    Parameters
    ----------
    things
        An `Article`; a text; a path; a DataFrame, a row an article; a Series of texts; a mapping with the
        fields of one article, or from ids to texts, or the answer of a news service; or several of these in a
        list or other iterable, which is read as it goes; an empty one gives no articles. A str of one line
        that names an existing file or folder is a path, any other a text. Files are read as by
        `iter_articles`; columns, keys and fields are known by the names that `iter_articles` knows.
    columns
        Where names do not tell which column of a table or file is what: the column of some fields, as
        ``{"text": "Wortlaut", "published": "Datum"}``.
    registry
        Parties to look for beside the shipped ones; by default those of the `parties.toml` beside a file.
        An `Article` keeps its own.

    Yields
    ------
    Article
        Its id is its own, or, in this order, its file's name, its key or its label in an index that is no
        plain range, its title (``a-broken-promise``), or ``text-1`` and so on by its place. One that is taken
        gets ``-2``, ``-3``; that of an `Article` stays.

    Raises
    ------
    CorpusError
        Something is none of these or has no text; a column is not there; a str looks like a path (a known
        suffix, or a slash and no space) and names nothing; or a file cannot be read.
    PartiesError
        A `parties.toml` cannot be used.

    Examples
    --------
    >>> [article.article_id for article in articles_from(["Iran left.", "Oman stayed."])]
    ['text-1', 'text-2']
    >>> (article,) = articles_from({"headline": "Talks resume", "body": "Both sides met."})
    >>> article.article_id, article.text
    ('talks-resume', 'Talks resume\n\nBoth sides met.')
    """
    ids = Ids()
    for article, is_own in unnamed_articles(things, columns=columns, registry=registry):
        name = ids.give(article.article_id, is_own=is_own)
        yield article if name == article.article_id else dataclasses.replace(article, article_id=name)


def unnamed_articles(
    things: object, *, columns: Mapping[str, str] | None = None, registry: Registry | None = None
) -> Iterator[tuple[Article, bool]]:
    """Yield articles as `articles_from` does, with the ids that they ask for, which `Ids` has still to give.

    With each comes whether the id is its own, and so stays.
    """
    yield from _Maker(columns, registry).articles(things, "input")


class Ids:
    """Gives articles their ids, one after the other, none but an article's own twice."""

    def __init__(self) -> None:
        self._n = 0
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def give(self, asked: str, *, is_own: bool) -> str:
        """Return the id of the next article, by the one that it asks for (see `unnamed_articles`)."""
        self._n += 1
        if is_own:
            self._taken.add(asked)
            return asked
        name = f"text-{self._n}" if asked == _UNNAMED else asked
        own, number = name, self._last.get(name, 1)
        while own in self._taken:
            number += 1
            own = f"{name}-{number}"
        self._last[name] = number
        self._taken.add(own)
        return own


class _Maker:
    """Makes articles of many things."""

    def __init__(self, columns: Mapping[str, str] | None, registry: Registry | None) -> None:
        self._columns = columns
        self._registry = registry
        self._n = 0

    def articles(self, thing: object, where: str) -> Iterator[tuple[Article, bool]]:
        """Yield what a thing holds; `where` names it in errors."""
        import pandas as pd

        if isinstance(thing, Article):
            self._n += 1
            yield thing, True
        elif isinstance(thing, str):
            path = path_of(thing)
            yield from [self._text(thing)] if path is None else self._files(path)
        elif isinstance(thing, os.PathLike):
            yield from self._files(Path(thing))
        elif isinstance(thing, Mapping):
            yield from self._mapping(thing, where)
        elif isinstance(thing, pd.DataFrame):
            yield from self._frame(thing)
        elif isinstance(thing, pd.Series):
            yield from self._series(thing)
        elif isinstance(thing, Iterable) and not isinstance(thing, (bytes, bytearray)):
            for number, item in enumerate(thing, 1):
                yield from self.articles(item, f"item {number}")
        else:
            raise CorpusError(f"{where}: is {_named(thing)}; {_EXPECTED}")

    def _text(self, text: str, label: str = _UNNAMED) -> tuple[Article, bool]:
        where = f"text {self._n + 1 if label == _UNNAMED else repr(label)}"
        return self._article({"text": text}, where, label, None)

    def _article(
        self, values: Mapping[str, Any], where: str, label: str, columns: Mapping[str, str] | None
    ) -> tuple[Article, bool]:
        self._n += 1
        registry = self._registry or Registry()
        article = article_of(Row(where, values), label, columns=columns, registry=registry)
        title = title_id(article.title) if article.article_id == _UNNAMED else ""
        return dataclasses.replace(article, article_id=title) if title else article, False

    def _files(self, path: Path) -> Iterator[tuple[Article, bool]]:
        for article in iter_articles(path, columns=self._columns):
            self._n += 1
            yield dataclasses.replace(article, registry=self._registry) if self._registry else article, False

    def _mapping(self, thing: Mapping[Any, Any], where: str) -> Iterator[tuple[Article, bool]]:
        values = {str(key): value for key, value in thing.items()}
        missing = without_text(keys_of(values), where, self._columns)
        found = list_in(values) if missing else None
        if missing is None:
            yield self._article(values, where, _UNNAMED, self._columns)
        elif found is not None:
            yield from self.articles(found, where)
        elif self._columns or known_values(values, where).columns or not _are_texts(values):
            raise missing
        else:
            for label, text in values.items():
                yield self._text(text, label)

    def _series(self, series: pd.Series[Any]) -> Iterator[tuple[Article, bool]]:
        row = {str(label): value for label, value in series.items()}
        if len(row) > 1 and len(known_values(dict.fromkeys(row, "x"), "").columns) > 1:
            yield from self._mapping(row, "row")
            return
        labels = _labels(series.index)
        for number, value in enumerate(series):
            label = labels[number] if labels else _UNNAMED
            if not isinstance(value, str):
                raise CorpusError(
                    f"row {series.index[number]}: is {_named(value)}; expected a text: "
                    "series.dropna() leaves out missing ones"
                )
            yield self._text(value, label)

    def _frame(self, frame: pd.DataFrame) -> Iterator[tuple[Article, bool]]:
        names = [str(name) for name in frame.columns]
        missing = without_text(names, "DataFrame", self._columns)
        if missing:
            raise missing
        labels = _labels(frame.index)
        for first in range(0, len(frame), _ROWS):
            part = frame.iloc[first : first + _ROWS]
            for number, cells in enumerate(part.itertuples(index=False, name=None), first):
                values: dict[str, Any] = {}
                for name, cell in zip(names, cells, strict=True):
                    values.setdefault(name, _plain(cell))  # the first of two columns of one name counts
                where = f"DataFrame: row {frame.index[number]}"
                label = labels[number] if labels else _UNNAMED
                yield self._article(values, where, label, self._columns)


def path_of(text: str) -> Path | None:
    """Return the path that a str is, or None where it is a text.

    Raises
    ------
    CorpusError
        It looks like a path, but there is nothing.
    """
    if len(text.splitlines()) != 1 or len(text) > _LONGEST_PATH or not text.strip():
        return None
    if "://" in text and not any(char.isspace() for char in text):
        raise CorpusError(f"{text}: is a web address, and none is opened; save the page and name its file")
    path = Path(os.path.expanduser(text))  # noqa: PTH111  # Path.expanduser raises for an unknown user
    try:
        kind_of(path)
    except OSError:
        pass
    else:
        return path
    has_suffix = len(text) <= _LONGEST_NAME and PurePath(text).suffix.lower() in _SUFFIXES
    is_one_word = not any(char.isspace() for char in text)
    if has_suffix or (is_one_word and ("/" in text or "\\" in text)):
        raise CorpusError(
            f"{text}: there is no such file or folder; if it is a text, make_article(...) takes it"
        )
    return None


def _labels(index: pd.Index[Any]) -> list[str] | None:
    """Return the labels of an index, or None where they only count rows."""
    import pandas as pd

    if index.equals(pd.RangeIndex(len(index))):
        return None
    return ["-".join(map(str, label)) if isinstance(label, tuple) else str(label) for label in index]


def _plain(cell: Any) -> Any:
    """Make a Python value of a cell that holds one of NumPy's."""
    return cell.tolist() if hasattr(cell, "tolist") else cell


def _are_texts(values: Mapping[str, Any]) -> bool:
    return all(isinstance(value, str) for value in values.values())


def _named(thing: object) -> str:
    return "missing" if is_missing(thing) else f"a {type(thing).__name__}"
