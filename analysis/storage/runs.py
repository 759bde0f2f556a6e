"""A run on disk: what each batch gave, and the tables made from that, read when they are asked for.

``.sidelight-parts/`` has a folder for each batch, named by a hash of all that it was made from, with its
tables as they came out of the analysis; it is hidden, since a run may stand below the corpus that it reads.
``tables/`` has the tables with one name for everybody, put into place in one step when all parts are there: a
folder for each, with a Parquet file for each batch in the order of the articles, the CSV files where they
were asked for, and ``manifest.json``.
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from analysis.paths import PARTS
from analysis.records import TableError, check_choices
from analysis.schema import TABLES, Analysis, Columns, check_table
from analysis.storage.folders import digests
from analysis.storage.unread import unread, without_text

TABLES_FOLDER, MANIFEST = "tables", "manifest.json"
# Of each article beside the tables of the analysis.
KEYWORDS = "keywords"
STORED = (*Analysis.table_names(), KEYWORDS)
_LARGEST = "tokens"
_HOW = "`sidelight analyze -o` writes one"


class Run:
    """The tables of a run, on disk until they are asked for; made by `open_run` and `write_run`.

    `folder` is the run's folder, and `manifest` what ``tables/manifest.json`` says: versions, options,
    `n_articles`, and the names of the parts.
    """

    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        self.folder = folder
        self.manifest = manifest

    def __len__(self) -> int:
        """Return the number of articles."""
        return int(self.manifest["n_articles"])

    def table(self, name: str) -> Any:
        """Return a table as a pyarrow `Dataset`, which reads what is asked of it: columns, rows, batches.

        Parameters
        ----------
        name
            One of the tables of `Analysis`, or ``keywords``.

        Raises
        ------
        ChoiceError
            There is no such table.

        Examples
        --------
        ``open_run("run").table("mentions").to_table(columns=["party"])``
        """
        check_choices("table", name, STORED)
        return _dataset(self._files(name))

    def load(self, *names: str, text: bool = False) -> Analysis:
        """Read tables of all articles into memory, for the functions that take an analysis.

        Parameters
        ----------
        names
            Tables of `Analysis`; `articles` is always read. By default all but `tokens`, which is by far
            the largest, and which counts of words alone read.
        text
            Whether `articles` has the texts, too.

        Returns
        -------
        Analysis
            What is not read is not there, so that nothing counts it as none: who asks for it gets a
            `TableError` that says how to load it.

        Raises
        ------
        ChoiceError
            There is no such table.
        TableError
            A file is no such table.
        """
        every = Analysis.table_names()
        read = {"articles", *(check_choices("table", names, every) or set(every) - {_LARGEST})}
        return Analysis(
            **{name: self._read(name, text=text) if name in read else unread(name) for name in every}
        )

    def batches(self, columns: Columns | None = None) -> Iterator[Analysis]:
        """Yield the analysis some articles at a time, so that memory does not grow with the corpus.

        Parameters
        ----------
        columns
            Which columns of which tables to read, such as ``{"mentions": ["article_id", "party"]}``; by
            default all of all tables. A table that is not named is as `load` leaves it.

        Raises
        ------
        ChoiceError
            There is no such table.
        TableError
            A file is no such table, or has no such column.
        """
        every = Analysis.table_names()
        if columns is not None:
            check_choices("table", list(columns), every)
        for number in range(len(self.manifest["parts"])):
            yield Analysis(**{name: self._part(name, number, columns) for name in every})

    def _part(self, name: str, number: int, columns: Columns | None) -> pd.DataFrame:
        path = self.folder / TABLES_FOLDER / name / file_name(number)
        if columns is None:
            return read_table(name, path)
        return _read_columns([path], columns[name], path) if name in columns else unread(name)

    def _read(self, name: str, *, text: bool) -> pd.DataFrame:
        columns = [
            column.name for column in TABLES[name] if text or name != "articles" or column.name != "text"
        ]
        table = _read_columns(self._files(name), columns, self.folder / TABLES_FOLDER / name)
        return table if text or name != "articles" else without_text(table)

    def _files(self, name: str) -> list[Path]:
        folder = self.folder / TABLES_FOLDER / name
        return [folder / file_name(number) for number in range(len(self.manifest["parts"]))]


def open_run(folder: str | Path) -> Run:
    """Open what `sidelight analyze -o` wrote; its tables are read when they are asked for.

    Parameters
    ----------
    folder
        The folder given to ``-o``, or to `write_run`.

    Raises
    ------
    TableError
        It holds no run that was finished.

    Examples
    --------
    ``party_sentiment(open_run("run"))``
    """
    path = Path(folder) / TABLES_FOLDER / MANIFEST
    manifest = read_json(path)
    if manifest is None:
        is_begun = (Path(folder) / PARTS).is_dir()
        why = (
            "the run was not finished; start it again, and it goes on"
            if is_begun
            else f"holds no run; {_HOW}"
        )
        raise TableError(f"{folder}: {why}")
    if not isinstance(manifest.get("parts"), list) or not isinstance(manifest.get("n_articles"), int):
        raise TableError(f"{path}: is not a run's manifest as Sidelight writes it; {_HOW}")
    return Run(Path(folder), manifest)


def part_files(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Return the files of a part by their names: Parquet, one a table."""
    files = {}
    for name, table in tables.items():
        file = io.BytesIO()
        _write_parquet(file, table)
        files[f"{name}.parquet"] = file.getvalue()
    return files


def write_part(folder: Path, files: Mapping[str, bytes], articles: Mapping[str, str]) -> None:
    """Write what a batch gave to a new folder, and what proves that it is whole.

    Parameters
    ----------
    folder
        Is made; it must not be there.
    files
        From `part_files`.
    articles
        The hash of each article, by its id.
    """
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    write_json(folder / MANIFEST, {"articles": dict(articles), "files": digests(folder)})


def is_whole(folder: Path) -> bool:
    """Tell whether a part is there with all its files as they were written."""
    manifest = read_json(folder / MANIFEST)
    files = {name: value for name, value in digests(folder).items() if name != MANIFEST}
    return manifest is not None and manifest.get("files") == files


def articles_of(folder: Path) -> dict[str, str]:
    """Return the hash of each article of a part, by its id; none where it is not whole."""
    manifest = read_json(folder / MANIFEST) if is_whole(folder) else None
    return dict(manifest["articles"]) if manifest else {}


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a table as a Parquet file."""
    with path.open("wb") as file:
        _write_parquet(file, table)


def _write_parquet(file: BinaryIO, table: pd.DataFrame) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), file)


def read_table(name: str, path: Path) -> pd.DataFrame:
    """Read a table from a Parquet file.

    Raises
    ------
    TableError
        It is missing, or is no such table.
    """
    with _told(path):
        table = pd.read_parquet(path)
    check_table(name, table)
    return table


def _dataset(paths: Sequence[Path]) -> Any:
    from pyarrow.dataset import dataset

    return dataset([str(path) for path in paths], format="parquet")


def _read_columns(paths: Sequence[Path], columns: Sequence[str], named: Path) -> pd.DataFrame:
    with _told(named):
        table: pd.DataFrame = _dataset(paths).to_table(columns=list(columns)).to_pandas()
    return table


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Raise what goes wrong in reading Parquet as one line that names the path."""
    from pyarrow import ArrowException

    try:
        yield
    except (ArrowException, OSError) as error:
        raise TableError(
            f"{path}: is missing, or not what a run wrote; run `sidelight analyze` again"
        ) from error


def file_name(number: int) -> str:
    """Return the name of the file of a batch in the folder of a table; such names sort as the batches."""
    return f"{number:08}.parquet"


def published(folder: Path) -> Collection[str]:
    """List the files that a run has put into its ``tables/``, relative to that."""
    return [
        MANIFEST,
        *(f"{name}.csv" for name in STORED),
        *(
            path.relative_to(folder).as_posix()
            for name in STORED
            for path in (folder / name).glob("[0-9]*.parquet")
        ),
    ]


def read_json(path: Path) -> dict[str, Any] | None:
    """Read a JSON object; None where there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a JSON object, the same bytes for the same value."""
    text = json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
