"""One article after the other against all in one call, and an article against its network passes alone.

- ``loop / one call``: `Analyzer.analyze` of each article by itself over that of all together (goal: 1.1), and
  of this the time inside of the networks, and outside of them;
- ``article / network``: all that an article takes, by the neural method, over the time inside of the networks
  (goal: 2). A network computes in the thread that calls it, so that its processor time is that thread's.

Both are processor time of one process on one processor, medians over rounds in turn, after one warm-up.
``bench_article.py [N]``: N articles of 4 kB, by default 40.
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
from typing import Any

from measuring import write_articles

import analysis as sl
from analysis.network import references, session

ROUNDS = 3
NAMES = (
    "processor seconds an article",
    "loop / one call",
    "inside of networks",
    "outside of networks",
    "article / network",
)


class Timed:
    """A network that adds up the processor time of its passes."""

    def __init__(self, network: Any) -> None:
        self.network, self.seconds, self.passes = network, 0.0, 0

    def run(self, *arguments: Any) -> Any:
        """Run the network."""
        began = time.thread_time()
        found = self.network.run(*arguments)
        self.seconds += time.thread_time() - began
        self.passes += 1
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self.network, name)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main(arguments: Sequence[str]) -> None:
    """Print the ratios."""
    n = int(arguments[0]) if arguments else 40
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.jsonl"
        write_articles(path, n)
        articles = sl.read_articles(path)
    networks: dict[str, Timed] = {}
    load = session.load_network

    def loaded(name: str) -> Timed:
        return networks.setdefault(name, Timed(load(name)))

    for module in (session, references):
        module.load_network = loaded  # type: ignore[attr-defined]
    analyzer = sl.Analyzer()
    analyzer.analyze(articles[:2])

    def parts(work: Callable[[], object]) -> tuple[float, float]:
        before = sum(network.seconds for network in networks.values())
        whole = seconds(work)
        return whole, sum(network.seconds for network in networks.values()) - before

    found = []
    for _ in range(ROUNDS):
        one_call, inside_one = parts(lambda: analyzer.analyze(articles))
        loop, inside = parts(lambda: [analyzer.analyze(article) for article in articles])
        outside = (loop - inside) / (one_call - inside_one)
        found.append((loop / n, loop / one_call, inside / inside_one, outside, loop / inside))
    figures = {
        "benchmark": "one article",
        "articles": n,
        **{
            name: round(statistics.median(one), 3)
            for name, one in zip(NAMES, zip(*found, strict=True), strict=True)
        },
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
