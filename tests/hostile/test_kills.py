"""What is written when a run is killed, runs into a full disk, or meets another one."""

from __future__ import annotations

import json
import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

import analysis as sl
from analysis.paths import PARTS
from analysis.storage import digests
from tests.hostile.conftest import Tried

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need forks and signals")

SIDELIGHT = [sys.executable, "-c", "from analysis.cli import main; main()"]
STEPS = [sys.executable, str(Path(__file__).with_name("steps.py"))]
# Mounts a file system of its own at $2, with the options $1, for one command only.
MOUNT = 'mount -t tmpfs -o "$1" tmpfs "$2" && shift 2 && exec "$@"'
KINDS = ("csv", "parquet", "report")
HOWS = ("exchange", "renames")


def run(command: list[str], **options: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **options}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603


def mounted(options: str, folder: Path, *command: str) -> list[str]:
    """Give a command that sees a new file system at a folder, where that can be had."""
    folder.mkdir(exist_ok=True)
    unshare = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh"]
    if not shutil.which("unshare") or run([*unshare, "size=64k", str(folder), "true"]).returncode:
        pytest.skip("no file system can be mounted here, which takes unshare and user namespaces")
    return [*unshare, options, str(folder), *command]


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, list[str]]:
    assert done.returncode == 0, done.stderr
    count, wrong = json.loads(done.stdout)
    return count, wrong


def corpus(folder: Path, *names: str) -> Path:
    """Write small articles."""
    folder.mkdir()
    for name in names:
        text = "\n\n".join(["Talks go on.", *["France praised Norway. Peru did not."] * 20])
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def small_notebook(path: Path) -> Path:
    """Write the recipe of a report without sections."""
    content = nbformat.v4.new_notebook()
    source = "import analysis as sl\nreport = sl.Report(article_sections=[], corpus_sections=[])"
    content.cells = [nbformat.v4.new_code_cell(source)]
    path.write_text(nbformat.writes(content), encoding="utf-8")
    return path


def analyze(articles: Path, output: Path, *options: str) -> list[str]:
    return [*SIDELIGHT, "analyze", str(articles), "-o", str(output), "--method", "lexicon", *options]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def many(path: Path) -> Path:
    """Write articles for several batches, two of them by one woman under two names."""
    texts = [f"Iran praised Oman {number} times. Chad did not." for number in range(300)]
    texts[7], texts[290] = (
        "Ada Example left. Ada Example spoke.",
        "Ada B. Example came. Ada B. Example left.",
    )
    rows = [{"id": f"a{number}", "text": text} for number, text in enumerate(texts)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_at_any_step_leaves_the_old_or_the_new(
    kind: str, how: str, tmp_path: Path, tried: Tried
) -> None:
    count, wrong = outcome(run([*STEPS, "kill", kind, how, str(tmp_path)]))
    tried("kills", count)
    assert count > 15
    assert wrong == []


def test_a_run_that_is_killed_at_any_time_goes_on(tmp_path: Path, tried: Tried, is_long: bool) -> None:
    articles, output = many(tmp_path / "many.jsonl"), tmp_path / "out" / "run"
    began = time.monotonic()
    assert run(analyze(articles, tmp_path / "whole")).returncode == 0
    whole = time.monotonic() - began
    chance = random.Random(1)  # noqa: S311 - which times does not matter
    for n in range(60 if is_long else 2):
        if n % 5 == 4:
            shutil.rmtree(output, ignore_errors=True)
        process = subprocess.Popen(  # noqa: S603
            analyze(articles, output, "--jobs", str(n % 2 + 1)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * chance.uniform(0.5, 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        tried("kills")
    assert run(analyze(articles, output)).returncode == 0
    assert digests(output) == digests(tmp_path / "whole")
    assert names_in(output) == [PARTS, "tables"]


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_leaves_the_old_and_one_line(
    kind: str, how: str, tmp_path: Path, tried: Tried, is_long: bool
) -> None:
    disk, block = tmp_path / "disk", "4096" if is_long else "16384"
    count, wrong = outcome(run(mounted("size=640k", disk, *STEPS, "fill", kind, how, str(disk), block)))
    tried("full disks", count)
    assert wrong == []


def test_analyze_on_a_full_disk_is_one_line(tmp_path: Path, tried: Tried) -> None:
    disk, articles = tmp_path / "disk", corpus(tmp_path / "articles", "a", "b")
    done = run(mounted("size=16k", disk, *analyze(articles, disk / "tables")))
    tried("full disks")
    assert (done.returncode, done.stderr) == (
        1,
        f"sidelight: error: {disk}/tables: cannot be written to: No space left on device; "
        "make room, or choose another folder\n",
    )


def test_a_run_on_a_full_disk_goes_on_when_there_is_room(tmp_path: Path, tried: Tried) -> None:
    articles, disk = many(tmp_path / "many.jsonl"), tmp_path / "disk"
    script = tmp_path / "script.sh"
    command = shlex.join(analyze(articles, disk / "run", "--jobs", "2", "--format", "parquet"))
    parts = shlex.quote(str(disk / "run" / PARTS))
    script.write_text(f"{command}; echo $? $(ls {parts} | wc -l); mount -o remount,size=8m {disk}; {command}")
    # Room for some parts and never for all, which with their tables take some 480 kB.
    done = run(mounted("size=360k", disk, "sh", str(script)))
    tried("full disks")
    code, n_parts = map(int, done.stdout.split())
    assert (code, n_parts > 0, done.returncode) == (1, True, 0)
    assert done.stderr == (
        f"sidelight: error: {disk}/run: cannot be written to: No space left on device; "
        "make room, or choose another folder\n"
    )


def test_a_full_disk_leaves_no_report(tmp_path: Path, tried: Tried) -> None:
    disk, articles = tmp_path / "disk", corpus(tmp_path / "articles", "a", "b")
    notebook = small_notebook(tmp_path / "small.ipynb")
    output = str(disk / "out")
    report = [*SIDELIGHT, "report", str(articles), "-o", output, "--notebook", str(notebook)]
    done = run(mounted("size=16k", disk, *report, "--method", "lexicon"))
    tried("full disks")
    assert (done.returncode, done.stderr) == (
        1,
        f"sidelight: error: {disk}/out: cannot be written to: No space left on device; "
        "make room, or choose another folder\n",
    )


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("kind", KINDS)
def test_four_writers_at_once_end_well(
    kind: str, how: str, tmp_path: Path, tried: Tried, is_long: bool
) -> None:
    count, wrong = outcome(run([*STEPS, "race", kind, how, str(tmp_path), "100" if is_long else "10"]))
    tried("races", count)
    assert wrong == []


def test_of_two_runs_at_once_one_writes_all(tmp_path: Path, tried: Tried, is_long: bool) -> None:
    articles, output = corpus(tmp_path / "articles", "a", "b", "c"), tmp_path / "run"
    for _ in range(10 if is_long else 1):
        both = [
            subprocess.Popen(analyze(articles, output), stderr=subprocess.PIPE, text=True)  # noqa: S603
            for _ in range(2)
        ]
        told = [process.communicate()[1] for process in both]
        tried("races")
        assert [process.returncode for process in both] in ([0, 0], [0, 1], [1, 0])
        assert all("error" not in lines or "another run is writing to it" in lines for lines in told)
        assert sl.open_run(output).load().article_ids == ["a", "b", "c"]
        assert names_in(output) == [PARTS, "tables"]
        shutil.rmtree(output)


@pytest.mark.parametrize("below", ["", "deep"])
def test_a_read_only_folder_is_one_line(below: str, tmp_path: Path, tried: Tried) -> None:
    disk, articles = tmp_path / "disk", corpus(tmp_path / "articles", "a")
    done = run(mounted("ro", disk, *analyze(articles, disk / below)))
    tried("read-only places")
    assert (done.returncode, done.stderr) == (
        1,
        f"sidelight: error: {disk / below}: cannot be written to: Read-only file system; choose another "
        "folder\n",
    )


def test_a_run_can_be_a_mount_point(tmp_path: Path, tried: Tried) -> None:
    disk, articles = tmp_path / "disk", corpus(tmp_path / "articles", "a")
    done = run(mounted("size=4m", disk, *analyze(articles, disk)))
    tried("surroundings")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("place", ["missing", "read-only"])
def test_reports_need_no_tmpdir(place: str, tmp_path: Path, tried: Tried, is_long: bool) -> None:
    if place == "missing" and not is_long:
        pytest.skip("is part of the long form")
    articles, notebook = corpus(tmp_path / "articles", "a"), small_notebook(tmp_path / "small.ipynb")
    disk = tmp_path / "disk"
    report = [*SIDELIGHT, "report", str(articles), "-o", str(tmp_path / "out"), "--notebook", str(notebook)]
    command = [*report, "--method", "lexicon"]
    done = run(mounted("ro", disk, *command) if place == "read-only" else command, TMPDIR=str(disk))
    tried("read-only places")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / "a" / "report.md").is_file()
