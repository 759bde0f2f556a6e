"""The author against the people quoted: a row each, and a title that says where they differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.axes import Axes

import analysis as sl
from analysis import charts
from tests.voices import Said, articles, own, with_stances

Texts = Callable[[Axes], list[str]]


def made_up(*said: Said) -> sl.Analysis:
    return with_stances(articles("Nobody spoke."), said)


def five(score: float, *, quoted: bool) -> list[Said]:
    made = Said("Italy", "France", score) if quoted else own("France", score)
    return [made._replace(sentence=n, mention=n + 10 * quoted) for n in range(5)]


def test_all_who_are_quoted_have_one_row(ax: Axes, texts: Texts) -> None:
    said = [
        own("France", 0.5),
        Said("Spain", "France", 0.5, mention=1),
        Said("Italy", "France", 0.5, mention=2),
    ]
    charts.sentiment_by_voice(made_up(*said), ax=ax)
    assert texts(ax) == ["France", "author", "0", "1", "quoted", "0", "2"]


def test_what_two_say_together_is_one_mention(ax: Axes, texts: Texts) -> None:
    said = [Said("Spain", "France", 0.5, mention=1), Said("Italy", "France", 0.5, mention=1)]
    charts.sentiment_by_voice(made_up(*said), ax=ax)
    assert texts(ax) == ["France", "quoted", "0", "1"]


def test_most_limits_the_parties(ax: Axes, texts: Texts) -> None:
    charts.sentiment_by_voice(
        made_up(own("France", 0.5), own("Spain", 0.5), own("Italy", 0.5)), ax=ax, most=2
    )
    assert [text for text in texts(ax) if text.istitle()] == ["France", "Italy"]


@pytest.mark.parametrize(
    ("author", "quoted", "title"),
    [
        (-0.5, 0.5, "The people quoted speak more favourably of\nFrance than the author does"),
        (0.5, -0.5, "The author writes more favourably of\nFrance than the people quoted speak"),
        (0.5, 0.5, "How the author writes of each party, and\nhow the people quoted speak"),
    ],
)
def test_the_title_says_who_is_kinder(author: float, quoted: float, title: str, ax: Axes) -> None:
    charts.sentiment_by_voice(made_up(*five(author, quoted=False), *five(quoted, quoted=True)), ax=ax)
    assert ax.get_title(loc="left") == title


def test_few_sentences_make_no_title(ax: Axes) -> None:
    said = [*five(-0.5, quoted=False)[:4], *five(0.5, quoted=True)]
    charts.sentiment_by_voice(made_up(*said), ax=ax)
    assert ax.get_title(loc="left").startswith("How the author")


def test_description_has_every_mean() -> None:
    assert charts.describe("sentiment_by_voice", made_up(own("Oman", 0.5))) == (
        "Mean sentiment toward each party by who speaks. Oman by the author: too few to judge, +0.50 (1)."
    )
