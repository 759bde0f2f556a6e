"""Articles that benchmarks read, and what a process costs."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
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
    """Write articles as JSON lines, made of sentences of the gold stories, drawn at random with a seed.

    So no two are near-duplicates. Days and outlets are made up.
    """
    from analysis.evaluate.gold import read_stories

    texts = [story.article.text for story in read_stories([GOLD])]
    pool = [one for text in texts for one in re.split(r"(?<=[.!?”]) +|\n+", text) if len(one) > 40]
    chance = random.Random(1)  # noqa: S311 - which sentences does not matter
    rows = (
        {
            "id": f"a{number:06}",
            "text": " ".join(chance.sample(pool, SENTENCES)),
            "source": f"Outlet {number % 7}",
            "published": str(date(2022, 1, 1) + timedelta(days=number % 365)),
        }
        for number in range(n)
    )
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


# The command `sidelight`.
COMMAND = """
from analysis.__main__ import run
run()
"""
# At its end a process tells the processor seconds of its own.
_TELLING = """
import atexit, resource, sys
def tell():
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, file=sys.stderr)
atexit.register(tell)
"""


def cost(code: str, *arguments: object) -> Cost:
    """Run Python code in a process of its own, and measure it with all processes that it starts."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", _TELLING + code, *map(str, arguments)],
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        _, status, usage = os.wait4(process.pid, 0)
        told.seek(0)
        lines = told.read().decode().splitlines()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments}: {lines}")
    seconds = time.perf_counter() - began
    return Cost(seconds, usage.ru_utime + usage.ru_stime, float(lines[-1]), usage.ru_maxrss / 1024)
