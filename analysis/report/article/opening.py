"""The top of an article's page: what it is, and what was found."""

from __future__ import annotations

from analysis.display import Block
from analysis.prose import facts, finding
from analysis.report.markdown import paragraph
from analysis.schema import Analysis


def title(result: Analysis) -> str:
    """Return the headline, or the id where there is none."""
    article = result.articles.iloc[0]
    return str(article["title"] or article["article_id"])


def lead(result: Analysis) -> list[Block]:
    """Return the article's data and the finding."""
    return [paragraph("meta", facts(result)), paragraph("finding", finding(result))]
