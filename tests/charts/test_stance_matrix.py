"""The matrix of stances: every number in its cell, coloured where it is supported."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

import analysis as sl
from analysis import charts
from analysis.records import AUTHOR, UNATTRIBUTED
from analysis.svg import CARD, NEGATIVE, POSITIVE
from tests.voices import Said, articles, own, with_stances

Texts = Callable[[Axes], list[str]]
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


def faces(ax: Axes) -> list[str]:
    return [to_hex(patch.get_facecolor()) for patch in ax.patches if isinstance(patch, Rectangle)]


def test_names_and_numbers_stand_where_they_belong(ax: Axes, texts: Texts) -> None:
    charts.stance_matrix(made_up(*SAID), ax=ax)
    assert texts(ax)[:2] == ["France", "Italy"]
    assert texts(ax)[2:8] == [AUTHOR, "1", "Spain", "3", UNATTRIBUTED, "2"]
    assert sorted(texts(ax)[8:]) == ["+0.2\n1", "+0.5\n1", "+0.5\n2", "−0.6\n2"]


def test_the_author_stands_apart_from_the_others(ax: Axes) -> None:
    charts.stance_matrix(made_up(*SAID), ax=ax)
    author, first, second = (text.get_position()[1] for text in ax.texts[2:8:2])
    assert first - author > second - first


@pytest.mark.parametrize(("score", "face"), [(-0.5, NEGATIVE), (0.5, POSITIVE)])
def test_a_cell_is_coloured_where_its_interval_is_off_zero(score: float, face: str, ax: Axes) -> None:
    charts.stance_matrix(made_up(*(Said("A", "B", score, sentence=n) for n in range(5))), ax=ax)
    assert faces(ax) == [face]


def test_a_cell_of_few_sentences_has_no_colour(ax: Axes) -> None:
    charts.stance_matrix(made_up(*(Said("A", "B", 0.5, sentence=n) for n in range(4))), ax=ax)
    assert faces(ax) == [CARD]


def test_most_keeps_the_author_and_who_has_most(ax: Axes, texts: Texts) -> None:
    many = [Said(f"S{n}", f"T{n}", 0.5) for n in range(5) for _ in range(n + 1)]
    charts.stance_matrix(made_up(*many, own("T4", 0.5)), ax=ax, most=3)
    assert texts(ax)[:9] == ["T4", "T3", "T2", AUTHOR, "1", "S4", "5", "S3", "4"]


def test_the_matrix_of_people_and_of_some_bases(ax: Axes, texts: Texts) -> None:
    said = [Said("Spain", "France", 0.5, source_entity="Rossi"), own("France", 0.5)]
    charts.stance_matrix(made_up(*said), ax=ax, by="entity", bases=("quotation",))
    assert texts(ax)[:3] == ["France", "Rossi", "1"]


def test_the_note_says_how_much_is_left_out(ax: Axes) -> None:
    said = [Said(one, other, 0.5) for one in "ABCDEFGHIJ" for other in "ABCDEFGHIJ" if one < other]
    charts.stance_matrix(made_up(*said), ax=ax)
    assert f"{45 - len(faces(ax))} cells more not shown." in ax.get_xlabel().replace("\n", " ")


def test_description_has_every_cell() -> None:
    said = [Said("Iran", "Oman", -0.5), own("Oman", 0.5)]
    assert charts.describe("stance_matrix", made_up(*said)) == (
        "Who says what of whom, mean scores and stances. "
        "Iran on Oman −0.50 (1); the author on Oman +0.50 (1)."
    )


def test_a_description_holds_no_more_than_can_be_listened_to() -> None:
    said = [Said(one, other, 0.5) for one in "ABCDEF" for other in "ABCDEF"]
    assert charts.describe("stance_matrix", made_up(*said)).endswith("; and 12 more.")
