"""Twelve articles of two outlets that differ, and one of a third."""

from __future__ import annotations

import pytest

import analysis as sl

BAD = ("corrupt", "dishonest", "brutal", "cruel", "evil", "a liar")
GOOD = ("honest", "generous", "kind", "a friend", "good", "great")


@pytest.fixture(scope="session")
def corpus() -> sl.Analysis:
    articles = [
        sl.make_article(
            f"Iran is {word}. Peru met Oman.",
            title=f"Story {number} of {source}",
            source=source,
            published=f"2025-03-{number + 1:02}",
            article_id=f"{source.lower()}-{number}",
        )
        for source, words in (("Herald", BAD), ("Courier", GOOD), ("Small", BAD[:1]))
        for number, word in enumerate(words)
    ]
    return sl.analyze(articles, method="lexicon")


@pytest.fixture(scope="session")
def links(corpus: sl.Analysis) -> dict[str, str]:
    return {article_id: f"articles/{article_id}/report.html" for article_id in corpus.article_ids}
