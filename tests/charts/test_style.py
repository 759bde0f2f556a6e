"""What charts share: one judgement for word and mark, titles that say the finding, names cut short."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts import style
from analysis.schema import rows
from analysis.svg import NEGATIVE, NEUTRAL, POSITIVE


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
    assert style.shortened(name, longest) == drawn


def judged(low: float, high: float, n_units: int = 5) -> style.Standing:
    numbers = {"mean": (low + high) / 2, "low": low, "high": high, "n_units": n_units}
    table = pd.DataFrame(
        {name: [value] for name, value in {**numbers, "negative": 0.5, "positive": 0.1}.items()}
    )
    return style.standing(next(iter(rows(table))))


@pytest.mark.parametrize(
    ("low", "high", "n_units", "word", "sign", "colour"),
    [
        (0.2, 0.6, 5, "favourable", "+", POSITIVE),
        (0.1, 0.2, 5, "leans favourable", "+", POSITIVE),
        (-0.6, -0.2, 5, "unfavourable", "−", NEGATIVE),
        (-0.2, -0.1, 5, "leans unfavourable", "−", NEGATIVE),
        (0.0, 0.9, 5, "no clear direction", "0", NEUTRAL),
        (0.2, 0.6, 4, "too few to judge", "0", NEUTRAL),
        (float("nan"), float("nan"), 1, "too few to judge", "0", NEUTRAL),
    ],
)
def test_word_sign_and_colour_agree(
    low: float, high: float, n_units: int, word: str, sign: str, colour: str
) -> None:
    assert judged(low, high, n_units) == (word, sign, colour, n_units < 5)


UP, DOWN, NOT, FEW = judged(0.4, 0.6), judged(-0.6, -0.4), judged(-0.1, 0.1), judged(0.1, 0.2, 2)
LEANS = judged(0.1, 0.2)


@pytest.mark.parametrize(
    ("parties", "title"),
    [
        ([("Iran", UP)], "Iran is described favourably"),
        ([("Iran", UP), ("Oman", UP)], "Iran and Oman are described favourably"),
        ([("Iran", LEANS)], "Wording on Iran leans favourable"),
        ([("Iran", UP), ("Oman", LEANS)], "Wording on Iran and Oman is favourable or leans so"),
        (
            [("Iran", UP), ("Oman", DOWN), ("Peru", NOT)],
            "Iran is described favourably; Oman is described unfavourably; Peru shows no clear direction",
        ),
        (
            [("Iran", UP), ("Oman", NOT), ("Peru", FEW)],
            "Iran is described favourably; the others show no clear direction",
        ),
        ([("Iran", NOT), ("Oman", FEW)], "No clear direction toward Iran and Oman"),
        ([("Iran", FEW), ("Oman", FEW)], "Too few sentences to judge any party by"),
        ([(name, UP) for name in "ABCDE"], "A, B and 3 others are described favourably"),
        ([("United States", DOWN)], "The United States is described unfavourably"),
    ],
)
def test_a_title_says_the_finding(parties: list[tuple[str, style.Standing]], title: str) -> None:
    assert style.finding(parties) == title


def test_marks_of_one_value_stand_apart_and_in_the_band() -> None:
    heights = style.in_bands(pd.Series([0.5, 0.5, -0.2]), 0.04, 0.2)
    assert heights == pytest.approx([-0.05, 0.05, 0.0])
