"""Near-duplicates: one story in several versions, as agencies' copies are, found by the words they share.

MinHash over runs of five words, with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman & Ullman,
Mining of Massive Datasets, chapter 3), so that time and memory grow with the number of articles and not with
that of their pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from analysis.records import Article

# Of the runs of five words in either: a copy with a new headline and a paragraph cut has more than this.
SIMILAR = 0.5
_RUN = 5
# 128 numbers a text, in bands of four: of pairs with a similarity of 0.5, 87 in 100 meet in one.
_NUMBERS, _BANDS = 128, 32
_SEED = 1
_WORD = re.compile(r"\w+")


def duplicate_groups(articles: Iterable[Article], *, similar: float = SIMILAR) -> pd.DataFrame:
    """Find the articles that are versions of one story.

    Parameters
    ----------
    articles
        Each is read once; what is kept of one does not grow with its length. None gives an empty table.
    similar
        The least share of common runs of five words, above 0 and up to 1, estimated within about 0.05.

    Returns
    -------
    DataFrame
        One row an article that has a version before it or after it, in order: `article_id`, `group` (numbers
        from 0, by the first article of each) and `similarity` to the most similar article before it in the
        group (0 to 1; 1 for the first).
    """
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

    index = RMinHashLSH(threshold=similar, num_perm=_NUMBERS, num_bands=_BANDS)
    ids: list[str] = []
    hashes: list[RMinHash] = []
    leaders: list[int] = []
    shares: list[float] = []
    for number, article in enumerate(articles):
        made = RMinHash(num_perm=_NUMBERS, seed=_SEED)
        made.update(_runs(article.text))
        near = [(made.jaccard(hashes[other]), -other) for other in index.query(made)]
        share, other = max(near, default=(0.0, 0))
        is_copy = bool(near) and share >= similar
        ids.append(article.article_id)
        hashes.append(made)
        leaders.append(leaders[-other] if is_copy else number)
        shares.append(share if is_copy else 1.0)
        index.insert(number, made)
    table = pd.DataFrame({"article_id": pd.Series(ids, dtype="str"), "leader": leaders, "similarity": shares})
    table = table[table.groupby("leader")["leader"].transform("size") > 1]
    groups = table["leader"].rank(method="dense").astype("int64") - 1
    found = table.assign(group=groups, similarity=table["similarity"].astype("float64"))
    return found[["article_id", "group", "similarity"]].reset_index(drop=True)


def _runs(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [" ".join(words[start : start + _RUN]) for start in range(max(len(words) - _RUN + 1, 1))]
