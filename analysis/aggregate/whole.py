"""Which articles count in a mean."""

from __future__ import annotations

from analysis.schema import Analysis


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
    kept = articles.loc[~articles["is_truncated"], "article_id"]
    return Analysis(
        **{
            name: table[table["article_id"].isin(kept)].reset_index(drop=True)
            for name, table in result.tables().items()
        }
    )
