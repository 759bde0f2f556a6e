"""Which articles count in a figure over several."""

from __future__ import annotations

from analysis.schema import Analysis


def counted_articles(result: Analysis, *, include_truncated: bool, include_duplicates: bool) -> Analysis:
    """Leave out, of several articles, what is cut short, and all versions of a story but the first.

    Returns
    -------
    Analysis
        The same one where nothing is left out.
    """
    result = result if include_truncated else whole_articles(result)
    return result if include_duplicates else result.first_versions()


def whole_articles(result: Analysis) -> Analysis:
    """Leave out the articles that are cut short, of several; a single one stays.

    Returns
    -------
    Analysis
        The same one where nothing is left out.
    """
    articles = result.articles
    if len(articles) < 2 or not articles["is_truncated"].any():
        return result
    return result.keep(articles.loc[~articles["is_truncated"], "article_id"])
