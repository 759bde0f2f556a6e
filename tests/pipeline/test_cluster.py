"""A Dask cluster makes the parts of a run: the same bytes, whoever is killed."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import analysis as sl
from analysis.cli import main
from analysis.jobs.cluster import on_cluster
from analysis.pipeline import runs
from analysis.pipeline.parts import RemoteMaker, Task, packages
from analysis.records import ChoiceError, JobError
from analysis.storage import digests
from tests.pipeline.test_runs import LEXICON, corpus, run, shrink

distributed = pytest.importorskip("distributed", reason="Dask is an extra: pip install 'sidelight[dask]'")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    shrink(monkeypatch)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each a process with one thread, that listen on this machine alone."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as started:
        yield started
        for worker in started.workers.values():  # they take seconds to end by themselves
            os.kill(worker.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Hashes of all that a run of the corpus in one process writes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch:
        shrink(patch)
        run(corpus(), folder)
    return digests(folder)


class Mortal(RemoteMaker):
    """Kills the first worker that comes to a batch with `a05`."""

    def __call__(self, given: tuple[Task, Sequence[sl.Analysis]]) -> dict[str, bytes]:
        """Do a batch, or end."""
        grave = Path(self.packages["grave"])
        if not grave.exists() and "a05" in {one.article_id for one in given[0].articles.values()}:
            grave.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return RemoteMaker(self.analyzer, packages())(given)


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_run_whose_worker_is_killed_is_that_of_one_process(
    cluster: Any, tmp_path: Path, undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    grave, done = tmp_path / "grave", list[int]()
    monkeypatch.setattr(runs, "RemoteMaker", lambda analyzer, _: Mortal(analyzer, {"grave": str(grave)}))
    sl.write_run(
        corpus(),
        tmp_path / "run",
        analyzer=LEXICON,
        scheduler=cluster.scheduler_address,
        on_articles=done.append,
    )
    assert grave.exists()
    assert sum(done) == 12
    assert digests(tmp_path / "run") == undisturbed


def test_a_run_that_was_interrupted_goes_on_with_what_is_new(
    cluster: Any, tmp_path: Path, undisturbed: dict[str, str]
) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    options: dict[str, Any] = {"analyzer": LEXICON, "scheduler": cluster.scheduler_address}
    with pytest.raises(KeyboardInterrupt):
        sl.write_run(corpus(4), tmp_path, **options, on_articles=stop)
    sl.write_run(corpus(), tmp_path, **options)
    assert digests(tmp_path) == undisturbed


def test_partitions_are_analysed_by_workers(cluster: Any) -> None:
    import dask.bag

    with distributed.Client(cluster.scheduler_address):
        found = sl.analyze_dask(dask.bag.from_sequence(corpus(), npartitions=3), method="lexicon").compute()
    expected = sl.analyze(corpus(), method="lexicon")
    assert found.mentions.equals(expected.mentions)
    assert found.articles.equals(expected.articles)


def test_the_command_names_a_scheduler(cluster: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran praised Oman.", encoding="utf-8")
    options = ["analyze", str(tmp_path / "a.txt"), "--method", "lexicon", "-o"]
    for name, more in (("one", []), ("two", ["--scheduler", cluster.scheduler_address])):
        result = CliRunner().invoke(main, [*options, str(tmp_path / name), *more])
        assert (result.exit_code, result.output) == (0, "")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_articles_that_end_every_worker_are_one_line(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    with pytest.raises(
        JobError, match=r"^several workers ended, one after the other, at the same articles, "
    ):
        list(on_cluster(die, [0], cluster.scheduler_address))


def test_where_nothing_is_new_no_cluster_is_asked(tmp_path: Path) -> None:
    articles = ["Iran left."]
    run(articles, tmp_path)
    assert len(sl.write_run(articles, tmp_path, analyzer=LEXICON, scheduler="tcp://127.0.0.1:1")) == 1


def test_a_scheduler_that_does_not_answer_is_one_line() -> None:
    import dask

    told = (
        "tcp://127.0.0.1:1: no scheduler of Dask answers; `dask scheduler` starts one and tells its address"
    )
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "0.1s"}),
        pytest.raises(JobError, match=rf"^{re.escape(told)}$"),
    ):
        list(on_cluster(abs, [0], "tcp://127.0.0.1:1"))


def alone(n_workers: int) -> Any:
    """Start a cluster in this process."""
    return distributed.LocalCluster(
        n_workers=n_workers,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    )


def test_a_cluster_without_workers_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.jobs.cluster._PATIENCE", "0.1s")
    with alone(0) as started:
        where = started.scheduler_address
        with pytest.raises(JobError) as caught:
            list(on_cluster(abs, [0], where))
    assert str(caught.value) == f"{where}: has no worker; `dask worker {where}` starts one"


def test_a_scheduler_that_ends_is_one_line() -> None:
    started = alone(1)

    def items() -> Iterator[float]:
        yield 0.1
        started.close()
        yield 0.1

    with pytest.raises(
        JobError, match=r"^the scheduler of Dask has ended; what is done is kept: run it again$"
    ):
        list(on_cluster(time.sleep, items(), started.scheduler_address))


def test_a_worker_of_another_version_is_one_line() -> None:
    other = {**packages(), "sidelight": "0", "numpy": "0"}
    told = "a worker has another version of sidelight, numpy; install the same on all machines"
    with pytest.raises(JobError, match=rf"^{told}$"):
        RemoteMaker(LEXICON, other)((Task("", {}, {}), []))


def test_jobs_beside_a_scheduler_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(
        ChoiceError, match=r"^jobs is 2 beside a scheduler, whose workers analyse; give one of"
    ):
        sl.write_run(corpus(), tmp_path, jobs=2, scheduler="tcp://127.0.0.1:1")
