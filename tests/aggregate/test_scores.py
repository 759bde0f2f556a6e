"""Tests of analysis.aggregate.scores."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as sl
from analysis.aggregate.means import COUNTS, LABELS
from analysis.aggregate.scores import parties_by_number, read_scores, scored
from analysis.schema import make_table
from tests.aggregate.scored import FRANCE, SPAIN, STORIES, Story, stories

NAN = float("nan")
ONE = Story({SPAIN: [0.5, NAN, -0.25], FRANCE: [0.75]})
OTHER = Story({SPAIN: [NAN], FRANCE: [0.0, 0.5]})
MEASURED = "lexicon"
FIGURES: list[Callable[..., pd.DataFrame]] = [
    partial(sl.party_sentiment, n_resamples=20),
    partial(sl.robustness, by="source", include_truncated=True, n_resamples=20),
    partial(sl.timeline, include_duplicates=True, n_resamples=20),
    sl.compare,
    partial(sl.share_of_voice, n_resamples=20),
    sl.party_mentions,
    partial(sl.party_mentions, include_duplicates=True),
]


def with_articles(result: sl.Analysis, **columns: Sequence[object]) -> sl.Analysis:
    """Replace columns of `articles`."""
    made: dict[str, Any] = {**result.articles, **columns}
    return dataclasses.replace(result, articles=make_table("articles", made))


def by_method(result: sl.Analysis, method: str) -> sl.Analysis:
    """Give every score probabilities, and the name of the method that made them."""
    scores = result.sentiments["score"]
    probabilities = {"negative": scores.clip(upper=0).abs(), "positive": scores.clip(lower=0)}
    neutral = 1 - scores.abs()
    return dataclasses.replace(
        result, sentiments=result.sentiments.assign(neutral=neutral, method=method, **probabilities)
    )


def split(result: sl.Analysis, sizes: list[int]) -> Iterator[sl.Analysis]:
    """Yield parts of so many articles, and the rest."""
    ends = np.cumsum([0, *sizes, len(result.articles)])
    ids = (result.article_ids[start:end] for start, end in pairwise(ends))
    return (result.keep(own) for own in ids if own)


def test_mentions_of_several_articles_are_added_up_by_article_and_party() -> None:
    found = read_scores(by_method(stories(ONE, OTHER), MEASURED)).counted()
    table = found.sort_values(["article_id", "party"])
    assert table["n"].tolist() == [1, 3, 2, 1]
    assert table["n_scored"].tolist() == [1, 2, 2, 0]
    assert table["score"].tolist() == pytest.approx([0.75, 0.25, 0.5, NAN], nan_ok=True)
    assert table[[*LABELS]].to_numpy()[1].tolist() == pytest.approx([0.25, 1.25, 0.5])
    assert table[[*COUNTS]].sum(axis=1).tolist() == table["n_scored"].tolist()
    assert table["unit"].tolist() == ["a0", "a0", "a1", "a1"]


def test_labels_are_counted() -> None:
    result = stories(Story({SPAIN: [-0.9, -0.8, 0.0, 0.9, NAN]}), OTHER)
    found = read_scores(result).counted()
    assert found[found["article_id"] == "a0"][[*COUNTS]].to_numpy().tolist() == [[2, 1, 1]]


def test_mentions_of_one_article_stay_single() -> None:
    found = read_scores(stories(ONE)).counted()
    assert found["n"].tolist() == [1, 1, 1, 1]
    assert found["unit"].tolist() == found["sentence"].tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "columns", [{"is_truncated": [False, True]}, {"duplicate_of": [None, "a0"]}], ids=lambda one: str(one)
)
def test_where_one_of_two_articles_counts_sentences_are_units(columns: dict[str, Sequence[object]]) -> None:
    result = with_articles(stories(ONE, ONE), **columns)
    assert read_scores(result).counted()["unit"].tolist() == [0, 1, 2, 3]
    every = read_scores(result).counted(include_truncated=True, include_duplicates=True)
    assert every["unit"].tolist() == ["a0"] * 4 + ["a1"] * 4


def test_mentions_of_one_party_stay_single_where_asked_for() -> None:
    found = read_scores(stories(ONE, OTHER), apart=SPAIN).mentions
    assert found[found["party"] == SPAIN]["n"].tolist() == [1, 1, 1, 1]
    assert found[found["party"] == FRANCE]["n"].tolist() == [1, 2]


def test_mentions_with_labels_stay_single() -> None:
    result = stories(ONE, OTHER)
    names = {"article_id": ["a0"], "mention": [0], "party": [SPAIN]}
    labelled = pd.DataFrame(names).reindex(columns=result.labelled.columns)
    found = read_scores(dataclasses.replace(result, labelled=labelled)).mentions
    assert found["n"].tolist() == [1] * 7


def test_scored_rows_count_the_mentions_with_a_score() -> None:
    found = scored(read_scores(stories(ONE, OTHER)).counted())
    assert found.set_index(["article_id", "party"])["n"].to_dict() == {
        ("a0", SPAIN): 2,
        ("a0", FRANCE): 1,
        ("a1", FRANCE): 2,
    }


def test_parties_come_by_the_number_of_their_mentions() -> None:
    result = stories(ONE, Story({FRANCE: [0.5, 0.5, 0.5]}), Story({"Italy": [NAN] * 3}))
    assert parties_by_number(read_scores(result).counted()) == [FRANCE, "Italy", SPAIN]


def test_errors_are_known_where_one_measured_method_scored_all_parts() -> None:
    one, other = (stories(ONE, ids=[name]) for name in "ab")
    parts = [by_method(one, MEASURED), by_method(other, MEASURED)]
    nothing = by_method(stories(Story({}), ids=["c"]), "mine")
    assert read_scores([*parts, nothing]).confusion is not None
    assert read_scores([parts[0], by_method(other, "mine")]).confusion is None
    assert read_scores([parts[0], other]).confusion is None
    assert read_scores(nothing).confusion is None


def test_nothing_gives_no_row() -> None:
    scores = read_scores(stories(), by="source")
    assert scores.counted(by="source").empty
    assert scores.confusion is None


# Where nothing counts a warning says so, which is tested elsewhere.
@pytest.mark.filterwarnings("ignore:no article has", "ignore:all .* cut short")
def test_sums_of_a_part_are_those_of_all_but_for_the_last_digit() -> None:
    several = Story({SPAIN: [-0.9], FRANCE: [0.75, -0.5, -0.9]})
    result = by_method(stories(ONE, several, ONE), MEASURED)
    for figure in FIGURES:
        pd.testing.assert_frame_equal(figure(split(result, [1, 1])), figure(result), rtol=1e-12, atol=1e-14)


@pytest.mark.filterwarnings("ignore:no article has", "ignore:all .* cut short")
@settings(max_examples=10, deadline=None)
@given(STORIES, st.lists(st.integers(1, 3), max_size=4), st.data())
def test_no_figure_depends_on_the_parts(made: list[Story], sizes: list[int], data: st.DataObject) -> None:
    n = len(made)
    cut = data.draw(st.lists(st.booleans(), min_size=n, max_size=n))
    first = data.draw(st.lists(st.sampled_from([None, "a0"]), min_size=n - 1, max_size=n - 1))
    result = with_articles(
        by_method(stories(*made), MEASURED), is_truncated=[*cut], duplicate_of=[None, *first]
    )
    for figure in FIGURES:
        pd.testing.assert_frame_equal(figure(split(result, sizes)), figure(result), rtol=1e-12, atol=1e-14)
