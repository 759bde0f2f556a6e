"""Tests of analysis.corpus.readers.databases.lines."""

from __future__ import annotations

import pytest

from analysis.corpus.readers.databases.lines import element_paragraphs, page_of
from analysis.records import CorpusError


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One <b>two</b>\n three.</p><p>Four.</p>", ["One two three.", "Four."]),
        ("One.<br><br>Two.<br>Three.", ["One.", "Two. Three."]),
        ("<div>One<div>Two</div>three</div>", ["One", "Two", "three"]),
        ("<script>x</script><p>One.</p><style>y</style>", ["One."]),
        ("<p>One.<!-- <p>Two.</p> --> Three.</p>", ["One. Three."]),
        ("<p>a&nbsp;&amp;&nbsp;b</p><p> </p>", ["a & b"]),
        ("<p>one<span> </span>two<i>three</i></p>", ["one twothree"]),
    ],
)
def test_paragraphs_of_a_page(body: str, expected: list[str]) -> None:
    assert element_paragraphs(page_of(f"<html><body>{body}</body></html>", "a.html")) == expected


def test_empty_page_is_named() -> None:
    with pytest.raises(CorpusError) as caught:
        page_of("<!-- -->", "a.html")
    assert str(caught.value) == "a.html: is an empty or broken web page; download it again"
