"""Work in several processes."""

from __future__ import annotations

import os
import time

import pytest

from analysis.jobs import in_processes
from analysis.records import ChoiceError, JobError


def test_results_come_in_order_and_an_error_where_it_is() -> None:
    found = in_processes(int, ["3", "1", "2", "x", "4"], 2)
    assert [next(found) for _ in range(3)] == [3, 1, 2]
    with pytest.raises(ValueError, match="invalid literal") as caught:
        next(found)
    assert "In a process of --jobs:\nTraceback" in caught.value.__notes__[0]


def test_a_process_that_ends_is_an_error() -> None:
    with pytest.raises(JobError) as caught:
        list(in_processes(os._exit, [3, 3], 2))
    assert str(caught.value) == (
        "a process of --jobs ended (exit code 3), perhaps for want of memory; what is done is kept: "
        "run it again, with fewer jobs"
    )


def test_whoever_stops_listening_waits_for_nobody() -> None:
    began = time.monotonic()
    found = in_processes(time.sleep, [0.0, 600.0, 600.0], 2)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert time.monotonic() - began < 300


def test_one_item_is_worked_on_here() -> None:
    assert list(in_processes(lambda _: os.getpid(), [0], 2)) == [os.getpid()]


def test_with_one_job_nothing_is_read_ahead() -> None:
    items = iter([1, 2])
    assert next(in_processes(abs, items, 1)) == 1
    assert next(items) == 2


def test_no_job_is_an_error() -> None:
    with pytest.raises(ChoiceError, match=r"^jobs is 0; expected a whole number, 1 or more$"):
        in_processes(abs, [], 0)
