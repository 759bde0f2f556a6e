"""The same story in several outlets: how each told it."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from analysis import charts
from analysis.aggregate import party_sentiment, similar_stories
from analysis.display import Block, escape_markdown
from analysis.prose.corpus import main_parties
from analysis.report.pages import Item, Links, Section
from analysis.schema import Analysis, rows
from analysis.wording import counted, day, number, score

_MOST_STORIES, _MOST_ARTICLES, _MOST_PARTIES = 12, 6, 3


def stories(result: Analysis, links: Links) -> Section | None:
    """List stories that two outlets or more tell, with each one's headline and scores."""
    found = similar_stories(result)
    if found.empty:
        return None
    parties = main_parties(result)["party"].head(_MOST_PARTIES).tolist()
    single = party_sentiment(result, by="article_id")
    means = {(row.article_id, row.party): row.mean for row in rows(single)}
    articles = result.articles.set_index("article_id")
    sizes = found.groupby("story", sort=False).size().sort_values(ascending=False, kind="stable")
    blocks = []
    for story in sizes.index[:_MOST_STORIES]:
        lines, html = [], []
        for row in rows(found[found["story"] == story].head(_MOST_ARTICLES)):
            article = articles.loc[row.article_id]
            scores = [
                f"{party} {score(means[row.article_id, party])}"
                for party in parties
                if pd.notna(means.get((row.article_id, party)))
            ]
            line, page = _told(article, row.article_id, scores, links)
            lines.append(line)
            html.append(page)
        blocks.append(Block("\n".join(lines), f"<ul>{''.join(html)}</ul>"))
    rest = len(sizes) - _MOST_STORIES
    about = (
        f"{counted(len(sizes), 'story')} told by two outlets or more within three days, found by the words "
        "that the articles share; those told most often come first."
    )
    if rest > 0:
        about += f" {number(rest).capitalize()} more are not shown."
    figure = charts.figure("similar_stories", result, href=lambda row: links.get(row.article_id))
    items: list[Item] = [Block(about), *([figure] if figure is not None else []), *blocks]
    return Section("stories", "The same story in several outlets", items, place="folded")


def _told(article: Any, article_id: str, scores: list[str], links: Links) -> tuple[str, str]:
    facts = [str(article["source"])] if isinstance(article["source"], str) else []
    if pd.notna(article["published"]):
        facts.append(day(article["published"]))
    title = article["title"] or article_id
    about = ", ".join([*facts, *scores])
    link = links.get(article_id)
    marked = f"[{escape_markdown(title)}]({link})" if link else escape_markdown(title)
    shown = f'<a href="{escape(link)}">{escape(title)}</a>' if link else escape(title)
    return (
        f"- {marked} ({escape_markdown(about)})",
        f'<li>{shown} <span class="note">{escape(about)}</span></li>',
    )
