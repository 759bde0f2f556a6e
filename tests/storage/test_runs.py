"""A run on disk, and what is read of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import analysis as sl
from analysis.records import ChoiceError, TableError

TEXTS = {"a": "Iran praised Oman. Iran lied.", "b": "Talks took place in Oman."}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    sl.write_run(TEXTS, folder, analyzer=sl.Analyzer(method="lexicon"))
    return folder


def test_a_table_is_read_as_far_as_asked_for(folder: Path) -> None:
    found = sl.open_run(folder).table("mentions")
    assert found.to_table(columns=["party"]).to_pydict() == {"party": ["Iran", "Oman", "Iran", "Oman"]}


def test_other_programs_read_the_folder_of_a_table(folder: Path) -> None:
    assert pd.read_parquet(folder / "tables" / "articles")["article_id"].tolist() == ["a", "b"]


def test_figures_need_no_tokens(folder: Path) -> None:
    expected = sl.analyze(TEXTS, method="lexicon")
    loaded = sl.open_run(folder).load("mentions", "sentiments")
    pd.testing.assert_frame_equal(sl.party_sentiment(loaded), sl.party_sentiment(expected))
    pd.testing.assert_frame_equal(sl.party_mentions(loaded), sl.party_mentions(expected))


def test_what_is_not_read_is_not_taken_for_nothing(folder: Path) -> None:
    loaded = sl.open_run(folder).load()
    told = 'table tokens: is not loaded; name it with all others that are needed: run.load("tokens", ...)'
    for result in (loaded, loaded.select("a")):
        for ask in (sl.quoted_words, sl.term_frequencies, sl.readability):
            with pytest.raises(TableError) as caught:
                ask(result)
            assert str(caught.value) == told


def test_of_several_tables_the_first_that_is_missing_is_named(folder: Path) -> None:
    with pytest.raises(
        TableError, match=r"^table sentiments: is not loaded; name it with all others that are needed: run"
    ):
        sl.party_sentiment(sl.open_run(folder).load("mentions"))


def test_texts_that_were_not_read_are_not_taken_for_none(folder: Path) -> None:
    told = "table articles: its texts are not loaded; run.load(..., text=True) reads them"
    loaded = sl.open_run(folder).load("articles")
    with pytest.raises(TableError) as caught:
        loaded.articles["text"]
    assert str(caught.value) == told
    with pytest.raises(KeyError, match="words"):
        loaded.articles["words"]


def test_texts_are_read_where_asked_for(folder: Path) -> None:
    found = sl.open_run(folder)
    assert "text" not in found.load().articles
    assert found.load(text=True).articles["text"].tolist() == list(TEXTS.values())


def test_what_is_read_has_the_declared_types(folder: Path) -> None:
    expected = sl.analyze(TEXTS, method="lexicon").tables()
    for name, table in sl.open_run(folder).load(*expected, text=True).tables().items():
        pd.testing.assert_frame_equal(table, expected[name])


def test_a_table_that_there_is_not(folder: Path) -> None:
    with pytest.raises(ChoiceError, match=r"^table is 'words'; expected one of: articles, "):
        sl.open_run(folder).table("words")


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        sl.open_run(tmp_path)
    assert str(caught.value) == f"{tmp_path}: holds no run; `sidelight analyze -o` writes one"


def test_a_broken_manifest_is_named(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "manifest.json").write_text('{"files": {}}')
    with pytest.raises(TableError, match=r"manifest\.json: is not a run's manifest as Sidelight writes it"):
        sl.open_run(tmp_path)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    found = sl.write_run(TEXTS, tmp_path, analyzer=sl.Analyzer(method="lexicon"))
    path = tmp_path / "tables" / "quotes" / "00000000.parquet"
    path.write_bytes(b"")
    with pytest.raises(TableError) as caught:
        list(found.batches())
    assert str(caught.value) == f"{path}: is missing, or not what a run wrote; run `sidelight analyze` again"
    with pytest.raises(TableError) as caught:
        found.load("quotes")
    assert str(caught.value).startswith(f"{path.parent}: is missing, or not what a run wrote")
