"""Work spread over the machines of a Dask cluster; Dask is loaded only where a cluster is asked for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from analysis.records import JobError

T = TypeVar("T")
R = TypeVar("R")

HOW = "Dask is not installed: pip install 'sidelight[dask]'"
# Items for each thread of the workers that are read ahead of the results: one is worked on, one waits.
_AHEAD = 2
_PATIENCE = "60s"  # for the first worker


def on_cluster(work: Callable[[T], R], items: Iterable[T], scheduler: str) -> Iterator[tuple[T, R]]:
    """Yield each item with what `work` makes of it, in the order in which they are done.

    What a worker was at when it ended is done by another one.

    Parameters
    ----------
    work
        A function that can be pickled. Each worker has the module that it is from.
    items
        Read as they are needed, up to two for each thread of the workers ahead of the results. Without any,
        no cluster is asked.
    scheduler
        The address of the cluster's scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    JobError
        Dask is not installed; no scheduler answers; no worker joins within a minute; the scheduler ends; or
        one item ended several workers. What `work` raises is raised here.
    """
    items = iter(items)
    first = list(itertools.islice(items, 1))
    if first:
        with _connected(scheduler) as client:
            yield from _spread(client, work, itertools.chain(first, items))


def _connected(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise JobError(HOW) from error
    try:
        client = Client(scheduler, set_as_default=False)
    except (OSError, ValueError) as error:
        raise JobError(
            f"{scheduler}: no scheduler of Dask answers; `dask scheduler` starts one and tells its address"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise JobError(f"{scheduler}: has no worker; `dask worker {scheduler}` starts one") from error
    return client


def _spread(client: Any, work: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R]]:
    from distributed import as_completed

    given: dict[Any, T] = {}
    done = as_completed(loop=client.loop)
    for item in items:
        future = client.submit(work, item, pure=False)
        given[future] = item
        done.add(future)
        # Workers may come and go.
        while done.has_ready() or len(given) >= _AHEAD * max(1, sum(client.nthreads().values())):
            yield _result(next(done), given)
    while given:
        yield _result(next(done), given)


def _result(future: Any, given: dict[Any, T]) -> tuple[T, Any]:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        return given.pop(future), future.result()
    except KilledWorker as error:
        raise JobError(
            "several workers ended, one after the other, at the same articles, perhaps for want of memory; "
            "what is done is kept: run it again, with more memory for each thread of a worker"
        ) from error
    except CancelledError as error:
        raise JobError("the scheduler of Dask has ended; what is done is kept: run it again") from error
