"""Every article of a corpus in a table that sorts and filters, with its score toward each main party."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from analysis.aggregate import party_sentiment
from analysis.display import Block, escape_markdown
from analysis.prose.corpus import main_parties
from analysis.report.corpus.behind import anchors, points_by_outlet, points_in_time
from analysis.report.pages import Links, Section
from analysis.report.tables import html_table, markdown_table
from analysis.schema import Analysis, rows
from analysis.wording import score

_TABLE = "articles-table"
_ABOUT = (
    "Mean sentiment toward the parties that most articles are about, −1 to +1; empty where the article has "
    "none."
)


def articles(result: Analysis, links: Links) -> Section | None:
    """List the articles by day, with links to their pages."""
    if result.articles.empty:
        return None
    parties = main_parties(result)["party"].tolist()
    single = party_sentiment(result, by="article_id") if parties else pd.DataFrame()
    means = {(row.article_id, row.party): row for row in rows(single)}
    ordered = result.articles.sort_values(["published", "article_id"], na_position="last", kind="stable")
    lines, html = [], []
    for row in rows(ordered[["article_id", "title", "source", "published"]]):
        scores = [means.get((row.article_id, party)) for party in parties]
        lines.append(_markdown(row, scores, links))
        html.append(_html(row, scores, links))
    heads = ["day", "outlet", "title", *parties]
    search = f'<p class="chips"><label>Filter <input type="search" data-search="{_TABLE}"></label></p>'
    places = {article_id: place for place, article_id in enumerate(ordered["article_id"])}
    points = [
        *points_by_outlet(result),
        *points_by_outlet(result, "quoted_words"),
        *points_in_time(result),
    ]
    page = html_table(heads, html, caption=_ABOUT, name=_TABLE, sortable=True)
    html_block = anchors(points, places, _TABLE) + search + page
    return Section("articles", "The articles", [Block(markdown_table(heads, lines), html_block)])


def _markdown(row: Any, scores: list[Any], links: Links) -> list[str]:
    name = escape_markdown(row.title or row.article_id)
    link = links.get(row.article_id)
    return [
        "" if pd.isna(row.published) else f"{row.published:%Y-%m-%d}",
        "" if pd.isna(row.source) else escape_markdown(row.source),
        f"[{name}]({link})" if link else name,
        *(_score(one) for one in scores),
    ]


def _html(row: Any, scores: list[Any], links: Links) -> str:
    name = escape(row.title or row.article_id)
    link = links.get(row.article_id)
    title = f'<a href="{escape(link)}">{name}</a>' if link else name
    day = "" if pd.isna(row.published) else f"{row.published:%Y-%m-%d}"
    outlet = "" if pd.isna(row.source) else escape(row.source)
    numbers = "".join(
        f'<td class="n" data-key="{"" if not _score(one) else round(one.mean, 4)}">{_score(one)}</td>'
        for one in scores
    )
    return f'<tr><td class="n">{day}</td><td>{outlet}</td><th scope="row">{title}</th>{numbers}</tr>'


def _score(row: Any) -> str:
    return "" if row is None or pd.isna(row.mean) else score(row.mean)
