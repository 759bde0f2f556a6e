"""The chart of words: a bar a term with its count."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis import charts
from tests.voices import articles

Texts = Callable[[Axes], list[str]]


def test_counts_stand_at_the_bars(ax: Axes, texts: Texts) -> None:
    charts.term_frequencies(articles("Tea and tea and coffee."), ax=ax, min_count=1)
    assert texts(ax) == ["tea", "2", "coffee", "1"]
    assert [patch.get_width() for patch in ax.patches if isinstance(patch, Rectangle)] == [1.0, 0.5]


def test_what_occurs_once_is_not_common(ax: Axes, texts: Texts) -> None:
    charts.term_frequencies(articles("Tea and tea and coffee."), ax=ax)
    assert texts(ax)[0::2] == ["tea"]


def test_most_limits_the_terms(ax: Axes, texts: Texts) -> None:
    charts.term_frequencies(articles("Tea, tea, rum, rum, milk, milk."), ax=ax, most=2)
    assert len(texts(ax)[0::2]) == 2


def test_long_terms_are_cut(ax: Axes, texts: Texts) -> None:
    charts.term_frequencies(articles("x" * 500), ax=ax, min_count=1)
    assert texts(ax)[0] == "x" * 21 + "…"


def test_description_has_every_count() -> None:
    assert charts.describe("term_frequencies", articles("Tea and tea.")) == "Commonest words: tea 2."
