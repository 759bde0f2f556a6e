"""Small drawings: where their marks stand, and what they say to whom cannot see them."""

from __future__ import annotations

import math
import re

import pytest

from analysis.report.bars import interval_bar, share_bar


def circle(html: str) -> float:
    (found,) = re.findall(r'<circle cx="([\d.]+)"', html)
    return float(found)


@pytest.mark.parametrize(("mean", "x"), [(-1.0, 8.0), (0.0, 104.0), (1.0, 200.0)])
def test_a_mean_stands_at_its_place(mean: float, x: float) -> None:
    assert circle(interval_bar(mean, mean, mean, "mid", is_few=False)) == x


def test_an_interval_reaches_from_end_to_end() -> None:
    html = interval_bar(0.25, -0.5, 0.5, "pos", is_few=False)
    assert '<line x1="56.0" x2="152.0" y1="16" y2="16" stroke="var(--pos)" stroke-width="4"/>' in html


def test_few_are_hollow_and_dashed() -> None:
    few, many = (interval_bar(0.25, -0.5, 0.5, "pos", is_few=is_few) for is_few in (True, False))
    assert 'fill="var(--card)"' in few
    assert "stroke-dasharray" in few
    assert 'fill="var(--pos)"' in many
    assert "stroke-dasharray" not in many


def test_a_bar_says_its_numbers() -> None:
    html = interval_bar(-0.25, -0.5, 0.5, "neg", is_few=False)
    assert html.count("mean −0.25, 95 % interval −0.50 to +0.50") == 2


def test_without_an_interval_there_is_a_mean_alone() -> None:
    html = interval_bar(0.5, math.nan, math.nan, "mid", is_few=True)
    assert "<title>mean +0.50</title>" in html
    assert 'stroke-width="4"' not in html


def test_without_a_score_there_is_no_bar() -> None:
    html = interval_bar(math.nan, math.nan, math.nan, "mid", is_few=True)
    assert html == '<span class="note">no judging word</span>'


def test_shares_are_as_wide_as_they_are_large() -> None:
    html = share_bar([("the author", 0.75), ("Ann Bee", 0.25)])
    assert re.findall(r"width:([\d.]+)%", html) == ["75.00", "25.00"]
    assert "the author 75\u00a0%" in html
    assert "Ann Bee 25\u00a0%" in html


def test_names_in_a_bar_are_text() -> None:
    html = share_bar([('<b>"x"</b>', 1.0)])
    assert "<b>" not in html
    assert "&lt;b&gt;&quot;x&quot;&lt;/b&gt;" in html
