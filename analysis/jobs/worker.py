"""The program of a process that works for another one, see `jobs`: pickles in, pickles out."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import traceback
from queue import SimpleQueue
from typing import IO, Any


def serve() -> None:
    """Do what comes in at standard input until that ends; it begins with the function that does it."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    work = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    tasks: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, tasks), daemon=True).start()
    while True:
        answers.write(_answer(work, tasks.get()))
        answers.flush()


def _receive(source: IO[bytes], tasks: SimpleQueue[Any]) -> None:
    """Take tasks, and leave at once where the other process has ended, be it while it sent one."""
    while True:
        try:
            tasks.put(pickle.load(source))  # noqa: S301 - as above
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)
        except Exception:  # a task that cannot be read here: no answer would ever come
            traceback.print_exc()
            os._exit(1)


def _answer(work: Any, task: Any) -> bytes:
    try:
        return pickle.dumps((True, work(task)))
    except Exception as error:
        error.add_note(f"In a process of --jobs:\n{traceback.format_exc()}")
        return pickle.dumps((False, error))
