"""Finding mentions in the articles of PolNeAR: speed, against the number of names and of articles.

Peers in the same run: a regular expression of the same names over the same texts (names alone, nothing
resolved; on a tenth of the articles, because it is slow), and ourselves with ten times the names. Needs
`../shared/eval`; prints one JSON object.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from analysis.parties import PartyFinder
from analysis.records import Article, Party, Registry
from analysis.registry import surface_forms
from analysis.resources import shipped_parties
from analysis.tokens.document import Document
from analysis.tokens.tables import text_tables

DATA = Path(__file__).parents[3] / "shared" / "eval" / "attribution.polnear_train.jsonl.gz"
ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Give the least processor time of some runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def peak(work: Callable[[], object]) -> float:
    """Give the most memory that a run holds at a time, in MB."""
    tracemalloc.start()
    work()
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size / 1e6


def main() -> None:
    """Measure, and print the figures."""
    if not DATA.is_file():
        sys.exit(f"{DATA} is not there: it is no part of the repository")
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        articles = [Article(row["id"], row["text"]) for row in map(json.loads, file)]
    megabytes = sum(len(article.text.encode()) for article in articles) / 1e6
    documents = [Document.of(article) for article in articles]
    batches = [documents[start : start + 64] for start in range(0, len(documents), 64)]
    text_tables(documents)  # so that all are cut
    shipped = shipped_parties()
    names = sorted({name for party in shipped.parties for name in surface_forms(party)})
    more = tuple(Party(f"Zz{n}", aliases=tuple(f"{name} Zz{n}" for name in names)) for n in range(9))

    def find(registry: Registry, batches_of: int) -> Callable[[], None]:
        finder = PartyFinder(registry)

        def work() -> None:
            for batch in batches[:batches_of]:
                finder.find(batch)

        return work

    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
    whole = seconds(find(shipped, len(batches)))
    tenfold = seconds(find(Registry((*shipped.parties, *more), shipped.not_parties), len(batches)))
    sample = [article.text for batch in batches[:1] for article in batch]
    expression = seconds(lambda: [len(pattern.findall(text)) for text in sample])
    ours = seconds(find(shipped, 1))
    print(  # noqa: T201 - what a benchmark is for
        json.dumps(
            {
                "benchmark": "find all mentions, people and references included",
                "articles": len(articles),
                "megabytes": round(megabytes, 2),
                "names": len(names),
                "megabytes_per_second": round(megabytes / whole, 2),
                "ten_times_the_names / shipped": round(tenfold / whole, 2),
                "regular expression of names alone / all of ours": round(expression / ours, 1),
                "peak_mb_first_batch": round(peak(find(shipped, 1)), 1),
                "peak_mb_all_batches": round(peak(find(shipped, len(batches))), 1),
            }
        )
    )


if __name__ == "__main__":
    main()
