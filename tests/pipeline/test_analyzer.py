"""The analysis as an object."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest

import analysis as sl
from analysis.pipeline.analyzer import finder_of
from analysis.records import ChoiceError

STAGES = {
    "tokens": {"articles", "sentences", "tokens"},
    "mentions": {"mentions", "entities", "references", "parties"},
    "quotes": {"quotes", "contents"},
    "sentiments": {"sentiments", "evidence", "stances"},
}
TEXT = "Iran praised Oman. “Oman lied,” said the Example Institute. Ada Example left Oman in anger."


@pytest.mark.parametrize("method", ["lexicon", "neural"])
@pytest.mark.parametrize("until", list(STAGES))
def test_a_table_is_empty_or_that_of_going_all_the_way(until: str, method: str) -> None:
    whole = sl.Analyzer(method=method, evidence=True).analyze(TEXT).tables()
    found = sl.Analyzer(method=method, evidence=True, until=until).analyze(TEXT).tables()
    stages = list(STAGES)
    reached = set().union(*(STAGES[stage] for stage in stages[: stages.index(until) + 1]))
    for name, table in found.items():
        pd.testing.assert_frame_equal(table, whole[name] if name in reached else whole[name].iloc[:0])
        assert name not in reached or len(table)


def test_it_is_pickled_as_its_options() -> None:
    analyzer = sl.Analyzer(method="lexicon", min_mentions=2)
    analyzer.analyze(TEXT)
    data = pickle.dumps(analyzer)
    assert pickle.loads(data) == analyzer  # noqa: S301 - our own
    assert len(data) < 500


def test_names_are_indexed_once() -> None:
    finder_of.cache_clear()
    for number in range(3):
        sl.Analyzer(method="lexicon").analyze(f"Iran left {number}.")
    assert finder_of.cache_info().misses == 1


def test_how_far_to_go_is_one_of_four() -> None:
    with pytest.raises(ChoiceError) as caught:
        sl.Analyzer(until="words")
    assert str(caught.value) == "until is 'words'; expected one of: tokens, mentions, quotes, sentiments"
