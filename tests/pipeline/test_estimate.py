"""What a run will take, told before it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import analysis as sl
from analysis.pipeline import estimate
from analysis.pipeline.estimate import Estimate, estimate_run
from analysis.pipeline.parts import planned
from analysis.pipeline.reading import prepared
from analysis.records import CorpusError
from tests.pipeline.test_runs import LEXICON, STORY


def corpus(n: int) -> list[sl.Article]:
    return [sl.Article(f"a{number}", f"On day {number} Ada Example left Oman.") for number in range(n)]


def size(folder: Path) -> int:
    found = {path.stat().st_ino: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    return sum(found.values())


def told(articles: list[sl.Article], folder: Path, **options: bool) -> Estimate:
    return estimate_run(articles, folder, analyzer=LEXICON, **options)  # type: ignore[arg-type]


def test_the_disk_is_that_of_the_run(tmp_path: Path) -> None:
    expected = told(corpus(150), tmp_path / "run", csv=True)
    sl.write_run(corpus(150), tmp_path / "run", analyzer=LEXICON, csv=True)
    assert (expected.n_articles, expected.n_done) == (150, 0)
    assert expected.disk == pytest.approx(size(tmp_path / "run"), rel=0.2)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    found = told(corpus(2), tmp_path / "run")
    assert found.seconds > 0
    assert list(tmp_path.iterdir()) == []


def test_what_the_folder_has_is_told(tmp_path: Path) -> None:
    sl.write_run(corpus(3), tmp_path, analyzer=LEXICON)
    assert told(corpus(4), tmp_path).n_done == 3
    again = told(corpus(3), tmp_path)
    assert (again.n_articles, again.n_done, again.disk) == (3, 3, size(tmp_path))


def test_copies_that_are_dropped_take_no_time(tmp_path: Path) -> None:
    analyzer = sl.Analyzer(method="lexicon", duplicates="drop", until="tokens")
    plan = estimate._plan(
        planned(prepared([STORY, STORY], None, "drop", {}), analyzer, tmp_path / "parts"),
        analyzer,
        1,
        lambda _: None,
    )
    assert (plan.n_articles, plan.batches) == (2, [len(STORY)])


def test_a_sample_has_as_many_batches_as_processes_will_have_work() -> None:
    drawn = corpus(300)
    chance = random.Random(1)  # noqa: S311 - a test
    sizes = {
        (n_batches, jobs): [len(one) for one in estimate._sample(list(drawn), n_batches, jobs, chance)]
        for n_batches, jobs in ((1, 1), (3, 2), (16, 2), (1, 4))
    }
    assert sizes == {(1, 1): [64], (3, 2): [64, 64], (16, 2): [64] * 4, (1, 4): [64]}


@pytest.mark.parametrize(("jobs", "longest"), [(1, 12), (2, 7), (3, 5), (9, 5)])
def test_each_process_takes_the_next_batch_when_it_is_free(jobs: int, longest: int) -> None:
    assert estimate._longest([5, 3, 2, 2], jobs) == longest


def test_no_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"^there is no article to analyse$"):
        told([], tmp_path)
