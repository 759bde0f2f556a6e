"""The analysis as an object that is made once and maps batches of articles to tables, in any process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from analysis import quotes, sentiment, stance
from analysis.corpus.duplicates import DUPLICATES
from analysis.jobs import in_processes
from analysis.network.articles import read_articles
from analysis.parties import MIN_MENTIONS, PartyFinder
from analysis.pipeline.reading import by_registry, in_batches, prepared
from analysis.quotes.first_person import with_first_persons
from analysis.records import Article, Registry, check_choice, check_count, check_registry
from analysis.references.over_corpus import one_name as with_one_name
from analysis.references.over_corpus import one_name_in_batches
from analysis.registry import combine, merge
from analysis.resources import shipped_parties
from analysis.schema import Analysis, article_table, empty_table
from analysis.tokens.document import Document
from analysis.tokens.tables import text_tables

STAGES = ("tokens", "mentions", "quotes", "sentiments")


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Analyses articles, the same way each time; it is called with a batch and returns its `Analysis`.

    It holds options only, so it can be pickled and sent to other processes. The index of names and the
    networks are loaded when they are first needed, once in each process.

    Parameters
    ----------
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
        What to do with near-duplicates: ``mark``, ``drop`` or ``keep``, see `analyze`.
    until
        How far to go; tables of later stages are empty, and those that are there are the same as by going
        all the way. ``tokens``: articles, sentences and tokens; ``mentions``: also mentions, entities,
        references and parties; ``quotes``: also quotes and contents; ``sentiments``: everything.

    Raises
    ------
    ChoiceError
        The method, what to do with near-duplicates or how far to go is unknown, or the registry is none.

    Examples
    --------
    >>> analyzer = Analyzer(method="lexicon", until="mentions")
    >>> analyzer.analyze("Iran praised Oman.").mentions["party"].tolist()
    ['Iran', 'Oman']
    """

    registry: Registry | None = None
    min_mentions: int = MIN_MENTIONS
    method: str = "neural"
    evidence: bool = False
    duplicates: str = "mark"
    until: str = "sentiments"

    def __post_init__(self) -> None:
        """Verify the options."""
        check_registry(self.registry)
        check_count("min_mentions", self.min_mentions)
        check_choice("method", self.method, sentiment.METHODS)
        check_choice("duplicates", self.duplicates, DUPLICATES)
        check_choice("until", self.until, STAGES)

    def __call__(self, articles: Sequence[Article]) -> Analysis:
        """Analyse one batch of articles, each by itself; none gives empty tables.

        Everybody goes by the name that their article gives them, and near-duplicates are those that
        `Article.duplicate_of` tells. Of those to be dropped there is only the row in `articles`.

        Raises
        ------
        PartiesError
            A registry builds on a party that does not ship.
        """
        kept = [one for one in articles if self.duplicates != "drop" or one.duplicate_of is None]
        parts = [
            self._analyze(group, finder_of(own, self.min_mentions))
            for own, group in by_registry(kept, self.registry)
        ]
        found = Analysis.stack(parts)
        is_whole = len(parts) > 0 and len(kept) == len(articles)
        return found if is_whole else replace(found, articles=article_table(articles))

    def analyze(self, articles: object, *, jobs: int = 1) -> Analysis:
        """Analyse all articles into tables in memory; parameters and errors are those of `analyze`."""
        brought: dict[Registry, None] = {}
        batches = self._batches(articles, brought, jobs)
        return with_one_name(Analysis.stack(list(batches)), registry=combine(brought))

    def batches(self, articles: object, *, one_name: bool = False, jobs: int = 1) -> Iterator[Analysis]:
        """Analyse articles some at a time; parameters and errors are those of `analyze_batches`."""
        brought: dict[Registry, None] = {}
        batches = self._batches(articles, brought, jobs)
        yield from one_name_in_batches(batches, lambda: combine(brought)) if one_name else batches

    def _batches(self, articles: object, brought: dict[Registry, None], jobs: int) -> Iterator[Analysis]:
        read = prepared(articles, self.registry, self.duplicates, brought)
        return in_processes(self, in_batches(read), jobs)

    def _analyze(self, articles: Sequence[Article], finder: PartyFinder) -> Analysis:
        known = article_table(articles)
        documents = [Document.of(article) for article in articles]
        sentences, tokens = text_tables(documents)
        parts = {"articles": known, "sentences": sentences, "tokens": tokens}
        if self.until == "tokens":
            return _analysis(**parts)
        readings = read_articles(documents) if self.method == "neural" else None
        named = finder.find(documents, readings)
        # Who is quoted tells whom a first person means, and which organisations are parties.
        found, contents = quotes.find_quotes(documents, *named, method=self.method, readings=readings)
        references = with_first_persons(documents, named.entities, named.references, found, contents)
        named, found = finder.only_sides(named, found)
        parts |= named._asdict() | {"references": references, "parties": finder.parties(named.mentions)}
        if self.until == "mentions":
            return _analysis(**parts)
        parts |= {"quotes": found, "contents": contents}
        if self.until == "quotes":
            return _analysis(**parts)
        # A sentence is read once, for its mentions and for what they think of one another.
        pairs = stance.pair_mentions(named.mentions, contents)
        scores = sentiment.score_mentions(
            known,
            sentences,
            tokens,
            named.mentions,
            pairs=pairs,
            method=self.method,
            evidence=self.evidence,
        )
        stances = stance.find_stances(
            known, named.mentions, found, contents, scores.sentiments, pairs, scores.opinions
        )
        return _analysis(**parts, sentiments=scores.sentiments, evidence=scores.evidence, stances=stances)


def _analysis(**tables: pd.DataFrame) -> Analysis:
    """Make an analysis of some of its tables; the others are empty."""
    return Analysis(
        **{name: tables[name] if name in tables else empty_table(name) for name in Analysis.table_names()}
    )


# To build an index of the shipped names takes as long as to analyse some articles; few registries are in use.
@lru_cache(maxsize=8)
def finder_of(own: Registry, min_mentions: int) -> PartyFinder:
    """Return what finds a user's parties and the shipped ones.

    Raises
    ------
    PartiesError
        The registry builds on a party that does not ship.
    """
    return PartyFinder(merge(shipped_parties(), own), min_mentions=min_mentions)
