"""What a run will take: time, memory and disk, by analysing a sample of its articles as the run would.

All articles are read, since their number and which of them are done already is told by nothing else. Of those
that are not, a sample drawn at random is analysed in as many processes as the run will have, and made into
tables in a temporary folder. What that takes goes up with the characters of all.
"""

from __future__ import annotations

import dataclasses
import heapq
import os
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.jobs import in_processes
from analysis.paths import PARTS
from analysis.pipeline.analyzer import Analyzer
from analysis.pipeline.parts import Task, make_part, planned, put_part
from analysis.pipeline.publishing import names_of, publish
from analysis.pipeline.reading import BATCH, prepared
from analysis.pipeline.runs import manifest_of
from analysis.records import Article, CorpusError, Registry
from analysis.registry import combine
from analysis.storage import scratch

# Batches of the sample for each process: two where the run has many more.
_MOST, _MANY = 2, 8
# With which power of the number of articles that of names grows (`resources/scale.md`).
_NAMES = 0.95


@dataclasses.dataclass(frozen=True, slots=True)
class Estimate:
    """What a run will take.

    `n_articles` are read, of which the folder has `n_done`; `seconds` is from the first article to the last
    table; `memory` is the peak of all processes together and `disk` the size of the folder at the end, both
    in bytes. `memory` is None on Windows, which does not tell it.
    """

    n_articles: int
    n_done: int
    seconds: float
    memory: int | None
    disk: int


def estimate_run(
    articles: object,
    folder: str | Path,
    *,
    analyzer: Analyzer | None = None,
    jobs: int = 1,
    csv: bool = False,
    on_articles: Callable[[int], object] = lambda _: None,
) -> Estimate:
    """Estimate what `write_run` will take with the same parameters, and write nothing to its folder.

    Raises
    ------
    CorpusError
        There is no article, or something is none (see `analyze`).
    ChoiceError
        `jobs` is less than 1.
    JobError
        A process ended.
    ReportError
        The temporary folder cannot be written.
    """
    analyzer = analyzer or Analyzer()
    brought: dict[Registry, None] = {}
    began = time.perf_counter()
    read = prepared(articles, analyzer.registry, analyzer.duplicates, brought)
    plan = _plan(planned(read, analyzer, Path(folder) / PARTS), analyzer, jobs, on_articles)
    reading = time.perf_counter() - began
    if not plan.n_articles:
        raise CorpusError("there is no article to analyse")
    if not plan.sample:
        return Estimate(plan.n_articles, plan.n_done, reading, _peak(), _size(Path(folder)))
    trial = _try(plan.sample, analyzer, jobs, combine(brought), csv=csv)
    share = plan.characters / trial.characters
    analysing = trial.rate * _longest(plan.batches, jobs) + reading / jobs
    seconds = trial.start + max(reading, analysing) + trial.publishing * share
    memory = None if trial.memory is None else trial.memory + int(trial.names * share**_NAMES)
    disk = plan.n_parts * trial.empty_part + int(trial.rows * share)
    return Estimate(plan.n_articles, plan.n_done, seconds, memory, disk)


class _Plan(NamedTuple):
    """What is to be done: in `batches` the characters of each."""

    n_articles: int
    n_done: int
    n_parts: int
    characters: int
    batches: list[int]
    sample: list[list[Article]]


def _plan(
    tasks: Iterable[tuple[Task, bool]], analyzer: Analyzer, jobs: int, on_articles: Callable[[int], object]
) -> _Plan:
    chance = random.Random(1)  # noqa: S311 - the same sample each time
    n_articles = n_done = n_parts = characters = n_seen = 0
    batches: list[int] = []
    drawn: list[Article] = []
    most = BATCH * _MOST * jobs
    for task, is_there in tasks:
        fresh = (
            {} if is_there else {name: one for name, one in task.articles.items() if name not in task.known}
        )
        n_parts += 1
        n_articles += len(task.articles)
        n_done += len(task.articles) - len(fresh)
        characters += sum(_weight(one, analyzer) for one in task.articles.values())
        if fresh:
            batches.append(sum(_weight(one, analyzer) for one in fresh.values()))
        for article in fresh.values():
            if not _weight(article, analyzer):
                continue
            n_seen += 1
            if len(drawn) < most:
                drawn.append(article)
            elif (place := chance.randrange(n_seen)) < most:
                drawn[place] = article
        on_articles(len(task.articles))
    sample = _sample(drawn, len(batches), jobs, chance)
    return _Plan(n_articles, n_done, n_parts, characters, batches, sample)


def _weight(article: Article, analyzer: Analyzer) -> int:
    """Return the characters of an article that are analysed."""
    return 0 if analyzer.duplicates == "drop" and article.duplicate_of is not None else len(article.text)


def _sample(drawn: list[Article], n_batches: int, jobs: int, chance: random.Random) -> list[list[Article]]:
    chance.shuffle(drawn)
    used = min(jobs, n_batches)
    number = used * (_MOST if n_batches >= _MANY * used else 1)
    size = min(BATCH, -(-len(drawn) // max(1, number)))
    return [batch for n in range(number) if (batch := drawn[n * size : (n + 1) * size])]


class _Tried(NamedTuple):
    """What a batch took: the process, seconds, characters, the files of its part, and the peak of memory."""

    process: int
    seconds: float
    characters: int
    files: dict[str, bytes]
    memory: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class _Trier:
    analyzer: Analyzer

    def __call__(self, task: Task) -> _Tried:
        """Make a part; what is loaded before the first one is not counted."""
        articles = list(task.articles.values())
        self.analyzer(articles[:1])
        began = time.perf_counter()
        files = make_part(self.analyzer, task, [])
        seconds = time.perf_counter() - began
        return _Tried(os.getpid(), seconds, sum(len(one.text) for one in articles), files, _peak())


class _Trial(NamedTuple):
    """What the sample took; `rate` is seconds a character, `names` bytes while names are joined.

    On disk it took `rows` beside what its parts would take without articles.
    """

    characters: int
    rate: float
    start: float
    publishing: float
    memory: int | None
    names: int
    empty_part: int
    rows: int


def _try(
    sample: Sequence[Sequence[Article]], analyzer: Analyzer, jobs: int, registry: Registry, *, csv: bool
) -> _Trial:
    tasks = [
        Task(str(number), {f"{number}-{n}": one for n, one in enumerate(batch)}, {})
        for number, batch in enumerate(sample)
    ]
    began = time.perf_counter()
    tried = list(in_processes(_Trier(analyzer), tasks, jobs))
    seconds = time.perf_counter() - began
    busy: dict[int, float] = {}
    for one in tried:
        busy[one.process] = busy.get(one.process, 0.0) + one.seconds
    characters = sum(one.characters for one in tried)
    with scratch() as folder:
        work, parts = folder / "work", folder / PARTS
        work.mkdir(parents=True)
        parts.mkdir()
        for task, one in zip(tasks, tried, strict=True):
            put_part(parts, work, task, one.files)
        keys = [task.key for task in tasks]
        manifest = manifest_of(analyzer, keys, sum(len(batch) for batch in sample), csv=csv)
        began = time.perf_counter()
        publish(folder, manifest, registry, is_new=True)
        publishing = time.perf_counter() - began
        tracemalloc.start()
        names_of([parts / key for key in keys], registry)
        names = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        disk = _size(folder)
    empty_part = sum(map(len, make_part(analyzer, Task("", {}, {}), []).values()))
    others = {one.process: one.memory for one in tried if one.process != os.getpid()}
    peaks = [_peak(), *others.values()]
    return _Trial(
        characters,
        sum(one.seconds for one in tried) / characters,
        seconds - max(busy.values()),
        publishing,
        None if None in peaks else sum(peak for peak in peaks if peak is not None),
        names,
        empty_part,
        disk - len(sample) * empty_part,
    )


def _longest(batches: Iterable[int], jobs: int) -> int:
    """Return the characters of the process that has most of them, each taking the next batch when free."""
    busy = [0] * jobs
    for characters in batches:
        heapq.heapreplace(busy, busy[0] + characters)
    return max(busy)


def _size(folder: Path) -> int:
    """Add up the files below a folder; one that has two links counts once."""
    found = {(status.st_dev, status.st_ino): status.st_size for status in _statuses(folder)}
    return sum(found.values())


def _statuses(folder: Path) -> Iterator[os.stat_result]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.stat()


def _peak() -> int | None:
    """Return the most memory that this process has had."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
