"""What an article is, and what it is about."""

from __future__ import annotations

import re

import pandas as pd

from analysis.aggregate import party_mentions
from analysis.display import Block, escape_markdown
from analysis.keywords import term_frequencies
from analysis.prose.quoting import check_single
from analysis.schema import Analysis, rows
from analysis.wording import counted, day, in_brackets, listed

_MOST_PEOPLE = 8


def title(result: Analysis) -> Block:
    """Headline of the article, with outlet, day and length."""
    check_single(result)
    article = result.articles.iloc[0]
    heading = escape_markdown(article["title"] or article["article_id"])
    words = int(result.tokens["is_word"].sum())
    headline = " and the headline" if result.sentences["is_title"].any() else ""
    facts = [f"{words:,} words in {counted(len(_body(result)), 'sentence')}{headline}"]
    if pd.notna(article["published"]):
        facts.insert(0, day(article["published"]))
    for name in ("author", "source"):
        if pd.notna(article[name]):
            facts.insert(0, escape_markdown(article[name]))
    lines = [f"# {heading}", " · ".join(facts)]
    if pd.notna(article["url"]) and article["url"].startswith(("https://", "http://")):
        # Angle brackets hold any address but one with brackets, spaces or line ends of its own.
        address = re.sub(r"[<>\s]", "", article["url"])
        lines.append(f"Published at [{escape_markdown(address)}](<{address}>).")
    return Block("\n\n".join(lines))


def about(result: Analysis) -> Block:
    """What the article is about: its commonest words and phrases, and where the parties stand in it."""
    check_single(result)
    words = term_frequencies(result)
    common = words[words["count"] > 1].head(8)
    phrases = term_frequencies(result, n=(2, 3), min_count=2)
    phrases = phrases[~_is_inside_longer(phrases)].head(5)
    if words.empty:
        return Block("The article holds no word to count.")
    sentences = [
        f"Its commonest words are {_terms(common)}." if len(common) else "No word comes twice in it."
    ]
    if len(phrases):
        sentences.append(
            f"{'A phrase that comes back is' if len(phrases) == 1 else 'Phrases that come back are'} "
            f"{_terms(phrases)}."
        )
    sentences += _where(result)
    people = result.mentions[(result.mentions["kind"] == "person") & result.mentions["entity"].notna()]
    if len(people):
        counts = people.groupby(["entity", "party"]).size().reset_index(name="n")
        commonest = counts.sort_values("n", ascending=False, kind="stable").head(_MOST_PEOPLE)
        named = [
            f"{escape_markdown(row.entity)} ({escape_markdown(in_brackets(row.party))}, {row.n})"
            for row in rows(commonest)
        ]
        sentences.append(f"By name it mentions {listed(named)}.")
    return Block(" ".join(sentences))


def mention_dispersion_alt(result: Analysis) -> str:
    """Describe the chart of mentions for whom cannot see it."""
    counts = [f"{row.party} {row.mentions}" for row in rows(party_mentions(result).head(12))]
    return f"Where in the text each party is mentioned. Mentions: {', '.join(counts) or 'none'}."


def term_frequencies_alt(result: Analysis) -> str:
    """Describe the chart of words for whom cannot see it."""
    counts = [f"{row.surface} {row.count}" for row in rows(term_frequencies(result, min_count=2).head(15))]
    return f"Commonest words: {', '.join(counts) or 'none'}."


def _where(result: Analysis) -> list[str]:
    """Say which parties the headline and the opening name."""
    first = result.mentions.merge(result.sentences[["sentence", "is_title"]], on="sentence")
    headline = list(dict.fromkeys(first.loc[first["is_title"], "party"]))
    if not headline:
        return []
    return [f"The headline names {listed([escape_markdown(party) for party in headline])}."]


def _body(result: Analysis) -> pd.DataFrame:
    return result.sentences[~result.sentences["is_title"]]


def _is_inside_longer(phrases: pd.DataFrame) -> pd.Series:
    """Tell which phrases occur only as part of a longer one in the list."""
    longer = [f" {row.term} " for row in rows(phrases)]
    counts = phrases["count"].tolist()
    return pd.Series(
        [
            any(
                f" {term} " in other and len(other) > len(term) + 2 and counts[i] >= count
                for i, other in enumerate(longer)
            )
            for term, count in zip(phrases["term"], phrases["count"], strict=True)
        ],
        index=phrases.index,
        dtype="bool",
    )


def _terms(table: pd.DataFrame) -> str:
    return listed(
        [f"*{escape_markdown(row.surface)}* ({row.count})" for row in rows(table[["surface", "count"]])]
    )
