"""Tests of analysis.corpus.readers.pages.headlines."""

from __future__ import annotations

import pytest

from analysis.corpus.readers.pages.headlines import is_outlet, without_outlet


@pytest.mark.parametrize(
    ("title", "outlets", "headline"),
    [
        ("Talks resume | CBC News", ["CBC"], "Talks resume"),
        ("Talks resume | CBC News", [], "Talks resume"),
        ("Talks resume today | The Long Name of a Paper", [], "Talks resume today"),
        ("Opinion | Let the bridge stand | The Post", [], "Let the bridge stand"),
        ("Let the bridge stand | A. Writer | The Post", ["The Post"], "Let the bridge stand"),
        ("Talks resume - The Example Times", ["Example Times"], "Talks resume"),
        ("Talks resume – BBC News", ["BBC"], "Talks resume"),
        ("Talks resume — example.com", ["example"], "Talks resume"),
        ("Example Times: Talks resume", ["The Example Times"], "Talks resume"),
        ("The Lark - Talks resume", ["Lark"], "Talks resume"),
        ("Talks :: Lark", ["Lark"], "Talks"),
        # Parts of real headlines stay.
        ("Talks resume - without Sylvania", ["Sylvania Today"], "Talks resume - without Sylvania"),
        ("Licence row - BBC says sorry", ["BBC"], "Licence row - BBC says sorry"),
        ("Freedonia: the winter that was", ["The Lark"], "Freedonia: the winter that was"),
        ("Minister: Times are hard", ["The Times"], "Minister: Times are hard"),
        ("Well-known face returns", ["Known"], "Well-known face returns"),
        ("Lark", ["Lark"], "Lark"),
        ("", ["Lark"], ""),
    ],
)
def test_outlet_is_removed(title: str, outlets: list[str], headline: str) -> None:
    assert without_outlet(title, outlets) == headline


@pytest.mark.parametrize(
    ("text", "expected"),
    [("The Example Times", True), ("EXAMPLE-TIMES", True), ("Example", False), ("", False)],
)
def test_outlet_is_known_in_other_spelling(text: str, *, expected: bool) -> None:
    assert is_outlet(text, ["Example Times"]) is expected
