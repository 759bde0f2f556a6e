"""Runs: time and memory by the number of articles and of processes, again with nothing new, and kwic alone.

Articles are made of sentences of the gold stories, drawn at random with a seed, so that no two are
near-duplicates. Every measurement is a command in a process of its own; its processor time and its largest
process count those that it starts. On a machine that does nothing else, the ratio of seconds says how much
faster two processes are; on a busy one only processor seconds mean something. Of these, two quiet cores need
at least half for what the two processes do, and all for what the first one does alone: ``two quiet cores``
is the ratio that comes to, as if nothing went on side by side with the first.

``bench_runs.py [N] [METHOD]``: N articles (by default 256), of which a quarter are done first.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

GOLD = Path(__file__).parents[1] / "gold"
SENTENCES = 25  # an article: some 4 kB


class Cost(NamedTuple):
    """Seconds on the clock, of processors and of these in the first process, and MiB of the largest one."""

    seconds: float
    processor: float
    alone: float
    mib: float


def write_articles(path: Path, n: int) -> None:
    """Write articles as JSON lines."""
    from analysis.evaluate.gold import read_stories

    texts = [story.article.text for story in read_stories([GOLD])]
    pool = [one for text in texts for one in re.split(r"(?<=[.!?”]) +|\n+", text) if len(one) > 40]
    chance = random.Random(1)  # noqa: S311 - which sentences does not matter
    rows = ({"id": f"a{number:06}", "text": " ".join(chance.sample(pool, SENTENCES))} for number in range(n))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


# The command, and at its end the processor seconds of this process.
CODE = """
import atexit, resource, sys
def tell():
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, file=sys.stderr)
atexit.register(tell)
from analysis.__main__ import run
run()
"""


def cost(*arguments: object) -> Cost:
    """Run the command, and measure it with all processes that it starts."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", CODE, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=told
        )
        _, status, usage = os.wait4(process.pid, 0)
        told.seek(0)
        lines = told.read().decode().splitlines()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments}: {lines}")
    seconds = time.perf_counter() - began
    return Cost(seconds, usage.ru_utime + usage.ru_stime, float(lines[-1]), usage.ru_maxrss / 1024)


def measure(folder: Path, n: int, method: str) -> dict[str, object]:
    """Measure all of it, and give figures and ratios."""
    whole, quarter, ten = (folder / f"{name}.jsonl" for name in ("whole", "quarter", "ten"))
    for path, number in ((whole, n), (quarter, n // 4), (ten, 10)):
        write_articles(path, number)

    def analyze(path: Path, out: str, *options: object) -> Cost:
        return cost("analyze", path, "-o", folder / out, "--method", method, "--format", "parquet", *options)

    few = analyze(quarter, "few")
    one = analyze(whole, "one")
    two = analyze(whole, "two", "--jobs", 2)
    again = analyze(whole, "one")
    single, start = cost("kwic", "Iran", ten), cost("--version")
    size = sum(path.stat().st_size for path in (folder / "one" / ".sidelight-parts").rglob("*.parquet"))
    return {
        "articles": n,
        "method": method,
        "costs": {
            name: [round(value, 2) for value in found]
            for name, found in {
                "quarter": few,
                "one job": one,
                "two jobs": two,
                "again": again,
                "kwic of ten": single,
                "sidelight --version": start,
            }.items()
        },
        "processor seconds an article": round((one.processor - few.processor) / (n - n // 4), 4),
        "exponent": round(math.log(one.processor / few.processor, 4), 3),
        "two jobs, seconds": round(one.seconds / two.seconds, 2),
        "two jobs, two quiet cores": round(one.processor / (two.alone + (two.processor - two.alone) / 2), 2),
        "two jobs, processor seconds": round(one.processor / two.processor, 2),
        "again": round(again.processor / one.processor, 3),
        "MiB, whole / quarter": round(one.mib / few.mib, 2),
        "kB of Parquet an article": round(size / n / 1000, 1),
    }


def main(arguments: Sequence[str]) -> None:
    """Print figures and ratios."""
    n, method = (*arguments, *("256", "neural")[len(arguments) :])
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), int(n), method)
    sys.stdout.write(json.dumps({"benchmark": "runs", **found}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
