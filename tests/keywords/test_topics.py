"""Tests of `analysis.keywords.topics`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.keywords import find_topics
from analysis.keywords.topics import _npmi
from analysis.records import ChoiceError
from analysis.schema import Analysis
from tests.keywords.corpora import corpus


def two_subjects() -> Analysis:
    return corpus(*["Grain ships left port"] * 6, *["Voters cast ballots"] * 4)


def test_subjects_that_share_no_word_are_told_apart() -> None:
    found = find_topics(two_subjects(), 2, most_articles=6, min_articles=1)
    best = found.terms[found.terms["rank"] <= 3]
    assert set(best.loc[best["topic"] == 0, "term"]) < {"grain", "ships", "left", "port"}
    assert set(best.loc[best["topic"] == 1, "term"]) == {"voters", "cast", "ballots"}
    own = found.articles[found.articles["topic"] == 0]
    assert set(own["article_id"]) == {f"a{n}" for n in range(6)}
    assert found.coherence["share"].tolist() == pytest.approx([0.6, 0.4])


def test_one_seed_gives_one_result() -> None:
    one, other = find_topics(two_subjects(), 2), find_topics(two_subjects(), 2)
    for first, second in zip(one, other, strict=True):
        pd.testing.assert_frame_equal(first, second)


def test_coherence_by_hand() -> None:
    always = np.array([[1, 1], [1, 1], [0, 0], [0, 0]], dtype=float)
    never = np.array([[1, 0], [0, 1], [0, 0], [0, 0]], dtype=float)
    chance = np.array([[1, 1], [1, 0], [0, 1], [0, 0]], dtype=float)
    assert [_npmi(holds) for holds in (always, never, chance)] == pytest.approx([1, -1, 0])


@pytest.mark.parametrize("n_topics", [0, 11])
def test_too_many_topics_are_an_error(n_topics: int) -> None:
    with pytest.raises(ChoiceError) as error:
        find_topics(two_subjects(), n_topics, min_articles=4)
    assert str(error.value) == (
        f"n_topics is {n_topics}; expected 1 to 7, the number of articles or of words in 4 of them"
    )


def test_empty_input_gives_all_columns() -> None:
    for empty, full in zip(find_topics(Analysis.stack([])), find_topics(two_subjects(), 2), strict=True):
        assert list(empty.columns) == list(full.columns)
        assert empty.empty
