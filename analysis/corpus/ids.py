"""The ids of articles that are read together: each is given once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from analysis.records import Article, CorpusError


class _Taken(NamedTuple):
    """Who has an id: the place of the article for errors, and its story."""

    where: str
    story: int


class FileIds:
    """Gives ids to articles, in the order in which they are read."""

    def __init__(self) -> None:
        self._taken: dict[str, _Taken] = {}
        # The first file of a name without its suffix whose articles are called after it.
        self._named: dict[Path, Path] = {}

    def give(self, article: Article, where: str, path: Path, default: str, other: str) -> Article | None:
        """Return an article with an id of its own, or None where it was read before.

        Parameters
        ----------
        article
            As it was read.
        where, path
            Its place for errors, and its file.
        default, other
            The id that its file's name gives it, and the one for when a file beside it has that, with the
            same name and another suffix.

        Raises
        ------
        CorpusError
            Another article has the id.
        """
        if article.article_id == default and self._named.setdefault(path.with_suffix(""), path) != path:
            article = replace(article, article_id=other)
        first = self._taken.get(article.article_id)
        story = hash(article.text)
        if first is None:
            self._taken[article.article_id] = _Taken(where, story)
            return article
        if first.story == story:
            return None
        raise CorpusError(
            f"{where}: the id {article.article_id!r} is taken by {first.where}; "
            "give one of them another file name or 'id'"
        )
