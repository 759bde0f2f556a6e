"""The strip of terms: a row a term, a bar an occurrence."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes

from analysis import charts
from tests.voices import articles


def test_a_row_a_term(ax: Axes, texts: Callable[[Axes], list[str]]) -> None:
    result = articles("Grain ships and grain.")
    assert charts.term_positions(result, ["grain", "ships", "port"], ax=ax) is ax
    assert texts(ax) == ["grain", "twice", "ships", "once", "port", "nowhere"]
    assert [len(bars.get_paths()) for bars in ax.collections[1::2]] == [2, 1, 0]


def test_description_counts_the_occurrences() -> None:
    result = articles("Grain ships and grain.")
    assert charts.describe("term_positions", result, terms=["grain", "port"]) == (
        "Where each term stands. Occurrences: grain 2, port 0."
    )
