"""A process of its own that reads PDF files, within limits of time and memory; see `pdf_program`."""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from analysis.corpus.readers import pdf_program
from analysis.corpus.readers.records import Source
from analysis.records import CorpusError

SECONDS = 60  # of processor time for a file. One of 1,000,000 characters takes 1.
_WAIT = 10  # times as long on a busy machine
_MEMORY = 2 * 2**30  # bytes
_MOST_BYTES = 2**28  # of a file
_MOST_PAGES = 20_000
# Bytes of the answers for a character (a line of one has 60), and for the pages.
_ANSWERED, _ROOM = 100, 2**23


def ask(source: Source, characters: int) -> list[Any]:
    """Return what `pdf_program` answers about a file.

    Parameters
    ----------
    source
        The file.
    characters
        The most that are read.

    Raises
    ------
    CorpusError
        The file is too large, or makes the process fail, or take too long.
    """
    if source.size > _MOST_BYTES:
        raise CorpusError(f"{source.where}: is larger than {_MOST_BYTES:,} bytes; part it")
    with source.open() as file:
        data = file.read(_MOST_BYTES)
    return _processes.setdefault(os.getpid(), _Process()).ask(data, source.where, characters)


class _Process:
    """A process that is started when it is first needed, and again after it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, where: str, characters: int) -> list[Any]:
        task = {"size": len(data), "characters": characters, "pages": _MOST_PAGES, "seconds": SECONDS}
        with self._lock:
            process = self._started(where)
            is_late = threading.Event()
            timer = threading.Timer(_WAIT * SECONDS, _stop, (process, is_late))
            timer.daemon = True
            timer.start()
            is_answered = False
            try:
                answers = list(_answers(process, json.dumps(task).encode() + b"\n" + data, characters))
                is_answered = True
            except (OSError, ValueError, TypeError):
                raise _failed(where, is_late=is_late.is_set() or _is_out_of_time(process)) from None
            finally:
                timer.cancel()
                timer.join()
                if not is_answered or is_late.is_set():
                    self._end()
            return answers

    def end(self) -> None:
        """End the process where it runs."""
        with self._lock:
            self._end()

    def _started(self, where: str) -> subprocess.Popen[bytes]:
        if self._running is None or self._running.poll() is not None:
            self._end()
            try:
                self._running = _start()
            except OSError as error:
                raise CorpusError(
                    f"{where}: cannot be read, since no process can be started: {error.strerror}"
                ) from error
        return self._running

    def _end(self) -> None:
        if self._running is not None:
            self._running.kill()
            with suppress(OSError):  # what was not sent
                self._running.communicate()
            self._running = None


def _is_out_of_time(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether a process that answers no more has had all its processor time."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    return process.returncode == -getattr(signal, "SIGXCPU", 0) != 0


def _stop(process: subprocess.Popen[bytes], is_late: threading.Event) -> None:
    is_late.set()
    process.kill()


def _start() -> subprocess.Popen[bytes]:
    library = importlib.util.find_spec("pypdfium2")
    folder = Path(str(library and library.origin)).parents[1]
    # Without the user's settings and sites, for speed, and so that no module of theirs is found first.
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-I", "-S", str(Path(pdf_program.__file__)), str(folder), str(_MEMORY)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # of Windows
    )


def _answers(process: subprocess.Popen[bytes], task: bytes, characters: int) -> Iterator[Any]:
    """Send a task, and yield the answers up to the last; a process that died raises `ValueError`."""
    to, back = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
    to.write(task)
    to.flush()
    left = _ANSWERED * characters + _ROOM
    while left > 0:
        line = back.readline(left)
        left -= len(line)
        answer = json.loads(line)  # of nothing, or a part, it raises
        if "end" in answer:
            return
        yield answer
    raise ValueError("more than a file can hold")


def _failed(where: str, *, is_late: bool) -> CorpusError:
    if is_late:
        return CorpusError(
            f"{where}: takes longer than {SECONDS} seconds to read; print it to a new PDF, or save its text"
        )
    return CorpusError(
        f"{where}: ends the process that reads it: damaged, or made to fill the memory "
        f"({_MEMORY / 2**30:g} GB at most); print it to a new PDF, or save its text"
    )


# Kept for the next file, since a start takes 50 ms; after a fork each process has its own.
_processes: dict[int, _Process] = {}


@atexit.register
def end() -> None:
    """End the process, which otherwise ends with the program."""
    if own := _processes.pop(os.getpid(), None):
        own.end()
