"""The same tables in any surroundings: threads, processes, hash seeds, locales, without a home."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import analysis as sl
from tests.hostile.conftest import Tried
from tests.hostile.texts import article

SEEDS = range(8)
ROOT = Path(__file__).parents[2]
# All that a run gets of the surroundings of the tests.
KEPT = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
SURROUNDINGS: dict[str, dict[str, str | None]] = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed 4000000000": {"PYTHONHASHSEED": "4000000000"},
    "C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no HOME": {"HOME": None},
    "a HOME that is not there": {"HOME": "/nonexistent/home"},
    "no TMPDIR": {"TMPDIR": None},
    "a TMPDIR that is not there": {"TMPDIR": "/nonexistent/temporary"},
}


def fingerprint(_: object = None) -> str:
    """Analyse some articles by both methods, and give a hash of every table."""
    found = hashlib.sha256()
    articles = [article(seed) for seed in SEEDS]
    for method in ("neural", "lexicon"):
        for name, table in sl.analyze(articles, method=method, evidence=method == "lexicon").tables().items():
            found.update(f"{name}\n{table.to_csv()}".encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def expected() -> str:
    return fingerprint()


def surroundings(changes: Mapping[str, str | None], tmp_path: Path) -> dict[str, str]:
    known: dict[str, str | None] = {name: os.environ.get(name) for name in KEPT}
    # The package is that of the tests, also where another one is installed.
    known |= {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "TMPDIR": str(tmp_path), **changes}
    return {name: value for name, value in known.items() if value is not None}


def test_threads(expected: str, tried: Tried) -> None:
    tried("surroundings")
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(fingerprint, range(4))) == {expected}


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_fresh_processes(method: str, expected: str, tried: Tried) -> None:
    tried("surroundings")
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
        assert set(pool.map(fingerprint, range(2))) == {expected}


FORK = """
import multiprocessing
from tests.hostile.test_processes import fingerprint
own = fingerprint()
with multiprocessing.get_context("fork").Pool(2) as pool:
    print(own if set(pool.map(fingerprint, range(2))) == {own} else "other")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_forked_processes(expected: str, tried: Tried, tmp_path: Path) -> None:
    # In a process of its own: pytest has threads, of which Python warns.
    tried("surroundings")
    assert run([sys.executable, "-c", FORK], {}, tmp_path).strip() == expected


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings(name: str, expected: str, tried: Tried, tmp_path: Path) -> None:
    tried("surroundings")
    code = "from tests.hostile.test_processes import fingerprint; print(fingerprint())"
    assert run([sys.executable, "-c", code], SURROUNDINGS[name], tmp_path).strip() == expected


@pytest.mark.parametrize("home", [None, "/nonexistent/home"])
def test_a_report_without_a_home(home: str | None, tried: Tried, is_long: bool, tmp_path: Path) -> None:
    if home and not is_long:
        pytest.skip("a report takes ten seconds; the long form makes this one, too")
    tried("surroundings")
    story = tmp_path / "story.txt"
    story.write_text("Iran and Oman\n\nIran praised Oman. Oman thanked Iran.\n", encoding="utf-8")
    code = "from analysis.cli import main; main()"
    command = [sys.executable, "-c", code, "report", str(story), "-o", str(tmp_path / "reports")]
    run(command, {"HOME": home, "LC_ALL": "C", "PYTHONUTF8": "0", "TMPDIR": None}, tmp_path)
    page = (tmp_path / "reports" / "iran-and-oman" / "report.html").read_text(encoding="utf-8")
    assert "praised" in page


def run(command: list[str], changes: Mapping[str, str | None], tmp_path: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        command,
        env=surroundings(changes, tmp_path),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")
    return done.stdout
