"""Charts: what is drawn, and that text from articles is drawn as text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

import analysis as sl
from analysis import charts
from analysis.charts import style

ALL: list[Callable[..., Axes]] = [charts.party_sentiment, charts.mention_dispersion, charts.term_frequencies]


def labels(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


@pytest.mark.parametrize("draw", ALL)
def test_draws_on_the_given_axes_and_returns_it(
    draw: Callable[..., Axes], ax: Axes, real: sl.Analysis
) -> None:
    assert draw(real, ax=ax) is ax
    assert ax.get_title(loc="left") or ax.get_title()
    assert ax.get_xlabel()


@pytest.mark.parametrize("draw", ALL)
def test_draws_on_the_current_axes_by_default(draw: Callable[..., Axes], ax: Axes, real: sl.Analysis) -> None:
    plt.sca(ax)
    assert draw(real) is ax


@pytest.mark.parametrize("draw", ALL)
def test_empty_tables_give_an_empty_chart(draw: Callable[..., Axes], ax: Axes) -> None:
    draw(sl.analyze([]), ax=ax)
    ax.figure.canvas.draw()
    assert labels(ax) == []


def test_party_sentiment_says_in_words_who_and_how_many(ax: Axes, real_by_lexicon: sl.Analysis) -> None:
    charts.party_sentiment(real_by_lexicon, ax=ax)
    assert labels(ax) == ["Turkey\n3 of 23 mentions", "Ukraine\n2 of 23 mentions", "Russia\n4 of 20 mentions"]
    assert ax.get_xlim() == (-1, 1)


def test_party_without_evidence_says_so(ax: Axes) -> None:
    charts.party_sentiment(sl.analyze([sl.make_article("Iran met Oman.")], method="lexicon"), ax=ax)
    assert [text.get_text() for text in ax.texts] == ["no judging word found"] * 2


def test_markers_differ_by_label_and_not_only_by_colour() -> None:
    assert len(set(style.MARKERS.values())) == 3


def test_dispersion_tells_places_by_the_height_of_the_bar(ax: Axes) -> None:
    charts.mention_dispersion(sl.analyze([sl.make_article("Iran spoke in Oman.")]), ax=ax)
    assert labels(ax) == ["Iran (1)", "Oman (1)"]
    heights = [path.get_extents().height for bars in ax.collections for path in bars.get_paths()]
    assert heights[0] > 2 * heights[1]


def test_term_frequencies_show_counts_at_the_bars(ax: Axes) -> None:
    result = sl.analyze([sl.make_article("Tea and tea and coffee.")])
    charts.term_frequencies(result, ax=ax, min_count=1)
    assert labels(ax) == ["tea", "coffee"]
    assert [text.get_text() for text in ax.texts] == ["2", "1"]


def test_what_occurs_once_is_not_common(ax: Axes) -> None:
    charts.term_frequencies(sl.analyze([sl.make_article("Tea and tea and coffee.")]), ax=ax)
    assert labels(ax) == ["tea"]


def test_most_limits_the_rows(ax: Axes, real: sl.Analysis) -> None:
    charts.term_frequencies(real, ax=ax, most=3)
    assert len(labels(ax)) == 3


def test_term_positions_are_a_row_a_term(ax: Axes) -> None:
    result = sl.analyze([sl.make_article("Grain ships and grain.")])
    assert charts.term_positions(result, ["grain", "ships", "port"], ax=ax) is ax
    assert labels(ax) == ["grain (2)", "ships (1)", "port (0)"]
    assert [len(bars.get_paths()) for bars in ax.collections] == [2, 1, 0]


def test_keyness_shows_both_sides_with_their_counts(ax: Axes) -> None:
    one, other = (sl.analyze([sl.make_article(text)]) for text in ("Tea tea milk", "Rum rum milk"))
    assert charts.keyness(sl.keyness(one, other), ax=ax) is ax
    assert labels(ax) == ["tea", "rum"]
    assert [text.get_text() for text in ax.texts] == ["2 : 0", "0 : 2"]
    assert [patch.get_width() > 0 for patch in ax.patches if isinstance(patch, Rectangle)] == [True, False]


@pytest.mark.parametrize("draw", ALL)
def test_dollar_signs_start_no_formula(draw: Callable[..., Axes], ax: Axes) -> None:
    own = sl.Registry(parties=(sl.Party(r"$\frac{$ Party"),))
    article = sl.make_article(r"The $\frac{$ Party won. A$$AP is good.", registry=own)
    draw(sl.analyze([article]), ax=ax)
    ax.figure.canvas.draw()  # a formula that cannot be parsed would raise here
    drawn: list[Any] = ax.get_yticklabels()
    assert all(not text._preprocess_math(text.get_text())[1] for text in drawn)


def test_long_terms_are_cut(ax: Axes) -> None:
    charts.term_frequencies(sl.analyze([sl.make_article("x" * 500)]), ax=ax, min_count=1)
    assert labels(ax) == ["x" * 39 + "…"]


@pytest.mark.parametrize(
    ("name", "longest", "drawn"),
    [
        ("Labour Party (Norway)", 18, "Labour P… (Norway)"),
        ("Labour Party (Norway)", 21, "Labour Party (Norway)"),
        ("Labour (the old one of the north)", 18, "Labour (the old o…"),
        ("Ministry of Works", 10, "Ministry…"),
        ("W" * 20, 10, "W" * 9 + "…"),
    ],
)
def test_a_name_that_is_cut_keeps_what_tells_it_apart(name: str, longest: int, drawn: str) -> None:
    assert style.drawable(name, longest) == drawn


@pytest.fixture
def many() -> sl.Analysis:
    """An article with a dozen parties that act."""
    names = ["Iran", "Oman", "Spain", "France", "Italy", "Norway", "Peru", "Chile", "Kenya", "Ghana", "Japan"]
    return sl.analyze([sl.make_article(" ".join(f"{name} praised the talks." for name in [*names, "Cuba"]))])


def overlapping(ax: Axes) -> bool:
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    return any(one.y0 < other.y1 - 1 for one, other in pairwise(boxes))


@pytest.mark.parametrize("draw", [charts.party_sentiment, charts.mention_dispersion])
def test_names_of_many_parties_stand_apart(draw: Callable[..., Axes], many: sl.Analysis) -> None:
    plt.close("all")
    figure, given = plt.subplots(figsize=(7, 4))
    assert len(labels(draw(many, ax=given))) == 12
    assert not overlapping(given)
    plt.close(figure)
    fresh = draw(many)
    assert not overlapping(fresh)
    assert {label.get_fontsize() for label in fresh.get_yticklabels()} == {plt.rcParams["font.size"]}
    plt.close("all")


def test_a_chart_without_a_party_says_so(ax: Axes) -> None:
    nobody = sl.analyze([sl.make_article("The cat sleeps.")])
    charts.party_sentiment(nobody, ax=ax)
    assert [text.get_text() for text in ax.texts] == ["no party does more than name a place"]


def test_theme_sets_a_fixed_salt_for_svg() -> None:
    with plt.rc_context():
        charts.set_theme()
        assert plt.rcParams["svg.hashsalt"] == "sidelight"


def test_a_key_is_within_the_figure_beside_long_names() -> None:
    text = "The Collective Security Treaty Organization is corrupt. It is honest. It met Iran. It left."
    _, ax = plt.subplots(figsize=(5.6, 3), layout="constrained")
    charts.party_sentiment(sl.analyze([sl.make_article(text)]), ax=ax)
    ax.figure.canvas.draw()
    key = ax.get_legend()
    assert key is not None
    box, whole = key.get_window_extent(), ax.figure.bbox
    assert whole.x0 <= box.x0 < box.x1 <= whole.x1
    # Several axes have a key each, in the middle of each.
    _, (first, second) = plt.subplots(1, 2, figsize=(16, 4))
    for one in (first, second):
        charts.party_sentiment(sl.analyze([sl.make_article(text)]), ax=one)
    first.figure.canvas.draw()
    for one in (first, second):
        box, own = one.get_legend().get_window_extent(), one.get_window_extent()
        assert abs((box.x0 + box.x1) / 2 - (own.x0 + own.x1) / 2) < 1
