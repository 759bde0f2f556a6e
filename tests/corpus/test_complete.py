"""Tests of analysis.corpus.complete."""

from __future__ import annotations

import re

import pytest

from analysis.corpus import make_article
from analysis.corpus.complete import is_truncated, without_mark
from analysis.resources import truncation

LONG = "The talks ended on Monday. " * 50


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended and… [+4748 chars]",
        "The talks ended.\n\nRead more",
        "The talks ended and… Continue reading",
        "The talks ended and...",
        f"{LONG}\n\nSubscribe to read the full article",
        f"{LONG}\n\nThis article is for subscribers only.",
        "404 Not Found\n\nThe server has no such page.",
        "Just a moment...\nChecking your browser before accessing vell.example.",
        "We use cookies to know you. Accept all or manage your preferences.",
        "Please enable JavaScript to view this page.",
        "",
    ],
)
def test_truncated(text: str) -> None:
    assert is_truncated(text)


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended.",
        f"{LONG}\n\nRead more",
        "He said he was denied access, and then he left.",
        "She said nothing...\n\nThe talks ended.",
        f"{LONG} He told them to subscribe to peace.",
    ],
)
def test_whole(text: str) -> None:
    assert not is_truncated(text)


def test_mark_is_dropped() -> None:
    assert without_mark("The talks ended and… [+4748 chars]") == "The talks ended and"
    assert without_mark("The talks… ended") == "The talks… ended"


def test_article_is_marked() -> None:
    assert make_article("The talks ended and… [+4748 chars]").is_truncated
    assert not make_article("The talks ended.").is_truncated


@pytest.mark.parametrize("pattern", [one.pattern for patterns in truncation() for one in patterns])
def test_patterns_are_bounded_and_lower_case(pattern: str) -> None:
    bare = re.sub(r"\[[^\]]*\]", "x", re.sub(r"\\.", "x", pattern))
    assert not re.search(r"[*+]|\{\d*,\}", bare)
    assert bare == bare.casefold()
