"""Each main party in detail: its names, who speaks of it, its strongest sentences, the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

import pandas as pd

from analysis.aggregate import party_mentions, sentiment_by_voice
from analysis.aggregate.shown import FEW_UNITS
from analysis.display import Block, escape_markdown
from analysis.keywords import around, keyness
from analysis.prose.article import without_names
from analysis.prose.corpus import main_parties
from analysis.report.pages import Links, Section
from analysis.report.sentences import sentence_text
from analysis.schema import Analysis, rows
from analysis.wording import counted, interval, listed, opening, score, with_article

_MOST_SENTENCES, _MOST_VOICES, _MOST_WORDS = 10, 6, 10
_LONGEST = 220


def portraits(result: Analysis, links: Links) -> Section | None:
    """Show a part for each of the parties that most articles are about."""
    parties = main_parties(result)["party"].tolist()
    if not parties:
        return None
    named = party_mentions(result).set_index("party")["surfaces"]
    voices = sentiment_by_voice(result)
    items: list[Block] = []
    for party in parties:
        items.append(Block(f"### {escape_markdown(opening(party))}"))
        items.append(Block(f"Named as {escape_markdown(str(named[party]))}."))
        items += _speaking_of(voices[voices["party"] == party])
        items += _words_around(result, party)
        items += _sentences(result, party, links)
    return Section("portraits", "Each party in detail", items, place="folded")


def _speaking_of(voices: pd.DataFrame) -> Iterator[Block]:
    said = [
        f"{escape_markdown(with_article(row.voice))} ({counted(row.n_units, 'article')}, {score(row.mean)}"
        + (f", interval {interval(row.low, row.high)}" if row.n_units >= FEW_UNITS else ", too few to judge")
        + ")"
        for row in rows(voices[voices["voice_kind"] != "unattributed"].head(_MOST_VOICES))
    ]
    if said:
        yield Block(f"Who speaks of it, most often first: {listed(said)}.")


def _words_around(result: Analysis, party: str) -> Iterator[Block]:
    beside = around(result, party=party, unit="sentence", size=0)
    table = keyness(without_names(beside), without_names(result), min_count=3)
    typical = table[(table["log_odds"] > 0) & (table["count"] > 2)]
    typical = typical.sort_values("z", ascending=False, kind="stable").head(_MOST_WORDS)
    if len(typical):
        words = [
            f"*{escape_markdown(row.surface)}* ({row.count})" for row in rows(typical[["surface", "count"]])
        ]
        yield Block(f"Words commoner in its sentences than elsewhere here, names left out: {listed(words)}.")


def _sentences(result: Analysis, party: str, links: Links) -> Iterator[Block]:
    """Quote the ten strongest sentences on either side, with outlet and link."""
    found = result.sentiments.assign(sentence=result.mentions["sentence"], role=result.mentions["role"])
    found = found[(found["party"] == party) & (found["role"] == "actor")].dropna(subset=["score"])
    outlets = result.articles.set_index("article_id")["source"]
    for label, name, is_least_first in (
        ("positive", "Most favourable sentences", False),
        ("negative", "Least favourable sentences", True),
    ):
        own = found[found["label"] == label].sort_values(
            ["score", "article_id", "mention"], ascending=[is_least_first, True, True]
        )
        chosen = own.drop_duplicates(["article_id", "sentence"]).head(_MOST_SENTENCES)
        if chosen.empty:
            continue
        lines, html = [], []
        for row in rows(chosen):
            line, page = _quoted(result, row, outlets, links)
            lines.append(line)
            html.append(page)
        yield Block(f"{name}:")
        yield Block("\n".join(lines), f"<ul>{''.join(html)}</ul>")


def _quoted(result: Analysis, row: Any, outlets: pd.Series, links: Links) -> tuple[str, str]:
    text = sentence_text(result, row.article_id, row.sentence, longest=_LONGEST, around=row.mention)
    outlet = outlets[row.article_id]
    about = f"{outlet}, {score(row.score)}" if isinstance(outlet, str) else score(row.score)
    link = links.get(row.article_id)
    where = f"{link}#s{row.sentence}" if link else ""
    marked = f"[“{escape_markdown(text)}”]({where})" if where else f"“{escape_markdown(text)}”"
    shown = f'<a href="{escape(where)}">“{escape(text)}”</a>' if where else f"“{escape(text)}”"
    return (
        f"- {marked} ({escape_markdown(about)})",
        f'<li>{shown} <span class="note">{escape(about)}</span></li>',
    )
