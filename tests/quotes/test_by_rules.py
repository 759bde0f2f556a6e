"""Tests of `analysis.quotes.by_rules`, on text that is hostile or makes no sense."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.quotes.finding import attributions

WORDS = st.sampled_from(
    'Example said says , . “ ” " ‘ ’ : ; that he she who which and but told according to wants calls for '
    "in on Monday saying is not \n\n a the ( ) — demands".split(" ")
)


@pytest.mark.parametrize("noise", ["“" * 1000, "“a " * 10 + "”" * 10, "said that he said " * 300])
def test_hostile_paragraphs_cost_nothing_elsewhere(noise: str) -> None:
    found = attributions(f"{noise}\n\nDrenn said it was fair.")
    assert (["Drenn"], ["said"], ["it was fair"]) in found


@pytest.mark.parametrize("piece", ["he said that ", "he said, ", "Said Abc ", "x, which said, "])
def test_contents_grow_no_faster_than_the_text(piece: str) -> None:
    sizes = [
        sum(len(part) for _, _, content in attributions(piece * n) for part in content) for n in (200, 400)
    ]
    assert sizes[1] <= 2.5 * sizes[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join))
@example("Example : : :")
def test_any_text_is_read(text: str) -> None:
    for _, _, content in attributions(text):
        assert content
        assert all(content)
