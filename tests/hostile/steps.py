"""A program that `test_kills` runs: it writes folders in forks of itself, and says what goes wrong.

``steps.py kill KIND HOW FOLDER`` kills before each step in turn; ``race`` lets four processes write at once;
``fill`` writes to a file system with ever less room. HOW is ``exchange`` or ``renames``. It prints JSON: how
often it tried, and what went wrong.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.records import OutputError
from analysis.storage import TableWriter, digests, folders, replacing, system

STEPS = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.chown"}
REPORT = ("a.txt", "sub/b.txt", "tables/keywords.csv", "tables/mentions.csv", "tables/manifest.json")


class Steps:
    """Counts what changes the file system, and kills this process before the `n`th of it."""

    def __init__(self, n: int) -> None:
        self.left = n
        sys.addaudithook(self.see)
        swap = system.exchange

        def exchange(one: Path, other: Path) -> bool:
            self.step()
            is_done = swap(one, other)
            self.step()
            return is_done

        folders.exchange = exchange  # type: ignore[attr-defined]

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take part in what Python does."""
        writes = (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        )
        if event in STEPS or writes:
            self.step()

    def step(self) -> None:
        """Count one, or end here."""
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


def write(target: Path, kind: str, word: str, n: int = 3) -> None:
    """Write tables, or a report that holds tables, all of whose cells are one word."""
    table = pd.DataFrame({"term": [word] * n})
    tables = {"keywords": table, "mentions": table} | ({"quotes": table} if word == "old" else {})
    if kind != "report":
        with TableWriter(target, format=kind) as writer:
            writer.write(tables)
        return
    with replacing(target, owned=lambda _: (*REPORT, "tables/quotes.csv")) as fresh:
        (fresh / "sub").mkdir()
        for name in ("a.txt", "sub/b.txt"):
            (fresh / name).write_text(f"{word}\n" * n)
        with TableWriter(fresh / "tables") as writer:
            writer.write(tables)


def state(target: Path) -> str:
    """Give the word that a folder is of, or what is wrong with it."""
    folder = target / "tables" if (target / "tables").exists() else target
    files = json.loads((folder / "manifest.json").read_text())["files"]
    found = digests(folder)
    if any(found.get(name) != value for name, value in files.items()):
        return f"not what the manifest lists: {sorted(found)}"
    words = {
        text
        for path in target.rglob("*.txt")
        if path.name != "notes.txt"
        for text in path.read_text().split()
    }
    for name in files:
        read = pd.read_csv if name.endswith(".csv") else pd.read_parquet
        words |= set(read(folder / name)["term"])
    others = {path.name for path in folder.iterdir()} - {*files, "manifest.json", "notes.txt"}
    return " ".join(sorted(words | others))


def fork(work: Callable[[], None]) -> int:
    """Run in a fork of this process; give its exit code, or minus the signal that it died of."""
    pid = os.fork()
    if not pid:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def after_the_kill(target: Path) -> list[str]:
    """Give what is wrong after a kill: neither all old nor all new, or only under a hidden name."""
    place = target if target.exists() else target.with_name(f"{target.name}.sidelight-old")
    if not place.exists():
        return ["is in no visible place"]
    found = state(place)
    has_notes = (place / "notes.txt").exists()
    return ([] if found in ("old", "new") else [found]) + ([] if has_notes else ["notes are lost"])


def after_the_next_run(target: Path, words: tuple[str, ...] = ("new",)) -> list[str]:
    """Give what is wrong when all is done."""
    names = sorted(path.name for path in target.parent.iterdir())
    found = state(target)
    notes = target / "notes.txt"
    return [
        *([] if found in words else [found]),
        *([] if names == [target.name] else [f"left: {names}"]),
        *([] if notes.exists() and notes.read_text() == "mine" else ["notes are lost"]),
    ]


def begin(target: Path, kind: str) -> None:
    """Make an old folder, with a file of the user's own."""
    shutil.rmtree(target.parent, ignore_errors=True)
    write(target, kind, "old")
    (target / "notes.txt").write_text("mine")


def kill(target: Path, kind: str) -> tuple[int, list[str]]:
    """Kill before each step in turn, and run once more."""
    wrong: list[str] = []
    for n in range(1, 1000):
        begin(target, kind)

        def work(n: int = n) -> None:
            Steps(n)
            write(target, kind, "new")

        code = fork(work)
        if code == 0:
            return n - 1, wrong
        wrong += [f"step {n}: {what}" for what in after_the_kill(target)]
        if code != -signal.SIGKILL or fork(lambda: write(target, kind, "new")):
            wrong.append(f"step {n}: fails")
        wrong += [f"step {n}, next run: {what}" for what in after_the_next_run(target)]
    return 0, ["does not end"]


def race(target: Path, kind: str, rounds: int) -> tuple[int, list[str]]:
    """Let four processes write to one folder at once."""
    wrong: list[str] = []
    for n in range(rounds):
        begin(target, kind)
        kinds = [kind, kind] if kind == "report" else ["csv", "parquet"]

        def work(kinds: list[str] = kinds) -> None:
            pids = [os.fork() for _ in range(2)]  # three forks more: four processes
            for _ in range(5):
                write(target, kinds[pids[0] == 0], "newer" if all(pids) else "new", n=200)
            if all(pids):
                codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
                assert codes == [0, 0]
            elif pids[0] == 0 and pids[1]:
                assert os.waitstatus_to_exitcode(os.waitpid(pids[1], 0)[1]) == 0

        if fork(work):
            wrong.append(f"round {n}: fails")
        wrong += [f"round {n}: {what}" for what in after_the_next_run(target, ("new", "newer"))]
    return rounds, wrong


def fill(target: Path, kind: str, block: int) -> tuple[int, list[str]]:
    """Write with ever less room, until nothing fits."""
    wrong: list[str] = []
    outcomes: set[str] = set()
    begin(target, kind)
    ballast = target.parent.parent / "ballast"
    tries = range(200)
    for n in tries:
        with suppress(OSError), ballast.open("ab") as file:
            file.write(b"x" * block)
        try:
            write(target, kind, "new" if n % 2 else "old", n=2000)
            outcomes.add("written")
        except OutputError as error:
            outcomes.add("full")
            expected = "No space left on device; make room, or choose another folder"
            if str(error) != f"{target}: cannot be written to: {expected}":
                wrong.append(str(error))
            if [path.name for path in target.parent.iterdir()] != [target.name]:
                wrong.append(f"left: {sorted(path.name for path in target.parent.iterdir())}")
            if outcomes == {"written", "full"} and not shutil.disk_usage(target).free:
                return n + 1, wrong
        wrong += after_the_kill(target)
    return len(tries), [*wrong, f"was never full: {sorted(outcomes)}"]


def main() -> None:
    """Do as the arguments say."""
    what, kind, how, folder, *rest = sys.argv[1:]
    if how == "renames":
        system._swapper = lambda: None  # type: ignore[assignment]
    target = Path(folder) / "out" / "target"
    work: dict[str, Callable[[], tuple[int, list[str]]]] = {
        "kill": lambda: kill(target, kind),
        "race": lambda: race(target, kind, int(rest[0])),
        "fill": lambda: fill(target, kind, int(rest[0])),
    }
    tried, wrong = work[what]()
    sys.stdout.write(json.dumps([tried, wrong]) + "\n")


if __name__ == "__main__":
    main()
