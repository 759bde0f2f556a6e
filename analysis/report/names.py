"""Names of pages: by day and title, unlike one another, and such that any file system takes them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from analysis.schema import rows

_LONGEST = 70


def page_names(articles: pd.DataFrame, taken: Iterable[str] = ()) -> dict[str, str]:
    """Name the page of each article, as ``2022-04-01-talks-resume``.

    Parameters
    ----------
    articles
        The table `articles`, or its columns `article_id`, `title` and `published`.
    taken
        Names that other pages have.

    Returns
    -------
    dict
        From ids to names, in order. Without a title the id stands for it. Where a name is taken, eight
        characters of the id's hash are added.
    """
    seen, names = set(taken), {}
    for row in rows(articles[["article_id", "title", "published"]]):
        day = "" if pd.isna(row.published) else f"{row.published:%Y-%m-%d}-"
        name = day + (_slug(row.title) or _slug(row.article_id) or "article")
        if name in seen:
            name = f"{name}-{hashlib.sha256(row.article_id.encode()).hexdigest()[:8]}"
        seen.add(name)
        names[row.article_id] = name
    return names


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:1000]).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", plain)).strip("-")
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit("-", 1)[0]
