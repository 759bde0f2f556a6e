"""The parts of a run: batches of articles, named by a hash of all that their tables depend on."""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.keywords import term_frequencies
from analysis.pipeline.analyzer import Analyzer
from analysis.pipeline.reading import BATCH_CHARACTERS
from analysis.records import Article, JobError, Registry
from analysis.references.over_corpus import entity_counts
from analysis.schema import Analysis, empty_table
from analysis.storage import code_digest
from analysis.storage.runs import (
    KEYWORDS,
    STORED,
    articles_of,
    is_whole,
    part_files,
    read_table,
    write_part,
)

# What rows depend on beside our own code.
PACKAGES = ("nltk", "numpy", "onnxruntime", "regex", "tokenizers", "vaderSentiment")
# What adds up to the names of everybody (`references.canonical`), a table in each part.
COUNTS = "name_counts"
# A batch ends where the hash of an article says so, one in 32, from 32 articles on: 64 on average. So one
# that comes or goes changes its own batch and not the limits of all after it.
_LEAST, _MOST, _ONE_IN = 32, 128, 32


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """A batch to be done: its articles by hash, and in which parts some of them are already."""

    key: str
    articles: Mapping[str, Article]
    known: Mapping[str, str]


def batches_by_content(articles: Iterable[Article], settings: str) -> Iterator[dict[str, Article]]:
    """Yield articles by the hash of all that their tables depend on, some at a time."""
    batch: dict[str, Article] = {}
    characters = 0
    for article in articles:
        name = _article_digest(article, settings)
        batch[name] = article
        characters += len(article.text)
        is_end = len(batch) >= _LEAST and int(name[:8], 16) % _ONE_IN == 0
        if is_end or len(batch) == _MOST or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = {}, 0
    if batch:
        yield batch


def _article_digest(article: Article, settings: str) -> str:
    fields = [
        getattr(article, field.name)
        for field in dataclasses.fields(article)
        if field.name not in ("path", "registry")
    ]
    value = repr((settings, _registry_digest(article.registry), fields))
    return hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()


@lru_cache(maxsize=8)
def _registry_digest(registry: Registry | None) -> str:
    return hashlib.sha256(repr(registry and dataclasses.replace(registry, path=None)).encode()).hexdigest()


def packages() -> dict[str, str]:
    """Return the versions that the bytes of a part depend on, our own code as a hash."""
    return {"sidelight": code_digest(), **{name: version(name) for name in (*PACKAGES, "pandas", "pyarrow")}}


def options_of(analyzer: Analyzer) -> dict[str, Any]:
    """Return the options of an analyzer for a manifest, the user's parties as a hash."""
    options = {field.name: getattr(analyzer, field.name) for field in dataclasses.fields(analyzer)}
    return {**options, "registry": _registry_digest(analyzer.registry)}


def settings_digest(analyzer: Analyzer) -> str:
    """Hash what tables depend on beside the articles."""
    versions = [version(name) for name in PACKAGES]
    settings = (code_digest(), versions, sorted(options_of(analyzer).items()))
    return hashlib.sha256(repr(settings).encode()).hexdigest()


def planned(articles: Iterable[Article], analyzer: Analyzer, parts: Path) -> Iterator[tuple[Task, bool]]:
    """Yield the batches of a run, each with whether its part is there."""
    known: dict[str, str] | None = None
    for batch in batches_by_content(articles, settings_digest(analyzer)):
        key = hashlib.sha256("".join(batch).encode()).hexdigest()[:32]
        if is_whole(parts / key):
            yield Task(key, batch, {}), True
            continue
        known = _known_articles(parts) if known is None else known
        yield Task(key, batch, {name: known[name] for name in batch if name in known}), False


def _known_articles(parts: Path) -> dict[str, str]:
    """Give the part that each article is in, by its hash; some 200 bytes an article."""
    folders = sorted(parts.iterdir()) if parts.is_dir() else []
    return {name: part.name for part in folders for name in articles_of(part).values()}


@dataclasses.dataclass(frozen=True, slots=True)
class PartMaker:
    """Makes the part of a batch, in any process, and puts it into `parts`."""

    analyzer: Analyzer
    parts: Path
    work: Path

    def __call__(self, task: Task) -> int:
        """Do the batch, and return how many articles it has."""
        old = old_rows(self.parts, task)
        return put_part(self.parts, self.work, task, make_part(self.analyzer, task, old))


@dataclasses.dataclass(frozen=True, slots=True)
class RemoteMaker:
    """Makes the files of a part on a machine that does not have the run's folder.

    `packages` is what `packages` returns where the folder is: other versions could make other bytes.
    """

    analyzer: Analyzer
    packages: Mapping[str, str]

    def __call__(self, given: tuple[Task, Sequence[Analysis]]) -> dict[str, bytes]:
        """Do a batch, of which other parts have some rows (`old_rows`)."""
        own = packages()
        differing = [name for name, value in self.packages.items() if own[name] != value]
        if differing:
            raise JobError(
                f"a worker has another version of {', '.join(differing)}; install the same on all machines"
            )
        return make_part(self.analyzer, *given)


def old_rows(parts: Path, task: Task) -> list[Analysis]:
    """Read what other parts have of a batch."""
    taken: dict[str, list[str]] = {}
    for name, part in task.known.items():
        taken.setdefault(part, []).append(task.articles[name].article_id)
    return [read_part(parts / part).keep(own) for part, own in taken.items()]


def make_part(analyzer: Analyzer, task: Task, old: Sequence[Analysis]) -> dict[str, bytes]:
    """Analyse what no other part has of a batch, and return the files of its part; no disk is touched."""
    found = analyzer([one for name, one in task.articles.items() if name not in task.known])
    if old:
        ids = [one.article_id for one in task.articles.values()]
        found = _in_order(Analysis.stack([found, *old]), ids)
    return part_files(
        {
            **found.tables(),
            KEYWORDS: term_frequencies(found, n=(1, 2, 3), by="article_id"),
            COUNTS: entity_counts(found.entities, found.references),
        }
    )


def put_part(parts: Path, work: Path, task: Task, files: Mapping[str, bytes]) -> int:
    """Write a part in `work`, move it to `parts` when it is whole, and return how many articles it has."""
    write_part(work / task.key, files, {one.article_id: name for name, one in task.articles.items()})
    shutil.rmtree(parts / task.key, ignore_errors=True)  # it is not whole
    (work / task.key).rename(parts / task.key)
    return len(task.articles)


def _in_order(analysis: Analysis, ids: Sequence[str]) -> Analysis:
    """Put the rows of all tables in the order of the articles; those of one stay in theirs."""
    place = {name: number for number, name in enumerate(ids)}

    def ordered(table: pd.DataFrame) -> pd.DataFrame:
        order = table["article_id"].map(place).argsort(kind="stable")
        return table.iloc[order].reset_index(drop=True)

    return Analysis(**{name: ordered(table) for name, table in analysis.tables().items()})


def read_part(part: Path, names: Iterable[str] = STORED) -> Analysis:
    """Read some tables of a part; the others are empty."""
    every = Analysis.table_names()
    return Analysis(
        **{
            name: read_table(name, part / f"{name}.parquet") if name in names else empty_table(name)
            for name in every
        }
    )
