"""Articles to tables: the one way through the package.

`analyzer` maps a batch of articles to tables, `reading` makes the batches, and `runs` keeps what they give in
a folder; `analysis.jobs` spreads them over processes or a cluster. `partitions` is for articles that are
spread already, and `estimate` tells what a run will take.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from analysis.corpus.natural import articles_from
from analysis.parties import MIN_MENTIONS
from analysis.pipeline.analyzer import Analyzer
from analysis.pipeline.naming import list_merges, suggest_parties
from analysis.pipeline.partitions import DaskAnalysis, analyze_dask
from analysis.pipeline.runs import write_run
from analysis.pipeline.toward import Sentiment, sentiment_toward
from analysis.records import CorpusError, Registry
from analysis.schema import Analysis

__all__ = [
    "Analyzer",
    "DaskAnalysis",
    "Sentiment",
    "analyze",
    "analyze_article",
    "analyze_batches",
    "analyze_dask",
    "list_merges",
    "sentiment_toward",
    "suggest_parties",
    "write_run",
]


def analyze(
    articles: object,
    *,
    registry: Registry | None = None,
    min_mentions: int = MIN_MENTIONS,
    method: str = "neural",
    evidence: bool = False,
    duplicates: str = "mark",
    jobs: int = 1,
) -> Analysis:
    """Analyse articles into tidy tables, all of them in memory; see `analyze_batches` for large corpora.

    Parameters
    ----------
    articles
        Articles, texts, paths, a DataFrame, ...: whatever `articles_from` takes; none gives empty tables.
    registry
        Parties to look for beside the shipped ones, instead of those that the articles bring along.
    min_mentions
        How often an article has to speak of a person or organisation that it ties to no party for them to be
        a party of their own: by name, description or pronoun, and by name twice (once, where this is 1).
    method
        How to read and score, one of `sentiment.METHODS`: ``neural``, or ``lexicon``, which loads no network
        and finds names of parties and people alone, no descriptions or pronouns.
    evidence
        Whether to find the words that the scores rest on, for the table `evidence`; it is empty otherwise.
        For ``neural`` that takes about ten times as long as the scores.
    duplicates
        What to do with near-duplicates, such as an agency's story in several outlets (see
        `duplicate_groups`): ``mark`` says in `articles` of which earlier one an article is a version, and
        figures over several articles count a story once; ``drop`` leaves later versions out of all tables
        but `articles`, which says so; ``keep`` does not look for them.
    jobs
        In how many processes, 1 at least. Each takes 64 articles at a time, loads what it needs in about two
        seconds and takes some 1.3 GB; of 64 articles or fewer none is started.

    Returns
    -------
    Analysis
        The tables declared in `schema.TABLES`, in the order of the articles. Where there are several, each
        person and organisation has one name in all of them (see `one_name`).

    Raises
    ------
    ChoiceError
        The method or what to do with near-duplicates is unknown, or the registry is none.
    PartiesError
        A registry builds on a party that does not ship.
    CorpusError
        Something is no article (see `articles_from`); two articles have one id; or one holds half of a UTF-16
        pair, which no file can hold.

    Examples
    --------
    >>> result = analyze(["Iran left.", "Oman stayed."], method="lexicon")
    >>> result.mentions[["article_id", "party"]].to_numpy().tolist()
    [['text-1', 'Iran'], ['text-2', 'Oman']]
    """
    analyzer = Analyzer(
        registry=registry,
        min_mentions=min_mentions,
        method=method,
        evidence=evidence,
        duplicates=duplicates,
    )
    return analyzer.analyze(articles, jobs=jobs)


def analyze_article(
    article: object,
    *,
    registry: Registry | None = None,
    min_mentions: int = MIN_MENTIONS,
    method: str = "neural",
    evidence: bool = False,
) -> Analysis:
    """Analyse one article; parameters and errors are those of `analyze`, but for near-duplicates.

    What holds several, or none, is a `CorpusError`.

    Examples
    --------
    >>> analyze_article("Iran praised Oman.", method="lexicon").mentions["party"].tolist()
    ['Iran', 'Oman']
    """
    found = list(itertools.islice(articles_from(article), 2))
    if len(found) != 1:
        held = "several articles" if found else "no article"
        raise CorpusError(f"input: holds {held}; expected one, and analyze(...) takes any number")
    analyzer = Analyzer(
        registry=registry,
        min_mentions=min_mentions,
        method=method,
        evidence=evidence,
        duplicates="keep",
    )
    return analyzer.analyze(found)


def analyze_batches(
    articles: object,
    *,
    registry: Registry | None = None,
    min_mentions: int = MIN_MENTIONS,
    method: str = "neural",
    evidence: bool = False,
    duplicates: str = "mark",
    one_name: bool = False,
    jobs: int = 1,
) -> Iterator[Analysis]:
    """Analyse articles some at a time, so that memory does not grow with the corpus.

    Parameters and errors are those of `analyze`; yields an `Analysis` for every 64 articles or fewer, or as
    soon as they have 2,000,000 characters. The first version of a near-duplicate may stand in an earlier
    batch; of each story about 7 kB are kept. Everybody goes by the name that their article gives them. With
    `one_name`, each person and organisation has one name in all batches, as `analyze` gives it: the batches
    then wait in temporary files until the last article is read.
    """
    analyzer = Analyzer(
        registry=registry,
        min_mentions=min_mentions,
        method=method,
        evidence=evidence,
        duplicates=duplicates,
    )
    return analyzer.batches(articles, one_name=one_name, jobs=jobs)
