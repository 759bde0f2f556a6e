"""Articles in the partitions of a Dask collection to tables, each partition where a worker has it.

A partition is read and analysed by itself. What is of all partitions comes together in two small tasks: ids
and versions, which follow the order of the articles, and the names of everybody. Dask is loaded when it is
used.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from analysis.corpus.duplicates import Versions, signature
from analysis.corpus.natural import Ids, unnamed_articles
from analysis.jobs.cluster import HOW
from analysis.parties import MIN_MENTIONS
from analysis.pipeline.analyzer import Analyzer
from analysis.pipeline.publishing import NAMING
from analysis.pipeline.reading import check_id, check_texts, in_batches
from analysis.records import Article, CorpusError, JobError, Registry, named_type
from analysis.references.canonical import canonical_names, merge_counts
from analysis.references.over_corpus import entity_counts, renamed
from analysis.registry import combine
from analysis.schema import Analysis, empty_table

if TYPE_CHECKING:
    from rensa import RMinHash  # type: ignore[import-untyped]


@dataclasses.dataclass(frozen=True, slots=True)
class DaskAnalysis:
    """The tables of an `Analysis` as Dask DataFrames, each worked out when it is asked for.

    Made by `analyze_dask`; a table has as many partitions as the articles had. What is asked for at once is
    worked out once: ``dask.compute(result.mentions, result.quotes)``, or `compute`, which gives all. For
    several questions, one after the other, `persist` keeps the tables on the workers.
    """

    articles: Any
    sentences: Any
    tokens: Any
    mentions: Any
    entities: Any
    references: Any
    parties: Any
    quotes: Any
    contents: Any
    sentiments: Any
    evidence: Any
    stances: Any

    def tables(self) -> dict[str, Any]:
        """Every table under its name, in order."""
        return {name: getattr(self, name) for name in Analysis.table_names()}

    def compute(self) -> Analysis:
        """Work out all tables and bring them into the memory of this process, as `analyze` gives them."""
        import dask

        found = dask.compute(*self.tables().values())
        whole = (table.reset_index(drop=True) for table in found)
        return Analysis(**dict(zip(self.tables(), whole, strict=True)))

    def persist(self) -> DaskAnalysis:
        """Start working out all tables, and keep them where they come about: in the memory of the workers."""
        import dask

        return DaskAnalysis(*dask.persist(*self.tables().values()))


def analyze_dask(
    articles: Any,
    *,
    registry: Registry | None = None,
    min_mentions: int = MIN_MENTIONS,
    method: str = "neural",
    evidence: bool = False,
    duplicates: str = "mark",
    until: str = "sentiments",
) -> DaskAnalysis:
    """Analyse a Dask bag or DataFrame of articles on the workers of Dask, and give tables in partitions.

    Rows, their order and ids are those that `analyze` gives for the same partitions in one list, and each
    person and organisation has one name in all of them. Each process of a worker loads the networks once, and
    needs some 1.3 GB beside the articles and tables of its partitions; Dask moves these to disk when memory
    runs short. For a corpus whose tables no cluster can hold see `write_run` with a `scheduler`.

    Parameters
    ----------
    articles
        A bag of whatever `articles_from` takes (articles, texts, mappings, paths that all workers can read),
        or a DataFrame with a row an article. Partitions of some hundred articles are a good size. An index
        that counts the rows of its partition names no article. Without articles the tables are empty.
    registry, min_mentions, method, evidence, duplicates, until
        As for `Analyzer`. Unless `duplicates` is ``keep``, one task compares all articles by 0.7 kB each,
        and keeps 7 kB for each story.

    Returns
    -------
    DaskAnalysis
        A Dask DataFrame for each table of `Analysis`. Nothing is read before one is computed. `tokens`,
        `sentences`, `references`, `contents`, `evidence` and `articles` wait for all partitions to be read;
        the others, in which somebody can get another name, for all to be analysed.

    Raises
    ------
    ChoiceError
        An option is unknown (see `Analyzer`).
    CorpusError
        It is no bag and no DataFrame of Dask. When a table is computed: see `analyze`.
    JobError
        Dask is not installed.

    Examples
    --------
    >>> import dask.bag
    >>> stories = dask.bag.from_sequence(["Iran left.", "Oman stayed."], npartitions=2)
    >>> result = analyze_dask(stories, method="lexicon")
    >>> result.mentions["party"].compute(scheduler="synchronous").tolist()
    ['Iran', 'Oman']
    """
    try:
        from dask import delayed
        from dask.dataframe import from_delayed
    except ImportError as error:
        raise JobError(HOW) from error
    analyzer = Analyzer(registry, min_mentions, method, evidence, duplicates, until)
    if not hasattr(articles, "to_delayed"):
        raise CorpusError(
            f"input: is {named_type(articles)}; expected a bag or DataFrame of Dask: "
            "dask.bag.from_sequence(...) makes a bag of a list"
        )
    how = delayed(analyzer, traverse=False)
    read = [delayed(_read, nout=2)(how, partition) for partition in articles.to_delayed()]
    # Each only what the next step needs, so that Dask can forget the rest.
    settled, n_articles, own = delayed(_settled, nout=3)(how, [asked for _, asked in read])
    raw = [delayed(_analyzed)(how, found, settled[number]) for number, (found, _) in enumerate(read)]
    counts = [delayed(_counts)(part) for part in raw]
    names = delayed(_names)(counts, own)
    named = [
        delayed(_named)(delayed(_naming)(part), delayed(_of)(names, count), own, n_articles)
        for part, count in zip(raw, counts, strict=True)
    ]

    def table(name: str) -> Any:
        parts = [getattr(part, name) for part in (named if name in NAMING else raw)]
        return from_delayed(parts, meta=empty_table(name), prefix=name, verify_meta=False)

    return DaskAnalysis(*map(table, Analysis.table_names()))


class _Asked(NamedTuple):
    """What has to be known of an article to tell its id and its first version."""

    article_id: str
    is_own: bool
    is_truncated: bool
    signature: RMinHash | None


class _Partition(NamedTuple):
    """What has to be known of a partition by all others."""

    articles: list[_Asked]
    brought: list[Registry]


def _read(analyzer: Analyzer, things: object) -> tuple[list[Article], _Partition]:
    index = getattr(things, "index", None)
    if isinstance(index, pd.RangeIndex) and index.step == 1 and isinstance(things, (pd.DataFrame, pd.Series)):
        things = things.reset_index(drop=True)  # it goes on counting where the partition before ended
    articles: list[Article] = []
    asked: list[_Asked] = []
    for article, is_own in unnamed_articles(things):
        check_texts(article)
        made = None if analyzer.duplicates == "keep" else signature(article)
        articles.append(article)
        asked.append(_Asked(article.article_id, is_own, article.is_truncated, made))
    brought = dict.fromkeys(analyzer.registry or article.registry for article in articles)
    return articles, _Partition(asked, list(brought))


def _settled(
    analyzer: Analyzer, partitions: Sequence[_Partition]
) -> tuple[list[list[dict[str, str | None]]], int, Registry]:
    """Return the id and the first version of each article, their number, and the user's parties."""
    ids, seen, versions = Ids(), set[str](), Versions()

    def settle(one: _Asked) -> dict[str, str | None]:
        name = ids.give(one.article_id, is_own=one.is_own)
        check_id(name, seen)
        if analyzer.duplicates == "keep":
            return {"article_id": name}
        found = versions.place(name, one.signature, is_truncated=one.is_truncated)
        return {"article_id": name, "duplicate_of": found.first if found else None}

    settled = [[settle(one) for one in partition.articles] for partition in partitions]
    brought = dict.fromkeys(registry for partition in partitions for registry in partition.brought)
    return settled, len(seen), combine(brought)


def _analyzed(analyzer: Analyzer, articles: Sequence[Article], settled: Sequence[dict[str, Any]]) -> Analysis:
    def known() -> Iterator[Article]:
        for article, changes in zip(articles, settled, strict=True):
            yield dataclasses.replace(article, **changes)

    return Analysis.stack([analyzer(batch) for batch in in_batches(known())])


def _counts(analysis: Analysis) -> pd.DataFrame:
    return entity_counts(analysis.entities, analysis.references)


def _names(counts: Sequence[pd.DataFrame], registry: Registry) -> pd.DataFrame:
    return canonical_names(merge_counts(counts), registry=registry)


def _of(names: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Keep the names of one partition: those of all are no small table."""
    return names.merge(counts[["type", "name"]].drop_duplicates(), on=["type", "name"])


def _naming(analysis: Analysis) -> Analysis:
    """Keep the tables in which somebody can get another name."""
    tables = analysis.tables()
    return Analysis(**{name: tables[name] if name in NAMING else empty_table(name) for name in tables})


def _named(analysis: Analysis, names: pd.DataFrame, registry: Registry, n_articles: int) -> Analysis:
    return renamed(analysis, names, registry) if n_articles > 1 else analysis
