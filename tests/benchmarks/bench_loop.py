"""Processor time of articles one at a time, as a ratio of all in one call.

Both go in turns, in one process on one thread, and the median ratio counts. The goal is 1.1 at most.

``bench_loop.py [METHOD] [N]``: by default the method is neural and there are 15 articles, of some 4 kB.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from measuring import write_articles

ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Measure the processor time of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main(arguments: Sequence[str]) -> None:
    """Print figures and the ratio."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import analysis as sl

    method, n = (*arguments, *("neural", "15")[len(arguments) :])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        write_articles(path, int(n))
        articles = list(sl.articles_from(path))
    analyzer = sl.Analyzer(method=method)
    analyzer(articles[:2])  # loads what is loaded once
    pairs = [
        (
            seconds(lambda: analyzer(articles)),
            seconds(lambda: [analyzer([article]) for article in articles]),
        )
        for _ in range(ROUNDS)
    ]
    together, alone = (statistics.median(times) / len(articles) for times in zip(*pairs, strict=True))
    ratio = statistics.median(loop / call for call, loop in pairs)
    figures = {"seconds an article": {"one call": round(together, 4), "one at a time": round(alone, 4)}}
    sys.stdout.write(
        json.dumps({"benchmark": "a loop", "method": method, **figures, "ratio": round(ratio, 3)}) + "\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
