"""Work spread over several processes, with results in order; `worker` is the other side."""

from __future__ import annotations

import itertools
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any, TypeVar, cast

from analysis.records import JobError, check_count

T = TypeVar("T")
R = TypeVar("R")

# The modules of this process, wherever they are; what a script does is not run again, as it would be by
# `multiprocessing`.
_PROGRAM = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from analysis.jobs.worker import serve; serve()"
)
# One processor for each process, also for the network (`network.batches`) and the libraries below NumPy.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
# Items for each process that are read ahead of the results: one is worked on, one waits.
_AHEAD = 2


def in_processes(work: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """Yield what `work` makes of each item, in the order of the items.

    Parameters
    ----------
    work
        A function that can be pickled.
    items
        Read as they are needed, up to two for each process ahead of the results.
    jobs
        How many processes, 1 at least. With 1, and where there is one item only, the work is done here.

    Raises
    ------
    ChoiceError
        `jobs` is less than 1.
    JobError
        A process ended, or none can be started. What `work` raises is raised here.
    """
    check_count("jobs", jobs)
    items = iter(items)
    first = list(itertools.islice(items, 1 if jobs == 1 else 2))
    whole = itertools.chain(first, items)
    return map(work, whole) if len(first) < 2 else _spread(work, whole, jobs)


def _spread(work: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    with _Processes(pickle.dumps(work)) as processes, ThreadPoolExecutor(jobs) as threads:
        try:
            for item in items:
                waiting.append(threads.submit(processes.ask, item))
                if len(waiting) == _AHEAD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            processes.end()


class _Processes:
    """Processes that do one kind of work, started when they are first needed."""

    def __init__(self, work: bytes) -> None:
        self._work = work
        self._idle: list[subprocess.Popen[bytes]] = []
        self._all: list[subprocess.Popen[bytes]] = []
        self._is_over = False
        self._lock = threading.Lock()

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._all:
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was not sent
                    cast(IO[bytes], pipe).close()

    def ask(self, item: object) -> Any:
        """Let a process that is free, or a new one, do the work; to be called from several threads."""
        process, greeting = self._free()
        try:
            _send(process, greeting + pickle.dumps(item))
            is_done, answer = pickle.load(cast(IO[bytes], process.stdout))  # noqa: S301 - from our own program
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            process.kill()
            raise JobError(
                f"a process of --jobs ended (exit code {process.wait()}), perhaps for want of memory; "
                "what is done is kept: run it again, with fewer jobs"
            ) from error
        with self._lock:
            self._idle.append(process)
        if is_done:
            return answer
        raise answer

    def end(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._is_over = True
            for process in self._all:
                process.kill()
        for process in self._all:
            process.wait()

    def _free(self) -> tuple[subprocess.Popen[bytes], bytes]:
        """Return a process, and what it has to be told first."""
        with self._lock:
            if self._is_over:
                raise JobError("the work was given up")
            if self._idle:
                return self._idle.pop(), b""
            try:
                process = _start()
            except OSError as error:
                raise JobError(f"no process can be started: {error.strerror}; give fewer --jobs") from error
            self._all.append(process)
            return process, pickle.dumps(sys.path) + self._work


def _start() -> subprocess.Popen[bytes]:
    # Ctrl-C in a terminal goes to a whole group of processes; these are ended by ours.
    apart: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **_ONE_THREAD},
        **apart,
    )


def _send(process: subprocess.Popen[bytes], data: bytes) -> None:
    to = cast(IO[bytes], process.stdin)
    to.write(data)
    to.flush()
