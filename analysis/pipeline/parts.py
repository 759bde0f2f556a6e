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
from analysis.records import Article, Registry
from analysis.references.over_corpus import entity_counts
from analysis.schema import Analysis, empty_table
from analysis.storage import code_digest
from analysis.storage.runs import KEYWORDS, STORED, articles_of, read_table, write_part

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


def options_of(analyzer: Analyzer) -> dict[str, Any]:
    """Return the options of an analyzer for a manifest, the user's parties as a hash."""
    options = {field.name: getattr(analyzer, field.name) for field in dataclasses.fields(analyzer)}
    return {**options, "registry": _registry_digest(analyzer.registry)}


def settings_digest(analyzer: Analyzer) -> str:
    """Hash what tables depend on beside the articles."""
    versions = [version(name) for name in PACKAGES]
    settings = (code_digest(), versions, sorted(options_of(analyzer).items()))
    return hashlib.sha256(repr(settings).encode()).hexdigest()


def known_articles(parts: Path) -> dict[str, str]:
    """Give the part that each article is in, by its hash; some 200 bytes an article."""
    return {name: part.name for part in sorted(parts.iterdir()) for name in articles_of(part).values()}


@dataclasses.dataclass(frozen=True, slots=True)
class PartMaker:
    """Makes the part of a batch, in any process; it is written in `work` and put into `parts` when whole."""

    analyzer: Analyzer
    parts: Path
    work: Path

    def __call__(self, task: Task) -> int:
        """Do the batch, and return how many articles it has."""
        fresh = self.analyzer([one for name, one in task.articles.items() if name not in task.known])
        ids = [one.article_id for one in task.articles.values()]
        taken: dict[str, list[str]] = {}
        for name, part in task.known.items():
            taken.setdefault(part, []).append(task.articles[name].article_id)
        if taken:
            old = [read_part(self.parts / part).keep(own) for part, own in taken.items()]
            fresh = _in_order(Analysis.stack([fresh, *old]), ids)
        tables = {
            **fresh.tables(),
            KEYWORDS: term_frequencies(fresh, n=(1, 2, 3), by="article_id"),
            COUNTS: entity_counts(fresh.entities, fresh.references),
        }
        write_part(self.work / task.key, tables, dict(zip(ids, task.articles, strict=True)))
        shutil.rmtree(self.parts / task.key, ignore_errors=True)  # it is not whole
        (self.work / task.key).rename(self.parts / task.key)
        return len(ids)


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
