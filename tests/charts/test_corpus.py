"""The charts of a corpus: outlets, time and shares of voice."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

import analysis as sl
from analysis import charts
from analysis.svg import CARD, NEGATIVE, POSITIVE

Texts = Callable[[Axes], list[str]]


def corpus(*outlets: tuple[str, float, int], month: int = 1) -> sl.Analysis:
    """Articles about Spain, so many of an outlet, all with one score."""
    spread = [(name, score) for name, score, n in outlets for _ in range(n)]
    made = [
        sl.Article(f"a{n}", "Spain spoke.", source=name, published=date(2026, month, 1))
        for n, (name, _) in enumerate(spread)
    ]
    result = sl.analyze(made, method="lexicon")
    scores = pd.Series([score for _, score in spread], dtype="float64")
    return dataclasses.replace(result, sentiments=result.sentiments.assign(score=scores))


def faces(ax: Axes) -> list[str]:
    """Return the colours of the marks."""
    marks = [marks for marks in ax.collections if marks.get_gid()]
    return [to_hex(face) for one in marks for face in np.asarray(one.get_facecolor())]


def test_outlets_have_their_number_of_articles_sign_and_colour(ax: Axes, texts: Texts) -> None:
    result = corpus(("Courier", 0.5, 6), ("Post", -0.5, 5), ("Today", 0.5, 4))
    charts.outlets(result, ax=ax)
    assert texts(ax) == ["Spain", "Courier", "+", "6", "Post", "−", "5", "Today", "0", "4"]
    assert faces(ax) == [POSITIVE, NEGATIVE, CARD]
    assert ax.get_title(loc="left") == "Courier writes favourably of Spain, Post\nunfavourably"


def test_outlets_on_one_side_make_no_title(ax: Axes) -> None:
    charts.outlets(corpus(("Courier", 0.5, 5), ("Post", 0.5, 5)), ax=ax)
    assert ax.get_title(loc="left") == "How each outlet writes of each party"


def test_a_mean_of_an_outlet_leads_where_it_is_told() -> None:
    figure = charts.figure(
        "outlets", corpus(("Courier", 0.5, 5)), href=lambda row: f"index.html#{row.outlet.lower()}"
    )
    assert figure is not None
    assert 'href="index.html#courier" aria-label="Courier on Spain: favourable, +0.50 ' in figure.inline_svg


def test_most_limits_the_outlets(ax: Axes, texts: Texts) -> None:
    charts.outlets(corpus(("Courier", 0.5, 2), ("Post", 0.5, 1)), ax=ax, most_outlets=1)
    assert "Courier" in texts(ax)
    assert "Post" not in texts(ax)


def months(*numbers: int) -> sl.Analysis:
    """So many articles about Spain in each month of a year."""
    made = [
        sl.Article(f"a{month}-{n}", "Spain spoke.", published=date(2026, month, 1))
        for month, many in enumerate(numbers, 1)
        for n in range(many)
    ]
    result = sl.analyze(made, method="lexicon")
    return dataclasses.replace(result, sentiments=result.sentiments.assign(score=0.5))


def test_a_timeline_has_gaps_where_there_are_few_articles(ax: Axes) -> None:
    charts.timeline(months(5, 2, 0, 4), ax=ax, by="month")
    means = next(line for line in ax.lines if np.size(line.get_xdata()) == 4)
    assert np.isnan(np.asarray(means.get_ydata(), dtype="float64")).tolist() == [False, True, True, False]
    assert faces(ax) == [POSITIVE, CARD]


def test_a_timeline_has_a_bar_for_every_period_with_articles(ax: Axes) -> None:
    charts.timeline(months(4, 2, 0, 1), ax=ax, by="month")
    bars = next(marks for marks in ax.collections if not marks.get_gid() and len(marks.get_paths()) == 3)
    heights = [path.get_extents().height for path in bars.get_paths()]
    assert np.asarray(heights) / heights[0] == pytest.approx([1, 0.5, 0.25])


def test_a_point_in_time_leads_where_it_is_told() -> None:
    figure = charts.figure("timeline", months(5), by="month", href=lambda row: f"#m-{row.period:%Y-%m}")
    assert figure is not None
    assert 'href="#m-2026-01"' in figure.inline_svg


def test_shares_stand_at_their_bars(ax: Axes, texts: Texts) -> None:
    made = [
        sl.Article("a", "Iran spoke. Iran left. Iran ate. Oman spoke.", source="Post"),
        sl.Article("b", "Oman spoke.", source="Courier"),
    ]
    charts.share_of_voice(sl.analyze(made, method="lexicon"), ax=ax)
    assert texts(ax) == ["Courier", "Oman", "100 %", "Post", "Iran", "75 %", "Oman", "25 %"]
    assert [bar.get_width() for bar in ax.patches] == [1.0, 0.75, 0.25]  # type: ignore[attr-defined]


def test_descriptions_have_every_number() -> None:
    result = corpus(("Courier", 0.5, 5))
    assert charts.describe("share_of_voice", result) == "Shares of the mentions. Courier, Spain: 100 %."
    assert charts.describe("timeline", result, by="month") == (
        "Wording on Spain over time. Spain, 2026-01-01: favourable, +0.50 (+0.50 to +0.50), 5 articles."
    )
    assert charts.describe("outlets", result) == (
        "Mean sentiment of each outlet toward each party. "
        "Courier on Spain: favourable, +0.50 (95 % interval +0.50 to +0.50), 5 articles."
    )
