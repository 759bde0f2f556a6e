"""A run in a folder: each batch is kept when it is done, and is not done again.

A part is named by a hash of all that it depends on: its articles, the options, the user's parties, and this
package. So what is there need not be trusted to be of the same run, and a run that goes on, or finds some
articles changed, ends with the same bytes as one that nothing disturbed.
"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.jobs import in_processes
from analysis.jobs.cluster import on_cluster
from analysis.paths import PARTS
from analysis.pipeline.analyzer import Analyzer
from analysis.pipeline.parts import (
    PartMaker,
    RemoteMaker,
    Task,
    old_rows,
    options_of,
    packages,
    planned,
    put_part,
)
from analysis.pipeline.publishing import publish
from analysis.pipeline.reading import prepared
from analysis.records import ChoiceError, CorpusError, OutputError, Registry
from analysis.registry import combine
from analysis.storage import scratch, told
from analysis.storage.runs import Run, open_run
from analysis.storage.system import lock, unlock


def write_run(
    articles: object,
    folder: str | Path,
    *,
    analyzer: Analyzer | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
    csv: bool = False,
    on_articles: Callable[[int], object] = lambda _: None,
) -> Run:
    """Analyse articles into a folder, and go on where an earlier run into it stopped.

    Parameters
    ----------
    articles
        Whatever `articles_from` takes, read one by one. Only those are analysed that the folder does not
        have by the same options and version; those that are gone leave all tables.
    folder
        Is made where it is not there. ``.sidelight-parts/`` in it keeps what each batch gave, and
        ``tables/`` is replaced in one step, when all is done. One run at a time can write to it.
    analyzer
        What analyses them; by default one with its defaults.
    jobs
        In how many processes, 1 at least, each with one processor.
    scheduler
        The address of the scheduler of a Dask cluster, such as ``tcp://10.0.0.1:8786``, whose workers analyse
        instead. They read and write no file: articles go to them, and what this process writes comes back.
    csv
        Whether ``tables/`` also has a CSV file of each table.
    on_articles
        Called with the number of articles of each batch that is done, or was there.

    Returns
    -------
    Run
        Its tables are those that `analyze` gives, and ``keywords``.

    Raises
    ------
    CorpusError
        There is no article, or something is none (see `analyze`).
    ReportError
        The folder cannot be written, or another run is writing to it.
    JobError
        A process ended, or the cluster is of no use (see `jobs.cluster.on_cluster`). What is done stays.
    ChoiceError
        `jobs` is less than 1, or more beside a cluster.
    """
    if scheduler is not None and jobs != 1:
        raise ChoiceError(f"jobs is {jobs} beside a scheduler, whose workers analyse; give one of them")
    analyzer = analyzer or Analyzer()
    brought: dict[Registry, None] = {}
    read = prepared(articles, analyzer.registry, analyzer.duplicates, brought)
    keys: list[str] = []
    n_articles = 0
    with _held(Path(folder)) as (parts, work):

        def tasks() -> Iterator[Task]:
            for task, is_there in planned(read, analyzer, parts):
                keys.append(task.key)
                if is_there:
                    done(len(task.articles))
                else:
                    yield task

        def done(n: int) -> None:
            nonlocal n_articles
            n_articles += n
            on_articles(n)

        is_new = False
        if scheduler is None:
            made = in_processes(PartMaker(analyzer, parts, work), tasks(), jobs)
        else:
            made = _by_cluster(analyzer, parts, work, tasks(), scheduler)
        for n in made:
            is_new = True
            done(n)
        if not keys:
            raise CorpusError("there is no article to analyse")
        manifest = manifest_of(analyzer, keys, n_articles, csv=csv)
        publish(Path(folder), manifest, combine(brought), is_new=is_new)
        for name in {path.name for path in parts.iterdir() if path.is_dir()}.difference(keys):
            shutil.rmtree(parts / name, ignore_errors=True)
    return open_run(folder)


def _by_cluster(
    analyzer: Analyzer, parts: Path, work: Path, tasks: Iterable[Task], scheduler: str
) -> Iterator[int]:
    given = ((task, old_rows(parts, task)) for task in tasks)
    for (task, _), files in on_cluster(RemoteMaker(analyzer, packages()), given, scheduler):
        yield put_part(parts, work, task, files)


@contextmanager
def _held(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the folder of parts, which no other run can have meanwhile, and one to work in."""
    parts = folder / PARTS
    with told(folder):
        parts.mkdir(parents=True, exist_ok=True)
        try:
            held = lock(parts)
        except BlockingIOError:
            raise OutputError(
                f"{folder}: another run is writing to it; wait until it ends, or choose another folder"
            ) from None
    try:
        with scratch(folder) as work:
            yield parts, work
    finally:
        unlock(held)


def manifest_of(analyzer: Analyzer, keys: Sequence[str], n_articles: int, *, csv: bool) -> dict[str, Any]:
    """Return what ``tables/manifest.json`` says of a run whose parts have these keys."""
    versions = packages()
    return {
        "sidelight": version("sidelight"),
        "code": versions.pop("sidelight"),
        "python": platform.python_version(),
        "packages": versions,
        "options": options_of(analyzer),
        "formats": ["parquet", "csv"] if csv else ["parquet"],
        "n_articles": n_articles,
        "parts": list(keys),
    }
