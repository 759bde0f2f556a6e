"""The process that works for another one."""

from __future__ import annotations

import pickle
import sys
from typing import IO, cast

import pytest

from analysis.jobs import _start

GREETING = pickle.dumps(sys.path) + pickle.dumps(abs)
TASK = pickle.dumps(list(range(1000)))


def ended(sent: bytes, *, closed: bool) -> int:
    """Give the exit code of a process that was sent something, once it ends."""
    process = _start()
    try:
        to, answers = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        to.write(GREETING + pickle.dumps(-1))
        to.flush()
        assert pickle.load(answers) == (True, 1)  # noqa: S301 - from our own program
        to.write(sent)
        to.flush()
        if closed:
            to.close()
        return process.wait(timeout=300)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            cast(IO[bytes], pipe).close()


@pytest.mark.parametrize("sent", [b"", TASK[:1], TASK[: len(TASK) // 2], TASK[:-1]], ids=len)
def test_it_ends_with_the_other_process_be_it_in_the_middle_of_a_task(sent: bytes) -> None:
    assert ended(sent, closed=True) == 0


def test_it_ends_where_a_task_cannot_be_read() -> None:
    assert ended(b"cno_such_module\nnothing\n.", closed=False) == 1
