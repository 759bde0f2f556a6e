"""The network: an arrow a pair with its sign, and labels that stay apart and inside."""

from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Text

import analysis as sl
from analysis import charts
from tests.voices import Said, articles, own, with_stances

LONG = ("Organization for Security and Co-operation in Europe", r"$\frac{$ <b>Party</b>", "W" * 60, "NATO")
SIGNS = {"+", "−", "0"}


def made_up(*said: Said) -> sl.Analysis:
    return with_stances(articles("Nobody spoke."), said)


def names(ax: Axes) -> list[Text]:
    return [text for text in ax.texts if text.get_text() not in SIGNS]


def arrows(ax: Axes) -> list[FancyArrowPatch]:
    return [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]


def test_an_arrow_a_pair_with_its_sign(ax: Axes) -> None:
    said = [Said("Spain", "France", -0.5), Said("France", "Spain", 0.5), Said("Italy", "Spain", 0.01)]
    charts.stance_network(made_up(*said), ax=ax)
    assert {text.get_text() for text in names(ax)} == {"Spain", "France", "Italy"}
    assert [text.get_text() for text in ax.texts if text.get_text() in SIGNS] == ["+", "−", "0"]
    assert len({str(arrow.get_linestyle()) for arrow in arrows(ax)}) == 3
    assert len({arrow.get_edgecolor() for arrow in arrows(ax)}) == 3


def test_more_stances_are_wider(ax: Axes) -> None:
    charts.stance_network(made_up(Said("A", "B", 0.5), *[Said("B", "A", 0.5)] * 5), ax=ax)
    wide, thin = (arrow.get_linewidth() for arrow in arrows(ax))
    assert wide > 2 * thin


def test_author_unattributed_and_who_speaks_of_themselves_are_left_out(ax: Axes) -> None:
    said = [
        own("Spain", 0.5),
        Said("unattributed", "Spain", 0.5, "unattributed"),
        Said("Spain", "Spain", 0.5),
    ]
    charts.stance_network(made_up(*said), ax=ax)
    assert arrows(ax) == []
    assert [text.get_text() for text in ax.texts] == ["no opinion of one party of another found"]


def test_a_person_of_no_party_has_a_hollow_dot(ax: Axes) -> None:
    charts.stance_network(made_up(Said("Ann Bee", "Spain", 0.5, "person")), ax=ax)
    colours = [np.asarray(dots.get_facecolor())[0].tolist() for dots in ax.collections]
    assert colours.count([1, 1, 1, 1]) == 1
    assert len(colours) == 2


def test_most_limits_dots_and_arrows(ax: Axes) -> None:
    everyone = [Said(f"P{a}", f"P{b}", 0.5) for a, b in itertools.permutations(range(10), 2)]
    charts.stance_network(made_up(*everyone), ax=ax, most=6)
    assert len(names(ax)) == 6
    assert len(arrows(ax)) == 16


@pytest.mark.parametrize("n", range(2, 11))
def test_labels_do_not_overlap_and_are_not_clipped(n: int) -> None:
    parties = [LONG[k] if k < len(LONG) else f"Party number {k}" for k in range(n)]
    said = [Said(parties[k], parties[(k + 1) % n], 0.5) for k in range(n)]
    with plt.rc_context():
        charts.set_theme()
        figure, ax = plt.subplots(figsize=(7, 5))
        charts.stance_network(made_up(*said), ax=ax, most=10)
        figure.canvas.draw()
    boxes = [text.get_window_extent() for text in (*names(ax), ax.xaxis.label, ax._left_title)]  # type: ignore[attr-defined]
    plt.close(figure)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in boxes)
