"""The network: an arrow a pair where there is enough, with its sign."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch

import analysis as sl
from analysis import charts
from analysis.svg import NEGATIVE, NEUTRAL, POSITIVE
from tests.voices import Said, articles, own, with_stances

Texts = Callable[[Axes], list[str]]


def made_up(*said: Said) -> sl.Analysis:
    return with_stances(articles("Nobody spoke."), said)


def said(source: str, target: str, score: float, n: int = 5, kind: str = "party") -> list[Said]:
    """Make the same stance in so many sentences."""
    return [Said(source, target, score, kind, sentence=place) for place in range(n)]


def arrows(ax: Axes) -> list[FancyArrowPatch]:
    return [patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]


def test_an_arrow_a_pair_with_its_sign_and_colour(ax: Axes, texts: Texts) -> None:
    charts.stance_network(made_up(*said("Spain", "France", -0.5, 6), *said("France", "Spain", 0.5)), ax=ax)
    assert sorted(texts(ax)) == ["+", "France", "Spain", "−"]
    assert [to_hex(arrow.get_edgecolor()) for arrow in arrows(ax)] == [NEGATIVE, POSITIVE]


def test_two_sentences_make_no_arrow(ax: Axes) -> None:
    charts.stance_network(made_up(*said("Spain", "France", 0.5, 2)), ax=ax)
    assert arrows(ax) == []


def test_an_interval_across_zero_makes_no_arrow(ax: Axes) -> None:
    split = [Said("Spain", "France", 0.9 * (-1) ** n, sentence=n) for n in range(6)]
    charts.stance_network(made_up(*split), ax=ax)
    assert arrows(ax) == []


def test_three_sentences_make_a_grey_dashed_arrow(ax: Axes, texts: Texts) -> None:
    charts.stance_network(made_up(*said("Spain", "France", 0.5, 3)), ax=ax)
    (arrow,) = arrows(ax)
    assert to_hex(arrow.get_edgecolor()) == NEUTRAL
    assert arrow.get_linestyle() != "-"
    assert "+" in texts(ax)


def test_more_stances_are_wider(ax: Axes) -> None:
    charts.stance_network(made_up(*said("A", "B", 0.5), *said("B", "A", 0.5, 25)), ax=ax)
    wide, thin = (arrow.get_linewidth() for arrow in arrows(ax))
    assert wide > 2 * thin


def test_author_unattributed_and_who_speaks_of_themselves_are_left_out(ax: Axes) -> None:
    many = [
        *(own("Spain", 0.5, sentence=n) for n in range(5)),
        *said("unattributed", "Spain", 0.5, kind="unattributed"),
        *said("Spain", "Spain", 0.5),
    ]
    charts.stance_network(made_up(*many), ax=ax)
    assert arrows(ax) == []


def test_a_person_of_no_party_has_a_hollow_dot(ax: Axes) -> None:
    charts.stance_network(made_up(*said("Ann Bee", "Spain", 0.5, kind="person")), ax=ax)
    colours = [np.asarray(dots.get_facecolor())[0].tolist() for dots in ax.collections]
    assert [colour == [1, 1, 1, 1] for colour in colours].count(True) == 1


def test_most_limits_dots_and_arrows(ax: Axes) -> None:
    pairs = itertools.permutations(range(10), 2)
    everyone = [one for a, b in pairs for one in said(f"P{a}", f"P{b}", 0.5, 3)]
    charts.stance_network(made_up(*everyone), ax=ax, most=6)
    assert len(ax.collections) == 6
    assert len(arrows(ax)) == 12


def test_description_names_who_is_against_whom_and_what_is_left_out(ax: Axes) -> None:
    result = made_up(*said("Iran", "Oman", -0.5), *said("Oman", "Iran", 0.5, 1))
    assert charts.describe("stance_network", result) == (
        "Who is for or against whom, mean scores and stances. Iran against Oman, −0.50 (5)."
    )
    charts.stance_network(result, ax=ax)
    assert "1 more pair has too little" in ax.get_xlabel().replace("\n", " ")
