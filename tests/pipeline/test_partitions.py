"""Articles in the partitions of a Dask collection: the same rows as from one list."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import analysis as sl
from analysis.records import ChoiceError, CorpusError
from tests.pipeline.test_runs import STORY, corpus

dask = pytest.importorskip("dask", reason="Dask is an extra: pip install 'sidelight[dask]'")
pytest.importorskip("dask.dataframe", reason="Dask is an extra: pip install 'sidelight[dask]'")


@pytest.fixture(autouse=True)
def in_this_process() -> Any:
    with dask.config.set(scheduler="synchronous"):
        yield


def bag(items: list[Any], n: int = 3) -> Any:
    import dask.bag

    return dask.bag.from_sequence(items, npartitions=n)


def frame(table: pd.DataFrame, n: int = 2) -> Any:
    import dask.dataframe

    return dask.dataframe.from_pandas(table, npartitions=n)


def check_equal(found: sl.Analysis, expected: sl.Analysis) -> None:
    for name, table in expected.tables().items():
        pd.testing.assert_frame_equal(getattr(found, name), table)


def test_tables_of_a_bag_are_those_of_one_process() -> None:
    expected = sl.analyze(corpus(), method="lexicon", min_mentions=1)
    found = sl.analyze_dask(bag(corpus()), method="lexicon", min_mentions=1)
    assert found.mentions.npartitions == 3
    check_equal(found.compute(), expected)
    # Somebody goes by one name in all partitions, and a copy is one of an article in another.
    assert "Ada B. Example" not in set(expected.mentions["party"])
    assert expected.articles["duplicate_of"].dropna().tolist() == ["a02"]


def test_networks_give_the_same_rows_in_partitions() -> None:
    texts = ["France condemned Iran.", "Iran helped France.", "Oman left. It had praised Chad."]
    check_equal(sl.analyze_dask(bag(texts)).compute(), sl.analyze(texts))


def test_ids_are_numbered_over_all_partitions() -> None:
    texts = [
        "Iran left.",
        "Oman left.",
        {"title": "Gone", "text": "Chad left."},
        {"title": "Gone", "text": "x"},
    ]
    found = sl.analyze_dask(bag(texts, 4), until="tokens").compute()
    assert found.article_ids == ["text-1", "text-2", "gone", "gone-2"]
    check_equal(found, sl.Analyzer(until="tokens").analyze(texts))


@pytest.mark.parametrize(
    ("index", "ids"), [(None, ["text-1", "text-2", "text-3"]), (["x", "y", "z"], ["x", "y", "z"])]
)
def test_an_index_that_counts_rows_names_no_article(index: list[str] | None, ids: list[str]) -> None:
    table = pd.DataFrame({"text": ["Iran left.", "Oman left.", "Chad left."]}, index=index)
    assert sl.analyze_dask(frame(table), until="tokens").compute().article_ids == ids


def test_columns_of_a_frame_are_known_by_their_names() -> None:
    table = pd.DataFrame(
        {"Headline": ["Gone", "Back"], "body": ["Iran left.", "It came."], "outlet": "The Post"}
    )
    articles = sl.analyze_dask(frame(table), until="tokens").articles.compute()
    assert articles[["article_id", "source"]].to_numpy().tolist() == [
        ["gone", "The Post"],
        ["back", "The Post"],
    ]


def test_later_versions_are_dropped_wherever_they_are() -> None:
    found = sl.analyze_dask(bag([STORY, "Iran left.", STORY]), method="lexicon", duplicates="drop")
    assert found.articles["duplicate_of"].compute().tolist()[2] == "text-1"
    assert set(found.mentions["article_id"].compute()) == {"text-1", "text-2"}


def test_parties_of_all_partitions_count_for_names() -> None:
    own = sl.Registry(parties=(sl.Party("Ada Example", kind="person", aliases=("Ada B. Example",)),))
    articles = [sl.Article("a", "Ada B. Example left."), sl.Article("b", "Ada Example spoke.", registry=own)]
    expected = sl.analyze(articles, method="lexicon", min_mentions=1)
    assert expected.mentions["party"].tolist() == ["Ada Example"] * 2
    check_equal(sl.analyze_dask(bag(articles, 2), method="lexicon", min_mentions=1).compute(), expected)


def test_two_articles_of_one_id_are_an_error() -> None:
    found = sl.analyze_dask(bag([sl.Article("a", "Iran left."), sl.Article("a", "Oman left.")]))
    with pytest.raises(CorpusError, match=r"^article 'a': there are two of this id; make_article\("):
        found.articles.compute()


def test_no_article_gives_empty_tables() -> None:
    check_equal(sl.analyze_dask(bag(["x"]).filter(lambda _: False)).compute(), sl.analyze([]))


def test_kept_tables_are_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = sl.analyze_dask(bag(["Iran left."]), method="lexicon").persist()
    monkeypatch.setattr(sl.Analyzer, "__call__", None)
    assert kept.mentions["party"].compute().tolist() == ["Iran"]


def test_what_is_no_collection_of_dask_is_an_error() -> None:
    with pytest.raises(CorpusError) as caught:
        sl.analyze_dask(["Iran left."])
    assert str(caught.value) == (
        "input: is a list; expected a bag or DataFrame of Dask: "
        "dask.bag.from_sequence(...) makes a bag of a list"
    )


def test_a_wrong_option_is_told_at_once() -> None:
    with pytest.raises(ChoiceError, match=r"^until is 'end'; expected one of: tokens, "):
        sl.analyze_dask(bag(["Iran left."]), until="end")
