"""What to look at first in a corpus: the strongest and the least certain sentences on the main parties."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from analysis.display import Block, escape_markdown
from analysis.prose.corpus import main_parties
from analysis.report.pages import Links, Section
from analysis.report.sentences import sentence_text
from analysis.schema import Analysis, rows
from analysis.wording import day, score, with_article

_MOST = 6
_LONGEST = 170


def checks(result: Analysis, links: Links) -> Section | None:
    """Quote the sentences that stand out: for each main party its strongest on either side."""
    found = [row for party in main_parties(result)["party"] for row in _strongest(result, party)][:_MOST]
    if not found:
        return None
    articles = result.articles.set_index("article_id")
    lines, html = [], []
    for number, row in enumerate(found, 1):
        article = articles.loc[row.article_id]
        quoted = sentence_text(result, row.article_id, row.sentence, longest=_LONGEST, around=row.mention)
        facts = [str(article["source"])] if isinstance(article["source"], str) else []
        if article["published"] == article["published"]:  # a day that is missing equals nothing
            facts.append(day(article["published"]))
        why = ", ".join([*facts, f"{row.label} for {with_article(row.party)}, {score(row.score)}"])
        link = links.get(row.article_id)
        where = f"{link}#s{row.sentence}" if link else ""
        mark = f"[“{escape_markdown(quoted)}”]({where})" if where else f"“{escape_markdown(quoted)}”"
        shown = f'<a href="{escape(where)}">“{escape(quoted)}”</a>' if where else f"“{escape(quoted)}”"
        lines.append(f"{number}. {mark} {escape_markdown(why)}")
        html.append(f'<li>{shown} <span class="note">{escape(why)}</span></li>')
    return Section(
        "checks",
        "Check these first",
        [Block("\n".join(lines), f'<ol class="check">{"".join(html)}</ol>')],
    )


def _strongest(result: Analysis, party: str) -> Iterator[Any]:
    """Yield the most favourable and the most unfavourable mention of a party."""
    found = result.sentiments.assign(sentence=result.mentions["sentence"], role=result.mentions["role"])
    found = found[(found["party"] == party) & (found["role"] == "actor")].dropna(subset=["score"])
    for label, is_least_first in (("negative", True), ("positive", False)):
        own = found[found["label"] == label]
        order = own.sort_values(["score", "article_id", "mention"], ascending=[is_least_first, True, True])
        yield from rows(order.head(1))
