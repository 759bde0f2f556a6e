"""Time and memory of a run from one article to a thousand, or ten thousand, and of reading it.

Every measurement is a process of its own. ``exponent`` is by how much processor time grows with the articles
(1 is in proportion), from one size to the next, without what a run of one article takes, nearly all of which
is to start. The goal is 1.05 at most from 100 articles on, and memory that does not grow from 1,000 on.
``reading`` is `term_frequencies`, `party_sentiment` and `timeline` of the run, in a process of its own.

``bench_scale.py [METHOD] [LARGEST]``: by default the method is neural and the largest number 1,000.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measuring import COMMAND, Cost, cost, write_articles

READING = """
import sys, analysis as sl
run = sl.open_run(sys.argv[1])
sl.term_frequencies(run), sl.party_sentiment(run), sl.timeline(run)
"""


def growth(costs: dict[int, Cost]) -> dict[str, float]:
    """Return the exponent of processor time from each size to the next."""
    start = costs[1].processor
    sizes = sorted(size for size in costs if size > 1)
    return {
        f"{few:,} to {many:,}": round(
            math.log((costs[many].processor - start) / max(costs[few].processor - start, 1e-9), many / few),
            3,
        )
        for few, many in itertools.pairwise(sizes)
    }


def shown(costs: dict[int, Cost]) -> dict[str, object]:
    """Return costs by size, and their growth."""
    sizes = sorted(costs)
    return {
        "costs": {
            f"{size:,}": {name: round(value, 2) for name, value in costs[size]._asdict().items()}
            for size in sizes
        },
        "exponent": growth(costs),
        "MiB": {
            f"{many:,} / {few:,}": round(costs[many].mib / costs[few].mib, 2)
            for few, many in itertools.pairwise(sizes)
        },
    }


def main(arguments: Sequence[str]) -> None:
    """Print figures and ratios."""
    method, largest = (*arguments, *("neural", "1000")[len(arguments) :])
    sizes = [10**power for power in range(len(str(int(largest))))]
    making, reading = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path, out = Path(folder) / f"{size}.jsonl", Path(folder) / str(size)
            write_articles(path, size)
            making[size] = cost(
                COMMAND, "analyze", path, "-o", out, "--method", method, "--format", "parquet"
            )
            reading[size] = cost(READING, out)
    figures = {"benchmark": "articles and their cost", "method": method}
    sys.stdout.write(json.dumps(figures | {"run": shown(making), "reading": shown(reading)}, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
