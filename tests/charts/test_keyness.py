"""The chart of keyness: both sides with their counts and signs."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

import analysis as sl
from analysis import charts
from analysis.svg import NEUTRAL, POSITIVE
from tests.voices import articles


def compared() -> pd.DataFrame:
    return sl.keyness(articles("Tea tea milk"), articles("Rum rum milk"))


def test_both_sides_have_counts_signs_and_colours(ax: Axes, texts: Callable[[Axes], list[str]]) -> None:
    assert charts.keyness(compared(), ax=ax) is ax
    assert texts(ax) == ["tea", "+ 2 : 0", "rum", "− 0 : 2"]
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [POSITIVE, NEUTRAL]


def test_description_names_both_sides() -> None:
    assert charts.describe("keyness", compared()) == (
        "What sets the two apart, counts here and in the reference; typical of the target: tea 2 to 0; "
        "typical of the reference: rum 0 to 2."
    )


def test_an_infinite_measure_is_as_long_as_the_longest(ax: Axes) -> None:
    table = compared().assign(g2=[float("inf"), 2.0, 1.0])
    charts.keyness(table, ax=ax)
    assert [bar.get_width() for bar in ax.patches] == [1.0, 1.0, 0.5]  # type: ignore[attr-defined]
