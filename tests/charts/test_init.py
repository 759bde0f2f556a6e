"""Charts alike: where they are drawn, what they say when empty, and that names are drawn as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations

import matplotlib.pyplot as plt
import pytest
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

import analysis as sl
from analysis import charts
from analysis.records import ChoiceError
from tests.voices import Said, own, with_stances

ALL: dict[str, Callable[..., Axes]] = {
    "party_sentiment": charts.party_sentiment,
    "mention_dispersion": charts.mention_dispersion,
    "term_frequencies": charts.term_frequencies,
    "stance_matrix": charts.stance_matrix,
    "stance_network": charts.stance_network,
    "sentiment_by_voice": charts.sentiment_by_voice,
    "outlets": charts.outlets,
    "share_of_voice": charts.share_of_voice,
    "timeline": charts.timeline,
    "rank_articles": charts.rank_articles,
    "robustness": charts.robustness,
    "similar_stories": charts.similar_stories,
}
HOSTILE = r"$\frac{$ <b>A</b> _x_ & $y$"
LONG = "Organization for Security and Co-operation in Europe (Vienna)"
NAMES = (LONG, "الاتحاد العام للموانئ", "האיחוד הימי", *(f"Party {n}" for n in range(17)))


@pytest.fixture(autouse=True)
def _no_figure_stays() -> object:
    plt.close("all")
    yield
    plt.close("all")


def story(*names: str) -> sl.Analysis:
    """An article of an outlet of a long name in which everybody named speaks of the next five times."""
    registry = sl.Registry(parties=tuple(sl.Party(name) for name in names))
    text = "\n\n".join(f"{name} was praised. {name} praised tea." for name in names)
    article = sl.Article("a", text, source=f"The {LONG}", published=date(2026, 1, 31), registry=registry)
    result = sl.analyze([article], registry=registry, method="lexicon")
    said = [
        Said(name, names[place - 1], 0.5 + 0.01 * n, sentence=n, mention=n)
        for place, name in enumerate(names)
        for n in range(5)
    ]
    return with_stances(result, [*said, *(own(name, -0.5, sentence=n) for name in names for n in range(5))])


def told(chart: str, *names: str) -> sl.Analysis:
    """Return that article, or for the chart that compares versions the same also in another outlet."""
    one = story(*names)
    if chart != "similar_stories":
        return one
    tables = {name: table.assign(article_id="b") for name, table in one.tables().items()}
    tables["articles"]["source"] = "Post"
    return sl.Analysis.stack([one, sl.Analysis(**tables)])


@pytest.mark.parametrize("name", ALL)
def test_a_chart_is_drawn_on_the_given_axes(name: str, ax: Axes) -> None:
    assert ALL[name](told(name, "Spain", "France"), ax=ax) is ax
    assert ax.get_title(loc="left")
    assert ax.get_xlabel()


@pytest.mark.parametrize("name", ALL)
def test_a_chart_is_drawn_on_the_current_axes_by_default(name: str, ax: Axes) -> None:
    plt.sca(ax)
    assert ALL[name](told(name, "Spain", "France")) is ax


@pytest.mark.parametrize("name", ALL)
def test_an_empty_chart_says_so_in_one_line(name: str, ax: Axes, texts: Callable[[Axes], list[str]]) -> None:
    ALL[name](sl.analyze([]), ax=ax)
    ax.figure.canvas.draw()
    assert len(texts(ax)) == 1
    assert texts(ax)[0].startswith("no")


@pytest.mark.parametrize("name", ALL)
def test_nothing_to_draw_is_no_figure(name: str) -> None:
    assert charts.figure(name, sl.analyze([])) is None


@pytest.mark.parametrize("name", ALL)
def test_a_figure_has_the_description_and_name_of_its_chart(name: str) -> None:
    result = told(name, "Spain", "France")
    figure = charts.figure(name, result)
    assert figure is not None
    assert figure.alt == charts.describe(name, result)
    assert figure.name == name.replace("_", "-")


def test_a_figure_leaves_the_current_figure_alone(ax: Axes) -> None:
    plt.sca(ax)
    charts.figure("term_frequencies", story("Spain", "France"))
    assert plt.gca() is ax
    assert not ax.texts


def test_an_unknown_chart_is_an_error_that_lists_them() -> None:
    with pytest.raises(ChoiceError, match=r"^chart is 'pie'; expected one of: keyness, mention_dispersion, "):
        charts.figure("pie", sl.analyze([]))


@pytest.mark.parametrize("name", ALL)
def test_no_name_starts_a_formula_or_a_tag(name: str) -> None:
    figure = charts.figure(name, told(name, HOSTILE, "A$$AP"))  # a formula that cannot be parsed would raise
    assert figure is not None
    assert "<b>" not in figure.inline_svg


def written(ax: Axes) -> list[Bbox]:
    """Return the boxes of everything that is written."""
    ax.figure.canvas.draw()
    texts = [*ax.texts, *ax.get_xticklabels(), ax.xaxis.label, ax._left_title]  # type: ignore[attr-defined]
    return [text.get_window_extent() for text in texts if text.get_text()]


@pytest.mark.parametrize("n", [2, 8, 20])
@pytest.mark.parametrize("name", ALL)
def test_nothing_written_overlaps_or_is_cut_off(name: str, n: int) -> None:
    ax = ALL[name](told(name, *NAMES[:n]))
    boxes = written(ax)
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    whole = ax.figure.bbox
    assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 for box in boxes)
    assert all(whole.y0 <= box.y0 and box.y1 <= whole.y1 for box in boxes)


@pytest.mark.parametrize("name", ALL)
def test_no_text_is_smaller_than_ten_points_on_a_width_of_345(name: str) -> None:
    ax = ALL[name](told(name, *NAMES[:8]))
    assert round(72 * ax.figure.get_figwidth()) <= 346  # type: ignore[union-attr]
    every = [*ax.texts, *ax.get_xticklabels(), ax.xaxis.label, ax._left_title]  # type: ignore[attr-defined]
    assert min(text.get_fontsize() for text in every) >= 10


def test_theme_sets_a_fixed_salt_for_svg() -> None:
    with plt.rc_context():
        charts.set_theme()
        assert plt.rcParams["svg.hashsalt"] == "sidelight"
