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
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measuring import COMMAND, Cost, cost, write_articles


def measure(folder: Path, n: int, method: str) -> dict[str, object]:
    """Measure all of it, and give figures and ratios."""
    whole, quarter, ten = (folder / f"{name}.jsonl" for name in ("whole", "quarter", "ten"))
    for path, number in ((whole, n), (quarter, n // 4), (ten, 10)):
        write_articles(path, number)

    def analyze(path: Path, out: str, *options: object) -> Cost:
        return cost(
            COMMAND, "analyze", path, "-o", folder / out, "--method", method, "--format", "parquet", *options
        )

    few = analyze(quarter, "few")
    one = analyze(whole, "one")
    two = analyze(whole, "two", "--jobs", 2)
    again = analyze(whole, "one")
    single, start = cost(COMMAND, "kwic", "Iran", ten), cost(COMMAND, "--version")
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
