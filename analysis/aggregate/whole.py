"""Which articles count in a figure over several."""

from __future__ import annotations

import warnings

import pandas as pd

from analysis.schema import Analysis

# What tells which articles count.
FLAGS = ("article_id", "is_truncated", "duplicate_of")


def counted_articles(
    result: Analysis,
    *,
    include_truncated: bool,
    include_duplicates: bool,
    cells: pd.Series | None = None,
) -> Analysis:
    """Leave out, of several articles, what is cut short, and all versions of a story but the first.

    Parameters
    ----------
    result
        An analysis.
    include_truncated, include_duplicates
        What is not left out after all.
    cells
        A group for each row of `articles`, such as the outlet: then the first version in each stays.

    Returns
    -------
    Analysis
        The same one where nothing is left out.
    """
    if cells is not None:
        cells = cells.set_axis(result.articles["article_id"])
    result = result if include_truncated else whole_articles(result)
    if include_duplicates:
        return result
    own = None if cells is None else cells.loc[result.articles["article_id"]].reset_index(drop=True)
    return result.first_versions(own)


def whole_articles(result: Analysis) -> Analysis:
    """Leave out the articles that are cut short, of several; a single one stays.

    Returns
    -------
    Analysis
        The same one where nothing is left out.

    Warns
    -----
    UserWarning
        All are cut short, so that nothing is left.
    """
    articles = result.articles
    if len(articles) < 2 or not articles["is_truncated"].any():
        return result
    if articles["is_truncated"].all():
        warnings.warn(
            f"all {len(articles):,} articles are cut short, so that none of them counts; "
            "include_truncated=True counts them",
            stacklevel=2,
        )
    return result.keep(articles.loc[~articles["is_truncated"], "article_id"])
