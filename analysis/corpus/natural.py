"""Whatever people have in hand to `Article` records: texts, paths, frames, mappings and lists of these."""

from __future__ import annotations

import dataclasses
import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from analysis.corpus import iter_articles
from analysis.corpus.article import article_of, check_language, title_id
from analysis.corpus.columns import NAMES, check_columns, is_missing, keys_of, known_values, without_text
from analysis.corpus.dates import Ambiguous, order_of
from analysis.corpus.readers import READERS
from analysis.corpus.readers.json_files import list_in
from analysis.corpus.rows import Row
from analysis.paths import kind_of
from analysis.records import Article, CorpusError, Registry, check_registry, named_type

if TYPE_CHECKING:
    import pandas as pd

_EXPECTED = (
    "expected an Article, a text, a path, a DataFrame, a Series of texts, a mapping (an article's fields, "
    "or ids and texts), or several of these"
)
_ROW_EXPECTED = (
    "expected one article: give a table whole, as a DataFrame; a row as a mapping of its fields; "
    "ids and texts as dict(zip(ids, texts))"
)
# By which other libraries make a pandas object of a frame or a column, or load one that is not there yet.
_CONVERSIONS = ("to_pandas", "toPandas", "compute", "collect")
# Text is longer than the longest path, and the longest file name.
_LONGEST_PATH, _LONGEST_NAME = 4096, 255
_SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)
_ROWS = 1000  # of a frame, at a time
_UNNAMED = "\0"


def articles_from(
    things: object,
    *,
    columns: Mapping[str, str] | None = None,
    registry: Registry | None = None,
    language: str | None = None,
) -> Iterator[Article]:
    r"""Make articles of whatever holds them, one at a time.

    Parameters
    ----------
    things
        An `Article`; a text; a path; a DataFrame, a row an article; a Series of texts; a mapping with the
        fields of one article, or from ids to texts or fields, or from names to columns of one length, or the
        answer of a news service; or several of these in a list or other iterable, which is read as it goes;
        an empty one gives no articles. A str of one line that names an existing file or folder is a path, any
        other a text. Files are read as by `iter_articles`; columns, levels of an index, keys and fields are
        known by the names that `iter_articles` knows. Frames and columns of other libraries, such as Polars,
        Dask and PyArrow, are made pandas objects first.
    columns
        Where names do not tell which column of a table or file is what: the column of some fields, as
        ``{"text": "Wortlaut", "published": "Datum"}``.
    registry
        Parties to look for beside the shipped ones; by default those of the `parties.toml` beside a file.
        An `Article` keeps its own.
    language
        ``en`` to take every text for English, as for `iter_articles`.

    Yields
    ------
    Article
        Its id is its own, or, in this order, its file's name, its key or its label in an index that is no
        plain range, its title (``a-broken-promise``), or ``text-1`` and so on by its place. One that is taken
        gets ``-2``, ``-3``; that of an `Article` stays.

    Warns
    -----
    UserWarning
        Dates such as 03/04/2024 were left out, since no other of their table tells the day from the month.

    Raises
    ------
    CorpusError
        Something is none of these or has no text; a column is not there; a str looks like a path (a known
        suffix, or a slash and no space) and names nothing; or a file cannot be read.
    PartiesError
        A `parties.toml` cannot be used.
    ChoiceError
        `columns` is no mapping, the registry is none, or `language` is another one.

    Examples
    --------
    >>> [article.article_id for article in articles_from(["Iran left.", "Oman stayed."])]
    ['text-1', 'text-2']
    >>> (article,) = articles_from({"headline": "Talks resume", "body": "Both sides met."})
    >>> article.article_id, article.text
    ('talks-resume', 'Talks resume\n\nBoth sides met.')
    """
    ids = Ids()
    for article, is_own in unnamed_articles(things, columns=columns, registry=registry, language=language):
        name = ids.give(article.article_id, is_own=is_own)
        yield article if name == article.article_id else dataclasses.replace(article, article_id=name)


def unnamed_articles(
    things: object,
    *,
    columns: Mapping[str, str] | None = None,
    registry: Registry | None = None,
    language: str | None = None,
) -> Iterator[tuple[Article, bool]]:
    """Yield articles as `articles_from` does, with the ids that they ask for, which `Ids` has still to give.

    With each comes whether the id is its own, and so stays.
    """
    check_columns(columns)
    check_registry(registry)
    check_language(language)
    maker = _Maker(columns, registry, language)
    yield from maker.articles(things, "input")
    maker.ambiguous.tell()


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

    def __init__(
        self, columns: Mapping[str, str] | None, registry: Registry | None, language: str | None
    ) -> None:
        self._columns = columns
        self._registry = registry
        self._language = language
        self._n = 0
        self.ambiguous = Ambiguous()

    def articles(self, thing: object, where: str, *, is_item: bool = False) -> Iterator[tuple[Article, bool]]:
        """Yield what a thing holds; `where` names it in errors, `is_item` says that it is one of several."""
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
            yield from self._mapping(thing, where, is_item=is_item)
        elif isinstance(thing, pd.DataFrame):
            yield from self._frame(thing)
        elif isinstance(thing, pd.Series):
            yield from self._series(thing)
        elif (converted := _converted(thing, where)) is not thing:
            yield from self.articles(converted, where, is_item=is_item)
        elif isinstance(thing, Iterable) and not isinstance(thing, (bytes, bytearray)):
            _check_items(thing, where, is_item=is_item)
            for number, item in enumerate(thing, 1):
                yield from self.articles(item, f"item {number}", is_item=True)
        else:
            raise CorpusError(f"{where}: is {_named(thing)}; {_EXPECTED}")

    def _text(self, text: str, label: str = _UNNAMED) -> tuple[Article, bool]:
        where = f"text {self._n + 1 if label == _UNNAMED else repr(label)}"
        return self._article({"text": text}, where, label, None)

    def _article(
        self,
        values: Mapping[str, Any],
        where: str,
        label: str,
        columns: Mapping[str, str] | None,
        *,
        is_day_first: bool | None = None,
    ) -> tuple[Article, bool]:
        self._n += 1
        registry = self._registry or Registry()
        article = article_of(
            Row(where, values),
            label,
            columns=columns,
            registry=registry,
            language=self._language,
            is_day_first=is_day_first,
        )
        self.ambiguous.add(article.published, article.extra.get("published"))
        title = title_id(article.title) if article.article_id == _UNNAMED else ""
        return dataclasses.replace(article, article_id=title) if title else article, False

    def _files(self, path: Path) -> Iterator[tuple[Article, bool]]:
        for article in iter_articles(path, columns=self._columns, language=self._language):
            self._n += 1
            yield dataclasses.replace(article, registry=self._registry) if self._registry else article, False

    def _mapping(
        self, thing: Mapping[Any, Any], where: str, *, is_item: bool
    ) -> Iterator[tuple[Article, bool]]:
        import pandas as pd

        values = {str(key): value for key, value in thing.items()}
        missing = without_text(keys_of(values), where, self._columns)
        found = list_in(values) if missing else None
        if missing is None:
            if is_item or not _are_columns(values):
                yield self._article(values, where, _UNNAMED, self._columns)
            else:
                yield from self._frame(pd.DataFrame({name: list(value) for name, value in values.items()}))
        elif found is not None:
            yield from self.articles(found, where)
        elif self._columns or known_values(values, where).columns:
            raise missing
        else:
            wrong = next((name for name, value in values.items() if not _is_text_or_fields(value)), None)
            if wrong is not None:
                raise CorpusError(f"{missing}; if its keys are ids: {wrong!r} is {_named(values[wrong])}")
            for label, value in values.items():
                fields = isinstance(value, Mapping)
                yield self._article(value, repr(label), label, None) if fields else self._text(value, label)

    def _series(self, series: pd.Series[Any]) -> Iterator[tuple[Article, bool]]:
        row = {str(label): value for label, value in series.items()}
        if len(row) > 1 and len(known_values(dict.fromkeys(row, "x"), "").columns) > 1:
            yield from self._mapping(row, "row", is_item=True)
            return
        if self._known_levels(series.index):
            yield from self._frame(series.to_frame((self._columns or {}).get("text", "text")))
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
        index = frame.index
        levels = [name for name in self._known_levels(index) if name not in frame.columns]
        frame = frame.reset_index(level=levels) if levels else frame
        names = [str(name) for name in frame.columns]
        missing = without_text(names, "DataFrame", self._columns)
        if missing:
            raise missing
        labels = _labels(frame.index)
        days = [number for number, name in enumerate(names) if self._is_field(name, "published")]
        order = order_of(itertools.chain.from_iterable(frame.iloc[:, number] for number in days))
        for first in range(0, len(frame), _ROWS):
            part = frame.iloc[first : first + _ROWS]
            for number, cells in enumerate(part.itertuples(index=False, name=None), first):
                values: dict[str, Any] = {}
                for name, cell in zip(names, cells, strict=True):
                    values.setdefault(name, _plain(cell))  # the first of two columns of one name counts
                where = f"DataFrame: row {index[number]}"
                label = labels[number] if labels else _UNNAMED
                yield self._article(values, where, label, self._columns, is_day_first=order)

    def _known_levels(self, index: pd.Index[Any]) -> list[str]:
        """Return the levels of an index that are fields of articles (``frame.set_index("date")``)."""
        names = [name for name in index.names if isinstance(name, str)]
        return [name for name in names if any(self._is_field(name, field) for field in NAMES)]

    def _is_field(self, name: str, field: str) -> bool:
        chosen = (self._columns or {}).get(field)
        return name == chosen or field in known_values({name: "x"}, "").columns


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


def _converted(thing: object, where: str) -> object:
    """Make a pandas object of a frame or a column of another library; anything else stays as it is."""
    try:
        for name in _CONVERSIONS:
            if callable(convert := getattr(thing, name, None)):
                return convert()
        if hasattr(thing, "__arrow_c_stream__"):
            import pyarrow as pa

            return pa.table(thing).to_pandas()
    except (ImportError, TypeError, ValueError) as error:
        raise CorpusError(
            f"{where}: is {_named(thing)} that cannot be made a DataFrame: {error}; give a pandas DataFrame"
        ) from error
    return thing


def _check_items(things: Iterable[Any], where: str, *, is_item: bool) -> None:
    """Verify that an iterable holds articles, and is no row of cells.

    Raises
    ------
    CorpusError
        It is an open file, an array of two dimensions or none, or a row.
    """
    if hasattr(things, "read"):
        raise CorpusError(f"{where}: is an open file; give its path, or its text, file.read()")
    if getattr(things, "ndim", 1) != 1:
        raise CorpusError(
            f"{where}: is {_named(things)} of {things.ndim} dimensions; "  # type: ignore[attr-defined]
            "give the DataFrame itself, or one column of texts"
        )
    has_texts = isinstance(things, list) and any(isinstance(one, str) for one in things)
    if is_item and (isinstance(things, tuple) or has_texts):
        raise CorpusError(f"{where}: is {_named(things)}; {_ROW_EXPECTED}")


def _are_columns(values: Mapping[str, Any]) -> bool:
    """Tell whether values are columns of one length, and no fields of one article."""
    columns = values.values()
    are_lists = all(isinstance(one, (list, tuple)) or getattr(one, "ndim", 0) == 1 for one in columns)
    return are_lists and len(set(map(len, columns))) == 1


def _is_text_or_fields(value: object) -> bool:
    return isinstance(value, (str, Mapping))


def _named(thing: object) -> str:
    return "missing" if is_missing(thing) else named_type(thing)
