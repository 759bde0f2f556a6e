"""What was counted once or not at all, and which names were taken for one."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from analysis.display import Block, escape_markdown
from analysis.references.canonical import canonical_names
from analysis.references.merges import describe_merges
from analysis.references.over_corpus import entity_counts
from analysis.report.pages import Item, Links, Section
from analysis.schema import Analysis
from analysis.wording import counted

_MOST = 50
_MOST_CHARACTERS = 20_000


def left_out(result: Analysis, links: Links) -> Section:
    """List near-duplicates, articles cut short, and names that were joined, with lines to part them."""
    articles = result.articles
    titles = articles.set_index("article_id")["title"]
    items: list[Item] = []
    if "duplicate_of" in articles and articles["duplicate_of"].notna().any():
        copies = articles[articles["duplicate_of"].notna()]
        named = [
            (article, f"a version of {titles.get(first) or first}")
            for article, first in zip(copies["article_id"], copies["duplicate_of"], strict=True)
        ]
        items.append(
            Block(f"{counted(len(named), 'near-duplicate')}, each counted once with what it is a version of:")
        )
        items.append(_list(named, titles, links))
    truncated = articles.loc[articles["is_truncated"], "article_id"]
    if len(truncated):
        items.append(
            Block(f"{counted(len(truncated), 'article')} cut short or a page of an error, in no mean:")
        )
        items.append(_list([(article, "") for article in truncated], titles, links))
    counts = entity_counts(result.entities, result.references)
    merges = describe_merges(canonical_names(counts), counts)
    if len(merges) > _MOST_CHARACTERS:
        merges = (
            merges[:_MOST_CHARACTERS].rpartition("\n")[0] + "\n… (sidelight parties --merges prints all)\n"
        )
    fence = "```"
    code = merges.replace(fence, "'''")
    items.append(
        Block("Names of people, organisations and others that were taken for one, and how to change it:")
    )
    items.append(Block(f"{fence}\n{code}{fence}", f'<pre tabindex="0">{escape(merges)}</pre>'))
    return Section("left-out", "Near-duplicates, what was left out, and joined names", items, place="folded")


def _list(named: Iterable[tuple[str, str]], titles: object, links: Links) -> Block:
    lines, html = [], []
    for number, (article, why) in enumerate(named):
        if number == _MOST:
            lines.append("- …")
            html.append("<li>…</li>")
            break
        title = titles.get(article) or article  # type: ignore[attr-defined]
        link = links.get(article)
        about = f", {why}" if why else ""
        marked = f"[{escape_markdown(title)}]({link})" if link else escape_markdown(title)
        shown = f'<a href="{escape(link)}">{escape(title)}</a>' if link else escape(title)
        lines.append(f"- {marked}{escape_markdown(about) if about else ''}")
        html.append(f"<li>{shown}{escape(about)}</li>")
    return Block("\n".join(lines), f"<ul>{''.join(html)}</ul>")
