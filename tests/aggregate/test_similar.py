"""Tests of `analysis.aggregate.similar`."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import analysis as sl
from analysis.aggregate import similar, similar_stories
from analysis.schema import Analysis, check_table

FIRE = "Firefighters battled a blaze at the harbour warehouse in Lund overnight."
FIRE_TOO = "A blaze destroyed the harbour warehouse in Lund, firefighters said."
VOTE = "Voters elected a new mayor after a close campaign about schools."


def made(*told: tuple[str, str | None, str | None]) -> Analysis:
    return sl.analyze(
        [
            sl.make_article(text, article_id=f"a{number}", source=source, published=published)
            for number, (text, source, published) in enumerate(told)
        ],
        method="lexicon",
    )


TOLD = made(
    (VOTE, "Herald", "2026-01-06"),
    (FIRE_TOO, "Gazette", "2026-01-07"),
    (FIRE, "Herald", "2026-01-06"),
    (FIRE, "Gazette", "2026-01-20"),
    (FIRE, "Gazette", None),
)


def test_two_outlets_tell_one_story() -> None:
    table = similar_stories(TOLD)
    check_table("stories", table)
    assert table[["story", "article_id", "source"]].to_numpy().tolist() == [
        [0, "a2", "Herald"],
        [0, "a1", "Gazette"],
    ]
    assert table["similarity"].iloc[0] == 1
    assert 0.25 <= table["similarity"].iloc[1] < 1


@pytest.mark.parametrize(
    ("days", "similar_from", "n"), [(0, 0.3, 0), (14, 0.3, 3), (3, 0.99, 0), (3, 0.01, 2)]
)
def test_days_and_similarity(days: int, similar_from: float, n: int) -> None:
    assert len(similar_stories(TOLD, days=days, similar=similar_from)) == n


def test_one_outlet_alone_makes_no_story() -> None:
    told = made((FIRE, "Herald", "2026-01-06"), (FIRE_TOO, "Herald", "2026-01-06"))
    assert similar_stories(told).empty


def test_a_story_does_not_go_on_from_day_to_day() -> None:
    told = made(*((FIRE, outlet, f"2026-01-0{day}") for day, outlet in enumerate("ABCDEF", start=1)))
    assert similar_stories(told, days=3).groupby("story")["source"].agg("".join).tolist() == ["ABCD", "EF"]


def test_small_blocks_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    told = made(
        *(
            (text, f"Outlet {n % 3}", f"2026-01-{n + 1:02}")
            for n, text in enumerate([FIRE, VOTE, FIRE_TOO] * 5)
        )
    )
    whole = similar_stories(told)
    monkeypatch.setattr(similar, "_CELLS", 1000)
    assert len(whole) > 4
    assert similar_stories(told).equals(whole)


def test_the_order_of_articles_does_not_matter() -> None:
    turned = dataclasses.replace(TOLD, articles=TOLD.articles[::-1].reset_index(drop=True))
    one, other = similar_stories(TOLD), similar_stories(turned)
    assert one.drop(columns="similarity").equals(other.drop(columns="similarity"))
    assert np.allclose(one["similarity"], other["similarity"])


def test_nothing_tells_no_story() -> None:
    table = similar_stories(Analysis.stack([]))
    check_table("stories", table)
    assert table.empty
