"""A run in a folder: what it writes, and what it does again."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

import analysis as sl
from analysis.pipeline import parts
from analysis.records import CorpusError, OutputError
from analysis.storage import digests
from analysis.storage.system import lock, unlock

STORY = " ".join(f"France praised Spain in report {n}, and Spain thanked France." for n in range(9))
LEXICON = sl.Analyzer(method="lexicon", min_mentions=1)


def corpus(*changed: int) -> list[sl.Article]:
    """Small articles, with somebody under two names in different batches, and a copy."""
    texts = [f"Ada Example left Oman on day {n}. Iran praised Oman." for n in range(12)]
    texts[7] = "Ada B. Example came to Chad. Ada B. Example spoke."
    texts[2] = texts[9] = STORY
    for number in changed:
        texts[number] = f"Peru blamed Chad {number} times."
    return [sl.Article(f"a{number:02}", text, path="x") for number, text in enumerate(texts)]


def shrink(patch: pytest.MonkeyPatch) -> None:
    """Make batches of two to four articles."""
    for name, value in (("_LEAST", 2), ("_ONE_IN", 2), ("_MOST", 4)):
        patch.setattr(parts, name, value)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    shrink(monkeypatch)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are analysed, as they are."""
    ids: list[str] = []
    analyse = sl.Analyzer.__call__

    def note(self: sl.Analyzer, articles: Sequence[sl.Article]) -> sl.Analysis:
        ids.extend(article.article_id for article in articles)
        return analyse(self, articles)

    monkeypatch.setattr(sl.Analyzer, "__call__", note)
    return ids


def run(articles: object, folder: Path, **options: bool) -> sl.Run:
    return sl.write_run(articles, folder, analyzer=LEXICON, **options)  # type: ignore[arg-type]


def whole(found: sl.Run) -> sl.Analysis:
    return sl.Analysis.stack(list(found.batches()))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Hashes of all that a run of the corpus writes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        shrink(patch)
        run(corpus(), folder, csv=True)
    return digests(folder)


def test_tables_are_those_of_the_analysis(tmp_path: Path) -> None:
    found = run(corpus(), tmp_path)
    expected = LEXICON.analyze(corpus())
    assert len(found.manifest["parts"]) > 2
    assert len(found) == 12
    for name, table in whole(found).tables().items():
        pd.testing.assert_frame_equal(table, getattr(expected, name))
    assert "Ada B. Example" not in set(expected.mentions["party"])
    keywords = sl.term_frequencies(expected, n=(1, 2, 3), by="article_id")
    assert sorted(found.table("keywords").to_table().to_pandas()["count"]) == sorted(keywords["count"])


def test_the_same_again_analyses_nothing(
    tmp_path: Path, seen: list[str], undisturbed: dict[str, str]
) -> None:
    for _ in range(2):
        run(corpus(), tmp_path, csv=True)
        assert digests(tmp_path) == undisturbed
        assert seen == [f"a{number:02}" for number in range(12)]


def test_what_is_new_changed_or_gone_is_done_and_nothing_else(
    tmp_path: Path, seen: list[str], undisturbed: dict[str, str]
) -> None:
    run([*corpus(4)[:8], *corpus(4)[9:], sl.Article("b", "Iran left Oman.")], tmp_path, csv=True)
    seen.clear()
    run(corpus(), tmp_path, csv=True)
    assert seen == ["a04", "a08"]
    assert digests(tmp_path) == undisturbed


def test_a_run_that_was_interrupted_goes_on(
    tmp_path: Path, seen: list[str], undisturbed: dict[str, str]
) -> None:
    def stop(_: int) -> None:
        if len(seen) > 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sl.write_run(corpus(), tmp_path, analyzer=LEXICON, csv=True, on_articles=stop)
    with pytest.raises(sl.SidelightError) as caught:
        sl.open_run(tmp_path)
    assert str(caught.value) == f"{tmp_path}: the run was not finished; start it again, and it goes on"
    run(corpus(), tmp_path, csv=True)
    assert len(seen) == 12
    assert digests(tmp_path) == undisturbed


def test_a_part_that_was_damaged_is_done_again(tmp_path: Path, undisturbed: dict[str, str]) -> None:
    run(corpus(), tmp_path, csv=True)
    part = sorted((tmp_path / ".sidelight-parts").iterdir())[0]
    (part / "tokens.parquet").write_bytes(b"")  # a second link to which is in tables/
    run(corpus(), tmp_path, csv=True)
    assert digests(tmp_path) == undisturbed


def test_two_jobs_write_the_same(tmp_path: Path, undisturbed: dict[str, str]) -> None:
    done: list[int] = []
    sl.write_run(corpus(), tmp_path, analyzer=LEXICON, jobs=2, csv=True, on_articles=done.append)
    assert digests(tmp_path) == undisturbed
    assert sum(done) == 12


def test_other_options_do_all_again(tmp_path: Path, seen: list[str]) -> None:
    run(corpus(), tmp_path)
    sl.write_run(corpus(), tmp_path, analyzer=sl.Analyzer(method="lexicon", until="tokens"))
    assert len(seen) == 24
    assert sl.open_run(tmp_path).table("mentions").count_rows() == 0
    assert len(list((tmp_path / ".sidelight-parts").iterdir())) == len(
        sl.open_run(tmp_path).manifest["parts"]
    )


def test_other_parties_do_all_again(tmp_path: Path, seen: list[str]) -> None:
    own = sl.Registry(parties=(sl.Party("Red Team"),))
    for registry in (sl.Registry(), own, own):
        run([sl.Article("a", "The Red Team won.", registry=registry)], tmp_path)
    assert seen == ["a", "a"]
    assert whole(sl.open_run(tmp_path)).mentions["party"].tolist() == ["Red Team"]


def test_csv_files_come_and_go_and_files_of_ones_own_stay(tmp_path: Path) -> None:
    run(corpus(), tmp_path, csv=True)
    (tmp_path / "tables" / "notes.txt").write_text("mine")
    assert len(pd.read_csv(tmp_path / "tables" / "articles.csv")) == 12
    run(corpus(), tmp_path)
    assert [path.name for path in (tmp_path / "tables").glob("*.*")] in (
        ["manifest.json", "notes.txt"],
        ["notes.txt", "manifest.json"],
    )


def test_a_second_run_says_so_and_stops(tmp_path: Path) -> None:
    run(corpus(), tmp_path)
    held = lock(tmp_path / ".sidelight-parts")
    try:
        with pytest.raises(OutputError) as caught:
            run(corpus(), tmp_path)
    finally:
        unlock(held)
    assert str(caught.value) == (
        f"{tmp_path}: another run is writing to it; wait until it ends, or choose another folder"
    )
    run(corpus(), tmp_path)


def test_no_article_leaves_what_is_there(tmp_path: Path) -> None:
    run(corpus(), tmp_path)
    before = digests(tmp_path)
    with pytest.raises(CorpusError, match=r"^there is no article to analyse$"):
        run([], tmp_path)
    assert digests(tmp_path) == before


def test_a_disk_that_is_full_when_all_parts_are_there_is_told_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("analysis.pipeline.publishing._link", lambda _, to: full(to))
    with pytest.raises(OutputError, match="No space left") as told:
        run(corpus(), tmp_path / "run")
    assert str(told.value).startswith(f"{tmp_path / 'run'}: cannot be written to: ")


def test_without_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    run(corpus(), tmp_path)
    assert len(whole(sl.open_run(tmp_path)).articles) == 12
