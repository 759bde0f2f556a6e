"""Tests of analysis.corpus.example: the example corpus is what it says that it is."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import analysis as sl
from analysis.resources import path_of
from analysis.schema import rows

COURIER, LEDGER, VOICE = "Harrowmouth Courier", "The Coastal Ledger", "The Quayside Voice"
UNION, FIRM = "Harrowmouth Dockers’ Union", "Tarvane Logistics"


@pytest.fixture(scope="module")
def articles() -> list[sl.Article]:
    return sl.load_example()


@pytest.fixture(scope="module")
def result(articles: list[sl.Article]) -> sl.Analysis:
    return sl.analyze(articles)


def toward(result: sl.Analysis, outlet: str, party: str) -> Any:
    """Return the outlet's row in the table of means toward a party."""
    table = sl.party_sentiment(result, by="source")
    (found,) = rows(table[(table["source"] == outlet) & (table["party"] == party)])
    return found


def test_there_are_forty_stories_by_three_outlets(articles: list[sl.Article]) -> None:
    assert Counter(article.source for article in articles) == {COURIER: 14, LEDGER: 13, VOICE: 13}


def test_they_cover_five_weeks_in_order(articles: list[sl.Article]) -> None:
    days = [article.published for article in articles if article.published]
    assert len(days) == 40
    assert days == sorted(days)
    assert {day.isocalendar()[:2] for day in days} == {(2025, week) for week in range(10, 15)}


def test_each_says_that_it_is_invented(articles: list[sl.Article]) -> None:
    assert {article.extra["note"] for article in articles} == {
        "Invented for this package: no person, body, town or event in it is real."
    }


def test_each_has_a_title_an_author_and_an_address_of_nobody(articles: list[sl.Article]) -> None:
    assert all(article.title and article.author for article in articles)
    assert all(str(article.url).startswith("https://example.org/") for article in articles)
    assert len({article.url for article in articles}) == 40


def test_it_is_small() -> None:
    assert path_of("example.jsonl").stat().st_size < 100_000


def test_copies_are_an_agency_text_and_an_update(articles: list[sl.Article]) -> None:
    found = sl.duplicate_groups(articles)
    copies = found.dropna(subset=["duplicate_of"])
    pairs = list(zip(copies["duplicate_of"], copies["article_id"], strict=True))
    assert pairs == [("ledger-03-19", "voice-03-19"), ("courier-03-20", "courier-03-21")]


def test_every_outlet_tells_of_the_agreement(result: sl.Analysis) -> None:
    stories = sl.similar_stories(result)
    story = stories.loc[stories["article_id"] == "courier-04-02", "story"].item()
    assert set(stories.loc[stories["story"] == story, "source"]) == {COURIER, LEDGER, VOICE}


@pytest.mark.parametrize("party", [UNION, FIRM])
def test_a_side_is_found_without_configuration_in_most_stories(result: sl.Analysis, party: str) -> None:
    found = result.mentions[result.mentions["party"] == party]
    assert found["article_id"].nunique() >= 36


@pytest.mark.parametrize(("party", "friend", "critic"), [(UNION, VOICE, LEDGER), (FIRM, LEDGER, VOICE)])
def test_leanings_show_with_intervals_apart(
    result: sl.Analysis, party: str, friend: str, critic: str
) -> None:
    assert toward(result, critic, party).high < 0 < toward(result, friend, party).low


@pytest.mark.parametrize("party", [UNION, FIRM])
def test_the_courier_leans_toward_neither(result: sl.Analysis, party: str) -> None:
    found = toward(result, COURIER, party)
    assert found.low < 0 < found.high


def test_the_courier_cools_toward_the_union_when_the_strike_begins(result: sl.Analysis) -> None:
    before = toward(sl.where(result, until="2025-03-17"), COURIER, UNION)
    after = toward(sl.where(result, since="2025-03-18"), COURIER, UNION)
    # The errors of the method, which both share, make either interval wider.
    assert after.sampling_high < before.sampling_low
    assert before.low > after.low
    assert before.sampling_low > 0 > after.sampling_high
    assert after.verdict == "no clear direction"


def test_the_picture_in_the_readme_is_what_the_code_draws(result: sl.Analysis, root: Path) -> None:
    figure = sl.charts.figure("outlets", sl.where(result, party=[UNION, FIRM]))
    assert figure is not None
    committed = (root / "reports" / "example-outlets.svg").read_text(encoding="utf-8")
    # The last digits of the network depend on the processor.
    assert re.sub(r"[\d.−+-]+", "#", committed) == re.sub(r"[\d.−+-]+", "#", figure.svg)
