"""Tests of `analysis.tokens.marks`."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.tokens import paragraph_spans
from analysis.tokens.marks import quotations


def found(text: str) -> list[list[str]]:
    return [
        [text[start:end] for start, end in stretches] for stretches in quotations(text, paragraph_spans(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("No marks.", []),
        ("“A,” he said. “B.”", [["“A,”"], ["“B.”"]]),
        ('"A," he said. "B."', [['"A,"'], ['"B."']]),
        ("«A», he said.", [["«A»"]]),
        ("''A,'' he said.", [["''A,''"]]),
        ("‘A,’ he said.", [["‘A,’"]]),
        ("He said ‘the leaders’ talks failed,’ and left.", [["‘the leaders’ talks failed,’"]]),
        ("The ’90s and rock ’n roll", []),
        ("“A ‘b’ c,” he said.", [["“A ‘b’ c,”"]]),
        ("‘A “b” c,’ he said.", [["‘A “b” c,’"]]),
        ("“A\n\n“B\n\n“C,” he said.", [["“A", "“B", "“C,”"]]),
        ("“A, he said. He said “B.”", [["“B.”"]]),
        ("“A and left.\n\nHe said “B.”", [["“B.”"]]),
        ("A” and “B.”", [["“B.”"]]),
    ],
)
def test_marks_are_paired(text: str, expected: list[list[str]]) -> None:
    assert found(text) == expected


def test_only_the_outermost_of_ten_is_given() -> None:
    text = "“a " * 10 + "b" + "”" * 10
    assert found(text) == [[text]]


def test_a_thousand_opening_marks_cost_no_other_quotation() -> None:
    assert found("“" * 1000 + "\n\n“A,” he said.") == [["“A,”"]]


@given(st.text(alphabet="“”\"'‘’«» aA.,\n", max_size=80))
def test_any_text_gives_ordered_stretches_inside_it(text: str) -> None:
    flat = [span for stretches in quotations(text, paragraph_spans(text)) for span in stretches]
    assert all(0 <= start < end <= len(text) for start, end in flat)
    assert all(first[1] <= second[0] for first, second in pairwise(flat))
