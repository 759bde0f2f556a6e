"""Tests of analysis.corpus.readers.pages.walls."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.corpus import read_articles
from analysis.corpus.readers.pages.markup import parse
from analysis.corpus.readers.pages.walls import blocks_in, is_walled

STORY = (
    "<p>The two sides met again in the capital on Friday, and they talked about the price of grain.</p>"
    "<p>It was the first meeting of the two ministers since the autumn of the year before.</p>"
)
NOT_FREE = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks resume",'
    '"isAccessibleForFree":"False"}</script>'
)


def is_truncated(folder: Path, below: str, *, head: str = "", story: str = STORY) -> bool:
    page = (
        f"<html><head><meta charset=utf-8><title>Talks resume</title>{head}</head><body>"
        f"<header><p>Already a subscriber? Sign in</p></header><main><article><h1>Talks resume</h1>"
        f"<div>{story}</div>{below}</article></main></body></html>"
    )
    (folder / "a.html").write_text(page, encoding="utf-8")
    (article,) = read_articles(folder / "a.html")
    assert "price of grain" in article.text
    return article.is_truncated


@pytest.mark.parametrize(
    "box",
    [
        "<h2>Subscribe to continue reading</h2>",
        "<div class=paywall><h2>Subscribe to unlock this article</h2><p>One crown a month.</p></div>",
        "<div class=g><p>To continue reading, subscribe to The Lark.</p><a>Subscribe</a></div>",
        "<p>Want the rest?</p><p>Already a subscriber? <a href=/l>Log in</a></p>",
        "<section><h3>Create a free account to read this article</h3></section>",
        "<aside><p>You have reached your limit of free articles.</p></aside>",
    ],
)
def test_box_below_the_beginning_of_a_story(tmp_path: Path, box: str) -> None:
    assert is_truncated(tmp_path, box)


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<footer><p>Already a subscriber? Log in</p></footer>",
        "<p>Sign in to view comments</p>",
        "<p>Sign up to get access to our newsletter</p>",
        "<div hidden><p>Subscribe to continue reading</p></div>",
        '<div style="display: none"><p>Subscribe to continue reading</p></div>',
        "<p>Next</p>" * 10 + "<p>Subscribe to continue reading</p>",
    ],
)
def test_what_stands_below_a_whole_story(below: str) -> None:
    blocks = blocks_in(parse(f"<html><body><main>{STORY}{below}</main></body></html>", "a.html"))
    assert not is_walled([blocks[0], blocks[1]], blocks, is_free=True)


def test_page_that_says_it_is_not_free_and_shows_little(tmp_path: Path) -> None:
    assert is_truncated(tmp_path, "", head=NOT_FREE)


def test_page_that_says_it_is_not_free_and_shows_much(tmp_path: Path) -> None:
    more = "".join(
        f"<p>{number} ships with grain left the port on that day, guards say.</p>" for number in range(30)
    )
    assert not is_truncated(tmp_path, "", head=NOT_FREE, story=STORY + more)


def test_box_beside_a_long_story_says_nothing() -> None:
    story = ["The talks ended on Monday, and nobody knew why."] * 80
    assert not is_walled(story, [*story, "Subscribe to continue reading"], is_free=False)
