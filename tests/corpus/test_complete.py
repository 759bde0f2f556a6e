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
        "The talks ended and... [4748 chars]",
        f"{LONG} They met and […]\n\nThe post Talks end appeared first on Vell News.",
        f"{LONG}\n\nContinue reading »",
        f"{LONG}\n\nRegister for free to continue reading",
        f"{LONG}\n\nYou must log in to read the rest of this story.",
        f"{LONG}\n\nTo read the full story, subscribe now.",
        f"{LONG}\n\nUnlock this article for £1",
        "Please enable JS and disable any ad blocker",
        "451: Unavailable due to legal reasons\n\nWe recognise you are in a country that we do not serve.",
        "HTTP error 451 - Unavailable For Legal Reasons",
        "We have detected that you are using an ad blocker. Please turn it off.",
        "To continue, please disable your ad blocker.",
        "Access Denied\n\nYou don't have permission to access this page on this server.",
        "500 Internal Server Error",
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
        f"{LONG}\n\nResidents can sign up to access the shelter.",
        f"{LONG}\n\nSign up to access the shelter, the mayor told them.",
        f"{LONG}\n\n“Fans can join to keep the club alive,” he said.",
        f"{LONG}\n\n“Subscribe to read it,” he said.",
        f"{LONG}\n\nHe could not log in to view his own record.",
        f"{LONG}\n\nTo keep the club alive, fans have to buy shares.",
        f"{LONG}\n\nUnlock the door and the museum is yours, she said.",
        "500-page report blames ministers\n\nThe talks ended.",
        "500 service members deployed to port\n\nThe talks ended.",
        "Access denied: reporters locked out of talks\n\nThe talks ended.",
        "Access denied\n\nReporters were locked out of the talks.",
        "Just a moment, he said, and left.",
        "Ad blockers are used by more people. They spoil the trade, newspapers say.",
        f"{LONG} He told them to subscribe to peace.",
    ],
)
def test_whole(text: str) -> None:
    assert not is_truncated(text)


def test_mark_is_dropped() -> None:
    assert without_mark("The talks ended and… [+4748 chars]") == "The talks ended and"
    assert without_mark("The talks ended and... [4748 chars]") == "The talks ended and"
    assert without_mark("The talks… ended") == "The talks… ended"


def test_article_is_marked() -> None:
    assert make_article("The talks ended and… [+4748 chars]").is_truncated
    assert not make_article("The talks ended.").is_truncated


@pytest.mark.parametrize("pattern", [one.pattern for patterns in truncation() for one in patterns])
def test_patterns_are_bounded_and_lower_case(pattern: str) -> None:
    bare = re.sub(r"\[[^\]]*\]", "x", re.sub(r"\\.", "x", pattern))
    assert not re.search(r"[*+]|\{\d*,\}", bare)
    assert bare == bare.casefold()
