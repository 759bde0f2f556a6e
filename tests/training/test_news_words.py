"""Tests of `analysis.training.news_words`."""

from __future__ import annotations

import gzip
from pathlib import Path

from analysis.records import Article
from analysis.schema import rows
from analysis.training.news_words import count_words, write_words


def test_counts_by_hand() -> None:
    articles = [Article("1", "The grain, the grain."), Article("2", "Grain’s port")]
    table, words, n_articles = count_words(articles, [Article("1", "The ship isn't here")])
    counts = {row.term: (row.count, row.articles) for row in rows(table)}
    assert counts == {
        "grain": (3, 2),
        "the": (3, 1),
        "here": (1, 0),
        "is": (1, 0),
        "port": (1, 1),
        "ship": (1, 0),
    }
    assert list(counts) == ["grain", "the", "here", "is", "port", "ship"]
    assert (words, n_articles) == (10, 2)


def test_equal_counts_give_equal_bytes(tmp_path: Path) -> None:
    counted = count_words([Article("1", "Grain grain port")], [])
    for name in ("a.gz", "b.gz"):
        write_words(tmp_path / name, *counted)
    data = (tmp_path / "a.gz").read_bytes()
    assert data == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress(data).decode() == "# 3 words, 1 articles\ngrain\t2\t1\nport\t1\t1\n"
