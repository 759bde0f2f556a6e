"""Tests of analysis.corpus.readers.plain."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus import read_articles


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Talks resume\n\nBoth sides met.", "Talks resume"),
        ("Will talks resume?\n\nBoth sides met.", "Will talks resume?"),
        ("Envoy leaves the U.S.\n\nHe flew.", "Envoy leaves the U.S."),
        ("Talks resume\nBoth sides met.", "Talks resume"),
        ("The envoy left on Monday.\n\nBoth sides met.", ""),
        ("The talks between the two sides that were held on Monday\nVell said, ended.", ""),
        ("The talks\nended on Monday.", ""),
    ],
)
def test_headline_is_told_from_a_first_paragraph(tmp_path: Path, content: str, title: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    [article] = read_articles(path)
    assert article.title == title
    assert article.text.split() == content.split()
