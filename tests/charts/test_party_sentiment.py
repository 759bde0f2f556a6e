"""The chart of sentiment: what a row says, and that its word, colour and mark say the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

import analysis as sl
from analysis import charts
from analysis.svg import CARD, NEGATIVE, NEUTRAL, POSITIVE
from tests.voices import articles

Texts = Callable[[Axes], list[str]]


def scored(*scores: float) -> sl.Analysis:
    """An article in which Spain stands in a sentence a score."""
    result = articles(" ".join(["Spain spoke."] * len(scores)))
    return dataclasses.replace(result, sentiments=result.sentiments.assign(score=pd.Series(scores)))


def mean_mark(ax: Axes) -> tuple[str, str]:
    """Return the face and the edge of the mark of the mean, the last one drawn."""
    mark = ax.collections[-1]
    return to_hex(np.asarray(mark.get_facecolor())[0]), to_hex(np.asarray(mark.get_edgecolor())[0])


@pytest.mark.parametrize(
    ("scores", "word", "face", "edge"),
    [
        ((0.4, 0.5, 0.6, 0.5, 0.4), "favourable", POSITIVE, POSITIVE),
        ((-0.4, -0.5, -0.6, -0.5, -0.4), "unfavourable", NEGATIVE, NEGATIVE),
        ((0.9, -0.9, 0.9, -0.9, 0.5), "no clear direction", NEUTRAL, NEUTRAL),
        ((0.4, 0.5, 0.6, 0.5), "too few to judge", CARD, NEUTRAL),
    ],
)
def test_word_and_mark_agree(
    scores: tuple[float, ...], word: str, face: str, edge: str, ax: Axes, texts: Texts
) -> None:
    charts.party_sentiment(scored(*scores), ax=ax)
    assert texts(ax) == ["Spain", f"{word} ({len(scores)})"]
    assert mean_mark(ax) == (face, edge)


@pytest.mark.parametrize(("n", "is_dashed"), [(4, True), (5, False)])
def test_the_interval_of_few_sentences_is_dashed(n: int, is_dashed: bool, ax: Axes) -> None:
    charts.party_sentiment(scored(*np.linspace(0.1, 0.5, n)), ax=ax)
    (line,) = ax.lines
    assert (line.get_linestyle() != "-") == is_dashed


def test_one_sentence_has_no_interval(ax: Axes) -> None:
    charts.party_sentiment(scored(0.5), ax=ax)
    assert list(ax.lines) == []


def test_the_title_says_what_was_found(ax: Axes) -> None:
    charts.party_sentiment(scored(0.4, 0.5, 0.6, 0.5, 0.4), ax=ax)
    assert ax.get_title(loc="left") == "Spain is described favourably"


def test_a_party_without_evidence_says_so(ax: Axes, texts: Texts) -> None:
    charts.party_sentiment(articles("Iran met Oman."), ax=ax)
    assert texts(ax) == ["Iran", "no judging word (1)", "Oman", "no judging word (1)"]


def test_a_mark_leads_to_its_sentence_and_quotes_it() -> None:
    figure = charts.figure("party_sentiment", scored(0.5, -0.5), href=lambda row: f"#s{row.sentence}")
    assert figure is not None
    assert 'href="#s0" aria-label="+0.50: Spain spoke."' in figure.inline_svg
    assert 'href="#s1" aria-label="−0.50: Spain spoke."' in figure.inline_svg


def test_description_has_every_number(real_by_lexicon: sl.Analysis) -> None:
    described = charts.describe("party_sentiment", real_by_lexicon)
    assert described.startswith("Mean sentiment toward each party. ")
    assert all(f"{party}: too few to judge, " in described for party in ("Russia", "Turkey", "Ukraine"))


def test_most_limits_the_parties(ax: Axes, texts: Texts) -> None:
    charts.party_sentiment(articles("Iran met Oman."), ax=ax, most=1)
    assert texts(ax)[0::2] == ["Iran"]


def test_the_note_says_what_the_interval_covers(ax: Axes) -> None:
    charts.party_sentiment(articles("Iran is corrupt. Iran is kind."), ax=ax)
    note = ax.get_xlabel().replace("\n", " ")
    assert "95 % interval, covering the choice of sentences and the method’s measured errors." in note
    assert note.endswith("Hollow: fewer than five sentences.")


def test_the_note_on_scores_of_ones_own_says_that_no_errors_are_covered(ax: Axes) -> None:
    charts.party_sentiment(scored(0.5, -0.5), ax=ax)
    assert "95 % interval, covering the choice of sentences alone." in ax.get_xlabel().replace("\n", " ")
