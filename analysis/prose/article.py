"""What an article is, and which words it uses."""

from __future__ import annotations

import re

import pandas as pd

from analysis.display import Block, escape_markdown
from analysis.keywords import keyness, term_frequencies, without
from analysis.prose.quoting import check_single
from analysis.schema import Analysis, rows
from analysis.wording import counted, day, in_brackets, listed

_MOST_PEOPLE, _MOST_WORDS = 8, 12


def facts(result: Analysis) -> Block:
    """Name outlet, author, day, length and address of the article, in one line."""
    check_single(result)
    article = result.articles.iloc[0]
    found = [escape_markdown(article[name]) for name in ("source", "author") if pd.notna(article[name])]
    if pd.notna(article["published"]):
        found.append(day(article["published"]))
    found.append(counted(int(result.tokens["is_word"].sum()), "word"))
    if pd.notna(article["url"]) and article["url"].startswith(("https://", "http://")):
        # Angle brackets hold any address but one with brackets, spaces or line ends of its own.
        address = re.sub(r"[<>\s]", "", article["url"])
        found.append(f"[original](<{address}>)")
    return Block(" · ".join(found))


def distinctive(result: Analysis) -> Block:
    """Say which words, names left out, set the article apart from news in general, and who is named."""
    check_single(result)
    words = keyness(without_names(result), min_count=2)
    typical = words[(words["log_odds"] > 0) & (words["count"] > 1)]
    typical = typical.sort_values("z", ascending=False, kind="stable").head(_MOST_WORDS)
    phrases = term_frequencies(result, n=(2, 3), min_count=2)
    phrases = phrases[~_is_inside_longer(phrases)].head(5)
    sentences = (
        [
            "Names aside, these words set the article apart most from news in general (with how often each "
            f"is used): {_terms(typical)}."
        ]
        if len(typical)
        else ["Names aside, no word is used more than once and more than in news in general."]
    )
    if len(phrases):
        sentences.append(
            f"{'A phrase that comes back is' if len(phrases) == 1 else 'Phrases that come back are'} "
            f"{_terms(phrases)}."
        )
    people = result.mentions[(result.mentions["kind"] == "person") & result.mentions["entity"].notna()]
    if len(people):
        counts = people.groupby(["entity", "party"]).size().reset_index(name="n")
        commonest = counts.sort_values("n", ascending=False, kind="stable").head(_MOST_PEOPLE)
        named = [
            f"{escape_markdown(row.entity)} ({escape_markdown(in_brackets(row.party))}, {row.n})"
            for row in rows(commonest)
        ]
        sentences.append(f"People named: {listed(named)}.")
    return Block(" ".join(sentences))


def without_names(result: Analysis) -> Analysis:
    """Leave out the words of names."""
    names = result.references.loc[result.references["kind"] == "name", ["article_id", "start", "end"]]
    return without(result, names) if len(names) else result


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
