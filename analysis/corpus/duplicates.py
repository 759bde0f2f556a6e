"""Near-duplicates: one story in several versions, as agencies' copies are, found by the words they share.

MinHash over runs of five words, with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman & Ullman,
Mining of Massive Datasets, chapter 3). An article is compared with the first versions before it, as it is
read: what is found does not depend on what comes later, and so not on the size of a batch. Time and memory
grow with the number of articles and not with that of their pairs: 0.2 ms an article among 10,000, 0.002 times
as long as its analysis (`tests/benchmarks/bench_duplicates.py`). Where all share a fifth of their text, most
are compared with one another: 0.4 ms an article among 3,000, and twice that among twice as many.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis.corpus.natural import articles_from
from analysis.records import Article, ChoiceError

if TYPE_CHECKING:
    from rensa import RMinHash  # type: ignore[import-untyped]

DUPLICATES = ("keep", "mark", "drop")
# Of the runs of five words in either text. Of 2,592 articles of several corpora 17 have an earlier version by
# this, each of them one story when read by eye; other pairs come to 0.14 at most (two stories with the same
# background), but for very short ones. The estimate errs by 0.04. Copies found of 1,689 articles, in percent:
#                                      0.25   0.3   0.4   0.5   0.6   0.7
#   new headline, one paragraph cut     100   100   100   100   100    98
#   other order                         100   100   100   100   100    97
#   one word in 20 edited               100   100   100    98    76    22
#   an outlet's furniture               100   100   100   100    99    89
#   headline, cut and furniture         100   100    99    94    83    61
#   cut to a half                       100   100   100    82    23     4
#   to a half, with furniture           100    99    79    22     1     0
#   cut to a third                      100    95    36     7     1     1
#   to a third, with furniture           90    58     5     1     0     0
#   to a third, one word in 20 edited    75    34     5     1     0     0
SIMILAR = 0.25
_RUN = 5
# 128 numbers a text, in bands of two: of pairs with a similarity of 0.25, 98 in 100 meet in one.
_NUMBERS, _BANDS = 128, 64
_SEED = 1
# In fewer, a copy looks like a common phrase: two letters to the editor of 39 and 50 words that share only a
# copyright notice come to 0.20.
_LEAST_WORDS = 50
_WORD = re.compile(r"\w+")


class Version(NamedTuple):
    """The first version of an article, by its id, and how similar it is, above 0 and up to 1."""

    first: str
    similarity: float


class Versions:
    """Tells of articles, one after the other, which are versions of an earlier one.

    What is kept is about 7 kB for each article that is no version of another, however long it is.
    """

    def __init__(self, similar: float = SIMILAR) -> None:
        from rensa import RMinHashLSH

        if not 0 < similar <= 1:
            raise ChoiceError(f"similar is {similar!r}; expected a share above 0, up to 1")
        self._similar = similar
        self._index = RMinHashLSH(threshold=similar, num_perm=_NUMBERS, num_bands=_BANDS)
        self._firsts: list[tuple[str, RMinHash]] = []

    def find(self, article: Article) -> Version | None:
        """Return the first version of an article, or None where it is the first itself.

        Of several the most similar counts, of equal ones the earliest. A text of fewer than 50 words is no
        version of another, and one that is cut short is no first version.
        """
        return self.place(article.article_id, signature(article), is_truncated=article.is_truncated)

    def place(self, article_id: str, made: RMinHash | None, *, is_truncated: bool) -> Version | None:
        """Do the same by an article's `signature`."""
        if made is None:
            return None
        near = ((made.jaccard(self._firsts[number][1]), -number) for number in self._index.query(made))
        share, other = max(near, default=(0.0, 0))
        if share >= self._similar:
            return Version(self._firsts[-other][0], share)
        if not is_truncated:
            self._index.insert(len(self._firsts), made)
            self._firsts.append((article_id, made))
        return None


def signature(article: Article) -> RMinHash | None:
    """Return what tells the versions of an article, in 0.7 kB when pickled; None for fewer than 50 words."""
    from rensa import RMinHash

    words = _WORD.findall(article.text.casefold())
    if len(words) < _LEAST_WORDS:
        return None
    made = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    made.update([" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)])
    return made


def mark_duplicates(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield articles, each with the id of its first version in `duplicate_of`."""
    versions = Versions()
    for article in articles:
        found = versions.find(article)
        yield dataclasses.replace(article, duplicate_of=found.first if found else None)


def duplicate_groups(articles: object, *, similar: float = SIMILAR) -> pd.DataFrame:
    """Find the articles that are versions of one story.

    Parameters
    ----------
    articles
        Whatever `articles_from` takes; each is read once. None gives an empty table.
    similar
        The least share of common runs of five words, above 0 and up to 1, estimated within about 0.05. Below
        0.25 some of the versions are missed.

    Returns
    -------
    DataFrame
        One row an article that has a version before it or after it, in order: `article_id`, `duplicate_of`
        (the first version) and `similarity` to that (0 to 1), both NA for the first. A text of fewer than 50
        words is no version of another.

    Raises
    ------
    ChoiceError
        `similar` is not above 0 and up to 1.
    CorpusError
        Something is no article (see `articles_from`).
    """
    versions = Versions(similar)
    found = [(article.article_id, versions.find(article)) for article in articles_from(articles)]
    firsts = {version.first for _, version in found if version}
    rows = [(name, *(version or (None, None))) for name, version in found if version or name in firsts]
    table = pd.DataFrame(rows, columns=["article_id", "duplicate_of", "similarity"])
    return table.astype({"article_id": "str", "duplicate_of": "str", "similarity": "float64"})
