"""Charts of voices: every number in its cell, and names drawn as they are."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

import analysis as sl
from analysis import charts
from analysis.records import AUTHOR, UNATTRIBUTED
from tests.voices import Said, articles, own, with_stances

HOSTILE = r"$\frac{$ <b>A</b> _x_ & $y$"
ALL: list[Callable[..., Axes]] = [charts.stance_matrix, charts.stance_network, charts.sentiment_by_voice]
SAID = [
    Said("Spain", "France", -0.5),
    Said("Spain", "France", -0.75),
    Said("Spain", "Italy", 0.25),
    Said(UNATTRIBUTED, "Italy", 0.5, "unattributed"),
    Said(UNATTRIBUTED, "Italy", 0.5, "unattributed"),
    own("France", 0.5),
]


def made_up(*said: Said) -> sl.Analysis:
    return with_stances(articles("Nobody spoke."), said)


def labels(ax: Axes) -> list[str]:
    return [label.get_text() for label in ax.get_yticklabels()]


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("draw", ALL)
def test_draws_on_the_given_axes_and_returns_it(draw: Callable[..., Axes], ax: Axes) -> None:
    assert draw(made_up(*SAID), ax=ax) is ax
    assert ax.get_title()
    assert ax.get_xlabel()


@pytest.mark.parametrize("draw", ALL)
def test_draws_on_the_current_axes_by_default(draw: Callable[..., Axes], ax: Axes) -> None:
    plt.sca(ax)
    assert draw(made_up(*SAID)) is ax


@pytest.mark.parametrize("draw", ALL)
def test_empty_tables_give_a_chart_that_says_so(draw: Callable[..., Axes], ax: Axes) -> None:
    draw(with_stances(sl.analyze([]), []), ax=ax)
    ax.figure.canvas.draw()
    assert labels(ax) == []
    assert [text.startswith("no opinion of") for text in texts(ax)] == [True]


@pytest.mark.parametrize("draw", ALL)
def test_names_are_drawn_as_text(draw: Callable[..., Axes], ax: Axes) -> None:
    draw(made_up(Said(HOSTILE, "A$$AP", 0.5), Said("A$$AP", HOSTILE, -0.5), Said("x\ny", "z", 0.5)), ax=ax)
    ax.figure.canvas.draw()  # a formula that cannot be parsed would raise here
    drawn = [*ax.get_yticklabels(), *ax.get_xticklabels(), *ax.texts]
    assert not any(text._preprocess_math(text.get_text())[1] for text in drawn)  # type: ignore[attr-defined]


def test_matrix_has_mean_and_number_in_every_cell_and_leaves_others_blank(ax: Axes) -> None:
    charts.stance_matrix(made_up(*SAID), ax=ax)
    assert labels(ax) == [f"{AUTHOR} (1)", "Spain (3)", f"{UNATTRIBUTED} (2)"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["France", "Italy"]
    assert sorted(texts(ax)) == ["+0.25\n1", "+0.50\n1", "+0.50\n2", "−0.62\n2"]
    assert len([patch for patch in ax.patches if isinstance(patch, Rectangle)]) == 4


def test_author_stands_apart_from_the_others(ax: Axes) -> None:
    charts.stance_matrix(made_up(*SAID), ax=ax)
    author, first, second = ax.get_yticks()
    assert first - author > second - first


def test_cells_are_orange_where_negative_and_blue_where_positive(ax: Axes) -> None:
    charts.stance_matrix(made_up(Said("A", "B", -1.0), Said("A", "C", 1.0)), ax=ax)
    found = [patch.get_facecolor()[:3] for patch in ax.patches]
    assert found[0] == pytest.approx(to_rgb(charts.style.NEGATIVE))
    assert found[1] == pytest.approx(to_rgb(charts.style.POSITIVE))


def test_most_keeps_the_author_and_who_has_most(ax: Axes) -> None:
    many = [Said(f"S{n}", f"T{n}", 0.5) for n in range(5) for _ in range(n + 1)]
    charts.stance_matrix(made_up(*many, own("T4", 0.5)), ax=ax, most=3)
    assert labels(ax) == [f"{AUTHOR} (1)", "S4 (5)", "S3 (4)"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["T4", "T3", "T2"]


def test_matrix_of_people_and_of_some_bases(ax: Axes) -> None:
    said = [Said("Spain", "France", 0.5, source_entity="Rossi"), own("France", 0.5)]
    charts.stance_matrix(made_up(*said), ax=ax, by="entity", bases=("quotation",))
    assert labels(ax) == ["Rossi (1)"]


def test_each_party_has_a_heading_and_a_row_a_voice(ax: Axes) -> None:
    charts.sentiment_by_voice(made_up(*SAID), ax=ax)
    assert labels(ax) == [
        "France",
        f"{AUTHOR} (1)",
        "Spain (2)",
        "Italy",
        f"{UNATTRIBUTED} (2)",
        "Spain (1)",
    ]
    assert [label.get_fontweight() for label in ax.get_yticklabels()].count("bold") == 2
    assert len(ax.collections) == 4


def test_most_parties_and_voices(ax: Axes) -> None:
    said = [Said(f"S{n}", party, 0.5) for n in range(7) for party in ("France", "Spain", "Italy")]
    charts.sentiment_by_voice(made_up(*said), ax=ax, most=2)
    assert [label for label in labels(ax) if not label.startswith("S")] == ["France", "Italy"]
    assert len(labels(ax)) == 2 + 2 * 4


def test_charts_say_how_much_they_leave_out(ax: Axes) -> None:
    said = [Said(one, other, 0.5) for one in "ABCDEFGHIJ" for other in "ABCDEFGHIJ" if one < other]
    charts.stance_matrix(made_up(*said), ax=ax)
    shown = len([patch for patch in ax.patches if isinstance(patch, Rectangle)])
    assert ax.get_xlabel().endswith(f"({45 - shown} cells more not shown)")
    ax.clear()
    charts.stance_network(made_up(*said), ax=ax)
    assert ax.get_xlabel().endswith("(29 arrows more not shown)")
    ax.clear()
    charts.stance_matrix(made_up(*SAID), ax=ax)
    assert "not shown" not in ax.get_xlabel()


@pytest.mark.parametrize(("n", "is_dotted"), [(2, True), (5, False)])
def test_an_interval_of_few_sentences_is_dotted(ax: Axes, n: int, is_dotted: bool) -> None:
    said = [own("France", 0.1 * number, sentence=number) for number in range(n)]
    charts.sentiment_by_voice(made_up(*said), ax=ax)
    (line,) = [line for line in ax.lines if np.ptp(line.get_ydata()) == 0]
    assert (line.get_linestyle() == "-") != is_dotted
