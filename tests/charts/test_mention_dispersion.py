"""The strip of mentions: a bar a mention, short for a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.axes import Axes

from analysis import charts
from tests.voices import articles


def bar_heights(ax: Axes) -> list[float]:
    marked = [bars for bars in ax.collections if bars.get_gid()]
    return [path.get_extents().height for bars in marked for path in bars.get_paths()]


def test_places_are_told_by_the_height_of_the_bar(ax: Axes, texts: Callable[[Axes], list[str]]) -> None:
    charts.mention_dispersion(articles("Iran spoke in Oman."), ax=ax)
    assert texts(ax) == ["Iran", "1 mention", "Oman", "1 mention"]
    assert bar_heights(ax) == pytest.approx([0.44, 0.2])


def test_a_bar_leads_to_its_sentence() -> None:
    figure = charts.figure(
        "mention_dispersion", articles("Iran spoke."), href=lambda row: f"#s{row.sentence}"
    )
    assert figure is not None
    assert 'href="#s0" aria-label="Iran (sentence 0)"' in figure.inline_svg


def test_description_counts_the_mentions() -> None:
    assert charts.describe("mention_dispersion", articles("Iran spoke in Oman. Iran left.")) == (
        "Where in the text each party is mentioned. Mentions: Iran 2, Oman 1."
    )
