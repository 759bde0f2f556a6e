"""Ctrl-C at any moment: one line, exit code 130, whole tables or none, no process left behind."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import analysis as sl
from analysis.paths import PARTS
from analysis.storage.runs import is_whole
from tests.hostile.conftest import Tried

# Some of these come after the end, on a fast machine.
MOMENTS = {"analyze": 2.5, "report": 7.0, "parties": 1.5, "keywords": 1.5}
PATIENCE = 20


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(5):
        said = " ".join(f"Norway praised Chile. “Peru lied {number}{n} times,” said Oman." for n in range(20))
        text = f"Title {number}\n\n{said}"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def start(*arguments: str, on_interrupt: signal.Handlers = signal.SIG_DFL) -> subprocess.Popen[str]:
    """Start Python; a job in the background of a shell ignores interruptions, and its children with it."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, on_interrupt),
    )


def running_in(folder: Path) -> list[str]:
    """Command lines of the processes that have a path in this folder, or it for temporary files."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            line, surroundings = ((process / name).read_bytes() for name in ("cmdline", "environ"))
            if str(folder).encode() in line or f"TMPDIR={folder}".encode() in surroundings:
                found.append(line.decode(errors="replace"))
    return found


def wait_for_none(folder: Path) -> list[str]:
    """What is still running in a folder after some seconds of grace."""
    end = time.monotonic() + PATIENCE
    while running_in(folder) and time.monotonic() < end:
        time.sleep(0.1)
    return running_in(folder)


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no /proc to find processes in")
@pytest.mark.parametrize("command", list(MOMENTS))
def test_an_interruption_is_one_line_at_any_moment(
    command: str, corpus: Path, tmp_path: Path, tried: Tried, is_long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    rng = random.Random(command)  # noqa: S311
    for number in range(12 if is_long else 2):
        out = tmp_path / f"out-{number}"
        output = ["-o", str(out)] if command in ("analyze", "report") else []
        process = start("-m", "analysis", command, str(corpus), *output)
        time.sleep(rng.uniform(0.1, MOMENTS[command]))
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=PATIENCE)
        tried("interruptions")
        assert (process.returncode, stderr.count("\n")) in ((130, 1), (0, 0)), stderr
        assert not stderr or stderr.startswith("sidelight: interrupted")
        if command == "analyze" and (out / "tables").exists():
            assert len(sl.open_run(out)) == 5
            assert (out / "tables" / "mentions.csv").exists()
    assert wait_for_none(temporary) == []


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no /proc to find processes in")
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_no_process_of_jobs_outlives_the_command(
    name: str, tmp_path: Path, tried: Tried, is_long: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    rows = [{"id": str(number), "text": f"Iran praised Oman {number} times."} for number in range(400)]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    rng = random.Random(name)  # noqa: S311
    for number in range(12 if is_long else 1):
        out = tmp_path / f"out-{number}"
        command = ("analyze", str(file), "--jobs", "2", "-o", str(out), "--method", "lexicon")
        process = start("-m", "analysis", *command)
        time.sleep(rng.uniform(1.5, 6.0))
        process.send_signal(getattr(signal, name))
        _, stderr = process.communicate(timeout=PATIENCE)
        tried("interruptions" if name == "SIGINT" else "kills")
        assert (process.returncode, stderr.count("\n")) in ((130, 1), (0, 0), (-9, 0)), stderr
        assert wait_for_none(temporary) == []
        if (out / PARTS).exists():
            assert all(is_whole(part) for part in (out / PARTS).iterdir())


def test_a_second_interruption_ends_at_once(tried: Tried) -> None:
    code = (
        "import time, analysis.cli, analysis.__main__ as program\n"
        "def main(**_):\n"
        "    try:\n"
        "        print('ready', flush=True); time.sleep(60)\n"
        "    except KeyboardInterrupt:\n"
        "        print('cleaning', flush=True); time.sleep(60)\n"
        "analysis.cli.main = main\n"
        "program._PATIENCE = float({patience})\n"
        "program.run()"
    )
    for patience, signals in (("60", 2), ("0.2", 1)):  # obeyed the second time, or after a while
        process = start("-c", code.format(patience=patience))
        assert process.stdout is not None
        for word in ("ready", "cleaning")[:signals]:
            assert process.stdout.readline() == f"{word}\n"
            process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=PATIENCE)
        tried("interruptions", signals)
        assert (process.returncode, stderr) == (130, "sidelight: interrupted\n")


def test_a_job_in_the_background_goes_on(corpus: Path, tried: Tried) -> None:
    process = start("-m", "analysis", "parties", str(corpus), on_interrupt=signal.SIG_IGN)
    time.sleep(0.5)
    os.kill(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    tried("interruptions")
    assert (process.returncode, stderr) == (0, "")
    assert "Norway" in stdout


@pytest.mark.parametrize(("kind", "is_told"), [("KeyboardInterrupt", False), ("ValueError", True)])
def test_an_interruption_in_a_destructor_is_not_printed(kind: str, is_told: bool, tried: Tried) -> None:
    program = f"""
import sys
from analysis.__main__ import _report_unraisable
sys.unraisablehook = _report_unraisable
class Cleared:
    def __del__(self):
        raise {kind}
Cleared()
"""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    tried("interruptions")
    assert (kind in done.stderr) is is_told
