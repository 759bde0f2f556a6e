"""Articles to tables: the one way through the package."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from analysis import quotes, sentiment, stance, tokens
from analysis.corpus import make_article
from analysis.corpus.duplicates import DUPLICATES, mark_duplicates
from analysis.corpus.natural import articles_from
from analysis.network.references import read_references
from analysis.parties import MIN_MENTIONS, PartyFinder
from analysis.parties.suggestion import suggest
from analysis.records import Article, ChoiceError, CorpusError, Registry, UnknownPartyError, check_choice
from analysis.references.canonical import canonical_names, merge_counts
from analysis.references.merges import describe_merges
from analysis.references.over_corpus import entity_counts, one_name, one_name_in_batches
from analysis.registry import combine, merge
from analysis.resources import shipped_parties
from analysis.schema import Analysis, article_table

# Articles at a time: enough that sentences of one length find one another; fewer where they are long.
_BATCH = 64
_BATCH_CHARACTERS = 2_000_000
_TEXTS = ("article_id", "title", "source", "author", "url", "language", "text")


@dataclass(frozen=True, slots=True)
class Sentiment:
    """The sentiment of a text toward one party.

    `n` mentions, of which `n_scored` have a score; the mean `score` (-1 to 1) of these and its `label`, both
    None where none has one (the lexicon method without evidence); and the words that counted, with their
    weights.
    """

    party: str
    n: int
    n_scored: int
    score: float | None
    label: str | None
    evidence: tuple[tuple[str, float], ...]


def analyze(
    articles: object,
    *,
    registry: Registry | None = None,
    min_mentions: int = MIN_MENTIONS,
    method: str = "neural",
    evidence: bool = False,
    duplicates: str = "mark",
) -> Analysis:
    """Analyse articles into tidy tables, all of them in memory; see `analyze_batches` for large corpora.

    Parameters
    ----------
    articles
        Articles, texts, paths, a DataFrame, ...: whatever `articles_from` takes; none gives empty tables.
    registry
        Parties to look for beside the shipped ones, instead of those that the articles bring along.
    min_mentions
        How often an article has to name a person whom it ties to no party for them to be a party of their
        own.
    method
        How to score sentiment, one of `sentiment.METHODS`: ``neural`` or ``lexicon``.
    evidence
        Whether to find the words that the scores rest on, for the table `evidence`; it is empty otherwise.
        For ``neural`` that takes about 20 times as long as the scores.
    duplicates
        What to do with near-duplicates, such as an agency's story in several outlets (see
        `duplicate_groups`): ``mark`` says in `articles` of which earlier one an article is a version, and
        figures over several articles count a story once; ``drop`` leaves later versions out of all tables
        but `articles`, which says so; ``keep`` does not look for them.

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
    brought: dict[Registry, None] = {}
    batches = analyze_batches(
        _noted(articles, registry, brought),
        registry=registry,
        min_mentions=min_mentions,
        method=method,
        evidence=evidence,
        duplicates=duplicates,
    )
    return one_name(Analysis.stack(list(batches)), registry=combine(brought))


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
    return analyze(
        found,
        registry=registry,
        min_mentions=min_mentions,
        method=method,
        evidence=evidence,
        duplicates="keep",
    )


def analyze_batches(
    articles: object,
    *,
    registry: Registry | None = None,
    min_mentions: int = MIN_MENTIONS,
    method: str = "neural",
    evidence: bool = False,
    duplicates: str = "mark",
    one_name: bool = False,
) -> Iterator[Analysis]:
    """Analyse articles some at a time, so that memory does not grow with the corpus.

    Parameters and errors are those of `analyze`; yields an `Analysis` for every 64 articles or fewer, or as
    soon as they have 2,000,000 characters. The first version of a near-duplicate may stand in an earlier
    batch; of each story about 7 kB are kept. Everybody goes by the name that their article gives them. With
    `one_name`, each person and organisation has one name in all batches, as `analyze` gives it: the batches
    then wait in temporary files until the last article is read.
    """
    check_choice("method", method, sentiment.METHODS)
    check_choice("duplicates", duplicates, DUPLICATES)
    brought: dict[Registry, None] = {}
    noted = _checked(_noted(articles, registry, brought))
    groups = _groups(noted if duplicates == "keep" else mark_duplicates(noted), registry, min_mentions)
    batches = (
        _analyze_some(group, finder, method, evidence=evidence, drop=duplicates == "drop")
        for group, finder in groups
    )
    yield from one_name_in_batches(batches, lambda: combine(brought)) if one_name else batches


def suggest_parties(articles: object, *, registry: Registry | None = None) -> str:
    """Write a parties file (TOML) of what articles mention, for a user to edit.

    Parameters
    ----------
    articles, registry
        As for `analyze`.

    Returns
    -------
    str
        The text of the file: each party with the people found, then who and what the articles tie to none.
    """
    finder = _finder(_own(registry), 1)

    def found() -> Iterator[pd.DataFrame]:
        for article in _checked(articles_from(articles)):
            reading = read_references([article.text])
            yield finder.find([article], tokens.segment([article])[0], reading).mentions

    return suggest(found(), finder)


def list_merges(articles: object, *, registry: Registry | None = None) -> str:
    """Write which names of people, organisations, places and groups are taken for one, and why.

    Parameters
    ----------
    articles, registry
        As for `analyze`.

    Returns
    -------
    str
        What `references.merges.describe_merges` writes of all that the network finds named.
    """
    brought: dict[Registry, None] = {}
    parts = []
    for group, finder in _groups(_checked(_noted(articles, registry, brought)), registry, 1):
        reading = read_references([article.text for article in group])
        found = finder.find(group, tokens.segment(group)[0], reading)
        parts.append(entity_counts(found.entities, found.references))
    counts = merge_counts(parts)
    return describe_merges(canonical_names(counts, registry=combine(brought)), counts)


def sentiment_toward(
    text: str, party: str, *, registry: Registry | None = None, method: str = "neural"
) -> Sentiment:
    """Score the sentiment of a sentence or text toward one party.

    Parameters
    ----------
    text
        What is scored.
    party
        The party's name, or anything that stands for it (``Kyiv`` for Ukraine), in capitals or not.
    registry, method
        As for `analyze`.

    Returns
    -------
    Sentiment
        The mean over the party's mentions that act; those that only name a place are left out. The label is
        the one that `analyze` gives the mention, or that of the mean where there are several.

    Raises
    ------
    UnknownPartyError
        No party is known under this name, or the text does not mention it.
    CorpusError
        The text is empty.
    ChoiceError
        The method is unknown.

    Examples
    --------
    >>> sentiment_toward("Moscow annexed Crimea by force.", "Russia").label
    'negative'
    """
    name = _finder(_own(registry), MIN_MENTIONS).resolve(party)
    if name is None:
        raise UnknownPartyError(
            f"no party is known as {party!r}; countries go by their English names, and a registry adds others"
        )
    result = analyze_article(make_article(text), registry=registry, method=method, evidence=True)
    mentions = result.mentions
    is_meant = (mentions["party"] == name) & (mentions["role"] == "actor")
    if not is_meant.any():
        others = ", ".join(mentions.loc[mentions["role"] == "actor", "party"].drop_duplicates()) or "none"
        raise UnknownPartyError(
            f"the text does not mention {name} as an actor; parties that it does: {others}"
        )
    found = result.sentiments[is_meant]
    scored = found["score"].dropna()
    score = float(scored.mean()) if len(scored) else None
    evidence = result.evidence[result.evidence["mention"].isin(found["mention"])].drop_duplicates("token")
    return Sentiment(
        party=name,
        n=len(found),
        n_scored=len(scored),
        score=score,
        label=sentiment.mean_label(found),
        evidence=tuple(zip(evidence["surface"], evidence["weight"], strict=True)),
    )


def _noted(articles: object, registry: Registry | None, brought: dict[Registry, None]) -> Iterator[Article]:
    """Yield articles, and note the user's parties that count for each."""
    for article in articles_from(articles):
        brought[_own(registry) if registry is not None else article.registry] = None
        yield article


def _groups(
    articles: Iterable[Article], registry: Registry | None, min_mentions: int
) -> Iterator[tuple[list[Article], PartyFinder]]:
    """Yield articles of one batch and one registry, with what finds their parties."""
    given = None if registry is None else _own(registry)
    for batch in _batches(articles):
        for own, group in itertools.groupby(batch, key=lambda article: given or article.registry):
            yield list(group), _finder(own, min_mentions)


def _own(registry: Registry | None) -> Registry:
    """Return a user's registry, which is empty where none is given."""
    if registry is not None and not isinstance(registry, Registry):
        raise ChoiceError(
            f"registry is a {type(registry).__name__}; expected a Registry, as read_registry(...) returns it"
        )
    return registry or Registry()


# To build an index of the shipped names takes as long as to analyse some articles; few registries are in use.
@lru_cache(maxsize=8)
def _finder(own: Registry, min_mentions: int) -> PartyFinder:
    return PartyFinder(merge(shipped_parties(), own), min_mentions=min_mentions)


def _checked(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield articles, and raise at one that no table can hold."""
    seen: set[str] = set()
    for article in articles:
        name = article.article_id
        if name in seen:
            raise CorpusError(
                f"article {name!r}: there are two of this id; make_article(..., article_id=...) gives another"
            )
        seen.add(name)
        try:
            "".join(filter(None, (getattr(article, field) for field in _TEXTS))).encode()
        except UnicodeEncodeError as error:
            raise CorpusError(
                f"article {name!r}: holds {error.object[error.start]!r}, half of a UTF-16 pair; "
                "make_article repairs it"
            ) from error
        yield article


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == _BATCH or sum(len(one.text) for one in batch) >= _BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def _analyze_some(
    articles: Sequence[Article], finder: PartyFinder, method: str, *, evidence: bool, drop: bool
) -> Analysis:
    """Analyse articles; of versions to be dropped there is only the row in `articles`."""
    kept = [article for article in articles if not drop or article.duplicate_of is None]
    result = _analyze(kept, finder, method, evidence=evidence) if kept else Analysis.stack([])
    return replace(result, articles=article_table(articles))


def _analyze(articles: Sequence[Article], finder: PartyFinder, method: str, *, evidence: bool) -> Analysis:
    known = article_table(articles)
    sentences, token_table = tokens.segment(articles)
    readings = read_references([article.text for article in articles]) if method == "neural" else None
    named = finder.find(articles, sentences, readings)
    found, contents = quotes.find_quotes(known, sentences, token_table, *named, method=method)
    named, found = finder.only_sides(named, found)
    mentions = named.mentions
    tables = known, sentences, token_table, mentions
    # A sentence is read once, for its mentions and for what they think of one another.
    pairs = stance.pair_mentions(mentions, contents)
    scores = sentiment.score_mentions(*tables, pairs=pairs, method=method, evidence=evidence)
    return Analysis(
        articles=known,
        sentences=sentences,
        tokens=token_table,
        mentions=mentions,
        entities=named.entities,
        references=named.references,
        parties=finder.parties(mentions),
        quotes=found,
        contents=contents,
        sentiments=scores.sentiments,
        evidence=scores.evidence,
        stances=stance.find_stances(
            known, mentions, found, contents, scores.sentiments, pairs, scores.opinions
        ),
    )
