"""Articles on their way to the analysis: checked, with the user's parties noted, in batches."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from analysis.corpus.duplicates import mark_duplicates
from analysis.corpus.natural import articles_from
from analysis.records import Article, CorpusError, Registry

# Articles at a time: enough that sentences of one length find one another; fewer where they are long.
BATCH = 64
BATCH_CHARACTERS = 2_000_000
_TEXTS = ("article_id", "title", "source", "author", "url", "language", "text")


def prepared(
    articles: object, registry: Registry | None, duplicates: str, brought: dict[Registry, None]
) -> Iterator[Article]:
    """Yield articles of whatever holds them, checked and with near-duplicates marked.

    Parameters
    ----------
    articles
        Whatever `articles_from` takes.
    registry
        The parties that count instead of those that an article brings along.
    duplicates
        With ``keep`` near-duplicates are not looked for.
    brought
        Receives the user's parties that count for each article.

    Raises
    ------
    CorpusError
        Something is no article, two have one id, or no table can hold one.
    """

    def noted() -> Iterator[Article]:
        for article in articles_from(articles):
            brought[registry or article.registry] = None
            yield article

    known = checked(noted())
    yield from known if duplicates == "keep" else mark_duplicates(known)


def checked(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield articles, and raise `CorpusError` at one that no table can hold."""
    seen: set[str] = set()
    for article in articles:
        check_id(article.article_id, seen)
        check_texts(article)
        yield article


def check_id(name: str, seen: set[str]) -> None:
    """Add an id to those seen, and raise `CorpusError` where it is there."""
    if name in seen:
        raise CorpusError(
            f"article {name!r}: there are two of this id; make_article(..., article_id=...) gives another"
        )
    seen.add(name)


def check_texts(article: Article) -> None:
    """Verify that a table can hold an article.

    Raises
    ------
    CorpusError
        It holds half of a UTF-16 pair, which no file can hold.
    """
    try:
        "".join(filter(None, (getattr(article, field) for field in _TEXTS))).encode()
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"article {article.article_id!r}: holds {error.object[error.start]!r}, half of a UTF-16 pair; "
            "make_article repairs it"
        ) from error


def in_batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield 64 articles at a time, fewer where these have 2,000,000 characters."""
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == BATCH or sum(len(one.text) for one in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def by_registry(
    articles: Sequence[Article], registry: Registry | None
) -> Iterator[tuple[Registry, list[Article]]]:
    """Yield the articles of a batch for which the same parties of the user count, with these parties."""
    for own, group in itertools.groupby(articles, key=lambda article: registry or article.registry):
        yield own, list(group)
